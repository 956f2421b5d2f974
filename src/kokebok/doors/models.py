"""How inputs came in by other doors than the page: who typed them in, from which file, letter or row."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import LONGEST_FILE_NAME, Input

KEY_LENGTH = 64  # characters: a SHA-256


class Shape(models.TextChoices):
    """What a file at the desk holds."""

    LETTERS = "letters", _("E-mails")
    ROWS = "rows", _("Rows")


class BatchState(models.TextChoices):
    """Where a file is."""

    LOOKED_AT = "looked_at", _("Not taken in yet")
    RUNNING = "running", _("Being taken in")
    DONE = "done", _("Taken in")
    DROPPED = "dropped", _("Not to be taken in")


class FileState(models.TextChoices):
    """Where a file is that is taken in as a whole, or let lie."""

    LOOKED_AT = "looked_at", _("Not taken in yet")
    TAKEN_IN = "taken_in", _("Taken in")
    DROPPED = "dropped", _("Not to be taken in")


class HoldReason(models.TextChoices):
    """Why a letter does not become an input by itself."""

    AUTOMATIC = "automatic", _("an automatic reply")
    BOUNCE = "bounce", _("word of an e-mail that did not arrive")
    LIST = "list", _("an e-mail to a list, such as a newsletter")
    SPAM = "spam", _("marked as unwanted by the mail server")
    OURS = "ours", _("one of our own e-mails")
    EMPTY = "empty", _("nothing is said in it")
    BROKEN = "broken", _("it cannot be read")
    LARGE = "large", _("it is too large")
    SENT_ON = "sent_on", _("it sends on what somebody else has written")
    FILES = "files", _("what it says is in a file that cannot be taken")
    MANY = "many", _("the same address has sent very many in a day")


class KeptFile(models.Model):
    """A file of the desk's, kept as it came or went (`raw.py`)."""

    name = models.CharField(max_length=LONGEST_FILE_NAME)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name


class LookedAtFile(KeptFile):
    """A file that somebody has put in. They see what would come of it before they take it in, or let it lie."""

    state = models.CharField(max_length=10, choices=FileState, default=FileState.LOOKED_AT)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta(KeptFile.Meta):
        abstract = True


def settled_when_it_is(name: str) -> models.CheckConstraint:
    """A constraint of this name: a file that is looked at has a moment when it was settled once it is, not before."""
    return models.CheckConstraint(
        name=name,
        condition=Q(state=FileState.LOOKED_AT, settled_at=None)
        | (~Q(state=FileState.LOOKED_AT) & Q(settled_at__isnull=False)),
    )


class Batch(KeptFile):
    """A file somebody has put in at the desk. `choices` is how it is to be read: columns, state, door.

    Once it is read in full, or let lie, the file itself is gone and `sha256` is "": each letter is kept by itself.
    """

    shape = models.CharField(max_length=8, choices=Shape)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.LOOKED_AT)
    choices = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta(KeptFile.Meta):
        verbose_name_plural = "batches"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="batch_no_more_done_than_there_is", condition=Q(done__lte=models.F("total"))
            ),
        ]


class Arrival(models.Model):
    """How one input came in. `key` is the letter's or the row's own: the same one twice is one input.

    `raw` is the hash of the letter as it came, "" for others. `left_out` is the files and the words that did not go
    with the input: of each its name, why, the words, and whether they were taken back. `doubtful` is lines that went
    with it, and may be another's.
    """

    given = models.OneToOneField(Input, models.PROTECT, related_name="arrival")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="arrivals")
    row = models.PositiveIntegerField(null=True, blank=True)
    key = models.CharField(max_length=KEY_LENGTH, unique=True, null=True, blank=True)
    raw = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list)
    doubtful = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="arrival_row_is_of_a_batch", condition=Q(row=None) | Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"arrival of {self.given_id}"


class SetAside(models.Model):
    """A letter that did not become an input by itself. Kept as it came, until somebody takes it in or lets it lie.

    `left_out` is the files that cannot be taken: of each its name, and why. When who sent it is erased, the key alone
    stays, so that the same letter is not taken in once more.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    raw = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=10, choices=HoldReason)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    left_out = models.JSONField(default=list)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="set_aside")
    at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "set aside"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="set_aside_closed_by_somebody",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.sender
