"""What the desk's pages need: the queue, one input with all that belongs to it, who was first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from kokebok.book.languages import language_of
from kokebok.desk.inbox.filters import ALL, InboxFilter, narrowed
from kokebok.desk.models import Decision
from kokebok.desk.rules import may
from kokebok.desk.showing import Parts, parts
from kokebok.inputs.kinds import SUGGESTING
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.queries import inputs_seen_by
from kokebok.journal.queries import latest_on
from kokebok.lib.bounded import number_in
from kokebok.versions.queries import tied_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from kokebok.people.models import Person

SETTLING = ("input.answered", "input.refused", "input.withdrawn", "input.open")
MOST_OTHERS = 10
AROUND = 8  # inputs listed on each side of an opened one


@dataclass(frozen=True)
class Neighbours:
    """Where an input stands in the queue it was opened from: number `at` of `total`; 0 if it is not in it.

    `around` are the nearest on each side in the order of the queue, with the input itself if it is in it.
    """

    at: int
    total: int
    before: Input | None
    after: Input | None
    around: Sequence[Input] = ()


@dataclass(frozen=True)
class Act:
    """What was done with an input: the state it got, by whom ("" for its sender), when."""

    state: State
    by: str
    at: datetime


def visible_to(person: Person) -> QuerySet[Input]:
    """The inputs a person may read at the desk: the editors see all, others what readers see."""
    if not may(person, "desk.read"):
        return Input.objects.none()
    return inputs_seen_by(person)


def number_asked_for(said: str, person: Person) -> int | None:
    """The number of an input, if that is what was searched for, with or without a #, and the person may read it."""
    number = number_in(said.strip().removeprefix("#"))
    return number if number and visible_to(person).filter(pk=number).exists() else None


def find_input_for(person: Person, number: int) -> Input:
    """An input with its place, wording and answer; Http404 alike for absent and for what the person may not see."""
    return get_object_or_404(_with_all(visible_to(person)), pk=number)


def queue(person: Person, wanted: InboxFilter) -> QuerySet[Input]:
    """The inputs asked for, in their order: what waits oldest first, what is settled newest first."""
    moment, newest_first = _order(wanted)
    found = narrowed(visible_to(person), wanted, person)
    return found.order_by(f"-{moment}", "-pk") if newest_first else found.order_by(moment, "pk")


def _order(wanted: InboxFilter) -> tuple[str, bool]:
    """The moment that inputs are ordered by, and whether the newest comes first."""
    settled = wanted.get("state") not in ("", ALL, *UNSETTLED)
    return ("settled_at", True) if settled else ("received_at", False)


def _with_all(inputs: QuerySet[Input]) -> QuerySet[Input]:
    return inputs.select_related(
        "paragraph__page", "page", "wording", "decision__by", "decision__wording__paragraph"
    ).annotate(
        text_language=Coalesce(language_of("paragraph__page"), language_of("page")),
        version=tied_language("paragraph__page", "page"),
    )


def suggested(given: Input) -> Parts:
    """What a suggestion changes in the wording it was written for; empty for other inputs."""
    return parts(given.wording.text, given.suggestion) if given.suggestion and given.wording else []


@dataclass(frozen=True)
class SamePlace:
    """Of what else is said about the same place: the newest inputs nobody has decided on, and the newest decisions."""

    others: list[Input]
    decisions: list[Decision]


def said_of_same_place(person: Person, given: Input) -> SamePlace:
    """Ten at most of each, of what the person may see; decisions with the input, who took them and their wording."""
    same = _about_the_same(person, given)
    others = same.filter(decision=None).order_by("-received_at", "-pk").values("pk")[:MOST_OTHERS]
    decided = (
        same.exclude(decision=None).order_by("-decision__at", "-decision__pk").values("pk")[:MOST_OTHERS]
    )
    newest = same.filter(Q(pk__in=others) | Q(pk__in=decided)).order_by("-received_at", "-pk")
    found = list(newest.select_related("decision__by", "decision__wording__paragraph"))
    decisions = [one.decision for one in found if hasattr(one, "decision")]
    return SamePlace(
        others=[one for one in found if not hasattr(one, "decision")],
        decisions=sorted(decisions, key=lambda one: (one.at, one.pk), reverse=True),
    )


def _about_the_same(person: Person, given: Input) -> QuerySet[Input]:
    """The other inputs about the same paragraph, or the same page as a whole; none for the cookbook as a whole."""
    if given.paragraph_id is None and given.page_id is None:
        return Input.objects.none()
    return visible_to(person).filter(paragraph=given.paragraph_id, page=given.page_id).exclude(pk=given.pk)


def unsettled_for(person: Person) -> QuerySet[Input]:
    """The inputs that wait for the desk, of those the person may see."""
    return visible_to(person).filter(state__in=UNSETTLED)


def neighbours(person: Person, wanted: InboxFilter, given: Input) -> Neighbours:
    """What comes before and after an input in the queue it was opened from."""
    inputs = narrowed(visible_to(person), wanted, person)
    moment, newest_first = _order(wanted)
    when = getattr(given, moment)
    if when is None:
        return Neighbours(at=0, total=inputs.count(), before=None, after=None)
    older = Q(**{f"{moment}__lt": when}) | Q(**{moment: when, "pk__lt": given.pk})
    rest = inputs.exclude(pk=given.pk)
    rising = (moment, "pk")
    falling = (f"-{moment}", "-pk")
    olders, newers = rest.filter(older), rest.exclude(older)
    sides = Q(pk__in=olders.order_by(*falling).values("pk")[:AROUND])
    sides |= Q(pk__in=newers.order_by(*rising).values("pk")[:AROUND])
    found = list(inputs.filter(sides).order_by(*rising))
    mine = (when, given.pk)
    nearest = [
        [one for one in reversed(found) if (getattr(one, moment), one.pk) < mine],
        [one for one in found if (getattr(one, moment), one.pk) > mine],
    ]
    before, after = reversed(nearest) if newest_first else nearest
    is_first = ~older & ~Q(pk=given.pk) if newest_first else older
    counted = inputs.order_by().aggregate(
        total=Count("pk"),
        first=Count("pk", filter=is_first),
        is_in=Count("pk", filter=Q(pk=given.pk)),
    )
    is_in = bool(counted["is_in"])
    return Neighbours(
        at=counted["first"] + 1 if is_in else 0,
        total=counted["total"],
        before=before[0] if before else None,
        after=after[0] if after else None,
        around=[*reversed(before), *([given] if is_in else []), *after],
    )


def next_after(person: Person, wanted: InboxFilter, given: Input) -> Input | None:
    """The unsettled input to open when this one is done: the next in the same queue, else the oldest; None if none."""
    waiting = narrowed(visible_to(person), wanted, person).filter(state__in=UNSETTLED).exclude(pk=given.pk)
    later = Q(received_at__gt=given.received_at) | Q(received_at=given.received_at, pk__gt=given.pk)
    in_order = waiting.order_by("received_at", "pk")
    return in_order.filter(later).first() or in_order.first()


def said_already(given: Input, *, by: Person, outcome: str, reply: str, reason: str) -> Decision | None:
    """The decision, if the same person has said the same already: what was sent twice when a connection was lost."""
    same = Decision.objects.filter(given=given, by=by, outcome=outcome, reply=reply, reason=reason)
    return same.select_related("given", "wording__paragraph").first()


def last_act(given: Input) -> Act | None:
    """Who last moved an input, when, and to what; None if nobody has."""
    entry = latest_on(given, *SETTLING)
    if entry is None:
        return None
    return Act(
        state=State(entry.act.removeprefix("input.")), by=entry.by.name if entry.by else "", at=entry.at
    )


def suggestions_waiting_with(given: Input) -> int:
    """How many suggestions to the same paragraph wait, if there are several and this is one of them; otherwise 0."""
    if given.kind not in SUGGESTING or given.paragraph is None or given.state not in UNSETTLED:
        return 0
    waiting = Input.objects.unsettled().filter(paragraph=given.paragraph, kind__in=SUGGESTING).count()
    return waiting if waiting > 1 else 0
