"""Note that somebody takes the text along with what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.outlets.texts_with_inputs import text_with_inputs

if TYPE_CHECKING:
    from kokebok.desk.inbox.filters import InboxFilter
    from kokebok.outlets.text_said import TextSaid
    from kokebok.people.models import Person


def take_text(wanted: InboxFilter, *, whole: bool, form: str, by: Person) -> TextSaid:
    """The text with the inputs of the filter. The journal says how many of them, and in which form, and not what was
    searched for, which may be somebody's name.

    It is composed before anything is written: that takes long, and others wait to write.
    """
    said = text_with_inputs(by, wanted, whole=whole)
    placed = [*said.at_paragraphs.values(), *said.at_chapters.values(), said.of_all]
    number = sum(map(len, placed))
    with transaction.atomic():
        record("text.taken_out", by=by, form=form, filter=wanted.but(q="").as_query, inputs=number)
    return said
