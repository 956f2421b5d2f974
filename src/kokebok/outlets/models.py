"""What leaves the house: rendered copies of editions, and dispatches to recipients."""

from __future__ import annotations

import re
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.editions.models import Edition
from kokebok.outlets.formats import choices
from kokebok.registers.models import Area

REFUSAL = re.compile(r"5\d\d\b")
LONGEST_ADDRESSES = 800  # characters of the addresses of one recipient


class CopyState(models.TextChoices):
    """How far a copy has come."""

    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    STOPPED = "stopped", _("Stopped")


class Copy(models.Model):
    """One rendered file of an edition. The bytes lie in the data folder under their own sha256.

    While it is made anew, and where that fails or is stopped, the hash is that of the file there was, which readers
    still get.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="copies")
    form = models.CharField(max_length=8, choices=choices)
    state = models.CharField(max_length=8, choices=CopyState, default=CopyState.WAITING)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)  # 0 where they are not known
    fetched = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["edition", "form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "form"], name="copy_once_a_form"),
            models.CheckConstraint(
                name="copy_ready_has_a_hash", condition=~Q(state=CopyState.READY) | ~Q(sha256="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"


class FetchedOn(models.Model):
    """How many times a copy was fetched on a day. Nothing tells by whom."""

    copy = models.ForeignKey(Copy, models.PROTECT, related_name="days")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["copy", "day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["copy", "day"], name="fetched_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.copy_id}: {self.day}"


class EarlierCopy(models.Model):
    """A file of an edition that one made later has taken the place of: more is said beside it, or it is laid out anew.

    `until` is when. The file is fetched by its checksum, with no end to it.
    """

    copy = models.ForeignKey(Copy, models.PROTECT, related_name="earlier")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["copy", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["copy", "sha256"], name="earlier_copy_once"),
            models.CheckConstraint(name="earlier_copy_has_a_hash", condition=~Q(sha256="")),
        ]

    def __str__(self) -> str:
        return f"{self.copy_id}: {self.sha256}"


class DispatchState(models.TextChoices):
    """How far a dispatch has come."""

    READY = "ready", _("Ready")
    SENDING = "sending", _("Being sent")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Done")


class Dispatch(models.Model):
    """An edition on its way to a list of recipients, at a set pace: no letter leaves before `next_at`.

    `subject` and `letter` are in the language of the edition; what is sent in other languages is in `texts`.
    `back_at` is when the work on it promised to be back. `trouble` says why nothing leaves at the moment.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="dispatches")
    subject = models.CharField(_("subject"), max_length=200)
    letter = models.TextField(_("letter"))
    a_minute = models.PositiveIntegerField(_("letters a minute"), default=60)
    state = models.CharField(max_length=8, choices=DispatchState, default=DispatchState.READY)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # Each start is a new run: what an earlier one left in the queue sees that it is not the one, and ends.
    run = models.PositiveIntegerField(default=0)
    # Of the form it was made with, and what was in it: pressed twice, it makes one.
    ticket = models.UUIDField(editable=False, null=True, unique=True)
    next_at = models.DateTimeField(default=timezone.now)
    back_at = models.DateTimeField(default=timezone.now)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="dispatch_pace_is_above_zero", condition=Q(a_minute__gt=0)),
        ]

    def __str__(self) -> str:
        return self.subject


class DeliveryState(models.TextChoices):
    """What became of one letter. "uncertain" is one that was being handed over when the server died.

    "left_out" is one to somebody who had the edition by another dispatch.
    "returned" is one that came back, or is not sent since others have come back from its address.
    "by_hand" is one to a recipient without an e-mail address: nothing sends it, and a person says when it was given.
    "opted_out" is one to a person who has said no to such e-mails.
    """

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")
    BY_HAND = "by_hand", _("To be handed over")
    LEFT_OUT = "left_out", _("Left out")
    RETURNED = "returned", _("Came back")
    OPTED_OUT = "opted_out", _("Has opted out")


class Delivery(models.Model):
    """One letter to one recipient. `tries` counts how often the mail server has asked us to come back later.

    `area` is the municipality the recipient stands for. `email` is "" for one that is handed over by hand. `language`
    is what the recipient is written to in, where the dispatch has a text in it; "" is that of the edition.
    `address_key` tells whose it is also when the address is erased; a body is no person, and cannot opt out.
    """

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="deliveries")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    is_person = models.BooleanField(default=True)
    address_key = models.CharField(max_length=64, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    message_id = models.CharField(max_length=120, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["dispatch", "pk"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["dispatch", "state", "not_before"], name="delivery_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dispatch", "email"], condition=~Q(email=""), name="delivery_once_an_address"
            ),
            models.CheckConstraint(
                name="delivery_by_mail_has_an_address",
                condition=~Q(email="")
                | Q(state__in=[DeliveryState.BY_HAND, DeliveryState.SENT])
                | Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.email or self.name

    @property
    def token(self) -> str:
        """What the letter is known by when it comes back: in its Message-ID, and in its return path."""
        return self.message_id.strip("<>").partition("@")[0]

    @property
    def shown_as(self) -> str:
        """Whom it is to, as the desk shows it; "" where that is erased and is no municipality."""
        return self.name or self.email or (self.area.name if self.area else "")

    @property
    def is_refused(self) -> bool:
        """Whether their mail server has said no to it, in a way that says nothing of the address."""
        return self.state == DeliveryState.FAILED and bool(REFUSAL.match(self.error))


class RecipientChannel(models.TextChoices):
    """How a recipient is reached."""

    EMAIL = "email", _("E-mail")
    CASE_SYSTEM = "case_system", _("The case system")
    BY_HAND = "by_hand", _("By hand")


class RecipientLanguage(models.TextChoices):
    """The language form a recipient is written to in."""

    NB = "nb", _("Bokmål")
    NN = "nn", _("Nynorsk")
    EN = "en", _("English")


class RecipientKind(models.TextChoices):
    """Who a recipient is; "" in a list is for each address to tell."""

    BODY = "body", _("A body")
    PERSON = "person", _("A person")


class OptedOut(models.Model):
    """A person who gets no more dispatches. `address_key` is a keyed hash: it tells nobody which address it is."""

    address_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "opted out"

    def __str__(self) -> str:
        return f"opted out {self.pk}"  # never the address: this may stand in a log


class RecipientList(models.Model):
    """Recipients that are kept, to be written to again. `version` counts how often it has been written anew.

    `used_at` is when a dispatch was last prepared to anybody on it.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(name="recipient_list_has_a_name", condition=~Q(name=""))
        ]

    def __str__(self) -> str:
        return self.name


class ListedRecipient(models.Model):
    """Somebody on a list, and the municipality they stand for. `addresses` have commas between them."""

    of = models.ForeignKey(RecipientList, models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=200)
    addresses = models.CharField(max_length=LONGEST_ADDRESSES, blank=True)
    channel = models.CharField(max_length=12, choices=RecipientChannel, default=RecipientChannel.EMAIL)
    language = models.CharField(max_length=2, choices=RecipientLanguage, default=RecipientLanguage.NB)
    contact = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=6, choices=RecipientKind, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["of", "pk"]

    def __str__(self) -> str:
        return self.name


class DispatchText(models.Model):
    """The letter of a dispatch in a language that is not its edition's: it stays as it was sent."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2, choices=RecipientLanguage)
    subject = models.CharField(max_length=200)
    letter = models.TextField()

    class Meta:
        ordering = ["dispatch", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "language"], name="dispatch_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.subject


class LetterTemplate(models.Model):
    """A letter that dispatches begin from, in one language form or several. `version` counts each time it was changed.

    At most one is the default: a new dispatch begins from it. A dispatch keeps its own words, whatever becomes of it.
    """

    name = models.CharField(_("name"), max_length=80)
    is_default = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="letter_template_named_once"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="letter_template_one_default"
            ),
            models.CheckConstraint(name="letter_template_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateText(models.Model):
    """The words of a template in one language form."""

    template = models.ForeignKey(LetterTemplate, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=RecipientLanguage)
    subject = models.CharField(max_length=150)
    letter = models.TextField()

    class Meta:
        ordering = ["template", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "language"], name="template_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.subject


class DeliveryPeriod(models.Model):
    """How many days after a letter of a dispatch has been sent it is kept whom it was to; None until it is erased.

    There is one row, or none: then nothing goes by itself.
    """

    days = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="deliveryperiod_once", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return "delivery period"
