"""A small cookbook on another subject than the starter's, with lists of its own: the same code carries both."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "another_cookbook"
