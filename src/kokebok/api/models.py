"""Keys to give inputs with, and which inputs came by them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Input

LONGEST_NAME = 120


class ApiKey(models.Model):
    """What a program shows to give inputs. The key itself is shown once; kept is its hash, and what it begins with.

    It is 256 random bits, so that a plain hash is enough. `ticket` is of the press that made it.
    """

    name = models.CharField(_("whose it is"), max_length=LONGEST_NAME)
    begins = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, unique=True)
    ticket = models.UUIDField(unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("key")
        ordering = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="apikey_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="apikey_revoked_by_somebody",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KeyedInput(models.Model):
    """That an input came by a key.

    `answered` is what the program was told then of where the input is (`receipts_queries.FIRST_SAID`), so that it is
    told the same if it asks again. The words are not in it.
    """

    given = models.OneToOneField(Input, models.PROTECT, related_name="by_key")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="inputs")
    answered = models.JSONField(default=dict, editable=False)

    def __str__(self) -> str:
        return f"{self.given_id} by {self.key_id}"
