"""Numbered, frozen, citable states of the book. The database refuses to change or delete them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import ChangeCause, Cookbook, Paragraph, Stage, Wording
from kokebok.book.models.causes import NEEDS_REASON
from kokebok.book.models.paragraphs import LONGEST_CAUSE
from kokebok.inputs.models import Input


class Edition(models.Model):
    """A frozen state of a cookbook. `number` is "1", "1.2" …; `content_hash` is the sha256 of its canonical JSON."""

    cookbook = models.ForeignKey(Cookbook, models.PROTECT, related_name="editions")
    number = models.CharField(_("number"), max_length=12, unique=True)
    title = models.CharField(_("title"), max_length=255)
    genre_word = models.CharField(max_length=60)
    stage = models.CharField(max_length=12, choices=Stage)
    language = models.CharField(max_length=2)
    date = models.DateField(_("date"))
    foreword = models.TextField(_("foreword"), blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next")
    changes = models.JSONField(default=list)
    credits = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    values = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class EditionLook(models.Model):
    """The colour and the logo of the body when the edition was frozen. The logo lies with the files of editions."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="look")
    colour = models.CharField(max_length=7, blank=True)
    logo = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.colour


class EditionSender(models.Model):
    """Who sent the edition out and who had advised, when it was frozen (editions.signing.sender_now)."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="sender")
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.edition_id}"


class EditionIndex(models.Model):
    """What there was of each topic, and where each actor stood (editions.indexing.index_now). A small one has none."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="index")
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.edition_id}"


class EditionPage(models.Model):
    """One page as it stood: its place in the book and its text (lib.text.PageText as data)."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pages")
    order = models.PositiveIntegerField()
    shelf = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=250)
    title = models.CharField(max_length=255)
    text = models.JSONField()

    class Meta:
        ordering = ["edition", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "order"], name="edition_page_in_order"),
            models.UniqueConstraint(fields=["edition", "path"], name="edition_page_once"),
        ]

    def __str__(self) -> str:
        return self.path


class EditionPicture(models.Model):
    """A picture that an edition shows, in one of its sizes. The bytes lie with the files of editions, by this name."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pictures")
    name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="edition_picture_once")
        ]
        indexes = [models.Index(fields=["name"], name="edition_picture_by_name")]

    def __str__(self) -> str:
        return self.name


class EditionWording(models.Model):
    """The wording of each paragraph that an edition froze: the way from an input to print."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="wordings")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="printed_in")
    page = models.ForeignKey(EditionPage, models.PROTECT, related_name="wordings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "wording"], name="edition_wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.wording_id} in {self.edition_id}"


class EditionDespite(models.Model):
    """Why an edition was frozen though something was lacking, and who signed that (editions.gaps.Signed as data)."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="despite")
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.edition_id}"


class Explanation(models.Model):
    """Why a paragraph has changed since an edition, said afterwards. The newest holds; none is changed or deleted.

    It holds for the wordings up to number `upto`; None for a paragraph that has left the text. `of_page` says whether
    it is of the whole page, new or gone since the edition; None where it was said before that was kept.
    """

    since = models.ForeignKey(Edition, models.PROTECT, related_name="explanations")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="explanations")
    upto = models.PositiveIntegerField(null=True)
    cause = models.CharField(max_length=LONGEST_CAUSE, choices=ChangeCause)
    reason = models.TextField(blank=True)
    of_page = models.BooleanField(null=True)
    inputs = models.ManyToManyField(Input, related_name="explained")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="explanation_has_its_reason", condition=~Q(cause__in=NEEDS_REASON) | ~Q(reason="")
            ),
            models.CheckConstraint(name="explanation_has_a_cause", condition=~Q(cause="")),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id}: {self.cause}"


class Erratum(models.Model):
    """What an edition says wrongly, told beside it. `anchor` is the paragraph's, "" for the edition as a whole."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="errata")
    number = models.PositiveIntegerField()
    anchor = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="erratum_numbered_once"),
            models.CheckConstraint(name="erratum_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"


class Withdrawal(models.Model):
    """An edition that is not to be used any more: why, and what is instead, an edition or None for the living text.

    One that is lifted stays, with why.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="withdrawals")
    why = models.TextField()
    instead = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_on = models.DateField(null=True)
    lifted_why = models.TextField(blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["edition", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(lifted_on=None), name="withdrawn_once_at_a_time"
            ),
            models.CheckConstraint(name="withdrawal_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="withdrawal_leads_elsewhere", condition=Q(instead=None) | ~Q(instead=F("edition"))
            ),
            models.CheckConstraint(
                name="withdrawal_is_lifted_with_a_reason",
                condition=Q(lifted_on=None, lifted_why="", lifted_by=None)
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}"
