"""How often those who work here want a letter, and which reminders have been sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DigestFrequency(models.TextChoices):
    """How often somebody wants the digest."""

    DAY = "day", _("Once a day, when there is something")
    WEEK = "week", _("Once a week, when there is something")
    NEVER = "never", _("Never")


class Weekday(models.IntegerChoices):
    """Days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Choice(models.Model):
    """The letters one person wants. Made with what holds for most when they first could get one.

    `told_through` is the moment up to which they have been told.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    how_often = models.CharField(max_length=5, choices=DigestFrequency, default=DigestFrequency.DAY)
    hour = models.PositiveSmallIntegerField(default=8)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.MONDAY)
    remind = models.BooleanField(default=True)
    told_through = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="choice_hour_is_one", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="choice_weekday_is_one", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"letters to {self.person_id}"


class Reminder(models.Model):
    """That one person has been written to about one deadline: once. Moved to another moment it is another deadline."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "about", "due_at"], name="reminder_once_a_deadline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
