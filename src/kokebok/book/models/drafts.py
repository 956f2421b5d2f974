"""What a draft was begun from."""

from __future__ import annotations

from django.db import models
from wagtail.models import Revision


class DraftBase(models.Model):
    """The published text a draft was begun from, where others have published the same page since.

    For all other drafts it is the newest text that was published before them. `met` is the published text the draft has
    been joined with: whoever opens the draft afresh begins from that. It is None while a clash waits for a choice.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    met = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.revision_id} was begun from {self.base_id}"
