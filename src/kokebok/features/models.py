"""Which of what only some need is switched on: one row each, and no row for what is off."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feature(models.TextChoices):
    """What only some need."""

    SECOND_READING = "second_reading", _("Second reader")
    GROUPS = "groups", _("Groups found by the machine")
    OPINIONS = "opinions", _("Opinion groups")
    SHEETS = "sheets", _("Spreadsheets")
    WORD = "word", _("Word documents")
    REGISTER = "register", _("Local government")
    API = "api", _("Open data for programs")
    NEWSLETTER = "newsletter", _("Newsletter")


class SwitchedOn(models.Model):
    """That one of them is on."""

    feature = models.CharField(max_length=20, primary_key=True, choices=Feature)

    def __str__(self) -> str:
        return self.feature
