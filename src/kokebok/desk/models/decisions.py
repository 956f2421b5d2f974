"""The answers to inputs."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Wording
from kokebok.desk.models.outcomes import NEEDS_REASON, Outcome
from kokebok.inputs.models import Input


class Decision(models.Model):
    """The answer to one input: outcome, public reply, reason, and the wording it led to, if any."""

    given = models.OneToOneField(Input, models.PROTECT, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome)
    reply = models.TextField(_("public answer"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    at = models.DateTimeField(_("answered"))
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="decisions")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="decision_at")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_has_a_reason_where_one_is_owed",
                condition=~Q(outcome__in=NEEDS_REASON) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.given_id})"
