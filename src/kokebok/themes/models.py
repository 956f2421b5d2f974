"""What inputs are about: themes that people keep, what editors have decided, and what the machine has proposed.

Decisions (InputTheme, Declined, NoTheme) and proposals (Proposal, Group) never share a row: the machine can be wrong,
and start again, without touching what a person has said.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Door, Input, State
from kokebok.web.ordering import alphabetically

LONGEST_NAME = 80  # characters


class Method(models.TextChoices):
    """How the machine compares texts."""

    NGRAMS = "ngrams", _("by letters and words they share")
    MEANING = "meaning", _("by what they mean, with a small language model on this machine")


class Work(models.TextChoices):
    """How far later work has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


UNFINISHED = (Work.WAITING, Work.RUNNING)


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes by what they may be used for."""

    def in_use(self) -> Self:
        """Those an editor may choose, in alphabetical order."""
        return self.filter(retired_at=None).order_by(alphabetically("name"), "pk")

    def with_counts(self) -> Self:
        """With `number_of_inputs`, the inputs an editor has given the theme."""
        return self.annotate(number_of_inputs=Count("input_themes"))


class Theme(models.Model):
    """Something inputs are about. A retired theme keeps its inputs and is not offered any more."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    about = models.CharField(_("what belongs here"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects: ClassVar = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(retired_at=None), name="theme_name_once_in_use"
            ),
            models.CheckConstraint(name="theme_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="theme_merged_is_retired", condition=Q(merged_into=None) | Q(retired_at__isnull=False)
            ),
            models.CheckConstraint(
                name="theme_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InputThemeQuerySet(models.QuerySet["InputTheme"]):
    """Which inputs have which themes, for filters and counts of other pages."""

    def has_theme(self, theme_id: int, input_key: str = "pk") -> Exists:
        """A condition on inputs: an editor has given them this theme."""
        return Exists(self.filter(given_id=OuterRef(input_key), theme_id=theme_id))

    def has_any(self, input_key: str = "pk") -> Exists:
        """A condition on inputs: an editor has given them a theme, whichever."""
        return Exists(self.filter(given_id=OuterRef(input_key)))

    def counts_among(self, inputs: models.QuerySet[Input]) -> dict[int, int]:
        """How many of the inputs have each theme, by the theme's key; those with none are left out."""
        rows = self.filter(given__in=inputs.order_by().values("pk")).order_by().values_list("theme_id")
        return dict(rows.annotate(number=Count("pk")).values_list("theme_id", "number"))


class InputTheme(models.Model):
    """An editor's decision that an input is about a theme."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="input_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="input_themes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = InputThemeQuerySet.as_manager()

    class Meta:
        ordering = ["given", "theme"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "theme"], name="input_theme_once"),
        ]
        indexes = [models.Index(fields=["at"], name="input_theme_at")]

    def __str__(self) -> str:
        return f"{self.given_id}: {self.theme_id}"


class Declined(models.Model):
    """An editor's decision that an input is not about a theme: it is not proposed again."""

    given = models.ForeignKey(Input, models.PROTECT, related_name="declined_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="declined")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "theme"], name="declined_theme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.given_id}: not {self.theme_id}"


class NoTheme(models.Model):
    """An editor's decision that none of the themes fits an input: it is not asked about again."""

    given = models.OneToOneField(Input, models.PROTECT, related_name="no_theme")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.given_id}: none"


class Proposal(models.Model):
    """The machine's proposal: `share` (0 to 1) is how much it believes in it, `place` 0 is the first choice.

    `lead` is how far it stands before the next choice: the smaller, the less sure. `like` is the most alike of the
    inputs that have the theme: the reason.
    """

    given = models.ForeignKey(Input, models.CASCADE, related_name="theme_proposals")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="proposals")
    place = models.PositiveSmallIntegerField()
    share = models.FloatField()
    lead = models.FloatField()
    like = models.ForeignKey(Input, models.SET_NULL, null=True, related_name="+")
    method = models.CharField(max_length=8, choices=Method)

    class Meta:
        ordering = ["given", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "place"], name="proposal_place_once"),
            models.UniqueConstraint(fields=["given", "theme"], name="proposal_theme_once"),
            models.CheckConstraint(
                name="proposal_share_is_a_share", condition=Q(share__gte=0) & Q(share__lte=1)
            ),
        ]
        indexes = [models.Index(fields=["place", "lead"], name="proposal_least_sure")]

    def __str__(self) -> str:
        return f"{self.given_id}: {self.theme_id}?"


class Reads(models.TextChoices):
    """How much of a text the model has read: its opening as it stands, or the gist of all of it."""

    OPENING = "opening", _("the opening")
    WHOLE = "whole", _("all of it")


class Vector(models.Model):
    """An input's text as numbers (little-endian float32), kept so that it is worked out once.

    `digest` is of the text and the model: another text or model makes it stale.
    """

    given = models.ForeignKey(Input, models.CASCADE, related_name="theme_vectors")
    reads = models.CharField(max_length=8, choices=Reads)
    digest = models.CharField(max_length=64)
    numbers = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given", "reads"], name="vector_once_a_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.given_id}: {self.reads}"


class LaterWork(models.Model):
    """Later work with its row: waiting → running → done or failed, so that nothing is lost with the server.

    `turn` is raised by each task that works on it: one that comes with an earlier number sees that it is not the one.
    """

    state = models.CharField(max_length=8, choices=Work, default=Work.WAITING)
    method = models.CharField(max_length=8, choices=Method, blank=True)
    turn = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        abstract = True

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in UNFINISHED


class Learning(LaterWork):
    """The machine learns from what the editors have decided, and proposes themes for the rest.

    At most one waits and one runs. `decisions` is how many inputs it learnt from, `proposed` for how many it has
    proposals.
    """

    decisions = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state__in=[Work.WAITING, Work.RUNNING]),
                name="learning_one_waits_one_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class GroupingScope(models.TextChoices):
    """The inputs that are grouped."""

    UNSETTLED = "unsettled", _("All that wait for an answer")
    WITHOUT = "without", _("All without a theme")
    PUBLIC = "public", _("All that are published")


class Grouping(LaterWork):
    """Inputs in groups by similarity: each input is in one group, or alone. `key` names the scope.

    `page` narrows the scope to a page, `door` to one way in. `counted` is how many inputs it is about, `alone` how many
    of them are in no group.
    """

    heap = models.CharField(max_length=12, choices=GroupingScope)
    page_id = models.PositiveBigIntegerField(null=True, blank=True)
    page_title = models.CharField(max_length=255, blank=True)
    door = models.CharField(max_length=8, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted = models.PositiveIntegerField(default=0)
    alone = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grouping_alone_are_among_the_counted", condition=Q(alone__lte=models.F("counted"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.heap}"

    @property
    def door_label(self) -> str:
        """The way in that the scope is narrowed to, in words; "" for any."""
        return str(Door(self.door).label) if self.door else ""


class Group(models.Model):
    """Inputs that are alike. `words` are those that tell it from the rest, most telling first.

    `theme` is what an editor has made of it.
    """

    grouping = models.ForeignKey(Grouping, models.CASCADE, related_name="groups")
    number = models.PositiveIntegerField()
    words = models.JSONField(default=list)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="made_of")

    class Meta:
        ordering = ["grouping", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grouping", "number"], name="group_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.grouping_id}.{self.number}"


class Member(models.Model):
    """An input in a grouping; `group` is None where it is alone. `place` 0 is the most typical of its group."""

    grouping = models.ForeignKey(Grouping, models.CASCADE, related_name="members")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="members")
    given = models.ForeignKey(Input, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["grouping", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grouping", "given"], name="member_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.grouping_id}: {self.given_id}"


SORTABLE = (State.WAITING, State.OPEN, State.ANSWERED)
"""The states of inputs that the machine proposes themes for: not those refused or taken back."""
