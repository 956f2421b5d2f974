"""Live rounds: a gathering with a host, prompts and a clock, and what each phone sent."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.book.models import Language, Paragraph
from kokebok.inputs.models import Input, State, readable
from kokebok.themes.models import UNFINISHED, LaterWork

CODE_LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # none that is taken for another, and no vowels, so no words
CODE_LENGTH = 6  # some 390 million: with a limit on wrong ones, nobody finds a round by trying


def fresh_code() -> str:
    """A code for joining a round."""
    return "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))


def fresh_link() -> str:
    """A participant's own link, which nobody guesses."""
    return secrets.token_urlsafe(16)


class RoundState(models.TextChoices):
    """How far a round has come."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Going on")
    CLOSED = "closed", _("Over")


class WallShows(models.TextChoices):
    """What the wall has on it."""

    JOIN = "join", _("How to join")
    PROMPT = "prompt", _("The prompt")
    INPUTS = "inputs", _("Inputs as they come")
    RESULT = "result", _("The result")
    GROUPS = "groups", _("Inputs in groups")
    NOTHING = "nothing", _("Nothing")


def is_out(ends_at: datetime | None) -> bool:
    """Whether a running clock shows nought: it is rounded to whole seconds."""
    return ends_at is not None and ends_at - timezone.now() < timedelta(seconds=0.5)


class Round(models.Model):
    """A live input round: where, who leads it, and where it is now.

    `version` rises with each change that a screen must see. `clock_ends_at` is when the time for the prompt is up,
    `clock_left` the seconds left while the clock is stopped.
    """

    code = models.CharField(max_length=12, unique=True, default=fresh_code)
    title = models.CharField(_("title"), max_length=200)
    event = models.CharField(_("event"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("host")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.NB)
    state = models.CharField(_("status"), max_length=8, choices=RoundState, default=RoundState.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    joining = models.BooleanField(_("open for joining"), default=True)
    paused = models.BooleanField(_("inputs are stopped for now"), default=False)
    seconds_between = models.PositiveSmallIntegerField(
        _("minimum number of seconds between two inputs"), default=2
    )
    prompt = models.ForeignKey(
        "rounds.Prompt", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("prompt")
    )
    clock_ends_at = models.DateTimeField(null=True, blank=True)
    clock_left = models.PositiveIntegerField(null=True, blank=True)
    wall = models.CharField(_("the wall shows"), max_length=8, choices=WallShows, default=WallShows.JOIN)
    wall_is_dark = models.BooleanField(_("dark wall"), default=True)
    words = models.TextField(
        _("words that stop an input until a moderator has seen it, one on each line"), blank=True
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    report_public_at = models.DateTimeField(null=True, blank=True)
    ticket = models.UUIDField(unique=True, null=True, editable=False)  # of the press that copied it

    class Meta:
        verbose_name = _("input round")
        verbose_name_plural = _("input rounds")
        ordering = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="round_opened_when_not_a_draft",
                condition=Q(state=RoundState.DRAFT, opened_at=None)
                | (~Q(state=RoundState.DRAFT) & Q(opened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="round_closed_when_over",
                condition=Q(state=RoundState.CLOSED, closed_at__isnull=False)
                | (~Q(state=RoundState.CLOSED) & Q(closed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def time_is_out(self) -> bool:
        """Whether the clock of the prompt shows nought."""
        return is_out(self.clock_ends_at) if self.clock_ends_at else self.clock_left == 0

    @property
    def has_public_report(self) -> bool:
        """Whether anyone may read the report: the host has said so, and the round is over."""
        return self.report_public_at is not None and self.state == RoundState.CLOSED


class PromptKind(models.TextChoices):
    """What a prompt asks people to do."""

    OPEN = "open", _("Open input")
    PARAGRAPH = "paragraph", _("Input on a paragraph")
    TIP = "tip", _("Tip about an example or a tool")
    PRIORITISE = "prioritise", _("Choose among the inputs so far")
    STANCE = "stance", _("Agree, disagree or pass")
    SCALE = "scale", _("A scale")
    TABLE = "table", _("One answer from each table")


WRITTEN = (PromptKind.OPEN, PromptKind.PARAGRAPH, PromptKind.TIP, PromptKind.TABLE)
VOTED = (PromptKind.PRIORITISE, PromptKind.STANCE, PromptKind.SCALE)


class Visibility(models.TextChoices):
    """When others see what is sent."""

    MODERATED = "moderated", _("When a moderator has seen it")
    DIRECT = "direct", _("At once")


class TipKind(models.TextChoices):
    """What a tip is about."""

    EXAMPLE = "example", _("An example")
    TOOL = "tool", _("A tool")


class Prompt(models.Model):
    """One line of the run-sheet: what people are asked, for how long, and who sees the answers when."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="prompts")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=PromptKind, default=PromptKind.OPEN)
    title = models.CharField(_("question"), max_length=300)
    help = models.TextField(_("help"), max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    visibility = models.CharField(
        _("visible"), max_length=10, choices=Visibility, default=Visibility.MODERATED
    )
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paragraph")
    )
    tip_about = models.CharField(_("tip about"), max_length=8, choices=TipKind, default=TipKind.EXAMPLE)
    choose_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("choose among")
    )
    most_choices = models.PositiveSmallIntegerField(_("maximum number of choices"), default=3)
    scale_low = models.CharField(_("the lowest means"), max_length=80, blank=True)
    scale_high = models.CharField(_("the highest means"), max_length=80, blank=True)
    scale_steps = models.PositiveSmallIntegerField(_("steps"), default=5)

    class Meta:
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")
        ordering = ["round", "order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="prompt_on_a_paragraph_has_one",
                condition=~Q(kind=PromptKind.PARAGRAPH) | Q(paragraph__isnull=False),
            ),
            models.CheckConstraint(
                name="prompt_scale_has_steps", condition=Q(scale_steps__gte=2, scale_steps__lte=10)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """A short statement to agree or disagree with, or pass."""

    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="statements")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("statement"), max_length=300)

    class Meta:
        ordering = ["prompt", "order", "pk"]

    def __str__(self) -> str:
        return self.text


class Participant(models.Model):
    """A phone (or a table's device) in a round. `sender` is the pseudonym of its browser, as inputs have it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="participants")
    sender = models.CharField(max_length=64)
    link = models.CharField(max_length=32, unique=True, default=fresh_link)
    name = models.CharField(_("name"), max_length=120, blank=True)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    may_be_named = models.BooleanField(_("may be named"), default=False)
    table = models.CharField(_("table"), max_length=20, blank=True)
    joined_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "sender"], name="participant_once_a_round")
        ]

    def __str__(self) -> str:
        return self.name or f"participant {self.pk}"


class WallStanding(models.TextChoices):
    """Whether a live input is on the wall."""

    QUEUED = "queued", _("Waits in the queue")
    SHOWN = "shown", _("On the wall")
    HIDDEN = "hidden", _("Not on the wall")
    BLOCKED = "blocked", _("From a blocked device")


class RoundInputQuerySet(models.QuerySet["RoundInput"]):
    """Live inputs by what the wall may show."""

    def on_wall(self) -> Self:
        """Those a moderator has put on the wall, and that anyone may read now."""
        return self.filter(readable("given__"), standing=WallStanding.SHOWN)

    def in_the_queue(self) -> Self:
        """Those a moderator has to decide about: what its sender has taken back, or the desk refused, waits no more."""
        return self.filter(readable("given__") | Q(given__state=State.WAITING), standing=WallStanding.QUEUED)

    def taken_away(self) -> Self:
        """Those a moderator has kept off the wall, and could put there."""
        return self.filter(readable("given__"), standing=WallStanding.HIDDEN)

    def with_alike(self) -> Self:
        """With `alike_count`: how many others that anyone may read are shown as one with it."""
        return self.annotate(alike_count=Count("alike", filter=readable("alike__given__")))

    def each_once(self) -> Self:
        """Those that stand by themselves: of several put together, the first."""
        return self.filter(same_as=None)


class RoundInput(models.Model):
    """What a live input has beside the input itself: its prompt, who sent it, and whether the wall shows it.

    `same_as` is the input it was put together with by a moderator: the wall shows that one, with a count.
    """

    given = models.OneToOneField(Input, models.PROTECT, related_name="in_round")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="answers")
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    standing = models.CharField(max_length=8, choices=WallStanding, default=WallStanding.QUEUED)
    held_for = models.CharField(max_length=80, blank=True)
    is_late = models.BooleanField(default=False)
    written_at = models.DateTimeField(null=True, blank=True)
    table = models.CharField(max_length=20, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="alike")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = RoundInputQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["prompt", "standing"], name="roundinput_prompt_standing")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="roundinput_same_as_another", condition=Q(same_as=None) | ~Q(same_as=models.F("pk"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.given_id} in {self.prompt_id}"


class Vote(models.Model):
    """One choice by one participant; a later one about the same takes its place.

    `about` is "s<statement>" with 1 (agree), -1 (disagree) or 0 (pass), "i<round input>" with 1 (chosen) or 0 (no
    longer), or "" with a step on the scale.
    """

    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    about = models.CharField(max_length=24, blank=True)
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="votes")
    chosen = models.ForeignKey(RoundInput, models.CASCADE, null=True, blank=True, related_name="votes")
    value = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["prompt", "participant", "about"], name="vote_once_a_participant_and_thing"
            ),
            models.CheckConstraint(
                name="vote_is_a_stance_or_a_choice_or_a_step",
                condition=Q(statement__isnull=False, chosen=None, value__in=(-1, 0, 1))
                | Q(statement=None, chosen__isnull=False, value__in=(0, 1))
                | Q(statement=None, chosen=None, about="", value__gte=1, value__lte=10),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.value}"


class Finding(LaterWork):
    """What the machine finds in the answers to a prompt: inputs in groups, or opinion groups among stances.

    `found` is as findings.py reads it, `counted` how many inputs or people it is about.
    """

    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="findings")
    found = models.JSONField(default=dict)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["prompt"],
                condition=Q(state__in=list(UNFINISHED)),
                name="finding_one_at_a_time_for_a_prompt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.prompt_id}: {self.state}"


class Topic(models.TextChoices):
    """Which screens an event is for."""

    ROUND = "round"
    WALL = "wall"
    QUEUE = "queue"


class Event(models.Model):
    """Something a screen must hear of. Its number is what a screen resumes from; rows of a closed round are swept."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=8, choices=Topic)
    what = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "topic", "id"], name="event_round_topic")]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
