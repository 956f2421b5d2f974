"""What the editors say of the process, and the rounds they announce to everybody."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.rounds.models import Round

LONGEST_TEXT = 1000  # characters


class ProcessPart(models.TextChoices):
    """What a process has parts of that the system knows something about, in the order they mostly come."""

    PROMISE = "promise", _("The promise")
    DIALOGUE = "dialogue", _("Dialogue")
    OUTLINE = "outline", _("Outline")
    CALL = "call", _("Call")
    TEST_VERSION = "test", _("Test version")
    READING = "reading", _("The resource group reads")
    DEADLINE = "deadline", _("Deadline for input")
    ROUND = "round", _("Input round")
    EDITION = "edition", _("Edition")
    DISPATCH = "dispatch", _("Dispatch")


class Step(models.Model):
    """The editors' words and dates for a part of the process; without a part, a step of their own.

    Its dates are of use where the system knows none: what happened in a call, a round or an edition has its own.
    """

    part = models.CharField(max_length=10, choices=ProcessPart, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("in your own words"), max_length=LONGEST_TEXT, blank=True)
    on = models.DateField(_("day, or first day"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        ordering: ClassVar = [F("on").asc(nulls_last=True), "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part"], condition=~Q(part=""), name="step_once_a_part"),
            models.CheckConstraint(name="step_of_ones_own_has_a_title", condition=~Q(part="") | ~Q(title="")),
            models.CheckConstraint(
                name="step_ends_after_it_begins",
                condition=Q(until=None) | Q(on__isnull=False, until__gte=F("on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_part_display()


class Announced(models.Model):
    """A round that the editors announce to everybody: before it, while it goes on, and for a while after."""

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="announced")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.round_id}"
