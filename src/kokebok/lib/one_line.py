"""What another program said, as we can keep it."""

from __future__ import annotations


def one_line(said: str, *, most: int) -> str:
    """At most so many characters on one line, without what no database takes: NUL, and half of a pair of surrogates."""
    return " ".join(said.replace("\x00", " ").encode("utf-8", "replace").decode().split())[:most]
