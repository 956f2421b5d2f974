"""Answers that are ready and held back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Weight, Wording
from kokebok.desk.models.outcomes import NEEDS_REASON, Outcome
from kokebok.inputs.models import Input


class HeldAnswer(models.Model):
    """An answer to an input, whole but not given: the input is still open, and readers see nothing of it.

    `seen` is the wording the editor had before them. `version` counts each time it was written anew.
    """

    given = models.OneToOneField(Input, models.PROTECT, related_name="held_answer")
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome)
    reply = models.TextField(_("public answer"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    new_text = models.TextField(blank=True)
    weight = models.CharField(max_length=10, choices=Weight, default=Weight.MEANING)
    seen = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="held_answer_has_a_reason_where_one_is_owed",
                condition=~Q(outcome__in=NEEDS_REASON) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="held_answer_changes_a_text_that_was_seen",
                condition=Q(new_text="") | Q(seen__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.given_id})"
