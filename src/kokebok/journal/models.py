"""The journal: who did what, when. Lines are added and never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act. The database refuses to change or delete it (see the migration)."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60, db_index=True)
    about = models.CharField(max_length=80, blank=True)
    what = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["about"], name="entry_about")]

    def __str__(self) -> str:
        return f"{self.act} {self.about}".strip()


def name_of(thing: models.Model | None) -> str:
    """What the journal calls a thing: its kind and its key, as in "inputs.input:12"; "" for nothing."""
    return "" if thing is None else f"{thing._meta.label_lower}:{thing.pk}"
