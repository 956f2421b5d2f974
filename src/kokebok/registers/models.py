"""The register: municipalities and counties with the time they were there, and what came after them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LONGEST_NUMBER = 12  # characters
LONGEST_AREA_NAME = 200
BETWEEN_NAMES = " - "
"""What parts the official names of an area in several languages."""


class AreaKind(models.TextChoices):
    """What an area is."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County")


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas by what they are, and whether they are there now."""

    def municipalities(self) -> Self:
        """Municipalities, also those that have ended."""
        return self.filter(kind=AreaKind.MUNICIPALITY)

    def counties(self) -> Self:
        """Counties, also those that have ended."""
        return self.filter(kind=AreaKind.COUNTY)

    def in_force(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on=None)


class Area(models.Model):
    """A municipality or a county. It is never deleted: one that has ended is kept with its time and its successors.

    `name` is all official names as the register writes them. `ended_on` is the first day it is there no more.
    """

    kind = models.CharField(max_length=12, choices=AreaKind)
    number = models.CharField(max_length=LONGEST_NUMBER)
    name = models.CharField(max_length=LONGEST_AREA_NAME)
    county = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="within")
    valid_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    objects: ClassVar = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number"], name="area_number_once_a_kind"),
            models.CheckConstraint(name="area_has_number_and_name", condition=~Q(number="") & ~Q(name="")),
            models.CheckConstraint(
                name="area_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(ended_on=None) | Q(ended_on__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """Its official names, in the order the register has them."""
        return [one.strip() for one in self.name.split(BETWEEN_NAMES) if one.strip()]
