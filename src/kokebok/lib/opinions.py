"""Opinion groups and shared ground among votes on statements, by the method of Polis, as red-dwarf has it.

Nobody can be told from what comes out: points have no names and no order of their own, and no group is smaller than
SMALLEST_GROUP. The same votes give the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any, Literal

Why = Literal["", "few_statements", "few_people", "alike", "small_groups"]
Votes = Sequence[tuple[int, int, int]]
"""Person, statement, and 1 for agree, -1 for disagree, 0 for pass; at most one of a person on a statement."""

FEWEST_STATEMENTS = 3
FEWEST_PEOPLE = 8  # with fewer a group is a couple of friends
SMALLEST_GROUP = 3
ENOUGH_VOTES = 7  # of one person, or all statements where there are fewer (Polis)
MOST_GROUPS = 5  # Polis
SEED = 0
RUNS, LEFT_OUT = (
    10,
    0.05,
)  # times the groups are found again, each time with this share of the votes left out
FIRM = 0.8  # agreement of those runs with the groups (adjusted Rand index); below, the groups are loose
MOST_ASIDE = (
    0.1  # of the people: those who vote like nobody else, so few that they are set aside and hide no groups
)


@dataclass(frozen=True)
class Count:
    """How some people voted on a statement."""

    agree: int
    disagree: int
    passed: int

    @property
    def all(self) -> int:
        """How many voted."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class Opinion:
    """A statement. `groups` has a count for each group; `shared` says what more than half of every group hold.

    `typical` has, for each group, "agree" or "disagree" where the statement tells it from the others, else "".
    `consensus` is the group-informed consensus: the probability that all groups hold the same, from 0 to 1.
    """

    key: int
    everybody: Count
    groups: tuple[Count, ...] = ()
    shared: str = ""
    typical: tuple[str, ...] = ()
    consensus: float = 0.0


@dataclass(frozen=True)
class Opinions:
    """The groups as `sizes`, largest first, and their people as `points` (x, y, group) in a plane.

    Without groups `why` says what was lacking. `people` is how many voted, `counted` those who voted enough to be in
    a group. Statements with most shared ground come first. `aside` are those who voted enough, but like nobody else.
    `firmness` is how much the groups are the same when some votes are left out, from 0 to 1; None where there are no
    groups, and in what was found before this was measured.
    """

    why: Why
    people: int
    counted: int
    sizes: tuple[int, ...] = ()
    points: tuple[tuple[float, float, int], ...] = ()
    statements: tuple[Opinion, ...] = ()
    aside: int = 0
    firmness: float | None = None

    @property
    def is_loose(self) -> bool:
        """Whether the groups would have been others with a few votes more or less."""
        return self.firmness is not None and self.firmness < FIRM


def opinions(votes: Votes) -> Opinions:
    """Find the opinion groups among the votes, from the statements that somebody voted on."""
    votes = sorted(votes)
    enough = _with_enough(votes)
    people = len({person for person, _statement, _value in votes})
    why, found, aside = _groups_and_odd(votes, enough)
    if found is None:
        return Opinions(why, people, len(enough), statements=_without_groups(votes))
    rank = _by_size(found)
    table = found.participants_df.loc[sorted(enough - aside)]
    points = sorted(
        (round(float(row.x), 3), round(float(row.y), 3), rank[int(row.cluster_id)])
        for row in table.itertuples()
    )
    sizes = Counter(group for _x, _y, group in points)
    return Opinions(
        why="",
        people=people,
        counted=len(enough),
        sizes=tuple(sizes[group] for group in range(len(sizes))),
        points=tuple(points),
        statements=_statements(votes, found, rank),
        aside=len(aside),
        firmness=_firmness(votes, enough - aside, found),
    )


def as_data(found: Opinions) -> dict[str, Any]:
    """As JSON can hold it."""
    return asdict(found)


def from_data(data: Mapping[str, Any]) -> Opinions:
    """What `as_data` gave."""
    statements = tuple(
        Opinion(
            one["key"],
            Count(**one["everybody"]),
            tuple(Count(**count) for count in one["groups"]),
            one["shared"],
            tuple(one["typical"]),
            one["consensus"],
        )
        for one in data["statements"]
    )
    points = tuple((x, y, group) for x, y, group in data["points"])
    return Opinions(
        data["why"],
        data["people"],
        data["counted"],
        tuple(data["sizes"]),
        points,
        statements,
        data.get("aside", 0),
        data.get("firmness"),
    )


def _with_enough(votes: Votes) -> set[int]:
    statements = {statement for _person, statement, _value in votes}
    cast = Counter(person for person, _statement, _value in votes)
    return {person for person, number in cast.items() if number >= min(ENOUGH_VOTES, len(statements))}


def _groups_and_odd(votes: Votes, enough: set[int]) -> tuple[Why, Any, set[int]]:
    """What `_groups` gives. Where only some few who vote like nobody else hide the groups, they are set aside."""
    why, found = _groups(votes, enough)
    if why != "small_groups":
        return why, found, set()
    room = max(1, int(MOST_ASIDE * len(enough)))
    aside: set[int] = set()
    while why == "small_groups" and (odd := _oddest(votes, enough - aside)) and len(aside | odd) <= room:
        aside |= odd
        why, found = _groups(votes, enough - aside)
    return why, found, aside if found is not None else set()


def _oddest(votes: Votes, people: set[int]) -> set[int]:
    """Those in groups too small to be shown, where people are in two groups."""
    found = _pipeline(votes, people, most=2, exactly=2)
    sizes = _sizes(found)
    labels = found.participants_df["cluster_id"]
    return {person for person in people if sizes[int(labels[person])] < SMALLEST_GROUP}


def _firmness(votes: Votes, people: set[int], found: Any) -> float:
    """How alike the groups are, found again and again with some of the votes left out: 1 is just the same."""
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 (heavy: only where it is used)

    labels, agreed = found.participants_df["cluster_id"], 0.0
    for run in range(RUNS):
        left_out = {*Random(run).sample(range(len(votes)), round(LEFT_OUT * len(votes)))}  # noqa: S311 (no secret)
        left = [vote for at, vote in enumerate(votes) if at not in left_out]
        _why, again, aside = _groups_and_odd(left, people)
        if again is not None:
            both = sorted(people - aside)
            anew = again.participants_df["cluster_id"]
            agreed += adjusted_rand_score(
                [int(labels[one]) for one in both], [int(anew[one]) for one in both]
            )
    return round(max(0.0, agreed / RUNS), 2)


def _groups(votes: Votes, enough: set[int]) -> tuple[Why, Any]:
    """What red-dwarf finds, with the largest number of groups that leaves none too small; or why not."""
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
    found = _pipeline(votes, enough, most=most)
    while found is not None and min(_sizes(found).values()) < SMALLEST_GROUP:
        fewer = len(_sizes(found)) - 1
        found = _pipeline(votes, enough, most=fewer, exactly=fewer) if fewer > 1 else None
    return ("", found) if found is not None else ("small_groups", None)


def _pipeline(votes: Votes, enough: set[int], *, most: int, exactly: int | None = None) -> Any:
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 (heavy: only where it is used)

    rows = [{"participant_id": who, "statement_id": what, "vote": value} for who, what, value in votes]
    return run_pipeline(
        votes=rows,
        min_user_vote_threshold=len(rows) + 1,  # none but those we name
        keep_participant_ids=sorted(enough),
        max_group_count=most,
        force_group_count=exactly,
        random_state=SEED,
    )


def _sizes(found: Any) -> Counter[int]:
    return Counter(int(group) for group in found.participants_df["cluster_id"].dropna())


def _by_size(found: Any) -> dict[int, int]:
    """From red-dwarf's number of a group to ours: the largest is 0."""
    sizes = _sizes(found)
    return {group: at for at, group in enumerate(sorted(sizes, key=lambda group: (-sizes[group], group)))}


def _statements(votes: Votes, found: Any, rank: Mapping[int, int]) -> tuple[Opinion, ...]:
    everybody = _counts(votes)
    typical = {
        (int(group), int(one["tid"])): str(one["repful-for"])
        for group, ones in found.repness.items()
        for one in ones
    }
    in_order = sorted(rank, key=lambda group: rank[group])
    stats = found.group_comment_stats
    shown = []
    for key, count in everybody.items():
        rows = [stats.loc[(group, key)] for group in in_order]
        groups = tuple(Count(int(r.na), int(r.nd), int(r.ns - r.na - r.nd)) for r in rows)
        both = {way: float(found.group_aware_consensus[way][key]) for way in ("agree", "disagree")}
        named = tuple(typical.get((group, key), "") for group in in_order)
        shown.append(Opinion(key, count, groups, _shared(groups), named, round(max(both.values()), 4)))
    return tuple(sorted(shown, key=lambda one: (not one.shared, -one.consensus, one.key)))


def _shared(groups: Sequence[Count]) -> str:
    if all(2 * one.agree > one.all for one in groups):
        return "agree"
    return "disagree" if all(2 * one.disagree > one.all for one in groups) else ""


def _without_groups(votes: Votes) -> tuple[Opinion, ...]:
    found = [Opinion(key, count) for key, count in _counts(votes).items()]
    most = {one.key: max(one.everybody.agree, one.everybody.disagree) / one.everybody.all for one in found}
    return tuple(sorted(found, key=lambda one: (-most[one.key], one.key)))


def _counts(votes: Votes) -> dict[int, Count]:
    cast = Counter((statement, value) for _person, statement, value in votes)
    keys = sorted({statement for statement, _value in cast})
    return {key: Count(cast[key, 1], cast[key, -1], cast[key, 0]) for key in keys}
