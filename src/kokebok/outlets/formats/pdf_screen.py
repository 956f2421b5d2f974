"""The edition as a PDF to read on a screen: smaller pages, and links that lead where they lead."""

from __future__ import annotations

from kokebok.outlets.formats.pdf import laid_out, pages_in
from kokebok.outlets.manuscript import Manuscript

__all__ = ["pages_in", "render"]


def render(manuscript: Manuscript) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2a declared). Raises NotRendered with what the typesetter said."""
    return laid_out(manuscript, "screen")
