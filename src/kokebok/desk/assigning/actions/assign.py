"""Give an input to somebody, take it over, hand it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.models import Assignment
from kokebok.desk.rules import may, require_can_be_given, require_may_hand_back, require_may_take
from kokebok.inputs.models import UNSETTLED
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@dataclass(frozen=True)
class NewAssignment:
    """Who should have an input (None for the whole resource group), by when, and a word on the way."""

    to: Person | None
    due: date | None = None
    note: str = ""


@transaction.atomic
def assign(given: Input, wish: NewAssignment, *, by: Person, seen: int = 0) -> Assignment:
    """Give an input to a person or to the resource group. `seen` is the key of the assignment it replaces, 0 for none.

    The same once more changes nothing. Raises TooLate if somebody else has given or taken it meanwhile; Refused if it
    is settled, or they could not read it, or `by` may not give it away.
    """
    if not may(by, "desk.assign"):
        raise Refused(_("Only the editors and the moderators may give inputs to others."))
    if given.state not in UNSETTLED:
        raise Refused(_("Input %(number)s is already settled.") % {"number": given.pk})
    require_can_be_given(wish.to, given)
    if _stands_already(given, wish):
        return Assignment.objects.active().get(given=given)
    assignment = _replace(given, wish, by=by, seen=seen)
    due = wish.due.isoformat() if wish.due else ""
    record("input.assigned", by=by, about=given, to=assignment.to_id, holder=assignment.holder, due=due)
    return assignment


@transaction.atomic
def assign_several(
    given: Iterable[tuple[Input, int]], wish: NewAssignment, *, by: Person
) -> list[Assignment]:
    """Give several inputs, each with the key of the assignment it replaces (0 for none); all of them or none.

    Raises as `assign` does, with the number of the input it is about.
    """
    return [_named(one, wish, by=by, seen=seen) for one, seen in given]


def _named(given: Input, wish: NewAssignment, *, by: Person, seen: int) -> Assignment:
    try:
        return assign(given, wish, by=by, seen=seen)
    except Refused as refusal:
        words = _("Input %(number)s: %(why)s") % {"number": given.pk, "why": refusal}
        raise type(refusal)(words) from refusal


@transaction.atomic
def take_over(given: Input, *, by: Person, seen: int = 0) -> Assignment:
    """Make an input one's own, whoever had it; the day it is due stays. Raises as `assign` does."""
    assignment = Assignment.objects.active().filter(given=given).first()
    require_may_take(assignment, by=by)
    if assignment is not None and assignment.to_id == by.pk:
        return assignment
    if given.state not in UNSETTLED:
        raise Refused(_("Input %(number)s is already settled.") % {"number": given.pk})
    mine = _replace(given, NewAssignment(to=by, due=assignment.due if assignment else None), by=by, seen=seen)
    record("input.taken_over", by=by, about=given, to=by.pk, holder=by.name)
    return mine


@transaction.atomic
def hand_back(assignment: Assignment, *, by: Person) -> Assignment:
    """Give an input back to everybody. Raises Refused if it is not theirs, TooLate if it is no longer so."""
    require_may_hand_back(assignment, by=by)
    if not _end(assignment.pk):
        raise _late(assignment.given)
    assignment.refresh_from_db()
    record("input.handed_back", by=by, about=assignment.given, holder=assignment.holder)
    return assignment


def _stands_already(given: Input, wish: NewAssignment) -> bool:
    same = Assignment.objects.active().filter(given=given, to=wish.to, to_group=wish.to is None, due=wish.due)
    return same.filter(note=wish.note.strip()).exists()


def _replace(given: Input, wish: NewAssignment, *, by: Person, seen: int) -> Assignment:
    if seen and not _end(seen, given=given):
        raise _late(given)
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                given=given, to=wish.to, to_group=wish.to is None, due=wish.due, note=wish.note.strip(), by=by
            )
    except IntegrityError as error:
        raise _late(given) from error


def _end(key: int, **which: Input) -> int:
    return Assignment.objects.active().filter(pk=key, **which).update(ended_at=timezone.now())


def _late(given: Input) -> TooLate:
    now = Assignment.objects.active().filter(given=given).select_related("to").first()
    if now is None:
        return TooLate(_("This has changed meanwhile: nobody has the input now."))
    return TooLate(_("This has changed meanwhile: %(who)s has the input now.") % {"who": now.holder})
