"""Word files that somebody takes in as drafts of pages, and the backups one has heard of."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from kokebok.book.models import Page
from kokebok.doors.models import LookedAtFile, settled_when_it_is


class WordDocument(LookedAtFile):
    """A Word file, how it is to be cut and what its parts are to become, and the drafts they became."""

    choices = models.JSONField(default=dict)
    pages = models.ManyToManyField(Page, related_name="+")

    class Meta(LookedAtFile.Meta):
        constraints: ClassVar = [settled_when_it_is("word_document_settled_when_it_is")]


class BackupNote(models.Model):
    """That a backup was taken, said by the command that ends one; or, with `by`, that they are taken in another way."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_verified = models.BooleanField(default=False)
    """Whether what took it has looked through it afterwards."""
    known_missing = models.PositiveIntegerField(default=0)
    """How many files are not in it that somebody has said are lost for good."""
    missing = models.PositiveIntegerField(default=0)
    """How many other files the database names that were not there when it was looked through."""

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
