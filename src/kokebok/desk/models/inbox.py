"""What belongs to the inbox: filters one has saved, the date of the next edition, one's own keys."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A choice of inputs that somebody comes back to, under a name of their own."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.TextField()

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_filter_named_once_a_person"),
            models.CheckConstraint(name="saved_filter_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class NextEdition(models.Model):
    """When the next edition is to come: one row, or none while nobody has said."""

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    date = models.DateField(_("date of the next edition"))

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="next_edition_is_one", condition=Q(number=1))]

    def __str__(self) -> str:
        return self.date.isoformat()


class OwnKeys(models.Model):
    """How somebody has set the keys of the desk: `keys` holds those that are not the usual, by the name of the act."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="own_keys"
    )
    is_on = models.BooleanField(default=True)
    keys = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "own keys"

    def __str__(self) -> str:
        return f"keys of {self.person_id}"
