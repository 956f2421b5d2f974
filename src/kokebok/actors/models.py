"""Who has asked whom for contact, who keeps which entry, and who wants to talk with others of a round or a theme.

What is kept of an enquiry is erased soon after it is answered (`rules`).
"""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Input
from kokebok.inputs.pressed import mark_of
from kokebok.lists.models import LONGEST_KEY
from kokebok.people.models import Body
from kokebok.rounds.models import Round

LONGEST_MESSAGE = 2000  # characters
LONGEST_ABOUT = 200  # characters of what one wants to talk about


def fresh_token() -> str:
    """A word nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class EnquiryState(models.TextChoices):
    """Where an enquiry is."""

    UNCONFIRMED = "unconfirmed", _("Waiting for its sender to confirm the address")
    WAITING = "waiting", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    UNANSWERED = "unanswered", _("Not answered in time")
    REPORTED = "reported", _("Reported as misuse")
    UPHELD = "upheld", _("Found to be misuse")


OPEN = (EnquiryState.UNCONFIRMED, EnquiryState.WAITING)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Enquiries by what is the matter with them."""

    def reported(self) -> Self:
        """Those that somebody has said are misuse, for an editor to look at; the oldest first."""
        return self.filter(state=EnquiryState.REPORTED).order_by("answered_at", "pk")

    def of_address(self, email: str) -> Self:
        """Those from an address, in small letters."""
        return self.filter(email=email)


class Asked(models.Model):
    """One of those whom an enquiry has been passed on to. The first of them who answers, answers for all."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="asked")
    email = models.EmailField()
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    has_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "asked"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "email"], name="asked_once_an_enquiry"),
        ]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class Barred(models.Model):
    """That an address, kept as a pseudonym, may not ask anybody until a day."""

    who = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "barred"

    def __str__(self) -> str:
        return f"barred until {self.until}"
