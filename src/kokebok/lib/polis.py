"""The method of Polis: people in a plane by their votes, in groups, and what tells each group from the others.

After Small, Bjorkegren, Erkkilä, Shaw and Megill, “Polis: Scaling deliberation by mapping high dimensional opinion
spaces” (Recerca, 2021), and the constants of Polis itself. What Polis does to keep its groups steady while votes come
in, and its hundred base groups, are left out: each finding is made of all votes anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Votes = Sequence[tuple[int, int, int]]
"""Person, statement, and 1 for agree, -1 for disagree, 0 for pass; at most one of a person on a statement."""

SEED = 0
SURE = 1.2815515655446004  # the normal deviate that 90 % lie below: what Polis calls significant
MOST_TYPICAL = 5  # statements named for a group
WAYS = ("agree", "disagree")


@dataclass(frozen=True)
class OpinionGroups:
    """People (sorted) with where each is in the plane (x, y) and the number of their group, the largest being 0."""

    people: tuple[int, ...]
    places: NDArray[np.float64]
    labels: NDArray[np.int64]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many are in each group, largest first."""
        return tuple(int(size) for size in np.bincount(self.labels))


@dataclass(frozen=True)
class StatementVotes:
    """A statement among the groups: (agree, disagree, cast) of each, how each is told by it, and the consensus.

    `typical` has "agree", "disagree" or "" for each group. `consensus` is the probability, from 0 to 1, that all
    groups hold the same.
    """

    counts: tuple[tuple[int, int, int], ...]
    typical: tuple[str, ...]
    consensus: float


def find_groups(votes: Votes, people: set[int], *, fewest: int = 2, most: int) -> OpinionGroups | None:
    """The people in the number of groups that parts them best, from `fewest` to `most`; None if none can.

    All who voted shape the plane; only `people` are put in groups.
    """
    voters, _statements, table = _as_table(votes)
    among = [at for at, who in enumerate(voters) if who in people]
    places = _plane(table)[among]
    labels = _parted_best(places, range(fewest, most + 1))
    if labels is None:
        return None
    return OpinionGroups(tuple(voters[at] for at in among), places, _largest_first(labels))


def tell(votes: Votes, groups: OpinionGroups) -> dict[int, StatementVotes]:
    """What each statement that somebody voted on tells of the groups."""
    voters, statements, table = _as_table(votes)
    of_group = dict(zip(groups.people, groups.labels, strict=True))
    label = np.array([of_group.get(who, -1) for who in voters])
    inside = [_Counted(table[label == group]) for group in range(len(groups.sizes))]
    outside = [_Counted(table[(label != group) & (label >= 0)]) for group in range(len(groups.sizes))]
    typical = [_typical(*pair) for pair in zip(inside, outside, strict=True)]
    consensus = np.max(np.prod([counted.shares for counted in inside], axis=0), axis=0)
    return {
        statement: StatementVotes(
            counts=tuple(counted.of(at) for counted in inside),
            typical=tuple(named.get(at, "") for named in typical),
            consensus=float(consensus[at]),
        )
        for at, statement in enumerate(statements)
    }


def _as_table(votes: Votes) -> tuple[list[int], list[int], NDArray[np.float64]]:
    """The people, the statements, and a row of votes for each of the people, with NaN where none was cast."""
    voters = sorted({who for who, _what, _value in votes})
    statements = sorted({what for _who, what, _value in votes})
    row, column = ({key: at for at, key in enumerate(keys)} for keys in (voters, statements))
    table = np.full((len(voters), len(statements)), np.nan)
    for who, what, value in votes:
        table[row[who], column[what]] = value
    return voters, statements, table


def _plane(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row in a plane. Who voted on little is moved outwards, or all such would lie in the middle."""
    from sklearn.decomposition import PCA  # noqa: PLC0415 (heavy: only where it is used)

    has_voted = ~np.isnan(table)
    filled = np.where(has_voted, table, np.nanmean(table, axis=0))
    places = PCA(n_components=2, random_state=SEED).fit_transform(filled)
    scale = np.sqrt(table.shape[1] / has_voted.sum(axis=1))
    return np.asarray(places * scale[:, np.newaxis])


def _parted_best(places: NDArray[np.float64], numbers: range) -> NDArray[np.int64] | None:
    """The label of each place by the number of groups with the best silhouette."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 (heavy: only where it is used)
    from sklearn.metrics import silhouette_score  # noqa: PLC0415

    # Sorted, so it begins with the leftmost places that differ, where Polis begins with the first.
    starts = np.unique(places, axis=0)
    best, best_score = None, -2.0
    for number in numbers:
        if len(starts) < number or len(places) <= number:
            continue
        labels = KMeans(number, init=starts[:number], n_init=1, random_state=SEED).fit_predict(places)
        score = silhouette_score(places, labels)
        if score > best_score:
            best, best_score = labels.astype(np.int64), score
    return best


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(-np.bincount(labels), kind="stable")
    return np.argsort(order)[labels]


class _Counted:
    """How some people voted on each statement; arrays of two rows have agreement first, then disagreement."""

    def __init__(self, table: NDArray[np.float64]) -> None:
        self.for_it = np.array([(table == 1).sum(axis=0), (table == -1).sum(axis=0)])
        self.cast = (~np.isnan(table)).sum(axis=0)
        self.shares = (self.for_it + 1) / (self.cast + 2)  # smoothed, so that three of three is not certain

    def of(self, statement: int) -> tuple[int, int, int]:
        agree, disagree = self.for_it[:, statement]
        return int(agree), int(disagree), int(self.cast[statement])


def _typical(inside: _Counted, outside: _Counted) -> dict[int, str]:
    """The statements that tell a group from all others, each with the way the group stands: at most MOST_TYPICAL.

    First what it agrees on most of all, if anything; then those where both the share in the group and its difference
    from the others are sure, by how much they tell. If no statement is sure, the one that comes nearest.
    """
    share, other = inside.shares, outside.shares
    with np.errstate(divide="ignore", invalid="ignore"):
        is_high, differs, ratio = _deviates(inside), _deviates_between(inside, outside), share / other
    way = np.where(differs[0] > differs[1], 0, 1)
    both = np.arange(len(way))
    weight = ratio * differs * share * is_high
    is_sure = np.any((is_high > SURE) & (differs > SURE), axis=0)
    first = _most_agreed(inside, is_high[0], ratio[0], weight[0])
    if first is None and not is_sure.any():
        first = int(np.argmax(differs.max(axis=0)))
    named = {} if first is None else {first: WAYS[way[first]]}
    in_order = np.argsort(-weight[way, both], kind="stable")
    if first is not None:
        named |= {int(at): WAYS[way[at]] for at in in_order if is_sure[at] and at != first}
    return dict(list(named.items())[:MOST_TYPICAL])


def _most_agreed(
    inside: _Counted, is_high: NDArray[np.float64], ratio: NDArray[np.float64], weight: NDArray[np.float64]
) -> int | None:
    """What the group agrees on and others less so; failing that, what most of it agrees on."""
    share, best = inside.shares[0], None
    for at in np.flatnonzero(inside.for_it.any(axis=0)):
        if best is None:
            is_better = is_high[at] > SURE or (ratio[at] > 1 and share[at] > 0.5)
        elif ratio[best] > 1:
            is_better = weight[at] > weight[best]
        else:
            is_better = share[at] * is_high[at] > share[best] * is_high[best]
        best = int(at) if is_better else best
    return best


def _deviates(counted: _Counted) -> NDArray[Any]:
    """How surely more than half hold it, as a normal deviate (one proportion against a half)."""
    cast = counted.cast + 1
    return np.asarray(2 * np.sqrt(cast) * ((counted.for_it + 1) / cast - 0.5))


def _deviates_between(inside: _Counted, outside: _Counted) -> NDArray[Any]:
    """How surely more hold it inside than outside, as a normal deviate (two proportions, pooled)."""
    cast_in, cast_out = inside.cast + 1, outside.cast + 1
    pooled = (inside.for_it + outside.for_it + 2) / (cast_in + cast_out)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / cast_in + 1 / cast_out))
    found = ((inside.for_it + 1) / cast_in - (outside.for_it + 1) / cast_out) / spread
    return np.where(pooled == 1, 0, found)
