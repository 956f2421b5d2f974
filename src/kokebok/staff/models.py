"""Invitations and links to come in by, the browsers somebody is signed in with, and tries that are counted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kokebok.people.models import Body, Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what has become of them."""

    def pending(self) -> InvitationQuerySet:
        """Neither taken up nor taken back; the time may have run out."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Somebody is asked to work here. They are let in, with these roles, when they first sign in."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language of the letter"), max_length=5, choices=settings.LANGUAGES)
    roles = models.JSONField(_("roles"), default=list)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()
    letters_asked = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations")
    meant_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Whoever had the address when they were invited, or was made known by the invitation. Nobody else takes it up,
    whatever address they come to have."""

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="invitation_pending_once_an_address",
                condition=Q(accepted_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, person=None)
                | Q(accepted_at__isnull=False, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def letter_key(self) -> str:
        """The key of the letter that was asked for last."""
        return f"staff.invitation:{self.pk}:{self.letters_asked}"


class OneTimeLink(models.Model):
    """A link that signs somebody in once: a person, or, without one, whoever makes themselves first administrator.

    The link itself is told once, where it is made; kept is only its SHA-256.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="one_time_link_is_valid_for_a_while", condition=Q(valid_until__gt=F("made_at"))
            )
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else ""


class Way(models.TextChoices):
    """How somebody signed in."""

    CODE = "code", _("a code by e-mail")
    PASSKEY = "passkey", _("a passkey")
    PROVIDER = "provider", _("your organisation's sign-in")
    LINK = "link", _("a one-time link")


class SignedIn(models.Model):
    """A browser in which somebody is signed in. The session itself is Django's, under the same key."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=10, choices=Way)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="signed_in_seen_after", condition=Q(seen_at__gte=F("began_at")))
        ]

    def __str__(self) -> str:
        return self.device


class Attempt(models.Model):
    """A try that is counted. `key` is a pseudonym of who or where; rows are gone within a day."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key", "at"], name="attempt_counted")]

    def __str__(self) -> str:
        return self.kind
