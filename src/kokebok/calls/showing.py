"""Calls as pages show them: their moments in words, where each phase is, and how much time is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from kokebok.calls.rules import PhaseStanding, is_short, standing_of

if TYPE_CHECKING:
    from kokebok.calls.models import Call, Phase


@dataclass(frozen=True)
class ShownPhase:
    """A phase at a moment. `left` is how long it is open still, "" when it is not; the moments are in words."""

    phase: Phase
    standing: PhaseStanding
    opens: str
    closes: str
    left: str
    is_short: bool

    @property
    def is_for_some(self) -> bool:
        """Whether only those fill it in who have sent in the first one."""
        return self.phase.number > 1


@dataclass(frozen=True)
class ShownCall:
    """A call with its phases at a moment; `now` is the phase that is open, or the next one, or the last."""

    call: Call
    phases: list[ShownPhase]
    now: ShownPhase | None
    received: int

    @property
    def first(self) -> ShownPhase | None:
        """The phase anyone may answer."""
        return self.phases[0] if self.phases else None

    @property
    def goes_on(self) -> ShownPhase | None:
        """The phase that those who sent in the first one fill in now, or next; None where there is nothing more."""
        still = {PhaseStanding.OPEN, PhaseStanding.LATE, PhaseStanding.AHEAD}
        later = [one for one in self.phases if one.is_for_some and one.standing in still]
        return next(
            (one for one in later if one.standing != PhaseStanding.AHEAD), later[0] if later else None
        )

    @property
    def is_over(self) -> bool:
        """Whether no deadline of it is ahead."""
        return not any(one.standing in {PhaseStanding.OPEN, PhaseStanding.AHEAD} for one in self.phases)

    @property
    def is_open(self) -> bool:
        """Whether the phase anyone may answer takes answers in time."""
        return bool(self.phases and self.phases[0].standing == PhaseStanding.OPEN)


def in_words(moment: datetime, zone: str) -> str:
    """A moment by a clock, with where that clock hangs."""
    there = moment.astimezone(ZoneInfo(zone))
    return _("%(when)s (%(where)s)") % {
        "when": date_format(there, "DATETIME_FORMAT"),
        "where": place_of(zone),
    }


def place_of(zone: str) -> str:
    """Where a clock hangs, as people say it."""
    return _("Norwegian time") if zone == "Europe/Oslo" else zone.rpartition("/")[2].replace("_", " ")


def shown(call: Call, phases: list[Phase], at: datetime, *, received: int = 0) -> ShownCall:
    """A call as it is at a moment."""
    each = [_phase(phase, call, at) for phase in phases]
    ahead = [one for one in each if one.standing in {PhaseStanding.OPEN, PhaseStanding.AHEAD}]
    return ShownCall(
        call=call,
        phases=each,
        now=ahead[0] if ahead else each[-1] if each else None,
        received=received,
    )


def _phase(phase: Phase, call: Call, at: datetime) -> ShownPhase:
    standing = standing_of(phase, call, at)
    return ShownPhase(
        phase=phase,
        standing=standing,
        opens=in_words(phase.opens_at, phase.zone),
        closes=in_words(phase.closes_at, phase.zone),
        left=timeuntil(phase.closes_at, at) if standing == PhaseStanding.OPEN else "",
        is_short=is_short(phase),
    )
