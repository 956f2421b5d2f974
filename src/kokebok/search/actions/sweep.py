"""What the clock does for the search."""

from __future__ import annotations

from kokebok.search.actions.make_whole import make_whole


def sweep() -> None:
    """Note what came by a road that notes nothing, such as what phones send in a hall, and what has changed around pages."""
    make_whole()
