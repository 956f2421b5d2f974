"""The stylesheet of a colour of one's own, with a name that changes with what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from kokebok.lib.colours import stylesheet


@dataclass(frozen=True)
class Sheet:
    """A stylesheet, and the name it is fetched by."""

    name: str
    css: str


@lru_cache(maxsize=64)
def sheet_of(colour: str) -> Sheet:
    """The stylesheet of a colour, which is as `lib.colours.colour_in` gives it."""
    css = stylesheet(colour)
    return Sheet(f"{colour[1:]}-{hashlib.sha256(css.encode()).hexdigest()[:8]}", css)
