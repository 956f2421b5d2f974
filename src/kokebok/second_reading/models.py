"""A sample of decisions, read blind by another editor."""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input

LONGEST_NOTE = 2000  # characters


def fresh_seed() -> str:
    """A word that decides a draw: 64 bits."""
    return secrets.token_hex(8)


class Sample(models.Model):
    """Decisions drawn by lot. With the same seed among the same decisions, the draw is the same."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("drawn"))
    seed = models.CharField(max_length=40)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    among = models.PositiveIntegerField(_("drawn among"))
    ticket = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class SecondReadingQuerySet(models.QuerySet["Reading"]):
    """Readings by whether they are done."""

    def waiting(self) -> Self:
        """Those nobody has read yet, in the order they were drawn."""
        return self.filter(outcome="").order_by("sample", "order")

    def done(self) -> Self:
        return self.exclude(outcome="").order_by("sample", "order")


class Reading(models.Model):
    """One decision of a sample, and what somebody else would have decided.

    What was decided first is copied when the sample is drawn: it is compared even if the decision is undone later.
    """

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="readings")
    order = models.PositiveSmallIntegerField()
    given = models.ForeignKey(Input, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="+")
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_outcome = models.CharField(max_length=20, choices=Outcome)
    first_reason = models.TextField(blank=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome, blank=True)
    reason = models.TextField(_("reason"), max_length=LONGEST_NOTE, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    learnt = models.TextField(_("what we learnt"), max_length=LONGEST_NOTE, blank=True)
    learnt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = SecondReadingQuerySet.as_manager()

    class Meta:
        ordering = ["sample", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "given"], name="reading_once_a_sample"),
            models.UniqueConstraint(fields=["sample", "order"], name="reading_in_one_place"),
            models.CheckConstraint(
                name="reading_by_somebody_else", condition=Q(reader=None) | ~Q(reader=F("first_by"))
            ),
            models.CheckConstraint(
                name="reading_read_whole",
                condition=Q(outcome="", reader=None, read_at=None, learnt="")
                | (~Q(outcome="") & Q(reader__isnull=False, read_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"reading {self.order} of {self.sample_id}"

    @property
    def agrees(self) -> bool:
        """Whether both decided the same."""
        return self.outcome == self.first_outcome
