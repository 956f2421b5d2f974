"""Say whether one may be named among those who have advised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.review.models import Adviser
from kokebok.review.rules import require_may

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def be_named(*, agrees: bool, by: Person) -> bool:
    """Let one's own name stand among those who have advised, or no more; whether that was new.

    An edition that is frozen keeps the names it has.
    """
    require_may(by, "review.read")
    if agrees:
        _row, is_new = Adviser.objects.get_or_create(person=by)
    else:
        is_new = bool(Adviser.objects.filter(person=by).delete()[0])
    if is_new:
        record("adviser.naming_changed", by=by, about=by, agrees=agrees)
    return is_new
