"""The colours that a tag can have."""

from __future__ import annotations

from typing import Literal

Tone = Literal["neutral", "info", "success", "warning", "danger", "brand1", "brand2", "brand3"]
"""As the design system names them. What a tag says is in its words; the colour helps those who see it."""
