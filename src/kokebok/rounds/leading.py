"""From the buttons of the host and the moderator to their acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.lib.bounded import number_in
from kokebok.rounds.actions import find, lead, moderate
from kokebok.rounds.models import WallShows
from kokebok.rounds.queries import find_device, find_prompt, find_waiting

if TYPE_CHECKING:
    from django.http import QueryDict

    from kokebok.people.models import Person
    from kokebok.rounds.models import Round


class Pressed(Protocol):
    """What a button does with the round the person saw and the form it stands in."""

    def __call__(self, round_: Round, form: QueryDict, /, *, by: Person) -> object:
        """Raises Refused, with words for the person."""


def _as_seen(round_: Round, form: QueryDict) -> Round:
    """The round with the prompt that stood on the host's own screen, so that a second host is told."""
    round_.prompt_id = number_in(form.get("seen", ""))
    return round_


def _go_to(round_: Round, form: QueryDict, *, by: Person) -> object:
    prompt = find_prompt(round_, form.get("prompt", ""))
    return lead.go_to(_as_seen(round_, form), prompt, by=by)


def _pause(round_: Round, form: QueryDict, *, by: Person) -> object:
    return lead.go_to(_as_seen(round_, form), None, by=by)


def _wall(round_: Round, form: QueryDict, *, by: Person) -> object:
    shows = form.get("wall", "")
    return lead.show_on_wall(round_, WallShows(shows if shows in WallShows.values else round_.wall), by=by)


def _shade(round_: Round, _form: QueryDict, /, *, by: Person) -> object:
    return lead.show_on_wall(round_, WallShows(round_.wall), by=by, dark=not round_.wall_is_dark)


def _stop(round_: Round, _form: QueryDict, /, *, by: Person) -> object:
    return lead.stop_clock(round_, by=by)


def _start(round_: Round, form: QueryDict, *, by: Person) -> object:
    minutes = number_in(form.get("minutes", ""), most=999)
    return lead.start_clock(round_, by=by, seconds=None if minutes is None else minutes * 60)


def _minute(round_: Round, _form: QueryDict, /, *, by: Person) -> object:
    return lead.add_time(round_, 60, by=by)


def _groups(round_: Round, form: QueryDict, *, by: Person) -> object:
    return find.ask_to_find(find_prompt(round_, form.get("prompt", "")), by=by)


def _flood(**fields: Any) -> Pressed:
    def pressed(round_: Round, _form: QueryDict, /, *, by: Person) -> object:
        return lead.control_flood(round_, by=by, **fields)

    return pressed


def _slow(round_: Round, form: QueryDict, *, by: Person) -> object:
    seconds = number_in(form.get("seconds", ""), most=3600)
    return lead.control_flood(round_, by=by, seconds_between=seconds)


def _with_rows(act: Callable[..., object]) -> Pressed:
    def pressed(round_: Round, form: QueryDict, *, by: Person) -> object:
        return act(find_waiting(round_, form.getlist("row")), by=by)

    return pressed


def _one_row(act: Callable[..., object]) -> Pressed:
    def pressed(round_: Round, form: QueryDict, /, *, by: Person) -> object:
        found = find_waiting(round_, [form.get("row", "")])
        if not found:
            raise TooLate(_("It is no longer there. Look again."))
        return act(found[0], by=by)

    return pressed


ON_WALL: dict[str, Pressed] = {
    "take_off": _one_row(moderate.take_off),
    "put_back": _one_row(moderate.put_back),
}


def _together(round_: Round, form: QueryDict, *, by: Person) -> object:
    """Show the first, with the others as one with it: one decision for all of them."""
    return moderate.show_as_one(find_waiting(round_, form.getlist("row")), by=by)


def _with_the_wall(round_: Round, form: QueryDict, *, by: Person) -> object:
    """Show what waits as one with what is on the wall."""
    on_wall = find_waiting(round_, [form.get("on_wall", "")])
    if not on_wall:
        raise TooLate(_("It is no longer on the wall. Look again."))
    return moderate.show_with(find_waiting(round_, form.getlist("row")), on_wall[0], by=by)


def _block(round_: Round, form: QueryDict, *, by: Person) -> object:
    return moderate.block(find_device(round_, form.get("device", "")), by=by)


MODERATE: dict[str, Pressed] = {
    "show": _with_rows(moderate.show),
    "hide": _with_rows(moderate.hide),
    "together": _together,
    "with_the_wall": _with_the_wall,
    "block": _block,
    **ON_WALL,
}

LEAD: dict[str, Pressed] = {
    "go": _go_to,
    "break": _pause,
    "wall": _wall,
    "shade": _shade,
    "stop": _stop,
    "start": _start,
    "minute": _minute,
    "close_door": _flood(joining=False),
    "open_door": _flood(joining=True),
    "pause": _flood(paused=True),
    "resume": _flood(paused=False),
    "slow": _slow,
    "groups": _groups,
    **ON_WALL,
}
