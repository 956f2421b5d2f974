"""Reply templates: words editors answer with again and again."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Language
from kokebok.inputs.models import LONGEST_TEXT


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    """Templates by whether they are in use."""

    def in_use(self) -> Self:
        return self.filter(gone_at=None)


class ReplyTemplate(models.Model):
    """Words with placeholders ("{navn}"), in one language. Taken out of use it stays, marked as gone.

    `version` counts each time it was changed.
    """

    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.NB)
    text = models.TextField(_("words"), max_length=LONGEST_TEXT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ReplyTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["language", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"),
                "language",
                name="reply_template_named_once_a_language",
                condition=models.Q(gone_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.name
