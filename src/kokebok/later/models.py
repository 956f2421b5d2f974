"""What is queued and not yet done, how the sweeps go, and who is at work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GRACE = timedelta(seconds=30)  # what the queue has not taken up by then, the sweep puts in it again
NO_SIGN_OF_LIFE = timedelta(minutes=1)  # a worker says every ten seconds that it is there


class Cause(models.TextChoices):
    """What kind of thing went wrong, in plain words."""

    NONE = "", ""
    DATABASE = "database", _("The database does not answer.")
    QUEUE = "queue", _("The queue (Redis) does not answer.")
    MAIL = "mail", _("The mail server did not take the e-mail.")
    NET = "net", _("Another machine did not answer.")
    DISK = "disk", _("A file could not be read or written.")
    UNKNOWN_TASK = "unknown_task", _("This version does not know the task.")
    STOPPED = "stopped", _("The server stopped each time it was done.")
    OUR_FAULT = "our_fault", _("There is a fault in the program. The log of the server has it in full.")


class WorkQueue(models.TextChoices):
    """The queues, each with threads of its own: what takes its time stands in nobody's way but its own."""

    QUICK = "default", _("What is soon done")
    """The name a task has that says no other: so what earlier versions queued is here."""
    HEAVY = "heavy", _("What takes its time")


class QueuedTask(models.Model):
    """Something to be done after the commit of an act. The row is made with the act, and gone when it is done.

    The queue itself holds only the number of the row: what is lost from the queue is found again here.
    """

    task = models.CharField(max_length=200)
    ids = models.JSONField(encoder=DjangoJSONEncoder)
    queue = models.CharField(max_length=20, choices=WorkQueue, default=WorkQueue.QUICK)
    queued_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    look_at = models.DateTimeField(null=True)
    """When the sweep puts it in the queue again; None when it has been given up."""
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    error = models.CharField(max_length=500, blank=True)
    laid_at = models.DateTimeField(null=True)
    """When a person let it lie. It counts as queued, so that no sweep queues it once more."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="queued_task_let_lie_is_given_up",
                condition=Q(laid_at=None) | Q(look_at=None, begun_at=None),
            ),
            models.CheckConstraint(
                name="queued_task_begun_by_somebody",
                condition=Q(begun_at=None, begun_by="") | (Q(begun_at__isnull=False) & ~Q(begun_by="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["look_at"]), models.Index(fields=["task"])]

    def __str__(self) -> str:
        return f"{self.task.rpartition('.')[2]}({', '.join(f'{k}={v}' for k, v in self.ids.items())})"


class SweepState(models.Model):
    """How one kind of sweep goes, for all processes together."""

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=32, blank=True)
    """The key of the worker that has it in hand; "" when nobody has."""
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """How many times in a row."""
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_it(self) -> bool:
        """Whether it has begun and neither ended nor failed since."""
        ends = [moment for moment in (self.done_at, self.failed_at) if moment]
        return self.started_at is not None and all(moment < self.started_at for moment in ends)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self, at: datetime) -> WorkerQuerySet:
        """Those that have given a sign of life lately."""
        return self.filter(beat_at__gt=at - NO_SIGN_OF_LIFE)


class Worker(models.Model):
    """A process that does later work. It says every ten seconds that it is there."""

    key = models.CharField(max_length=32, primary_key=True)
    machine = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    began_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    """Why it takes nothing from the queue just now; "" when it does."""

    objects: ClassVar[Any] = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.machine} ({self.pid})"
