"""Those whom somebody names as having taken part: a line each, with or without an address."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[^\s<>(),;:@]+@[^\s<>(),;:@]+\.[^\s<>(),;:@.]+")
AROUND = " \t,.;:()<>[]-*•–"
LONGEST_NAME, LONGEST_ADDRESS, MOST = 200, 254, 20


def named_parties(text: str) -> dict[str, str]:
    """The parties in their order: the name, and the address that stands beside it, or "". Each name once.

    A line with an address alone has that for its name. No more than 20 lines are read.
    """
    found: dict[str, str] = {}
    lines = [line for line in text.splitlines() if line.strip(AROUND)]
    for line in lines[:MOST]:
        address = ADDRESS.search(line)
        email = address.group() if address and len(address.group()) <= LONGEST_ADDRESS else ""
        name = _tidy(_tidy(ADDRESS.sub("", line))[:LONGEST_NAME])
        if name or email:
            found.setdefault(name or email[:LONGEST_NAME], email)
    return found


def _tidy(name: str) -> str:
    """A name without what stands around it; what is said in brackets at its end is a part of it."""
    tidy = name.strip(AROUND)
    return f"{tidy})" if tidy.count("(") > tidy.count(")") and f"{tidy})" in name else tidy
