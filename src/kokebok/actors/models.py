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


class MeetEntryQuerySet(models.QuerySet["MeetEntry"]):
    """Those on the lists of a round or a theme, by how far they have come and who may see them."""

    def there(self) -> Self:
        """Those who have confirmed their address, in the order they did; the others are on no list yet."""
        return self.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")

    def public(self) -> Self:
        """Those whom anyone may see."""
        return self.there().filter(is_public=True)


class MeetEntry(models.Model):
    """That somebody who took part in a round, or cares about a theme, wants to talk with others who did.

    The address is shown to nobody. It is deleted when they say so, and when its time is over. `theme` is a key in the
    cookbook's list of themes.
    """

    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, related_name="+")
    theme = models.CharField(max_length=LONGEST_KEY, blank=True)
    name = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=LONGEST_ABOUT)
    is_public = models.BooleanField(default=False)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="nb")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = MeetEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "meet entries"
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meetentry_of_a_round_or_a_theme",
                condition=(Q(round=None) & ~Q(theme="")) | Q(round__isnull=False, theme=""),
            ),
            models.UniqueConstraint(
                fields=["round", "email"], condition=Q(round__isnull=False), name="meetentry_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["theme", "email"], condition=~Q(theme=""), name="meetentry_once_a_theme"
            ),
        ]

    def __str__(self) -> str:
        return f"meet entry {self.pk}"  # never the address: this may stand in a log

    @property
    def mark(self) -> str:
        """What the button that says yes carries of what it says yes to."""
        return mark_of(self.name, self.on_behalf_of, self.about, self.is_public)


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


class Enquiry(models.Model):
    """That somebody wants contact: with an actor, the sender of an input who has agreed to it, or one on a meet list.

    The address of neither is shown to the other.
    """

    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    given = models.ForeignKey(Input, models.CASCADE, null=True, blank=True, related_name="+")
    met = models.ForeignKey(MeetEntry, models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=EnquiryState, default=EnquiryState.UNCONFIRMED)
    name = models.CharField(max_length=120)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    message = models.TextField(max_length=LONGEST_MESSAGE)
    language = models.CharField(max_length=2, default="nb")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    state_before_report = models.CharField(max_length=12, choices=EnquiryState, blank=True)
    """Where it goes back to if an editor finds that it is no misuse."""

    objects: ClassVar = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="enquiry_asks_one",
                condition=Q(body__isnull=False, given=None, met=None)
                | Q(body=None, given__isnull=False, met=None)
                | Q(body=None, given=None, met__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_sent_when_confirmed",
                condition=Q(state=EnquiryState.UNCONFIRMED, sent_at=None)
                | (~Q(state=EnquiryState.UNCONFIRMED) & Q(sent_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="enquiry_answered_when_no_longer_open",
                condition=Q(state__in=OPEN, answered_at=None)
                | (~Q(state__in=OPEN) & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["email", "body"],
                condition=Q(state__in=OPEN, body__isnull=False),
                name="enquiry_one_open_to_a_body",
            ),
            models.UniqueConstraint(
                fields=["email", "given"],
                condition=Q(state__in=OPEN, given__isnull=False),
                name="enquiry_one_open_to_a_sender",
            ),
            models.UniqueConstraint(
                fields=["email", "met"],
                condition=Q(state__in=OPEN, met__isnull=False),
                name="enquiry_one_open_to_one_on_a_list",
            ),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"  # never the address: this may stand in a log


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


class KeeperQuerySet(models.QuerySet["Keeper"]):
    """Keepers by how far they have come."""

    def admitted(self) -> Self:
        """Those who keep an entry now."""
        return self.filter(admitted_at__isnull=False)

    def waiting(self) -> Self:
        """Those who have confirmed their address, and wait for an editor; the oldest first."""
        return self.filter(admitted_at=None, confirmed_at__isnull=False).order_by("confirmed_at", "pk")

    def known_to_colleagues(self) -> Self:
        """Those who keep an entry, and those whom one of them has invited; not strangers who ask to."""
        return self.filter(Q(admitted_at__isnull=False) | Q(invited_by__isnull=False))


class Keeper(models.Model):
    """Somebody who keeps, or wants to keep, the entry of the body they work for.

    Until an editor has said yes to a body that has no entry, `body` is None and `new_body` holds what it is called.
    `key` is the SHA-256 of the one-time link sent last, `visit` of the browser that is let in.
    """

    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="keepers")
    new_body = models.JSONField(default=dict, blank=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="nb")
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True, db_index=True)
    key_until = models.DateTimeField(null=True, blank=True)
    visit = models.CharField(max_length=64, blank=True, db_index=True)
    visit_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = KeeperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "email"], condition=Q(body__isnull=False), name="keeper_once_a_body"
            ),
            models.CheckConstraint(
                name="keeper_admitted_to_a_body_when_confirmed",
                condition=Q(admitted_at=None) | Q(body__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"keeper {self.pk}"  # never the address: this may stand in a log


class ProposalState(models.TextChoices):
    """Where a proposed change is."""

    WAITING = "waiting", _("Waiting for an editor")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals by what is the matter with them."""

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.WAITING).order_by("made_at", "pk")


class Proposal(models.Model):
    """What a body wants its entry to say: the fields that are to be changed, as they were and as they are to be."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="proposals")
    keeper = models.ForeignKey(Keeper, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.WAITING)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(state=ProposalState.WAITING), name="proposal_one_waiting_a_body"
            ),
            models.CheckConstraint(
                name="proposal_refused_with_a_reason",
                condition=~Q(state=ProposalState.REFUSED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
