"""Events where people meet, and who comes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models.fields import ChosenField
from kokebok.inputs.pressed import mark_of
from kokebok.lists.models import Which

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_ABOUT = 4000  # characters


def fresh_token() -> str:
    """A word nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class EventState(models.TextChoices):
    """Where an event is."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class EventQuerySet(models.QuerySet["Event"]):
    """Events by who may see them and when they are."""

    def public(self) -> Self:
        """Those anyone may read of: also those that are cancelled, so that whoever has the link is told."""
        return self.exclude(state=EventState.DRAFT)

    def ahead(self, at: datetime) -> Self:
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def over(self, at: datetime) -> Self:
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class Event(models.Model):
    """A gathering one registers for. Without `places` there is room for all."""

    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is"), max_length=LONGEST_ABOUT, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200)
    online = models.URLField(_("address on the net"), blank=True)
    places = models.PositiveIntegerField(_("number of places"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    themes = ChosenField(_("themes"), among=Which.THEMES, default=list, blank=True)
    state = models.CharField(max_length=10, choices=EventState, default=EventState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # how often it is changed since it was published
    revised_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="event_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="event_has_a_place", condition=Q(places=None) | Q(places__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title


class RegistrationStanding(models.TextChoices):
    """Where a registration is."""

    ASKED = "asked", _("Waiting for the address to be confirmed")
    COMING = "coming", _("Has a place")
    WAITING = "waiting", _("On the waiting list")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by where they are."""

    def coming(self) -> Self:
        return self.filter(standing=RegistrationStanding.COMING)

    def waiting(self) -> Self:
        """Those on the waiting list, in the order they get a place."""
        return self.filter(standing=RegistrationStanding.WAITING).order_by("confirmed_at", "pk")


class Registration(models.Model):
    """That somebody wants to come. It is deleted when they cancel, and some time after the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    standing = models.CharField(
        max_length=8, choices=RegistrationStanding, default=RegistrationStanding.ASKED
    )
    name = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    may_meet = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="nb")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "email"], name="registration_once_an_address"),
            models.CheckConstraint(
                name="registration_has_a_place_when_confirmed",
                condition=Q(standing=RegistrationStanding.ASKED, confirmed_at=None)
                | (~Q(standing=RegistrationStanding.ASKED) & Q(confirmed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"  # never the address: this may stand in a log

    @property
    def mark(self) -> str:
        """What the button that says yes carries of what it says yes to."""
        return mark_of(self.name, self.on_behalf_of, self.may_meet)
