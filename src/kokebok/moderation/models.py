"""Why something cannot be published, what has been decided about it, and the second opinion."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokebok.inputs.models import Input

LONGEST_WORDS = 2000  # characters: a page


class ReasonQuerySet(models.QuerySet["Reason"]):
    """Reasons by whether they can be chosen."""

    def in_use(self) -> Self:
        """Those one can choose, in the order of the list."""
        return self.filter(retired_at=None).order_by("order", "pk")


class Reason(models.Model):
    """A reason for not publishing something, as readers see it on the page of rules. Retired, never deleted."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    title_nb = models.CharField(_("title in bokmål"), max_length=80)
    title_nn = models.CharField(_("title in nynorsk"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80)
    explanation_nb = models.TextField(_("explanation in bokmål"), max_length=600)
    explanation_nn = models.TextField(_("explanation in nynorsk"), max_length=600)
    explanation_en = models.TextField(_("explanation in English"), max_length=600)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reason_has_a_title_in_each_language",
                condition=~Q(title_nb="") & ~Q(title_nn="") & ~Q(title_en=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def title_in(self, language: str) -> str:
        """The title in a language; in bokmål for one it is not written in."""
        return str(getattr(self, f"title_{language}", self.title_nb))

    @property
    def title(self) -> str:
        """The title in the language of now."""
        return self.title_in((get_language() or "nb")[:2])

    @property
    def explanation(self) -> str:
        """The explanation in the language of now."""
        return str(getattr(self, f"explanation_{(get_language() or 'nb')[:2]}", self.explanation_nb))


class Measure(models.TextChoices):
    """What is done with what cannot be published."""

    REFUSED = "refused", _("Not published")
    REDACTED = "redacted", _("Part removed")


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Rulings by whether they hold."""

    def standing(self) -> Self:
        """Those that have not been lifted."""
        return self.filter(lifted_at=None)


class Ruling(models.Model):
    """That an input, or a part of it, is kept from the public: why, by whom, when, and whether it still is.

    `told_at` is when the sender was written to, or would have been had there been a confirmed address.
    """

    given = models.ForeignKey(Input, models.PROTECT, related_name="rulings")
    measure = models.CharField(_("measure"), max_length=10, choices=Measure)
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="rulings")
    words = models.TextField(_("own words"), max_length=LONGEST_WORDS, blank=True)
    mark = models.TextField(blank=True)  # what is read in the place of each removed part
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided"), db_index=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    hides_name = models.BooleanField(default=False)
    """Whether what is removed stood in the sender's shown name too, which is not shown while it stands."""

    objects: ClassVar = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="ruling_says_why", condition=Q(reason__isnull=False) | ~Q(words="")),
            models.CheckConstraint(
                name="ruling_with_a_mark_for_what_is_removed",
                condition=Q(measure=Measure.REFUSED, mark="") | (Q(measure=Measure.REDACTED) & ~Q(mark="")),
            ),
            models.CheckConstraint(
                name="ruling_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["given"],
                condition=Q(measure=Measure.REFUSED, lifted_at=None),
                name="ruling_one_refusal_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.given_id}"

    def why_in(self, language: str) -> str:
        """The reason as its sender reads it, with the own words: in the language given."""
        title = self.reason.title_in(language) if self.reason else ""
        return "\n\n".join(part for part in (title, self.words) if part)

    def title_in(self, language: str) -> str:
        """The reason in a few words, in the language given."""
        return self.reason.title_in(language) if self.reason else self.words


class Original(models.Model):
    """The words of an input as its sender wrote them, from before the first part was removed. Not for readers."""

    given = models.OneToOneField(Input, models.PROTECT, related_name="original")
    text = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"original of {self.given_id}"


class RedactedField(models.TextChoices):
    """What a removed part stood in."""

    TEXT = "text", _("text")
    SUGGESTION = "suggestion", _("suggested wording")


class Removal(models.Model):
    """A part that is removed: from one character of the original up to another."""

    ruling = models.ForeignKey(Ruling, models.PROTECT, related_name="removals")
    field = models.CharField(max_length=10, choices=RedactedField)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["field", "start"]
        constraints: ClassVar = [
            models.CheckConstraint(name="removal_is_of_something", condition=Q(start__lt=F("end"))),
            models.UniqueConstraint(
                fields=["ruling", "field", "start"], name="removal_once_a_ruling_and_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.start}-{self.end}"


class ReviewOutcome(models.TextChoices):
    """What came of a review."""

    UPHELD = "upheld", _("It stands")
    REVERSED = "reversed", _("It is reversed")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews by whether they are answered."""

    def waiting(self) -> Self:
        """Those nobody has answered yet, oldest first."""
        return self.filter(answer="").order_by("asked_at", "pk")


class Review(models.Model):
    """That the sender has asked for somebody else to look at a ruling again, and what came of it: once a ruling."""

    ruling = models.OneToOneField(Ruling, models.PROTECT, related_name="review")
    # The same as the ruling's: here, so that the database can refuse that one reviews oneself.
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(_("why the sender disagrees"), max_length=LONGEST_WORDS, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=10, choices=ReviewOutcome, blank=True)
    explanation = models.TextField(_("explanation"), max_length=LONGEST_WORDS, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="review_by_somebody_else", condition=Q(by=None) | ~Q(by=F("ruled_by"))
            ),
            models.CheckConstraint(
                name="review_answered_whole",
                condition=Q(answer="", explanation="", by=None, at=None)
                | (~Q(answer="") & ~Q(explanation="") & Q(by__isnull=False, at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.ruling_id}"
