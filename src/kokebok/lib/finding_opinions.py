"""Finding opinion groups and shared ground among votes on statements, by the method of Polis (`lib/polis.py`).

What is found is in `lib/opinions.py`. No group is smaller than SMALLEST_GROUP, and the same votes give the same answer.
It is found in a worker process: what is imported here is heavy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from kokebok.lib.opinions import Opinion, Opinions, VoteCount, Why
from kokebok.lib.polis import OpinionGroups, Votes, find_groups, tell

FEWEST_STATEMENTS = 3
FEWEST_PEOPLE = 8  # with fewer a group is a couple of friends
SMALLEST_GROUP = 3
ENOUGH_VOTES = 7  # of one person, or all statements where there are fewer (Polis)
MOST_GROUPS = 5  # Polis
RUNS = 10  # times the groups are found again
LEFT_OUT = 0.05  # of the votes, each time
MOST_ASIDE = 0.1  # of the people: so few who vote like nobody else are set aside, and hide no groups


def opinions(votes: Votes) -> Opinions:
    """Find the opinion groups among the votes, from the statements that somebody voted on."""
    votes = sorted(votes)
    enough = _with_enough(votes)
    people = len({person for person, _statement, _value in votes})
    why, groups, aside = _groups_and_odd(votes, enough)
    if groups is None:
        return Opinions(why, people, len(enough), statements=_without_groups(votes))
    points = (
        (round(float(x), 3), round(float(y), 3), int(group))
        for (x, y), group in zip(groups.places, groups.labels, strict=True)
    )
    return Opinions(
        why="",
        people=people,
        counted=len(enough),
        sizes=groups.sizes,
        points=tuple(sorted(points)),
        statements=_statements(votes, groups),
        aside=len(aside),
        firmness=_firmness(votes, groups),
    )


def _with_enough(votes: Votes) -> set[int]:
    statements = {statement for _person, statement, _value in votes}
    cast = Counter(person for person, _statement, _value in votes)
    return {person for person, number in cast.items() if number >= min(ENOUGH_VOTES, len(statements))}


def _groups_and_odd(votes: Votes, enough: set[int]) -> tuple[Why, OpinionGroups | None, set[int]]:
    """What `_groups` gives. Where only some few who vote like nobody else hide the groups, they are set aside."""
    why, groups = _groups(votes, enough)
    if why != "small_groups":
        return why, groups, set()
    room = max(1, int(MOST_ASIDE * len(enough)))
    aside: set[int] = set()
    while why == "small_groups" and (odd := _oddest(votes, enough - aside)) and len(aside | odd) <= room:
        aside |= odd
        why, groups = _groups(votes, enough - aside)
    return why, groups, aside if groups is not None else set()


def _oddest(votes: Votes, people: set[int]) -> set[int]:
    """Those in groups too small to be shown, where people are in two groups."""
    groups = find_groups(votes, people, most=2)
    if groups is None:
        return set()
    pairs = zip(groups.people, groups.labels, strict=True)
    return {person for person, group in pairs if groups.sizes[group] < SMALLEST_GROUP}


def _firmness(votes: Votes, groups: OpinionGroups) -> float:
    """How alike the groups are, found again and again with some of the votes left out: 1 is just the same."""
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 (heavy: only where it is used)

    label, agreed = dict(zip(groups.people, groups.labels, strict=True)), 0.0
    for run in range(RUNS):
        left_out = {*Random(run).sample(range(len(votes)), round(LEFT_OUT * len(votes)))}  # noqa: S311 (no secret)
        left = [vote for at, vote in enumerate(votes) if at not in left_out]
        _why, again, _aside = _groups_and_odd(left, set(label))
        if again is not None:
            agreed += adjusted_rand_score([label[one] for one in again.people], again.labels)
    return round(max(0.0, agreed / RUNS), 2)


def _groups(votes: Votes, enough: set[int]) -> tuple[Why, OpinionGroups | None]:
    """The largest number of groups that leaves none too small; or why there are none."""
    if len({statement for _person, statement, _value in votes}) < FEWEST_STATEMENTS:
        return "few_statements", None
    if len(enough) < FEWEST_PEOPLE:
        return "few_people", None
    ways: dict[int, list[tuple[int, int]]] = {person: [] for person in enough}
    for person, statement, value in votes:
        if person in ways:
            ways[person].append((statement, value))
    unlike = len({tuple(way) for way in ways.values()})
    most = min(MOST_GROUPS, 2 + len(enough) // 12, unlike)  # the first two as Polis has them
    if most < 2:
        return "alike", None
    groups = find_groups(votes, enough, most=most)
    while groups is not None and min(groups.sizes) < SMALLEST_GROUP:
        fewer = len(groups.sizes) - 1
        groups = find_groups(votes, enough, fewest=fewer, most=fewer) if fewer > 1 else None
    return ("", groups) if groups is not None else ("small_groups", None)


def _statements(votes: Votes, groups: OpinionGroups) -> tuple[Opinion, ...]:
    everybody, told = _counts(votes), tell(votes, groups)
    shown = []
    for key, one in told.items():
        counts = tuple(
            VoteCount(agree, disagree, cast - agree - disagree) for agree, disagree, cast in one.counts
        )
        shown.append(
            Opinion(key, everybody[key], counts, _shared(counts), one.typical, round(one.consensus, 4))
        )
    return tuple(sorted(shown, key=lambda one: (not one.shared, -one.consensus, one.key)))


def _shared(groups: Sequence[VoteCount]) -> str:
    if all(2 * one.agree > one.all for one in groups):
        return "agree"
    return "disagree" if all(2 * one.disagree > one.all for one in groups) else ""


def _without_groups(votes: Votes) -> tuple[Opinion, ...]:
    found = [Opinion(key, count) for key, count in _counts(votes).items()]
    most = {one.key: max(one.everybody.agree, one.everybody.disagree) / one.everybody.all for one in found}
    return tuple(sorted(found, key=lambda one: (-most[one.key], one.key)))


def _counts(votes: Votes) -> dict[int, VoteCount]:
    cast = Counter((statement, value) for _person, statement, value in votes)
    keys = sorted({statement for statement, _value in cast})
    return {key: VoteCount(cast[key, 1], cast[key, -1], cast[key, 0]) for key in keys}
