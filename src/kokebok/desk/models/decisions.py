"""What editors decide, and the words they answer with."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Wording
from kokebok.inputs.models import Input


class Outcome(models.TextChoices):
    """The five decisions."""

    TAKEN_IN = "taken_in", _("Taken in")
    TAKEN_IN_CHANGED = "taken_in_changed", _("Taken in with changes")
    PARTLY = "partly", _("Partly taken in")
    NOT_TAKEN = "not_taken", _("Not taken in")
    LATER = "later", _("Later")


NEEDS_REASON = (Outcome.PARTLY, Outcome.NOT_TAKEN, Outcome.LATER)


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
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_has_a_reason_where_one_is_owed",
                condition=~Q(outcome__in=NEEDS_REASON) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.given_id})"
