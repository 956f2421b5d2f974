"""Named values: an amount or a date from law, with source and history."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

from kokebok.people.models import Body


class Value(ClusterableModel):  # type: ignore[misc]
    """An amount or date that texts refer to by its name, so that it is changed in one place."""

    key = models.SlugField(_("name in texts"), max_length=60, unique=True)
    label = models.CharField(_("label"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    source_title = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True)
    review_by = models.DateField(_("must be checked by"))

    panels: ClassVar = [
        FieldPanel("key"),
        FieldPanel("label"),
        FieldPanel("unit"),
        FieldPanel("source_title"),
        FieldPanel("source_url"),
        FieldPanel("review_by"),
        InlinePanel("versions", label=_("Amount with date")),
    ]

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    def at(self, day: date) -> ValueVersion | None:
        """The amount in force on a day; None before the first."""
        in_force = [version for version in self.versions.all() if version.valid_from <= day]
        return max(in_force, key=lambda version: version.valid_from, default=None)


class ValueVersion(Orderable):  # type: ignore[misc]
    """An amount and the day it came into force."""

    value = ParentalKey(Value, on_delete=models.CASCADE, related_name="versions")
    amount = models.CharField(_("amount"), max_length=60)
    valid_from = models.DateField(_("in force from"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value", "valid_from"], name="value_one_amount_a_day"),
        ]


register_snippet(Value, viewset="kokebok.book.snippets.UniqueSnippets")
register_snippet(Body, viewset="kokebok.book.snippets.Actors")
