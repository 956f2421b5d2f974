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


class AnswerLetterState(models.TextChoices):
    """How far the letter about an answer has come."""

    RESTING = "resting", _("Waits until the answer can no longer be taken back")
    HALTED = "halted", _("Stopped: the answer is being taken back")
    SENT = "sent", _("Sent")
    NOBODY = "nobody", _("Nobody to send it to")
    FAILED = "failed", _("Could not be sent")


class RestQuerySet(models.QuerySet["Rest"]):
    """Rests by what may be done."""

    def open(self, at: datetime) -> Self:
        """Those whose answer can still be taken back."""
        return self.filter(state=AnswerLetterState.RESTING, until__gt=at)

    def due(self, at: datetime) -> Self:
        """Those whose rest is over, and whose sender is to be written to."""
        return self.filter(state=AnswerLetterState.RESTING, until__lte=at)


class Rest(models.Model):
    """What stands beside a decision until its sender is written to: from then on the letter is in the outbox.

    `until` is when the answer can no longer be taken back; `was` the state the input goes back to if it is.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="rest")
    was = models.CharField(max_length=12, choices=State)
    until = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=AnswerLetterState, default=AnswerLetterState.RESTING)

    objects: ClassVar = RestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "until"], name="rest_over")]
        constraints: ClassVar = [
            models.CheckConstraint(name="rest_comes_from_unsettled", condition=Q(was__in=UNSETTLED)),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.state}"

    @property
    def letter_key(self) -> str:
        """The key of the letter: a decision that is taken back and made again has another number."""
        return f"desk.answer:{self.decision_id}"


class TextBefore(models.Model):
    """What stood at a paragraph's place before an answer changed it, as the page stores it: to put it back whole."""

    wording = models.OneToOneField(Wording, models.CASCADE, related_name="+")
    source = models.TextField()

    def __str__(self) -> str:
        return f"before {self.wording_id}"
