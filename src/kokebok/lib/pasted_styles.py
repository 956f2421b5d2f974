"""How words on a clipboard are set: what is kept of it, and what is only looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
OF_STYLE = (
    ("font-weight", re.compile(r"bold|[6-9]00"), "b"),
    ("font-style", re.compile(r"italic|oblique"), "i"),
    ("vertical-align", re.compile(r"super"), "sup"),
    ("vertical-align", re.compile(r"sub"), "sub"),
)
NORMAL = {"b": ("font-weight", re.compile(r"normal|[1-5]00")), "i": ("font-style", re.compile(r"normal"))}
PLAIN_COLOURS = re.compile(
    r"^(?:black|white|windowtext|window|auto|inherit|initial|transparent|none|currentcolor|#0{3,6}|#f{3,6}|"
    r"rgba?\(0, ?0, ?0(?:, ?[01](?:\.0)?)?\)|rgb\(255, ?255, ?255\))$"
)
COLOURS = ("color", "background", "background-color", "mso-highlight")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
COMMENTS = re.compile(r"msocomment|msocom|comment-list|comment-reference")


@dataclass(frozen=True)
class Look:
    """The marks words stand within, in order, and where they lead."""

    marks: tuple[str, ...] = ()
    href: str = ""


def styles(said: dict[str, str]) -> dict[str, str]:
    """The style of an element, by property."""
    pairs = (one.partition(":") for one in said.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs if value}


def marked(outer: Look, tag: str, said: dict[str, str]) -> Look:
    """How words within an element are set. A heading and a link are what they are, whatever their letters."""
    own, marks = styles(said), set(outer.marks)
    if tag in MARKS:
        marks.add(MARKS[tag])
    marks |= {mark for name, value, mark in OF_STYLE if value.search(own.get(name, ""))}
    marks -= {mark for mark, (name, value) in NORMAL.items() if value.search(own.get(name, ""))}
    return Look(tuple(sorted(marks)), outer.href)


def look_of(said: dict[str, str]) -> bool:
    """Whether an element has a colour of its own, or is underlined or struck through: looks that are not kept."""
    own = styles(said)
    coloured = any(
        name in own and not PLAIN_COLOURS.match(own[name].split("!")[0].strip()) for name in COLOURS
    )
    return (coloured and not said.get("href")) or "line-through" in own.get("text-decoration", "")


def is_hidden(said: dict[str, str]) -> bool:
    """Whether an element is not shown."""
    own = styles(said)
    return own.get("display") == "none" or own.get("mso-hide") == "all"


def is_left_out(tag: str, said: dict[str, str]) -> str:
    """Which sort of thing an element is that is left out with all in it; "" for what is read."""
    if tag == "del":
        return "deleted"
    about = " ".join((said.get("class", ""), said.get("style", ""), said.get("id", ""))).lower()
    return "comments" if COMMENTS.search(about) else ""


def address_of(href: str) -> str:
    """Where a link leads, without Google's detour; "" where readers cannot go there."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.netloc == "www.google.com" and parts.path == "/url":
        href = parse_qs(parts.query).get("q", [href])[0]
    return href.strip() if urlsplit(href).scheme in SCHEMES else ""
