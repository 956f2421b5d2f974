"""The rest of an answer: until it is over, the answer can be taken back and no letter leaves."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Wording
from kokebok.desk.models.decisions import Decision
from kokebok.inputs.models import UNSETTLED, State


class LetterState(models.TextChoices):
    """How far the letter about an answer has come."""

    RESTING = "resting", _("Waits until the answer can no longer be taken back")
    HALTED = "halted", _("Stopped: the answer is being taken back")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    NOBODY = "nobody", _("Nobody to send it to")
    FAILED = "failed", _("Could not be sent")


class RestQuerySet(models.QuerySet["Rest"]):
    """Rests by what may be done."""

    def open(self, at: datetime) -> Self:
        """Those whose answer can still be taken back."""
        return self.filter(state=LetterState.RESTING, until__gt=at)

    def due(self, at: datetime) -> Self:
        """Those whose letter should leave now: the rest is over, or whoever had it in hand has not come back."""
        return self.filter(state__in=(LetterState.RESTING, LetterState.SENDING), due_at__lte=at)


class Rest(models.Model):
    """What stands beside a decision until its sender is told, and says afterwards how that went.

    `until` is when the answer can no longer be taken back; `due_at` when the letter may next be tried; `was` the state
    the input goes back to if the answer is taken back. `trouble` is what the mail server said last.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="rest")
    was = models.CharField(max_length=12, choices=State)
    until = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.RESTING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = RestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="rest_due")]
        constraints: ClassVar = [
            models.CheckConstraint(name="rest_comes_from_unsettled", condition=Q(was__in=UNSETTLED)),
            models.CheckConstraint(
                name="rest_sent_has_a_time",
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.state}"


class TextBefore(models.Model):
    """What stood at a paragraph's place before an answer changed it, as the page stores it: to put it back whole."""

    wording = models.OneToOneField(Wording, models.CASCADE, related_name="+")
    source = models.TextField()

    def __str__(self) -> str:
        return f"before {self.wording_id}"
