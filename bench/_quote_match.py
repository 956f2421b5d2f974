"""The plain fuzzy quote match of annotation clients: diff-match-patch laid over the text of the page.

As dom-anchor-text-quote does it: the words before and after move the place where to look, the phrase is
looked for in slices of 32 characters from there, and the first that is found nowhere ends the search.
"""

from __future__ import annotations

from diff_match_patch import diff_match_patch

SLICE = 32
AROUND = 32


def match(old_text: str, start: int, end: int, new_text: str) -> tuple[int, int] | None:
    """Where old_text[start:end] stands in the new text of the page, or None if it is not found."""
    matcher = diff_match_patch()
    matcher.Match_Distance = len(new_text) * 2
    exact, prefix, suffix = (
        old_text[start:end],
        old_text[max(0, start - AROUND) : start],
        old_text[end : end + AROUND],
    )
    place = start
    if prefix and (found := matcher.match_main(new_text, prefix, place)) > -1:
        place = found + len(prefix)
    if suffix and (found := matcher.match_main(new_text, suffix, place + len(exact))) > -1:
        place = found - len(exact)
    return _slices(matcher, new_text, exact, place)


def _slices(matcher: diff_match_patch, text: str, exact: str, place: int) -> tuple[int, int] | None:
    low, high = len(text), 0
    for at in range(0, len(exact), SLICE):
        piece = exact[at : at + SLICE]
        found = matcher.match_main(text, piece, place)
        if found == -1:
            return None
        place = found + len(piece)
        low, high = min(low, found), max(high, found + len(piece))
    return low, min(high, len(text))
