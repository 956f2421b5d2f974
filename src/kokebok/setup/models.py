"""Word files that somebody takes in as drafts of pages, and the backups one has heard of."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kokebok.book.models import Page
from kokebok.inputs.models import LONGEST_FILE_NAME


class DocumentState(models.TextChoices):
    """Where a Word file is that was put in."""

    LOOKED_AT = "looked_at", _("Not taken in yet")
    TAKEN_IN = "taken_in", _("Taken in")
    DROPPED = "dropped", _("Not to be taken in")


class WordDocument(models.Model):
    """A Word file, how it is to be cut and what its parts are to become, and the drafts they became."""

    name = models.CharField(max_length=LONGEST_FILE_NAME)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.LOOKED_AT)
    choices = models.JSONField(default=dict)
    pages = models.ManyToManyField(Page, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="word_document_settled_when_it_is",
                condition=Q(state=DocumentState.LOOKED_AT, settled_at=None)
                | (~Q(state=DocumentState.LOOKED_AT) & Q(settled_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BackupNote(models.Model):
    """That a backup was taken, said by the command that ends one; or, with `by`, that they are taken in another way."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
