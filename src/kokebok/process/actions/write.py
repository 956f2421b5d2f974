"""Say how the process goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.process.models import Announced, ProcessPart, Step
from kokebok.rounds.models import Round, RoundState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person

WORDS = ("title", "text", "on", "until")


@transaction.atomic
def write_part(part: ProcessPart, values: Mapping[str, Any], *, by: Person) -> Step:
    """Let these be the editors' words and dates for a part of the process."""
    step, _new = Step.objects.update_or_create(part=part, defaults={name: values[name] for name in WORDS})
    record("process.step_written", by=by, about=step)
    return step


@transaction.atomic
def write_step(step: Step, values: Mapping[str, Any], *, by: Person) -> Step:
    """Write a step of the editors' own, new or not."""
    for name in WORDS:
        setattr(step, name, values[name])
    step.save()
    record("process.step_written", by=by, about=step)
    return step


@transaction.atomic
def remove_step(step: Step, *, by: Person) -> None:
    """Take a step out of the process; what the system knows of the part stays."""
    record("process.step_removed", by=by, about=step, title=str(step))
    step.delete()


@transaction.atomic
def announce(round_: Round, *, by: Person) -> bool:
    """Tell everybody of a round on the front page; False if it was announced already. Raises TooLate if it is over."""
    if Round.objects.filter(pk=round_.pk, state=RoundState.CLOSED).exists():
        raise TooLate(_("The round is over."))
    _row, is_new = Announced.objects.get_or_create(round=round_, defaults={"by": by})
    if is_new:
        record("process.announced", by=by, about=round_)
    return is_new


@transaction.atomic
def take_down(round_: Round, *, by: Person) -> bool:
    """Announce a round no more; False if it was not announced."""
    number, _each = Announced.objects.filter(round=round_).delete()
    if number:
        record("process.taken_down", by=by, about=round_)
    return bool(number)
