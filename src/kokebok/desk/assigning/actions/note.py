"""Write an internal note on an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.assigning.mentions import mentioned_in
from kokebok.desk.assigning.notes import may_read_notes, mentionable
from kokebok.desk.models import Mention, Note
from kokebok.desk.models.sharing import LONGEST_NOTE
from kokebok.journal.actions.record import record
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    import uuid

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def write_note(given: Input, text: str, *, by: Person, ticket: uuid.UUID) -> Note:
    """Write a note, and let those it mentions know. A second send with the same ticket is the first one's note.

    Raises Refused if it says nothing, is too long, or `by` may not read the notes there.
    """
    try:
        with transaction.atomic():
            return _write(given, text.strip(), by=by, ticket=ticket)
    except IntegrityError:
        already = Note.objects.filter(ticket=ticket).first()
        if already is None:
            raise
        return already


def _write(given: Input, text: str, *, by: Person, ticket: uuid.UUID) -> Note:
    already = Note.objects.filter(ticket=ticket).first()
    if already is not None:
        return already
    if not may_read_notes(by, given):
        raise Refused(_("You may not write notes on this input."))
    if not text:
        raise Refused(_("Write what the note should say."))
    if len(text) > LONGEST_NOTE:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_NOTE})
    note = Note.objects.create(given=given, by=by, text=text, ticket=ticket)
    people = [person for person in mentioned_in(text, mentionable(given)) if person.pk != by.pk]
    Mention.objects.bulk_create([Mention(note=note, person=person) for person in people])
    # The words stay out of the journal: it is exported, and can never be changed.
    record("note.written", by=by, about=note, given=given.pk, mentions=[person.pk for person in people])
    return note


def mark_seen(given: Input, *, by: Person) -> int:
    """Note that somebody has seen what was said to them in the notes on an input; how many notes that was.

    Leaves no line in the journal: it says something of a reader, not of the input.
    """
    unseen = Mention.objects.filter(note__given=given, person=by, seen_at=None)
    return unseen.update(seen_at=timezone.now())
