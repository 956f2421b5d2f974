"""The way in, for those who point a phone at it."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """A QR code of an address as an SVG without size of its own, in the colour of the text around it."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    return out.getvalue().decode()
