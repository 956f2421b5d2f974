"""One act on many inputs: a run, with a row for each input."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.desk.models.decisions import Decision
from kokebok.desk.models.outcomes import NEEDS_REASON, Outcome
from kokebok.inputs.models import Input


class BulkAct(models.TextChoices):
    """What is done with many."""

    ANSWER = "answer", _("Answer them")
    PUBLISH = "publish", _("Publish them")


class RowState(models.TextChoices):
    """How far one input of a run has come."""

    WAITING = "waiting", _("Waits")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Left as it was")
    UNDOING = "undoing", _("Is being taken back")
    UNDONE = "undone", _("Taken back")
    KEPT = "kept", _("Could not be taken back")


UNFINISHED = (RowState.WAITING, RowState.UNDOING)


class BulkRun(models.Model):
    """One act on many inputs. A second sending of the same form (`ticket`) is the same run.

    `beat_at` is its last sign of life: a run whose worker died is found by it.
    """

    ticket = models.UUIDField(unique=True, default=uuid.uuid4)
    act = models.CharField(max_length=8, choices=BulkAct)
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome, blank=True)
    reply = models.TextField(_("public answer"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="bulk_run_decides_where_it_answers",
                condition=(Q(act=BulkAct.ANSWER) & ~Q(outcome="")) | Q(act=BulkAct.PUBLISH, outcome=""),
            ),
            models.CheckConstraint(
                name="bulk_run_has_a_reason_where_one_is_owed",
                condition=~Q(outcome__in=NEEDS_REASON) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="bulk_run_undone_by_somebody",
                condition=Q(undone_by=None, undone_at=None)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class BulkRow(models.Model):
    """One input of a run; `why` says what kept it from being done or taken back."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="rows")
    given = models.ForeignKey(Input, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=RowState, default=RowState.WAITING)
    why = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="bulk_rows")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "state"], name="bulk_row_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "given"], name="bulk_row_once_an_input")
        ]

    def __str__(self) -> str:
        return f"{self.given_id}: {self.state}"
