"""A call, its phases and questions, what people answer, and who is to be reminded of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Language, Page
from kokebok.book.models.fields import ChosenField
from kokebok.inputs.models import Input
from kokebok.lists.models import Which

LONGEST_ANSWER = 4000  # characters
SHORTEST_LIMIT = 20
TOKEN_LENGTH = 43  # 256 bits, as secrets.token_urlsafe writes them


def fresh_token() -> str:
    """A word nobody guesses, for the links in letters."""
    return secrets.token_urlsafe(32)


class Gathers(models.TextChoices):
    """What a call gathers."""

    EXAMPLE = "example", _("Examples")
    TOOL = "tool", _("Tools")
    DEFINITION = "definition", _("Definitions")
    OUTLINE = "outline", _("Comments on an outline")


class Call(models.Model):
    """An invitation to give input, with questions and a deadline. It says nothing of its deadline: the phases do."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    gathers = models.CharField(_("what it gathers"), max_length=12, choices=Gathers, default=Gathers.EXAMPLE)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.NB)
    purpose = models.TextField(_("purpose"), max_length=3000)
    decides = models.CharField(_("who decides"), max_length=300)
    criteria = models.TextField(_("by which criteria"), max_length=2000)
    what_next = models.TextField(_("what happens next, and when"), max_length=2000)
    about = models.ForeignKey(
        Page, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("the page it is about")
    )
    takes_late = models.BooleanField(_("late answers are taken, and marked as late"), default=False)
    frames = models.JSONField(_("sites that may show it in a frame"), default=list, blank=True)
    themes = ChosenField(_("themes"), among=Which.THEMES, default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    ticket = models.UUIDField(unique=True, null=True, editable=False)  # of the press that copied it

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="call_taken_down_when_published",
                condition=Q(taken_down_at=None) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.published_at is not None and self.taken_down_at is None


class Phase(models.Model):
    """A time in which a call takes answers: from the moment it opens, until and not including the one it closes.

    The first is for everyone; in the later ones the same people fill in more. Both moments are kept in UTC; `zone` is
    where the clock hangs that the call is read by.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60, default="Europe/Oslo")
    takes_files = models.BooleanField(_("files may be attached"), default=False)

    class Meta:
        verbose_name = _("phase")
        ordering = ["call", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="phase_numbered_in_its_call"),
            models.CheckConstraint(name="phase_is_numbered_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="phase_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.number}"

    def there(self, moment: datetime) -> datetime:
        """A moment by the clock of this phase."""
        return moment.astimezone(ZoneInfo(self.zone))

    @property
    def opens_there(self) -> datetime:
        return self.there(self.opens_at)

    @property
    def closes_there(self) -> datetime:
        return self.there(self.closes_at)


class AnswerKind(models.TextChoices):
    """How a question is answered."""

    SHORT = "short", _("A line")
    LONG = "long", _("Several lines")
    CHOICE = "choice", _("One of a list")


class Question(models.Model):
    """A guiding question of a phase. `fills` is the field of the example or the tool that the answer goes into."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("help"), max_length=400, blank=True)
    kind = models.CharField(
        _("how it is answered"), max_length=8, choices=AnswerKind, default=AnswerKind.LONG
    )
    most = models.PositiveIntegerField(_("maximum number of characters"), default=1000)
    choices = models.JSONField(_("the list"), default=list, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    fills = models.CharField(_("goes into"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("question")
        ordering = ["phase", "order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="question_has_a_limit",
                condition=Q(most__gte=SHORTEST_LIMIT, most__lte=LONGEST_ANSWER),
            ),
            models.UniqueConstraint(
                fields=["phase", "fills"], condition=~Q(fills=""), name="question_fills_a_field_once_a_phase"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class CallAnswer(models.Model):
    """What an input that answers a call has beside the input itself. `phase` is the last one handed in."""

    given = models.OneToOneField(Input, models.PROTECT, related_name="in_call")
    call = models.ForeignKey(Call, models.PROTECT, related_name="answers")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    is_late = models.BooleanField(_("late"), default=False)
    handed_in_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["handed_in_at", "pk"]
        indexes = [models.Index(fields=["call", "handed_in_at"], name="callanswer_call")]

    def __str__(self) -> str:
        return f"{self.given_id} to {self.call_id}"


class Reply(models.Model):
    """What was handed in as an answer to one question."""

    answer = models.ForeignKey(CallAnswer, models.PROTECT, related_name="replies")
    question = models.ForeignKey(Question, models.PROTECT, related_name="replies")
    text = models.TextField(max_length=LONGEST_ANSWER)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "question"], name="reply_once_a_question"),
            models.CheckConstraint(name="reply_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}/{self.question_id}"


class Draft(models.Model):
    """What somebody is writing, seen by nobody else. `version` counts the times the words have changed."""

    answer = models.ForeignKey(CallAnswer, models.CASCADE, related_name="drafts")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "question"], name="draft_once_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}/{self.question_id}"


class Overwritten(models.Model):
    """Words of a draft that were written in one window and replaced from another: kept for whoever wrote both."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="overwritten")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"before {self.draft_id}"


class Wish(models.Model):
    """That an address wants to be reminded before a call closes. Nothing is sent before it is confirmed."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="wishes")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=2, default="nb")
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=fresh_token, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    letter_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "email"], name="wish_once_a_call")]

    def __str__(self) -> str:
        return f"reminder of {self.call_id}"


class Making(models.Model):
    """The page of the book that an input becomes: a draft, until all who are named in it agree to its text.

    `anyway` is why it was published before they all had.
    """

    given = models.OneToOneField(Input, models.PROTECT, related_name="making")
    page = models.OneToOneField(Page, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    anyway = models.TextField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"page {self.page_id} from {self.given_id}"


class FinalText(models.Model):
    """A text that somebody was asked to agree to, word for word, under its hash."""

    making = models.ForeignKey(Making, models.PROTECT, related_name="texts")
    sha256 = models.CharField(max_length=64)
    text = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["making", "sha256"], name="finaltext_once_a_making"),
            models.CheckConstraint(name="finaltext_has_a_hash", condition=~Q(sha256="")),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Party(models.Model):
    """Somebody who must agree to the text: the sender, or a party it names. The token is their link."""

    making = models.ForeignKey(Making, models.PROTECT, related_name="parties")
    is_sender = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=fresh_token, editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-is_sender", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["making"], condition=Q(is_sender=True), name="party_one_sender_a_making"
            ),
            models.CheckConstraint(name="party_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """What one party said to one text: asked, and then yes, or no with what should be another way. Never rewritten."""

    class Said(models.TextChoices):
        """What was said."""

        NOTHING = "", _("No answer yet")
        YES = "yes", _("Agrees")
        NO = "no", _("Wants something changed")
        OUT = "out", _("Does not want to be in it")

    party = models.ForeignKey(Party, models.PROTECT, related_name="consents")
    text = models.ForeignKey(FinalText, models.PROTECT, related_name="consents")
    asked_at = models.DateTimeField(default=timezone.now)
    letter_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=3, choices=Said, blank=True, default=Said.NOTHING)
    said_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "text"], name="consent_once_a_text"),
            models.CheckConstraint(
                name="consent_has_its_day",
                condition=Q(said="", said_at=None) | (~Q(said="") & Q(said_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.said}"
