"""Reading the reasons, the rulings and the reviews."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.timezone import make_aware

from kokebok.inputs.models import Input, State
from kokebok.inputs.tallies import counted, states_in
from kokebok.inputs.tally_models import TallyBy
from kokebok.lib.alphabet import alphabetical
from kokebok.lib.redacting import steps
from kokebok.moderation.models import Measure, Original, Reason, RedactedField, Review, Ruling
from kokebok.moderation.originals import standing_parts
from kokebok.moderation.rules import may, may_be_reviewed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

WAITS = "waits"


@dataclass(frozen=True)
class RulingFilter:
    """Which rulings somebody asks for; what is empty does not narrow it.

    `measure` is a key of Measure, `reason` a code, `by` the key of a person, `review` "waits" or a key of Answer;
    `since` and `until` are days, both included.
    """

    measure: str = ""
    reason: str = ""
    by: int | None = None
    review: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def as_query(self) -> str:
        """What comes after the address, with its question mark; "" when nothing is chosen."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True)
class Numbers:
    """How many inputs have come, and how many of them readers cannot read, or not the whole of."""

    received: int
    waiting: int
    refused: int
    withdrawn: int
    redacted: int
    reviews: int
    reversed: int


@dataclass(frozen=True)
class ReceiptRuling:
    """A ruling as the sender reads it on the receipt; `review` is None before they have asked for one."""

    ruling: Ruling
    why: str
    may_ask: bool
    review: Review | None


def as_sent(given: Input) -> Input:
    """The input with the words its sender wrote, removed parts and all: for its sender alone, and never to be saved."""
    original = Original.objects.filter(given=given).first()
    whole = copy(given)
    if original is not None:
        whole.text, whole.suggestion = original.text, original.suggestion
    return whole


def is_redacted() -> Q:
    """The condition for an input that everyone may read, but for a part that is removed."""
    return Q(pk__in=_redacted().values("given"))


def number_redacted() -> int:
    """How many such inputs there are: asked of the rulings, which are few."""
    return _redacted().values("given").distinct().count()


def _redacted() -> QuerySet[Ruling]:
    standing = Ruling.objects.standing().filter(measure=Measure.REDACTED).order_by()
    # Whether it can be read is asked of each: in one condition, SQLite would begin with all inputs that can.
    return standing.filter(Exists(Input.objects.readable().filter(pk=OuterRef("given")).order_by()))


def numbers() -> Numbers:
    """The public numbers. Three queries, as quick however many inputs."""
    states = states_in(counted(TallyBy.SORT).sorts.items())
    reviewed = Review.objects.aggregate(
        reviews=Count("pk"), reversed=Count("pk", filter=Q(answer="reversed"))
    )
    return Numbers(
        received=states.total(),
        waiting=states[State.WAITING],
        refused=states[State.REFUSED],
        withdrawn=states[State.WITHDRAWN],
        redacted=number_redacted(),
        **reviewed,
    )


def told_to_sender(given: Input, language: str) -> list[ReceiptRuling]:
    """What has been decided about an input, as its sender reads it, newest first."""
    rulings = Ruling.objects.filter(given=given).select_related("reason", "review")
    return [
        ReceiptRuling(
            ruling=ruling,
            why=ruling.why_in(language),
            may_ask=may_be_reviewed(ruling),
            review=getattr(ruling, "review", None),
        )
        for ruling in rulings
    ]


def rulings_on(given: Input) -> list[Ruling]:
    """The rulings on an input, newest first, with reason, review and who decided."""
    return list(_with_all(Ruling.objects.filter(given=given))) if given.may_have("rulings") else []


def find_ruling(number: int) -> Ruling:
    """A ruling with all that belongs to it; Http404 for one that is not."""
    return get_object_or_404(_with_all(Ruling.objects.all()), pk=number)


def find_ruling_of(given: Input, number: int) -> Ruling:
    """One of the rulings on an input; Http404 alike for absent and for another's."""
    return get_object_or_404(_with_all(Ruling.objects.filter(given=given)), pk=number)


def find_input(number: int) -> Input:
    """An input, public or not; Http404 for one that is not. Only for those who may rule."""
    return get_object_or_404(Input, pk=number)


def find_reason(number: int) -> Reason:
    """A reason; Http404 for one that is not."""
    return get_object_or_404(Reason, pk=number)


def reasons_in_use() -> list[Reason]:
    """The list one chooses from."""
    return list(Reason.objects.in_use())


def reasons_with_use() -> list[Reason]:
    """All reasons, those in use first, each with `used`: how many rulings have it."""
    rows = Reason.objects.annotate(used=Count("rulings")).order_by("order", "pk")
    return sorted(rows, key=lambda reason: reason.retired_at is not None)


def reviews_for(person: Person) -> list[Review]:
    """The reviews that wait for an answer this person may give, oldest first."""
    if not may(person, "moderation.rule"):
        return []
    waiting = Review.objects.waiting().exclude(ruled_by=person)
    return list(waiting.select_related("ruling__reason", "ruling__by", "ruling__given"))


def reviews_waiting_for(person: Person) -> int:
    """How many reviews wait for an answer this person may give."""
    return reviews_to_answer(person).count()


def reviews_to_answer(person: Person) -> QuerySet[Review]:
    """The reviews that wait for an answer this person may give."""
    waiting: QuerySet[Review] = Review.objects.waiting().exclude(ruled_by=person)
    return waiting if may(person, "moderation.rule") else waiting.none()


def ruled(wanted: RulingFilter) -> QuerySet[Ruling]:
    """The rulings asked for, newest first."""
    found = _with_all(Ruling.objects.all())
    plain = {"measure": wanted.measure, "reason__code": wanted.reason, "by": wanted.by}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if wanted.review:
        found = found.filter(review__answer="" if wanted.review == WAITS else wanted.review)
        found = found.exclude(review=None)
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found


def those_who_ruled() -> list[tuple[int, str]]:
    """The key and name of each person who has ruled, by name."""
    rows = Ruling.objects.order_by().values_list("by", "by__name").distinct()
    return sorted(rows, key=lambda row: (alphabetical(row[1]), row[0]))


def what_was_removed(given: Input) -> dict[str, list[tuple[str, str]]]:
    """The original of each field with what is removed now, as components/diff.html takes it; empty if nothing was.

    Only for those who may see the original.
    """
    original = Original.objects.filter(given=given).first() if given.may_have("original") else None
    if original is None:
        return {}
    fields = {str(field.value): getattr(original, field) for field in RedactedField}
    return {name: steps(text, standing_parts(original, name)) for name, text in fields.items() if text}


def _with_all(rulings: QuerySet[Ruling]) -> QuerySet[Ruling]:
    counted = rulings.select_related("given", "reason", "by", "lifted_by", "review__by")
    return counted.annotate(parts=Count("removals", distinct=True)).order_by("-at", "-pk")


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
