"""Read a decision of a sample blind, and note what a disagreement taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused
from kokebok.second_reading.models import Reading
from kokebok.second_reading.rules import OwnDecision

if TYPE_CHECKING:
    from kokebok.desk.models import Outcome
    from kokebok.people.models import Person


@transaction.atomic
def read_blind(reading: Reading, *, outcome: Outcome, reason: str, by: Person) -> Reading:
    """Say what one would have decided. The same answer sent twice is one.

    Raises OwnDecision for whoever took the decision, TooLate if somebody else has read it.
    """
    if reading.first_by_id == by.pk:
        raise OwnDecision(_("You took this decision yourself. Somebody else has to read it."))
    waiting = Reading.objects.filter(pk=reading.pk, outcome="").exclude(first_by=by)
    said = {"outcome": outcome, "reason": reason.strip(), "reader": by}
    if not waiting.update(read_at=timezone.now(), **said):
        reading.refresh_from_db()
        if (reading.outcome, reading.reader_id) == (outcome, by.pk):
            return reading
        raise TooLate(_("Somebody else has read this one already."))
    reading.refresh_from_db()
    record("reading.done", by=by, about=reading)  # not what: the first reader might look here
    return reading


@transaction.atomic
def note_learnt(reading: Reading, *, learnt: str, by: Person) -> Reading:
    """Note what a disagreement taught; "" takes the note away.

    Raises Refused before it is read, TooLate if somebody has written another note since the caller saw it.
    """
    if not reading.outcome or reading.agrees:
        raise Refused(_("There is no disagreement to learn from here."))
    if reading.learnt == learnt.strip():
        return reading
    seen = Reading.objects.filter(pk=reading.pk, learnt=reading.learnt)
    if not seen.update(learnt=learnt.strip(), learnt_by=by if learnt.strip() else None):
        raise TooLate(_("Somebody else has written a note meanwhile. Look at it as it is now."))
    reading.refresh_from_db()
    record("reading.learnt", by=by, about=reading, given=reading.given_id)
    return reading
