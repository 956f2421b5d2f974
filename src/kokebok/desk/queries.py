"""What the desk's pages need: the queue, one input with all that belongs to it, who was first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kokebok.book.languages import language_of
from kokebok.desk.rules import may
from kokebok.desk.showing import InputShown, Parts, Place, earlier_wording, parts, place_of, shown
from kokebok.inputs.models import PUBLIC, UNSETTLED, Input, Kind, State
from kokebok.journal.queries import latest_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from kokebok.people.models import Person

ALL = "all"
SETTLING = ("input.answered", "input.refused", "input.withdrawn", "input.open")
MOST_OTHERS = 10


@dataclass(frozen=True)
class Wanted:
    """Which inputs somebody asks for.

    `state` is "" for all that wait for the desk, "all", or a state; `kind` "" for all; `about` is the key of a page.
    """

    state: str = ""
    kind: str = ""
    about: int | None = None

    @property
    def as_query(self) -> str:
        """What comes after the address, with its question mark; "" when nothing is chosen."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True)
class Option:
    """A choice in a filter: a link."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class QueueRow:
    """An input in the queue beside its paragraph.

    `waits`: the desk owes an answer; `is_new`: and nobody has opened it. `difference` is empty for other kinds than
    suggestions.
    """

    given: Input
    card: InputShown
    place: Place
    earlier: str
    difference: Parts
    waits: bool
    is_new: bool


@dataclass(frozen=True)
class Neighbours:
    """Where an input stands in the queue it was opened from: number `at` of `total`; 0 if it is not in it."""

    at: int
    total: int
    before: Input | None
    after: Input | None


@dataclass(frozen=True)
class Act:
    """What was done with an input: the state it got, by whom ("" for its sender), when."""

    state: State
    by: str
    at: datetime


def visible_to(person: Person) -> QuerySet[Input]:
    """The inputs a person may read at the desk: those who approve see all, others what readers see."""
    if not may(person, "desk.read"):
        return Input.objects.none()
    inputs: QuerySet[Input] = Input.objects.all()
    return inputs if may(person, "desk.approve") else inputs.filter(state__in=PUBLIC)


def find_input_for(person: Person, number: int) -> Input:
    """An input with its place, wording and answer; Http404 alike for absent and for what the person may not see."""
    given = _with_all(visible_to(person)).filter(pk=number).first()
    if given is None:
        raise Http404
    return given


def queue(person: Person, wanted: Wanted) -> QuerySet[Input]:
    """The inputs asked for: what waits oldest first, what is settled newest first."""
    found = _with_all(narrowed(visible_to(person), wanted))
    settled = wanted.state and wanted.state not in (*UNSETTLED, ALL)
    return found.order_by("-settled_at", "-pk") if settled else found.order_by("received_at", "pk")


def narrowed(inputs: QuerySet[Input], wanted: Wanted) -> QuerySet[Input]:
    """Those of the inputs that are asked for."""
    if wanted.state != ALL:
        inputs = inputs.filter(state__in=[wanted.state] if wanted.state else UNSETTLED)
    if wanted.kind:
        inputs = inputs.filter(kind=wanted.kind)
    if wanted.about:
        inputs = inputs.filter(Q(page_id=wanted.about) | Q(paragraph__page_id=wanted.about))
    return inputs


def _with_all(inputs: QuerySet[Input]) -> QuerySet[Input]:
    return inputs.select_related(
        "paragraph__page", "page", "wording", "decision__by", "decision__wording__paragraph"
    ).annotate(text_language=Coalesce(language_of("paragraph__page"), language_of("page")))


def rows(inputs: Iterable[Input]) -> list[QueueRow]:
    """The inputs as the queue shows them. Makes no query of its own for those `queue` gave."""
    return [_row(given) for given in inputs]


def _row(given: Input) -> QueueRow:
    earlier = earlier_wording(given)
    return QueueRow(
        given=given,
        card=shown(given, with_suggestion=False),
        place=place_of(given),
        earlier=earlier.html or earlier.text if earlier else "",
        difference=suggested(given),
        waits=given.state in UNSETTLED,
        is_new=given.state in UNSETTLED and given.read_at is None,
    )


def suggested(given: Input) -> Parts:
    """What a suggestion changes in the wording it was written for; empty for other inputs."""
    return parts(given.wording.text, given.suggestion) if given.suggestion and given.wording else []


def others_about(person: Person, given: Input) -> list[Input]:
    """The ten newest other inputs about the same paragraph (or the same page as a whole) that the person may see."""
    if given.paragraph is None and given.page is None:
        return []
    same = visible_to(person).filter(paragraph=given.paragraph, page=given.page).exclude(pk=given.pk)
    return list(same.select_related("decision").order_by("-received_at", "-pk")[:MOST_OTHERS])


def state_options(person: Person, wanted: Wanted) -> list[Option]:
    """The states to choose among, each with how many inputs it has under the other choices."""
    counts = _counts(narrowed(visible_to(person), replace(wanted, state=ALL)), "state")
    states = [state for state in State if may(person, "desk.approve") or state in PUBLIC]
    totals = [("", _("Unsettled"), sum(counts[state] for state in UNSETTLED))]
    totals += [(state.value, str(state.label), counts[state.value]) for state in states]
    totals.append((ALL, _("All"), sum(counts.values())))
    return [
        Option(label, count, replace(wanted, state=value).as_query, wanted.state == value)
        for value, label, count in totals
    ]


def kind_options(person: Person, wanted: Wanted) -> list[Option]:
    """The kinds to choose among, each with how many inputs it has under the other choices."""
    counts = _counts(narrowed(visible_to(person), replace(wanted, kind="")), "kind")
    totals = [("", _("All kinds"), sum(counts.values()))]
    totals += [(kind.value, str(kind.label), counts[kind.value]) for kind in Kind]
    return [
        Option(label, count, replace(wanted, kind=value).as_query, wanted.kind == value)
        for value, label, count in totals
    ]


def _counts(inputs: QuerySet[Input], field: str) -> Counter[str]:
    return Counter(dict(inputs.order_by().values_list(field).annotate(number=Count("pk"))))


def unsettled_count(person: Person) -> int:
    """How many inputs wait for the desk, of those the person may see."""
    return visible_to(person).filter(state__in=UNSETTLED).count()


def neighbours(person: Person, wanted: Wanted, given: Input) -> Neighbours:
    """What comes before and after an input in the queue it was opened from."""
    inputs = narrowed(visible_to(person), wanted)
    earlier = Q(received_at__lt=given.received_at) | Q(received_at=given.received_at, pk__lt=given.pk)
    in_order = inputs.exclude(pk=given.pk).order_by("received_at", "pk")
    before, after = in_order.filter(earlier), in_order.exclude(earlier)
    return Neighbours(
        at=before.count() + 1 if inputs.filter(pk=given.pk).exists() else 0,
        total=inputs.count(),
        before=before.last(),
        after=after.first(),
    )


def next_after(person: Person, wanted: Wanted, given: Input) -> Input | None:
    """The unsettled input to open when this one is done: the next in the same queue, else the oldest; None if none."""
    waiting = narrowed(visible_to(person), wanted).filter(state__in=UNSETTLED).exclude(pk=given.pk)
    later = Q(received_at__gt=given.received_at) | Q(received_at=given.received_at, pk__gt=given.pk)
    in_order = waiting.order_by("received_at", "pk")
    return in_order.filter(later).first() or in_order.first()


def last_act(given: Input) -> Act | None:
    """Who last moved an input, when, and to what; None if nobody has."""
    entry = latest_on(given, *SETTLING)
    if entry is None:
        return None
    return Act(
        state=State(entry.act.removeprefix("input.")), by=entry.by.name if entry.by else "", at=entry.at
    )


def page_title(wanted: Wanted) -> str:
    """The title of the page asked for; "" if none is, or nobody has spoken about it."""
    if not wanted.about:
        return ""
    about = narrowed(Input.objects.all(), Wanted(state=ALL, about=wanted.about))
    given: Any = about.select_related("paragraph__page", "page").first()
    if given is None:
        return ""
    return str(given.paragraph.page.title if given.paragraph else given.page.title)


def suggestions_waiting_with(given: Input) -> int:
    """How many suggestions to the same paragraph wait, if there are several and this is one of them; otherwise 0."""
    if given.kind != Kind.SUGGESTION or given.paragraph is None or given.state not in UNSETTLED:
        return 0
    waiting = Input.objects.unsettled().filter(paragraph=given.paragraph, kind=Kind.SUGGESTION).count()
    return waiting if waiting > 1 else 0
