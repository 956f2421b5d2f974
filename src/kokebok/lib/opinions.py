"""Opinion groups and shared ground among votes on statements, as `lib/finding_opinions.py` finds them.

Nobody can be told from them: points have no names and no order of their own, and no group is smaller than three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Why = Literal["", "few_statements", "few_people", "alike", "small_groups"]
FIRM = 0.8  # agreement of those runs with the groups (adjusted Rand index); below, the groups are loose


@dataclass(frozen=True)
class VoteCount:
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
    everybody: VoteCount
    groups: tuple[VoteCount, ...] = ()
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


def as_data(found: Opinions) -> dict[str, Any]:
    """As JSON can hold it."""
    return asdict(found)


def from_data(data: Mapping[str, Any]) -> Opinions:
    """What `as_data` gave."""
    statements = tuple(
        Opinion(
            one["key"],
            VoteCount(**one["everybody"]),
            tuple(VoteCount(**count) for count in one["groups"]),
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
