"""Paragraphs: what one can speak about, and every wording each has had."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kokebok.book.models.causes import ChangeCause

ANCHOR_LENGTH = 7
LONGEST_CAUSE = 12


class Weight(models.TextChoices):
    """What a change of wording means to readers."""

    FIRST = "first", _("First wording")
    SMALL = "small", _("Small correction")
    MEANING = "meaning", _("New meaning")


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    """Paragraphs by where they stand."""

    def standing(self) -> Self:
        """Those in the text as it is now."""
        return self.filter(gone_at=None)

    def on(self, page: Page) -> Self:
        """Those of one page, in reading order."""
        return self.filter(page_id=page.pk).order_by("order")


class Paragraph(models.Model):
    """A paragraph with its lasting name. When its text leaves the book it is marked as gone, and kept.

    It goes only with a whole page that nobody has spoken about and no edition has: what refers to it protects it.
    """

    anchor = models.CharField(max_length=ANCHOR_LENGTH, unique=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="paragraphs")
    path = models.CharField(max_length=250)
    kind = models.CharField(max_length=10)
    order = models.PositiveIntegerField()
    html = models.TextField()
    text = models.TextField()
    gone_at = models.DateTimeField(null=True, blank=True)
    went_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="took_in")

    objects: ClassVar = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["page", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "path"], condition=Q(gone_at=None), name="paragraph_one_a_place"
            ),
        ]
        indexes = [models.Index(fields=["page", "order"], name="paragraph_in_order")]

    def __str__(self) -> str:
        return self.anchor


class Wording(models.Model):
    """The words of a paragraph from a moment on. Number 1 is the first; the newest is what stands now.

    `cause` is "" where whoever published it did not say why.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    html = models.TextField()
    text = models.TextField()
    since = models.DateTimeField()
    weight = models.CharField(max_length=10, choices=Weight)
    cause = models.CharField(max_length=LONGEST_CAUSE, choices=ChangeCause, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["paragraph", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="wording_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id}.{self.number}"
