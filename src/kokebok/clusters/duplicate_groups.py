"""Groups of likely duplicates among the inputs that wait, for somebody to go through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from kokebok.clusters.models import Member, Nearby, Nearness, NotSame, Sketch
from kokebok.clusters.queries import likeness_of
from kokebok.clusters.rules import MOST_AT_ONCE
from kokebok.clusters.showing import ClusterRow, row_of, why
from kokebok.inputs.models import UNSETTLED, Input

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

MOST_OPPOSED = 5  # inputs shown under a group as perhaps disagreeing with it

Pair = tuple[int, int]


@dataclass(frozen=True)
class DuplicateGroup:
    """Inputs that likely say the same, by their keys, oldest first; `opposed` are about the same and may disagree."""

    keys: tuple[int, ...]
    opposed: tuple[int, ...] = ()


@dataclass(frozen=True)
class DuplicateGroupShown:
    """A group with its inputs."""

    rows: list[ClusterRow]
    opposed: list[ClusterRow]

    @property
    def number(self) -> int:
        """The number of its first input: what the group is called on the page."""
        return self.rows[0].given.pk


@dataclass
class _Known:
    """What is known of the inputs that wait, by key: what each says, what is like what, and what people have said."""

    sayings: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    near: dict[Pair, int] = field(default_factory=dict)
    opposed: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    not_same: set[Pair] = field(default_factory=set)
    clusters: dict[int, int] = field(default_factory=dict)


def groups_among(among: QuerySet[Input]) -> list[DuplicateGroup]:
    """The groups among these inputs that wait, biggest first, in the same few queries however many there are.

    In a group everything is like everything else: a chain of likenesses is no group. Those that a person has said are
    not the same are never in one group, and what is linked already makes none.
    """
    known = _known(among)
    found = [_group(sayings, known) for sayings in _groups(known)]
    real = [group for group in found if _is_news(group.keys, known.clusters)]
    return sorted(real, key=lambda group: (-len(group.keys), group.keys))


def shown(found: Sequence[DuplicateGroup], person: Person) -> list[DuplicateGroupShown]:
    """The groups with their inputs, in a fixed number of queries."""
    keys = [key for group in found for key in group.keys + group.opposed]
    inputs = Input.objects.select_related("wording", "paragraph__page", "page", "decision").in_bulk(keys)
    linked = set(Member.objects.filter(given__in=keys).values_list("given_id", flat=True))
    return [_shown(group, inputs, linked, person) for group in found]


def _shown(
    group: DuplicateGroup, inputs: Mapping[int, Input], linked: set[int], person: Person
) -> DuplicateGroupShown:
    first = inputs[group.keys[0]]

    def row(key: int, *, ticked: bool) -> ClusterRow:
        given = inputs[key]
        likeness = likeness_of(first, given) if key != first.pk else None
        reason = why(likeness) if likeness else None
        return row_of(
            given, person, reason, f"group-{first.pk}-{key}", ticked=ticked, is_linked=key in linked
        )

    return DuplicateGroupShown(
        [row(key, ticked=True) for key in group.keys], [row(key, ticked=False) for key in group.opposed]
    )


def _known(among: QuerySet[Input]) -> _Known:
    known = _Known()
    waiting = among.filter(state__in=UNSETTLED)
    sketches = Sketch.objects.filter(given__in=waiting).order_by("given")
    for key, saying in sketches.values_list("given_id", "saying_id"):
        known.sayings[saying].append(key)
    for one, other, how, percent in Nearby.objects.values_list("one_id", "other_id", "how", "percent"):
        if one not in known.sayings or other not in known.sayings:
            continue
        if how == Nearness.NEAR:
            known.near[one, other] = percent
        elif how == Nearness.APART:
            known.opposed[one].add(other)
            known.opposed[other].add(one)
    known.not_same = set(NotSame.objects.values_list("one_id", "other_id"))
    known.clusters = dict(Member.objects.values_list("given_id", "cluster_id"))
    return known


def _groups(known: _Known) -> list[list[int]]:
    """Sayings put together as long as each is near each; the nearest first."""
    group: dict[int, list[int]] = {saying: [saying] for saying in known.sayings}
    for one, other in sorted(known.near, key=lambda pair: (-known.near[pair], pair)):
        mine, theirs = group[one], group[other]
        if mine is not theirs and all((min(a, b), max(a, b)) in known.near for a in mine for b in theirs):
            mine += theirs
            for saying in theirs:
                group[saying] = mine
    return list({id(sayings): sayings for sayings in group.values()}.values())


def _group(sayings: Iterable[int], known: _Known) -> DuplicateGroup:
    keys = sorted(key for saying in sayings for key in known.sayings[saying])
    kept = _not_parted(keys, known.not_same)[:MOST_AT_ONCE]
    about = sorted({other for saying in sayings for other in known.opposed[saying]})
    opposed = [key for saying in about for key in known.sayings[saying][:1]]
    return DuplicateGroup(tuple(kept), tuple(_not_parted(opposed, known.not_same, kept)[:MOST_OPPOSED]))


def _not_parted(keys: Iterable[int], not_same: set[Pair], beside: Sequence[int] = ()) -> list[int]:
    """Those of the keys that nobody has said are not the same as one before them, nor as one of `beside`."""
    if not not_same:
        return list(keys)
    kept: list[int] = []
    for key in keys:
        others = [*beside, *(() if beside else kept)]
        if all((min(key, other), max(key, other)) not in not_same for other in others):
            kept.append(key)
    return kept


def _is_news(keys: Sequence[int], clusters: Mapping[int, int]) -> bool:
    """Whether there is something to link: two inputs or more that are not linked with one another already."""
    if len(keys) < 2:
        return False
    return any(
        clusters.get(one) is None or clusters.get(one) != clusters.get(two)
        for one, two in combinations(keys, 2)
    )
