"""How those who work here share the work: who has an input, notes, who has it open, texts that came second."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import UNSETTLED, Input

LONGEST_NOTE = 4000  # characters


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by what is the matter with them."""

    def active(self) -> Self:
        """Those that stand: not handed back or passed on."""
        return self.filter(ended_at=None)

    def waiting(self) -> Self:
        """Those that stand, of inputs the desk owes an answer."""
        return self.active().filter(given__state__in=UNSETTLED)

    def overdue(self) -> Self:
        """Those that wait and should have been done before today."""
        return self.waiting().filter(due__lt=timezone.localdate())


class Assignment(models.Model):
    """That an input is somebody's to answer: a person's, or the whole resource group's. One at a time has it."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="assignments")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments")
    to_group = models.BooleanField(default=False)
    due = models.DateField(_("answer within"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = AssignmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("due").asc(nulls_last=True), "at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["given"], condition=Q(ended_at=None), name="assignment_one_holder_an_input"
            ),
            models.CheckConstraint(
                name="assignment_is_a_persons_or_the_groups",
                condition=Q(to=None, to_group=True) | Q(to__isnull=False, to_group=False),
            ),
        ]
        indexes = [models.Index(fields=["to", "ended_at"], name="assignment_of_person")]

    def __str__(self) -> str:
        return f"{self.given_id} → {self.to_id or 'group'}"

    @property
    def holder(self) -> str:
        """Who has the input, in words."""
        return self.to.name if self.to else str(_("The resource group"))

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done before today."""
        return self.due is not None and self.due < timezone.localdate()


class Note(models.Model):
    """What those who work here say to each other about an input. Never shown to readers."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints: ClassVar = [models.CheckConstraint(name="note_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"note {self.pk} on {self.given_id}"


class Mention(models.Model):
    """That a note asks for somebody's eyes. `seen_at` is when they opened the input after that."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "person"], name="mention_once_a_note")
        ]
        indexes = [models.Index(fields=["person", "seen_at"], name="mention_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in note {self.note_id}"


class Presence(models.Model):
    """That somebody has an input open, or writes an answer to it. Forgotten soon after they have left."""

    given = models.ForeignKey(Input, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)
    writes = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "person"], name="presence_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.given_id}"


class UnusedText(models.Model):
    """What somebody wrote for an input that another had just settled. `fields` has the words by name of field."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="unused_texts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fields = models.JSONField()
    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "by", "digest"], name="unused_text_kept_once")
        ]

    def __str__(self) -> str:
        return f"unused text by {self.by_id} for {self.given_id}"
