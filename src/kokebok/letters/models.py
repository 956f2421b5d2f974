"""The outbox: every letter that is to leave, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

LONGEST_ANSWER = 300  # characters of what the mail server said


class LetterState(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Is being handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Was not taken")
    UNKNOWN = "unknown", _("May have been sent")
    LAID_ASIDE = "laid aside", _("Is not sent")


CAME_BACK_BEFORE = gettext_noop("E-mails to this address have come back, so this one was not sent.")
UNSENT = (LetterState.WAITING, LetterState.FAILED, LetterState.UNKNOWN)
"""What can still be sent, or laid aside."""


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what may be done with them."""

    def due(self, at: datetime) -> Self:
        """Those that should leave now; the secret ones first, since somebody sits and waits for them."""
        return self.filter(state=LetterState.WAITING, due_at__lte=at).order_by("-is_secret", "due_at", "pk")

    def lost(self, at: datetime) -> Self:
        """Those whose worker has not come back."""
        return self.filter(state=LetterState.SENDING, lease_until__lte=at)

    def late(self, since: datetime) -> Self:
        """Those wanted before that moment that have not left; not those the mail server asked us to wait with."""
        waits = (LetterState.WAITING, LetterState.SENDING)
        return self.filter(state__in=waits, wanted_at__lt=since, turned_away_at=None)

    def undecided(self) -> Self:
        """Those a person must decide about."""
        decided = self.filter(state__in=(LetterState.FAILED, LetterState.UNKNOWN))
        return decided.exclude(answer=CAME_BACK_BEFORE)

    def held_back(self) -> Self:
        """Those that wait for their address to be put right."""
        return self.filter(state=LetterState.FAILED, answer=CAME_BACK_BEFORE)

    def to_nobody(self) -> Self:
        """Those to an address that others have come back from for good; not what somebody sits and waits for."""
        gone = Unreachable.objects.filter(address=Lower(models.OuterRef("to")), is_lasting=True)
        return self.filter(models.Exists(gone), is_secret=False)


class Letter(models.Model):
    """One letter to one address. The key says which act it is about, so that the same act gives one letter.

    It is wanted from `wanted_at`, is next tried at `due_at`, and is of no use after `not_after`. In hand, it is its
    worker's until `lease_until`; `tries` counts the hands and tells one from another. `handed_at` is when we began to
    give its text away: from then on nobody but the mail server knows. `turned_away_at` is when the mail server first
    asked us to come back with this very letter. `token` is in its head and in its return path, and nowhere else: what
    names it has had this letter. `returned_at` is when word came that it did not arrive, and `answer` then says why.

    The address and the text are erased when they are no longer needed, and with them the mail server's answer, which
    may name the address: the key and what became of it stay.
    """

    key = models.CharField(max_length=120, unique=True)
    token = models.CharField(max_length=32, blank=True)
    about = models.CharField(max_length=80, blank=True)  # as the journal names things
    to = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reply_to = models.EmailField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    is_secret = models.BooleanField(
        default=False
    )  # lets somebody in: shown to nobody, and erased when it has left
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    posted_at = models.DateTimeField(default=timezone.now)
    wanted_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    turned_away_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    is_unwanted = models.BooleanField(
        default=False
    )  # taken back, or to be forgotten, while it was in hand: erased when it no longer is

    objects: ClassVar = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="letter_due"),
            models.Index(fields=["about"], name="letter_about"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(name="letter_token_is_its_own", fields=["token"], condition=~Q(token="")),
            models.CheckConstraint(name="letter_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="letter_in_hand_has_a_lease",
                condition=Q(state=LetterState.SENDING, lease_until__isnull=False)
                | (~Q(state=LetterState.SENDING) & Q(lease_until=None)),
            ),
            models.CheckConstraint(
                name="letter_sent_has_a_time",
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="letter_unknown_was_handed_over",
                condition=~Q(state=LetterState.UNKNOWN) | Q(handed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_is_whole_until_it_is_done_with",
                condition=(Q(erased_at=None) & ~Q(to="") & ~Q(subject="") & ~Q(text=""))
                | Q(
                    erased_at__isnull=False,
                    to="",
                    subject="",
                    text="",
                    html="",
                    state__in=(LetterState.SENT, LetterState.LAID_ASIDE),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.key  # never the address: this may stand in a log


class Unreachable(models.Model):
    """An address, in lower case, that letters have come back from; `status` and `said` are its mail server's last word.

    Nothing is sent to one that `is_lasting`, but for what somebody sits and waits for. Others are tried again, and
    `times` counts how often they were not reached. `settled_at` is when an editor let it be as it is.
    """

    address = models.CharField(max_length=254, unique=True)
    is_lasting = models.BooleanField()
    times = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, blank=True)
    said = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    since = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="unreachable_has_an_address", condition=~Q(address="")),
        ]

    def __str__(self) -> str:
        return f"unreachable {self.pk}"  # never the address: this may stand in a log


class ReadBounce(models.Model):
    """That a bounce about one of our letters has been read: the same one again changes nothing."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"bounce {self.pk}"


class Asking(models.Model):
    """That something has been asked of us, for as long as a limit counts it: by a pseudonym whose, and nothing more."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=40)
    until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["what", "who", "until"], name="asking_of_somebody")]

    def __str__(self) -> str:
        return f"asking {self.pk}"
