"""What each dispatch or newsletter reached: as a plot over time, and as the table it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kokebok.outlets.models import Dispatch
from kokebok.outlets.queries import DispatchTally

STEP, BAR, PLOT_HEIGHT = 10, 7, 80  # of the plot's own units: it is drawn as wide as the page


@dataclass(frozen=True)
class SentOut:
    """One that was sent out: where it is read of, and how many it was sent to, and of them came back and stopped.

    `stopped` counts those who had it as the latest when they said no to more; they are among those it was sent to.
    """

    title: str
    address: str
    at: datetime
    sent: int
    came_back: int
    stopped: int

    @property
    def total(self) -> int:
        """All it was sent to."""
        return self.sent + self.came_back


@dataclass(frozen=True)
class SentPart:
    """A part of a bar: which number it shows, and where it is."""

    shows: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class SentPlot:
    """The rows, the newest first, and their bars with the oldest on the left."""

    rows: tuple[SentOut, ...]
    parts: tuple[SentPart, ...]
    width: int
    most: int
    height: int = PLOT_HEIGHT
    bar: int = BAR


def sent_plot(rows: Sequence[SentOut]) -> SentPlot:
    """The plot of these, in order of time; the highest bar is as high as the plot."""
    in_order = sorted(rows, key=lambda one: one.at)
    most = max((one.total for one in in_order), default=0)
    parts = [part for at, one in enumerate(in_order) for part in _parts(one, at, most)]
    return SentPlot(tuple(reversed(in_order)), tuple(parts), STEP * len(in_order), most)


def _parts(one: SentOut, at: int, most: int) -> list[SentPart]:
    """One on top of the other; what there is none of has no part."""
    found, below = [], 0
    for shows, number in (("sent", one.sent), ("back", one.came_back)):
        if number:
            top = round(PLOT_HEIGHT * (below + number) / most)
            bottom = round(PLOT_HEIGHT * below / most)
            height = max(1, top - bottom)
            found.append(SentPart(shows, STEP * at, PLOT_HEIGHT - bottom - height, height))
        below += number
    return found


def dispatch_sent(
    dispatch: Dispatch, title: str, address: str, tally: DispatchTally, *, stopped: int
) -> SentOut:
    """What a dispatch reached, and how many stopped after it."""
    return SentOut(title, address, dispatch.made_at, tally.sent, tally.returned, stopped)
