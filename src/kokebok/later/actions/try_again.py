"""Set going again what has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kokebok.journal.actions.record import record
from kokebok.later.models import QueuedTask

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def try_again(queued: QueuedTask, *, by: Person) -> bool:
    """Have a task that has failed tried again within a minute, as often as a new one. False if it is under way."""
    failed = QueuedTask.objects.filter(pk=queued.pk, begun_at=None).exclude(error="")
    now = timezone.now()
    if not failed.update(due_at=now, look_at=now, tries=0):
        return False
    record("later.tried_again", by=by, about=queued, task=queued.task, ids=queued.ids)
    return True
