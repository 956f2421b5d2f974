"""Who wants to hear about what, which senders have been told of a new text, and the newsletters that are sent."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Page, Post, Wording
from kokebok.following.scopes import FollowScope, ScopeKind
from kokebok.inputs.models import Input

LONGEST_THEME = 120  # characters
LONGEST_SUBJECT = 150  # characters
NEWSLETTER_KEYS = "following.newsletter:"


class LetterFrequency(models.TextChoices):
    """How often somebody wants a letter, at most."""

    DAY = "day", _("At most once a day")
    WEEK = "week", _("At most once a week")


class LetterLanguage(models.TextChoices):
    """The languages we write letters in."""

    NB = "nb", _("Norwegian Bokmål")
    NN = "nn", _("Norwegian Nynorsk")
    EN = "en", _("English")


def fresh_token() -> str:
    """A word nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Followers by what they are owed."""

    def due(self, how_often: LetterFrequency, until: datetime) -> Self:
        """Those who have confirmed something and have not been told what happened until this moment."""
        confirmed = self.filter(how_often=how_often, follows__confirmed_at__isnull=False)
        return confirmed.filter(told_through__lt=until).distinct().order_by("pk")


class Follower(models.Model):
    """An address, in small letters, and how it wants its letters. It is erased with the last thing it follows.

    `told_through` is the moment up to which its owner has been told; none before anything is confirmed.
    """

    email = models.EmailField(unique=True)
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    how_often = models.CharField(max_length=4, choices=LetterFrequency, default=LetterFrequency.WEEK)
    language = models.CharField(max_length=2, choices=LetterLanguage, default=LetterLanguage.NB)
    told_through = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = FollowerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["how_often", "told_through"], name="follower_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follower_email_is_in_small_letters", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"  # never the address: this may stand in a log

    @property
    def masked_email(self) -> str:
        """The address as its owner knows it again and others do not learn it: letters get forwarded."""
        name, _at, host = self.email.partition("@")
        return f"{name[:1]}***@{host}"


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows by whether somebody stands behind them."""

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None)


class Follow(models.Model):
    """One thing that one address follows, or has asked to. `letter_at` is when a letter about asking last left."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=5, choices=ScopeKind)
    # A page that is deleted in the page editor must not be held back by those who follow it.
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+")
    theme = models.CharField(max_length=LONGEST_THEME, blank=True)
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    letter_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_says_what",
                condition=Q(kind=ScopeKind.BOOK, page=None, theme="")
                | Q(kind=ScopeKind.PAGE, page__isnull=False, theme="")
                | Q(kind=ScopeKind.NEWSLETTER, page=None, theme="")
                | (Q(kind=ScopeKind.THEME, page=None) & ~Q(theme="")),
            ),
            models.UniqueConstraint(
                fields=["follower"], condition=Q(kind=ScopeKind.BOOK), name="follow_the_book_once"
            ),
            models.UniqueConstraint(
                fields=["follower"],
                condition=Q(kind=ScopeKind.NEWSLETTER),
                name="follow_the_newsletter_once",
            ),
            models.UniqueConstraint(
                fields=["follower", "page"], condition=Q(kind=ScopeKind.PAGE), name="follow_a_page_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "theme"], condition=Q(kind=ScopeKind.THEME), name="follow_a_theme_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.scope)

    @property
    def scope(self) -> FollowScope:
        """What is followed."""
        return FollowScope(ScopeKind(self.kind), page_id=self.page_id, theme=self.theme)


class SenderTold(models.Model):
    """That the sender of an input has been told that its paragraph has got this wording."""

    given = models.ForeignKey(Input, models.CASCADE, related_name="told_of")
    wording = models.ForeignKey(Wording, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "senders told"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "wording"], name="sender_told_once_of_a_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.given_id} of {self.wording_id}"


class Newsletter(models.Model):
    """A letter to those who follow the newsletter, from a post or in words of its own.

    Until `sent_at`, when an editor pressed, it is a draft; `readers` were then given a letter each, which may leave
    from `leaves_at`. Those that had not left were laid aside at `taken_back_at`. `opted_out` of its readers stopped by
    the link in it.
    """

    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # Of the form it was made with, and what was in it: pressed twice, it makes one.
    ticket = models.UUIDField(editable=False, null=True, unique=True)
    # How many times its words have been kept: whoever writes or sends what another has changed is told.
    version = models.PositiveIntegerField(default=1)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    leaves_at = models.DateTimeField(null=True, blank=True)
    readers = models.PositiveIntegerField(default=0)
    opted_out = models.PositiveIntegerField(default=0)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="newsletter_sent_is_whole",
                condition=Q(sent_at=None, leaves_at=None, sent_by=None, taken_back_at=None)
                | Q(sent_at__isnull=False, leaves_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"newsletter {self.pk}"


class NewsletterText(models.Model):
    """The words of a newsletter in one language."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LetterLanguage)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    letter = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["newsletter", "language"], name="newsletter_once_a_language"),
            models.CheckConstraint(name="newsletter_text_is_whole", condition=~Q(subject="") & ~Q(letter="")),
        ]

    def __str__(self) -> str:
        return self.subject


def keys_of_letters(newsletter: int) -> str:
    """How the keys of its letters in the outbox begin."""
    return f"{NEWSLETTER_KEYS}{newsletter}:"


def key_of_letter(newsletter: int, follower: Follower) -> str:
    """The key of its letter to one of them: there is no second one."""
    return f"{keys_of_letters(newsletter)}{follower.pk}"
