"""The colours of an edition's files, changed for shades of the body's own where it has one."""

from __future__ import annotations

import re

from kokebok.lib.colours import IN_FILES, in_files

OURS = "|".join(colour[1:] for colour in IN_FILES)
IN_CSS = re.compile(rf"(?<=#)(?:{OURS})(?![0-9a-f])", re.IGNORECASE)
IN_XML = re.compile(rf'(?<==")(#?)({OURS})(?=")', re.IGNORECASE)
"""In an attribute alone: in text, a quotation mark is written otherwise."""


def coloured_css(css: str, colour: str) -> str:
    """A stylesheet of ours in shades of a colour; as it is where that is ""."""
    own = in_files(colour)
    return IN_CSS.sub(lambda found: own[found[0].lower()], css) if own else css


def coloured_xml(xml: str, colour: str) -> str:
    """XML whose attributes name our colours, in shades of a colour; as it is where that is ""."""
    own = in_files(colour)
    return IN_XML.sub(lambda found: found[1] + own[found[2].lower()], xml) if own else xml
