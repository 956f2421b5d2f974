"""What editors have begun to write."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from kokebok.inputs.models import Input


class Draft(models.Model):
    """What one editor has begun to answer an input with: the fields of the form as they were typed, by name."""

    given = models.ForeignKey(Input, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["given", "by"], name="draft_one_an_editor")]

    def __str__(self) -> str:
        return f"draft for {self.given_id}"
