"""What the styles and the numbering of a Word file mean: which are headings, lists, quotes and captions.

Word keeps the English name of its own styles in every language; what is made after one of them means the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from kokebok.lib.word_parts import attribute, local

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "caption": "caption",
}
LISTS = re.compile(r"list (bullet|number)(?: ([2-5]))?", re.IGNORECASE)
CONTENTS = re.compile(r"(toc \d|toc heading|contents \d|contents heading|table of figures)", re.IGNORECASE)
OFF = ("0", "false", "off", "none")
DEEPEST = 40  # styles made after one another


@dataclass(frozen=True)
class Style:
    """What a style means. `heading` is 0 for none; `number` and `depth` as in `numPr`, "" and 0 where it has none.

    `within` is how deep its own name says that it is, as “List Bullet 2” does.
    """

    role: str = "text"
    heading: int = 0
    number: str = ""
    depth: int = 0
    within: int = 0
    is_bold: bool = False
    is_italic: bool = False


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: Any) -> None:
        found = [one for one in root if local(one) == "style"] if root is not None else []
        self._elements = {attribute(one, "styleId"): one for one in found}
        self._known: dict[str, Style] = {}

    def __getitem__(self, identity: str) -> Style:
        return self._read(identity, 0)

    def _read(self, identity: str, made_after: int) -> Style:
        if identity in self._known:
            return self._known[identity]
        element = self._elements.get(identity)
        if element is None or made_after > DEEPEST:
            return Style()
        parent = child(element, "basedOn")
        style = self._read(attribute(parent, "val"), made_after + 1) if parent is not None else Style()
        self._known[identity] = _with_own(style, element)
        return self._known[identity]


def _with_own(style: Style, element: Any) -> Style:
    """A style made after another, with what it says itself."""
    named = child(element, "name")
    name = attribute(named, "val").strip() if named is not None else ""
    properties, run = child(element, "pPr"), child(element, "rPr")
    if properties is not None:
        style = with_paragraph(style, properties)
    if attribute(element, "type") == "character" and run is not None:
        style = replace(
            style, is_bold=is_on(run, "b", style.is_bold), is_italic=is_on(run, "i", style.is_italic)
        )
    if heading := HEADING.fullmatch(name):
        return replace(style, role="text", heading=int(heading[1]))
    if CONTENTS.fullmatch(name):
        return replace(style, role="contents", heading=0)
    if listed := LISTS.fullmatch(name):
        number = style.number or f"style:{listed[1].lower()}"
        return replace(style, number=number, within=int(listed[2] or 1) - 1)
    role = ROLES.get(name.lower())
    return replace(style, role=role, heading=0) if role else style


def with_paragraph(style: Style, properties: Any) -> Style:
    """A style with what the properties of a paragraph add: its level as a heading, and its list."""
    level = child(properties, "outlineLvl")
    if level is not None and style.role == "text":
        number = _whole(attribute(level, "val"))
        style = replace(style, heading=number + 1 if 0 <= number < 9 else 0)
    listed = child(properties, "numPr")
    if listed is None:
        return style
    number, depth = child(listed, "numId"), child(listed, "ilvl")
    if number is not None:
        said = attribute(number, "val")
        style = replace(style, number="" if said == "0" else said)
    return replace(style, depth=max(_whole(attribute(depth, "val")), 0)) if depth is not None else style


class Numbering:
    """Which lists have numbers, and which have points."""

    def __init__(self, root: Any) -> None:
        kinds: dict[str, dict[str, str]] = {}
        self._of: dict[str, dict[str, str]] = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                kinds[attribute(one, "abstractNumId")] = _kinds(one)
        for one in root if root is not None else ():
            if local(one) == "num" and (meant := child(one, "abstractNumId")) is not None:
                self._of[attribute(one, "numId")] = kinds.get(attribute(meant, "val"), {})

    def is_numbered(self, number: str, depth: int) -> bool:
        """Whether a list has numbers at this depth."""
        if number.startswith("style:"):
            return number == "style:number"
        return self._of.get(number, {}).get(str(depth), "bullet") not in ("bullet", "none", "")


def _kinds(element: Any) -> dict[str, str]:
    levels = (one for one in element if local(one) == "lvl")
    found = {}
    for level in levels:
        kind = child(level, "numFmt")
        found[attribute(level, "ilvl")] = attribute(kind, "val") if kind is not None else "decimal"
    return found


def child(element: Any, name: str) -> Any:
    """The first child with this name; None if there is none."""
    return next((one for one in element if local(one) == name), None)


def is_on(properties: Any, name: str, otherwise: bool = False) -> bool:
    """Whether a property that is on or off is on."""
    found = child(properties, name)
    if found is None:
        return otherwise
    return attribute(found, "val").lower() not in OFF


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else -1
