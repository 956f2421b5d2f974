"""The inbox as a page shows it: rows, filters with their counts, and what the counts come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q, Subquery, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kokebok.desk.inbox.counting import Counted, count
from kokebok.desk.inbox.filters import ALL, Filter, FilterChoice, InboxFilter, filters, narrowed
from kokebok.desk.inbox.queries import suggested, unsettled_for, visible_to
from kokebok.desk.models import NextEdition, SavedFilter
from kokebok.desk.showing import Parts
from kokebok.features.models import Feature
from kokebok.features.queries import those_on
from kokebok.inputs.models import UNSETTLED, Door, Input, Place, State
from kokebok.inputs.seen import seen_by
from kokebok.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

LONGEST_LINE = 240  # characters of an input in the list
WORDS_AROUND = 5  # words of what stays, on each side of a change
FILE_FORMS = {"xlsx": Feature.SHEETS, "csv": Feature.SHEETS, "json": ""}
"""What the inputs of a filter can be had as, in the order of the buttons, and what must be switched on for it."""


@dataclass(frozen=True)
class QueueRow:
    """An input in the list. `change` is what a suggestion changes, shortened; empty for others.

    `waits`: the desk owes an answer; `is_new`: and nobody has opened it. `door` is "" for the page's own form,
    `number` 0 where the input is not about a paragraph in the text.
    """

    given: Input
    title: str
    number: int
    words: str
    signature: str
    change: Parts
    door: str
    outcome: str
    waits: bool
    is_new: bool
    is_lost: bool


@dataclass(frozen=True)
class Option:
    """A choice in a filter, with the address it leads to."""

    value: str
    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class FilterShown:
    """A filter with its choices. `without` is the address without it, `said` what is chosen in words, "" for none.

    `in_sight`: its field is not folded.
    """

    name: str
    label: str
    value: str
    options: list[Option]
    without: str
    said: str
    in_sight: bool


@dataclass(frozen=True)
class InboxStanding:
    """How much waits, for how many days the oldest has, and how many days there are to the next edition, if said.

    `unpublished` are those among the waiting that nobody can read yet: no edition counts them.
    """

    waiting: int
    oldest_days: int
    edition: date | None
    days_left: int
    unpublished: int = 0

    @property
    def days_over(self) -> int:
        """How many days ago the edition was to come; 0 when that is not past."""
        return max(0, -self.days_left)


def rows(keys: Iterable[int], person: Person) -> list[QueueRow]:
    """The inputs with these keys as the list shows them to a person, in the order of the keys, in one query."""
    in_order = list(keys)
    related = ("paragraph__page", "page", "wording", "decision")
    found = Input.objects.filter(pk__in=in_order).select_related(*related).in_bulk()
    return [_row(found[key], person) for key in in_order if key in found]


def _row(given: Input, person: Person) -> QueueRow:
    paragraph, page = given.paragraph, given.page
    decision = getattr(given, "decision", None)
    about = paragraph.page if paragraph else page
    return QueueRow(
        given=given,
        title=about.title if about else "",
        number=paragraph.order + 1 if paragraph and paragraph.gone_at is None else 0,
        words=shortened(given.text),
        signature=seen_by(person, given).signature,
        change=shortened_change(suggested(given)),
        door="" if given.door == Door.PAGE else str(given.get_door_display()),
        outcome=decision.outcome if decision else "",
        waits=given.state in UNSETTLED,
        is_new=given.state in UNSETTLED and given.read_at is None,
        is_lost=given.place == Place.DETACHED,
    )


def shortened(text: str) -> str:
    """A text on one line, cut after a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rpartition(' ')[0]} …"


def shortened_change(change: Parts) -> Parts:
    """A difference with only a few words of what stays between and around what changes."""
    last = len(change) - 1
    return [
        (kind, _middle(words, at_start=n == 0, at_end=n == last) if kind == "same" else words)
        for n, (kind, words) in enumerate(change)
    ]


def _middle(words: str, *, at_start: bool, at_end: bool) -> str:
    said = words.split(" ")
    keep_first = 0 if at_start else WORDS_AROUND
    keep_last = 0 if at_end else WORDS_AROUND
    if len(said) <= keep_first + keep_last + 2:
        return words
    first, last = said[:keep_first], said[len(said) - keep_last :] if keep_last else []
    return " ".join([*first, "…", *last])


def filters_shown(person: Person, wanted: InboxFilter) -> list[FilterShown]:
    """The filters with choices, each counted under the other filters: one query, however many inputs."""
    counted = count(
        (one.name, facet)
        for one in filters()
        if one.facets
        for facet in one.facets(_left_by_others(one, person, wanted))
    )
    return [_shown(one, person, wanted, counted[one.name]) for one in filters() if one.choices]


def number_wanted(filters: Iterable[FilterShown]) -> int | None:
    """How many inputs are asked for, as the filter of their status has counted; None if it does not show that."""
    counts = [
        option.count for one in filters if one.name == "state" for option in one.options if option.chosen
    ]
    return counts[0] if counts else None


def _left_by_others(one: Filter, person: Person, wanted: InboxFilter) -> QuerySet[Input]:
    return narrowed(visible_to(person), wanted.but(**{one.name: ALL if one.always else ""}), person)


def _shown(one: Filter, person: Person, wanted: InboxFilter, counted: Counted) -> FilterShown:
    assert one.choices
    value = wanted.get(one.name)
    options = [_option(one, choice, wanted) for choice in one.choices(person, counted, value)]
    said = next((option.label for option in options if option.chosen and value), "")
    without = wanted.but(**{one.name: ""}).as_query
    return FilterShown(one.name, str(one.label), value, options, without, said, one.in_sight)


def _option(one: Filter, choice: FilterChoice, wanted: InboxFilter) -> Option:
    query = wanted.but(**{one.name: choice.value}).as_query
    return Option(choice.value, choice.label, choice.count, query, wanted.get(one.name) == choice.value)


def bulk_address() -> str:
    """Where ticked inputs are sent to; "" when no app serves that address, and then nothing can be ticked."""
    try:
        return reverse("desk:many")
    except NoReverseMatch:
        return ""


def saved_filters(person: Person) -> list[SavedFilter]:
    """The filters a person has saved, by name."""
    return list(SavedFilter.objects.filter(person=person))


def standing(person: Person) -> InboxStanding:
    """How much waits of what the person may see, and until when."""
    waiting = unsettled_for(person).order_by().annotate(of_all=Value(1)).values("of_all")
    found = (
        Person.objects.filter(pk=person.pk)
        .annotate(
            waiting=Subquery(waiting.annotate(number=Count("pk")).values("number")),
            unpublished=Subquery(
                waiting.annotate(number=Count("pk", filter=Q(state=State.WAITING))).values("number")
            ),
            oldest=Subquery(waiting.annotate(first=Min("received_at")).values("first")),
            edition=Subquery(NextEdition.objects.values("date")[:1]),
        )
        .values("waiting", "unpublished", "oldest", "edition")
        .get()
    )
    oldest, edition, now = found["oldest"], found["edition"], timezone.now()
    return InboxStanding(
        waiting=found["waiting"] or 0,
        oldest_days=(now - oldest).days if oldest else 0,
        edition=edition,
        days_left=(edition - timezone.localdate(now)).days if edition else 0,
        unpublished=found["unpublished"] or 0,
    )


def file_forms() -> list[str]:
    """The forms in which the inputs of a filter can be had now."""
    now = those_on()
    return [form for form, feature in FILE_FORMS.items() if not feature or feature in now]
