"""What somebody decides about work that has failed: set it going again, or let it lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokebok.journal.actions.record import record
from kokebok.later.models import QueuedTask
from kokebok.later.queries import GIVEN_UP

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def try_again(queued: QueuedTask, *, by: Person) -> bool:
    """Have a task that has failed tried again within a minute, as often as a new one. False if it is under way."""
    failed = QueuedTask.objects.filter(GIVEN_UP | ~Q(error=""), pk=queued.pk, begun_at=None)
    now = timezone.now()
    if not failed.update(due_at=now, look_at=now, tries=0, laid_at=None):
        return False
    record("later.tried_again", by=by, about=queued, task=queued.task, ids=queued.ids)
    return True


@transaction.atomic
def let_lie(queued: QueuedTask, *, by: Person) -> bool:
    """Let a task that has been given up lie: nobody is told of it any more. False if it is not given up."""
    given_up = QueuedTask.objects.filter(GIVEN_UP, pk=queued.pk, laid_at=None)
    if not given_up.update(laid_at=timezone.now()):
        return False
    record("later.let_lie", by=by, about=queued, task=queued.task, ids=queued.ids)
    return True
