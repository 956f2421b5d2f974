"""Which pages say the same in several languages, and how far each has followed the others."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from kokebok.book.models import Language, Page


class Tie(models.Model):
    """What holds the versions of one text together: it is there while there are at least two of them."""

    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Tie {self.pk}"


class Version(models.Model):
    """That a page is one of the versions of a text, and the only one in its language.

    `language` is the page's own, kept here so that the database can refuse two in the same. `since` is when it was
    tied: it said what the others said.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="version")
    tie = models.ForeignKey(Tie, models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2, choices=Language)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tie", "language"], name="version_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language})"


class InStep(models.Model):
    """That somebody has said of a version that it says what another version says.

    `at` is how the other stood, as it was seen; `own_at` is how the version itself stood, when it was said.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="checks")
    other = models.ForeignKey(Version, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    own_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "other"], name="in_step_once_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} with {self.other_id}"


class MachineDraft(models.Model):
    """That a machine put the words of a page into its language; it is not published until somebody has approved it."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="machine_draft")
    made_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"Machine's draft of {self.page_id}"
