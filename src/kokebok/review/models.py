"""What the resource group is asked to read, and what each of its members says of each paragraph."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Page, Paragraph, Wording
from kokebok.doors.models import KeptFile, LookedAtFile, settled_when_it_is
from kokebok.inputs.models import LONGEST_TEXT, Input

LONGEST_GREETING = 2000  # characters


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Readings by what is the matter with them."""

    def open(self) -> Self:
        """Those the editors have not closed."""
        return self.filter(closed_at=None)

    def given_to(self, person: object) -> Self:
        """Those a person is asked to take part in."""
        return self.filter(readers__person=person)


FIRST_DUE: list[str | Combinable] = [F("due").asc(nulls_last=True), "pk"]


class Reading(models.Model):
    """Some paragraphs that some members of the resource group are asked to read within a day."""

    title = models.CharField(_("what it is about"), max_length=120)
    greeting = models.TextField(_("greeting"), max_length=LONGEST_GREETING, blank=True)
    due = models.DateField(_("read within"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects: ClassVar = ReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = FIRST_DUE

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        """Whether it is open, and should have been read before today."""
        return self.closed_at is None and self.due is not None and self.due < timezone.localdate()


class Reader(models.Model):
    """A member who is asked to read, and whether their name may stand beside what is published of it."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    may_be_named = models.BooleanField(_("may be named"), default=False)

    class Meta:
        ordering: ClassVar = ["person__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "person"], name="reader_once_a_reading")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.reading_id}"


class Adviser(models.Model):
    """That somebody agrees to be named among those who have advised. It is their own to say, and to take back."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="adviser"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}"


class Portion(models.Model):
    """One paragraph of a reading, in its order."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="portions")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="portions")
    order = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "paragraph"], name="portion_once_a_reading")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} in {self.reading_id}"


class Says(models.TextChoices):
    """What a member says of a paragraph."""

    APPROVE = "approve", _("I approve")
    COMMENT = "comment", _("I have a comment")
    OBJECT = "object", _("I object")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts by how they came about."""

    def together(self, key: uuid.UUID) -> Self:
        """Those approved with one press that can still be taken back: nothing else is said, and nothing made of it."""
        return self.filter(together=key, says=Says.APPROVE, text="", released_as=None, word=None)


class Verdict(models.Model):
    """What a member says of a paragraph in one wording. Internal until it is released: then it is an input too.

    `together` is the same for all that were approved with one press, so that they can be taken back with one.
    """

    portion = models.ForeignKey(Portion, models.PROTECT, related_name="verdicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="verdicts")
    says = models.CharField(_("your verdict"), max_length=8, choices=Says)
    text = models.TextField(_("in your own words"), max_length=LONGEST_TEXT, blank=True)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    together = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    released_as = models.OneToOneField(Input, models.PROTECT, null=True, blank=True, related_name="verdict")

    objects: ClassVar = VerdictQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["portion", "person", "wording"], name="verdict_once_a_wording"),
            models.CheckConstraint(
                name="verdict_says_why_when_it_does_not_approve",
                condition=Q(says=Says.APPROVE) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="verdict_released_has_words", condition=Q(released_as=None) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} by {self.person_id} of {self.portion_id}"


class DraftPage(models.Model):
    """An unpublished text of a page, frozen as it stood when members were asked to read it, so that all read the same.

    `text` is its `PageText` as data, `revision` the number of the text in the page's history, and `pictures` the names
    of what it shows. At `live_at` the page was published, and the remarks became inputs.
    """

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="drafts")
    page = models.ForeignKey(Page, models.PROTECT, related_name="+")
    revision = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    text = models.JSONField()
    pictures = models.JSONField(default=list)
    order = models.PositiveIntegerField()
    live_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "page"], name="draft_page_once_a_reading")
        ]

    def __str__(self) -> str:
        return self.title


class DraftPassage(models.Model):
    """A passage of a frozen draft, by its place in it. It has no anchor: it is no paragraph of the book yet."""

    draft = models.ForeignKey(DraftPage, models.PROTECT, related_name="passages")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=250)
    kind = models.CharField(max_length=10)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "order"], name="draft_passage_one_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.order} of {self.draft_id}"


class DraftVerdictQuerySet(models.QuerySet["DraftVerdict"]):
    """Verdicts of drafts by how they came about."""

    def together(self, key: uuid.UUID) -> Self:
        """Those approved with one press that can still be taken back: nothing else is said."""
        return self.filter(together=key, says=Says.APPROVE, text="")


class DraftVerdict(models.Model):
    """What a member says of a passage of a draft. Its words become an input when the page is published."""

    passage = models.ForeignKey(DraftPassage, models.PROTECT, related_name="verdicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    says = models.CharField(_("your verdict"), max_length=8, choices=Says)
    text = models.TextField(_("in your own words"), max_length=LONGEST_TEXT, blank=True)
    ticket = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    together = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    given = models.OneToOneField(Input, models.PROTECT, null=True, blank=True, related_name="draft_verdict")

    objects: ClassVar = DraftVerdictQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["passage", "person"], name="draft_verdict_once_a_passage"),
            models.CheckConstraint(
                name="draft_verdict_says_why_when_it_does_not_approve",
                condition=Q(says=Says.APPROVE) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="draft_verdict_given_has_words", condition=Q(given=None) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} by {self.person_id} of {self.passage_id}"


class WordCopy(KeptFile):
    """A Word file with some of the text that somebody has sent out. `token` stands in the file, and tells which it is.

    `fixed` are the first letters of the hashes of what stands in it beside the paragraphs: titles and instructions.
    Whatever else has no mark when the file comes back has been put in. `marks` are the anchors of its paragraphs, each
    with the number of its wording.
    """

    token = models.CharField(max_length=12, unique=True, editable=False)
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, related_name="word_copies")
    fixed = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta(KeptFile.Meta):
        verbose_name_plural = "word copies"


class WordFile(LookedAtFile):
    """A Word file that has come back, with comments and changes in it."""

    copy = models.ForeignKey(WordCopy, models.PROTECT, null=True, related_name="come_back")

    class Meta(LookedAtFile.Meta):
        constraints: ClassVar = [settled_when_it_is("word_file_settled_when_it_is")]


class PlaceFound(models.TextChoices):
    """How the place of something in a Word file was found in the book."""

    MARK = "mark", _("by the mark of the paragraph")
    WORDS = "words", _("by the words of the paragraph")
    ALIKE = "alike", _("where the words are most alike")
    PAGE = "page", _("only the page was found")
    NOWHERE = "nowhere", _("not found in the book")


class WordInput(models.Model):
    """What one comment or change in a Word file became: an input, or a part of a member's verdict.

    `key` is made of what is said, where and by whom: the same once more, in this file or a later one, is not new.
    """

    file = models.ForeignKey(WordFile, models.PROTECT, related_name="became")
    key = models.CharField(max_length=64, unique=True)
    given = models.OneToOneField(Input, models.PROTECT, null=True, related_name="word")
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, related_name="word")
    found = models.CharField(max_length=8, choices=PlaceFound)
    author = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="word_input_became_one_thing",
                condition=Q(given__isnull=False, verdict=None) | Q(given=None, verdict__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} of {self.file_id}"
