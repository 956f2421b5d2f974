"""What is like an input, and what it is linked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When

from kokebok.clusters.models import Cluster, InMeaning, Member, Nearby, NotSame, Sketch
from kokebok.clusters.readings import alike, read
from kokebok.clusters.rules import CAN_BE_LINKED
from kokebok.inputs.models import UNSETTLED, Input, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from kokebok.lib.duplicates import Resemblance

MOST_LIKE, MOST_APART = 9, 5  # inputs suggested beside one as the same, and as perhaps in disagreement
MOST_IN_MEANING = 3  # inputs shown as perhaps alike in meaning: most are not (see bench/clusters.py)
MOST_NEARBY = 40  # sayings looked up for that
MOST_LINKED = 50  # members shown beside one


@dataclass(frozen=True)
class Likeness:
    """An input that is like another, and how, in the machine's eyes. `apart`: perhaps they disagree."""

    given: Input
    how: Resemblance
    same_place: bool

    @property
    def apart(self) -> bool:
        """Whether the two perhaps want different things."""
        return self.how.kind == "apart"

    @property
    def is_sure(self) -> bool:
        """Whether the words are the same."""
        return self.how.kind == "same"


@dataclass(frozen=True)
class Linked:
    """What an input is linked with: `size` inputs, itself counted.

    `others` are the others to show, those not published first; `unsettled` the keys of all the others that are owed an
    answer, `waiting` how many of them are not published.
    """

    size: int
    others: list[Input]
    unsettled: tuple[int, ...]
    waiting: int

    @property
    def reach(self) -> str:
        """The numbers of those an answer would reach, as a form sends them."""
        return ",".join(map(str, self.unsettled))


def likely_same(
    given: Input, among: QuerySet[Input] | None = None, *, saying: int | None = None
) -> list[Likeness]:
    """The inputs that are like this one and not linked with it, most alike first and those perhaps apart last.

    Only of `among`, if given. Those that a person has said are not the same are left out, and so are the withdrawn and
    the refused. An input that has not been compared yet is like nothing: `actions.compare` sees to that, and gives
    `saying`, which need not be looked up then.
    """
    mine = saying or Sketch.objects.filter(given=given.pk).values_list("saying_id", flat=True).first()
    if mine is None:
        return []
    possible = _possible(given, among)
    found = [
        likeness
        for other in possible.filter(sketch__saying=mine).order_by("pk")[:MOST_LIKE]
        if (likeness := likeness_of(given, other))
    ]
    nearby = _nearby(mine)
    others = possible.filter(sketch__saying__in=nearby).select_related("sketch").order_by("pk")
    for other in sorted(
        others[: 2 * MOST_NEARBY] if nearby else (), key=lambda one: -nearby[one.sketch.saying_id]
    ):
        likeness = likeness_of(given, other)
        if likeness and _has_room(found, likeness):
            found.append(likeness)
        if len(found) >= MOST_LIKE + MOST_APART:
            break
    return sorted(found, key=lambda one: (one.apart, -one.how.percent, one.given.pk))


def alike_in_meaning(
    given: Input, beside: Iterable[Likeness], among: QuerySet[Input] | None = None
) -> list[Input]:
    """The inputs nearest to this one in meaning, the nearest first, without those that are shown `beside` it already.

    What they say may well be the opposite. Left out are the same as in `likely_same`.
    """
    if not given.may_have("in_meaning"):
        return []
    kept = InMeaning.objects.filter(given=given.pk).values_list("nearest", flat=True).first()
    shown = {one.given.pk for one in beside}
    order = {key: at for at, key in enumerate(kept or ()) if key not in shown}
    found = (
        sorted(_possible(given, among).filter(pk__in=order), key=lambda one: order[one.pk]) if order else []
    )
    return found[:MOST_IN_MEANING]


def _has_room(found: list[Likeness], likeness: Likeness) -> bool:
    beside = sum(one.apart == likeness.apart for one in found)
    return beside < (MOST_APART if likeness.apart else MOST_LIKE)


def likeness_of(given: Input, other: Input) -> Likeness | None:
    """How two inputs are alike by the words they have now. Makes no query if their wordings are fetched."""
    one, two = read(given), read(other)
    how = alike(one, two)
    return Likeness(other, how, one.place == two.place) if how else None


def _nearby(saying: int) -> dict[int, int]:
    """The sayings like one, with how alike they are in percent."""
    rows = Nearby.objects.filter(Q(one=saying) | Q(other=saying)).order_by("-percent", "pk")
    found = rows.values_list("one_id", "other_id", "percent")[:MOST_NEARBY]
    return {other if one == saying else one: percent for one, other, percent in found}


def _possible(given: Input, among: QuerySet[Input] | None) -> QuerySet[Input]:
    inputs = Input.objects.all() if among is None else among
    linked = Member.objects.filter(cluster__members__given=given.pk).values("given")
    return (
        inputs.filter(state__in=CAN_BE_LINKED)
        .exclude(pk=given.pk)
        .exclude(pk__in=linked)
        .exclude(pk__in=NotSame.objects.filter(one=given.pk).values("other"))
        .exclude(pk__in=NotSame.objects.filter(other=given.pk).values("one"))
        .select_related("wording", "decision", "paragraph__page", "page")
    )


def linked_with(given: Input, among: QuerySet[Input] | None = None) -> Linked | None:
    """What an input is linked with, only of `among` if given; None if it is linked with nothing."""
    cluster = Cluster.objects.filter(members__given=given.pk).first() if given.may_have("member") else None
    if cluster is None:
        return None
    inputs = Input.objects.all() if among is None else among
    others = inputs.filter(member__cluster=cluster.pk).exclude(pk=given.pk)
    states = dict(others.filter(state__in=UNSETTLED).order_by("pk").values_list("pk", "state"))
    waiting_first = Case(When(state=State.WAITING, then=0), default=1)
    to_show = others.select_related("wording", "decision", "paragraph__page", "page")
    return Linked(
        size=cluster.size,
        others=list(to_show.order_by(waiting_first, "received_at", "pk")[:MOST_LINKED]),
        unsettled=tuple(states),
        waiting=list(states.values()).count(State.WAITING),
    )
