"""What the host does: begin, go on, stop the clock, choose what the wall shows, end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.moderation.rules import require_reasons
from kokebok.people.rules import Refused
from kokebok.rounds.actions.find import find_in_all
from kokebok.rounds.actions.tell import tell_all_screens
from kokebok.rounds.models import Prompt, Round, RoundState, WallShows
from kokebok.rounds.rules import MOVES

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def open_round(round_: Round, *, by: Person) -> Round:
    """Begin a round, or take a closed one up again. Raises TooLate if it is open already.

    Raises Refused without prompts, and before there is a list of reasons for not publishing what people send.
    """
    if not round_.prompts.exists():
        raise Refused(_("Write at least one prompt before you open the round."))
    require_reasons()
    opened = round_.opened_at or timezone.now()
    return _move(round_, RoundState.OPEN, by=by, opened_at=opened, closed_at=None)


@transaction.atomic
def close_round(round_: Round, *, by: Person) -> Round:
    """End a round, and have its groups found for the report. What still waits on phones is taken for a day.

    Raises TooLate if it is closed already.
    """
    now = timezone.now()
    closed = _move(round_, RoundState.CLOSED, by=by, closed_at=now, clock_ends_at=None, clock_left=None)
    find_in_all(closed, by=by)
    return closed


@transaction.atomic
def publish_report(round_: Round, *, by: Person) -> None:
    """Let anyone read the report of a round that is over; done again it changes nothing. Raises TooLate before."""
    if round_.state != RoundState.CLOSED:
        raise TooLate(_("Close the round first: then its report can be published."))
    mine = Round.objects.filter(pk=round_.pk, state=RoundState.CLOSED, report_public_at=None)
    if mine.update(report_public_at=timezone.now()):
        record("round.report_published", by=by, about=round_)


@transaction.atomic
def take_back_report(round_: Round, *, by: Person) -> None:
    """Let nobody but those who work with rounds read the report. Done again it changes nothing."""
    if Round.objects.filter(pk=round_.pk).exclude(report_public_at=None).update(report_public_at=None):
        record("round.report_taken_back", by=by, about=round_)


def _move(round_: Round, to: RoundState, *, by: Person, **fields: Any) -> Round:
    seen = RoundState(round_.state)
    if to not in MOVES[seen]:
        raise TooLate(_("The round is “%(state)s” and cannot become that.") % {"state": seen.label})
    if not Round.objects.filter(pk=round_.pk, state=seen).update(state=to, **fields):
        raise TooLate(_("Somebody else was first."))
    record(f"round.{to}", by=by, about=round_)
    tell_all_screens(round_.pk)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def go_to(round_: Round, prompt: Prompt | None, *, by: Person) -> Round:
    """Put a prompt before everybody (None for a break), with its minutes on a clock that starts now.

    Raises TooLate if another host has gone on meanwhile, or the round is not open.
    """
    now = timezone.now()
    ends = now + timedelta(minutes=prompt.minutes) if prompt and prompt.minutes else None
    _change(
        round_,
        {"prompt": round_.prompt_id},
        prompt=prompt,
        clock_ends_at=ends,
        clock_left=None,
        wall=WallShows.PROMPT if prompt else WallShows.JOIN,
        paused=False,
    )
    record("round.went_on", by=by, about=round_, prompt=prompt.pk if prompt else None)
    return round_


@transaction.atomic
def stop_clock(round_: Round, *, by: Person) -> Round:
    """Hold the clock where it is. Raises TooLate if it does not run."""
    if round_.clock_ends_at is None:
        raise TooLate(_("The clock is not running."))
    left = max(0, round((round_.clock_ends_at - timezone.now()).total_seconds()))
    _change(round_, {"clock_ends_at": round_.clock_ends_at}, clock_ends_at=None, clock_left=left)
    record("round.clock_stopped", by=by, about=round_, left=left)
    return round_


@transaction.atomic
def start_clock(round_: Round, *, by: Person, seconds: int | None = None) -> Round:
    """Let the clock run on from where it was held, or with so many seconds. Raises Refused without either."""
    left = seconds if seconds is not None else round_.clock_left
    if not left or left < 0:
        raise Refused(_("Say how many minutes there are."))
    ends = timezone.now() + timedelta(seconds=left)
    _change(round_, {}, clock_ends_at=ends, clock_left=None)
    record("round.clock_started", by=by, about=round_, seconds=left)
    return round_


@transaction.atomic
def add_time(round_: Round, seconds: int, *, by: Person) -> Round:
    """Give more time. Raises TooLate if the clock does not run."""
    if round_.clock_ends_at is None:
        raise TooLate(_("The clock is not running."))
    ends = max(round_.clock_ends_at, timezone.now()) + timedelta(seconds=seconds)
    _change(round_, {"clock_ends_at": round_.clock_ends_at}, clock_ends_at=ends)
    record("round.time_added", by=by, about=round_, seconds=seconds)
    return round_


@transaction.atomic
def show_on_wall(round_: Round, what: WallShows, *, by: Person, dark: bool | None = None) -> Round:
    """Choose what the wall has on it."""
    _change(round_, {}, wall=what, **({} if dark is None else {"wall_is_dark": dark}))
    record("round.wall_changed", by=by, about=round_, wall=what)
    return round_


@transaction.atomic
def control_flood(
    round_: Round,
    *,
    by: Person,
    joining: bool | None = None,
    paused: bool | None = None,
    seconds_between: int | None = None,
) -> Round:
    """Close or open the door, stop or take inputs, or slow each phone down. What is None stays as it is."""
    asked = {"joining": joining, "paused": paused, "seconds_between": seconds_between}
    fields = {name: value for name, value in asked.items() if value is not None}
    if fields:
        _change(round_, {}, **fields)
        record("round.flood_controlled", by=by, about=round_, **fields)
    return round_


def _change(round_: Round, as_seen: dict[str, Any], **fields: Any) -> None:
    """Change an open round that still is as the host saw it, and let every screen know."""
    mine = Round.objects.filter(pk=round_.pk, state=RoundState.OPEN, **as_seen)
    if not mine.update(**fields, version=F("version")):
        raise TooLate(_("The round has gone on meanwhile. You see it as it is now."))
    tell_all_screens(round_.pk)
    round_.refresh_from_db()
