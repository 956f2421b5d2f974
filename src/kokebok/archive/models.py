"""Archives that were ordered at the desk."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ArchiveKind(models.TextChoices):
    """What can be archived."""

    SITE = "site", _("The whole site")
    EDITION = "edition", _("An edition")
    ROUND = "round", _("A finished round")
    CALL = "call", _("A finished call")


IN_NAMES = {
    ArchiveKind.SITE: "nettsted",
    ArchiveKind.EDITION: "utgave",
    ArchiveKind.ROUND: "runde",
    ArchiveKind.CALL: "etterlysning",
}
"""What each kind is called in the names of files and folders, which are Norwegian."""


class ArchiveState(models.TextChoices):
    """How far an archive has come."""

    WAITING = "waiting", _("Waiting")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class SiteArchive(models.Model):
    """A zip of what readers saw at a moment. Its bytes lie in the data folder under their own sha256.

    `is_package` says that it is a package for the body's archive: with the log, and what it is in the terms of Noark 5.
    `key` is the number or the address of what it is of, "" for the whole site; `pages` how many are done;
    `left_out` how many addresses that lead nowhere within it were asked for. `inputs` are the numbers of the inputs
    that are in it, or that its pages lead to; None for all: of the whole site, and where it was not noted.
    """

    kind = models.CharField(_("what"), max_length=8, choices=ArchiveKind)
    key = models.CharField(max_length=60, blank=True)
    is_package = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=ArchiveState, default=ArchiveState.WAITING)
    pages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    inputs = models.JSONField(null=True, default=None, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="archive_one_at_a_time",
                fields=["kind", "key", "is_package"],
                condition=Q(state="waiting"),
            ),
            models.CheckConstraint(
                name="archive_ready_has_a_hash",
                condition=~Q(state="ready") | (~Q(sha256="") & Q(made_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()

    @property
    def file_name(self) -> str:
        """What it is called, without a day and an ending: "arkiv-utgave-1.0"."""
        what = "arkivpakke" if self.is_package else "arkiv"
        return "-".join(filter(None, (what, IN_NAMES[ArchiveKind(self.kind)], self.key)))
