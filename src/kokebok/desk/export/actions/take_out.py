"""Note that somebody takes inputs along as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.desk.inbox.queries import queue
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.desk.inbox.filters import InboxFilter
    from kokebok.people.models import Person


@transaction.atomic
def take_out(wanted: InboxFilter, *, form: str, by: Person) -> list[int]:
    """The numbers of the inputs asked for that `by` may see, in the order of the inbox. The journal says how many, and
    not what was searched for: it may be somebody's name."""
    numbers = list(queue(by, wanted).values_list("pk", flat=True))
    record("inputs.taken_out", by=by, form=form, filter=wanted.but(q="").as_query, inputs=len(numbers))
    return numbers
