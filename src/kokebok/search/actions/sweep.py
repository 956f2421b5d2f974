"""What the clock does for the search."""

from __future__ import annotations

from kokebok.lib.search_query import parsed
from kokebok.search.actions.make_whole import make_whole

A_WORD = "oppskrifter"


def sweep(*, alone: bool = False) -> None:
    """Note what came by a road that notes nothing, as what phones send in a hall, and what changed around pages.

    Whether it is `alone` changes nothing: what is noted twice is noted once.
    """
    parsed(A_WORD)  # at the start the word lists are read, so that the first reader does not wait for them
    make_whole()
