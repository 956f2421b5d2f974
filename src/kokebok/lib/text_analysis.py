"""What heavy work about texts takes and gives (lib.grouping, lib.proposing), without being heavy itself."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True)
class TextGroups:
    """`of[i]` is the group of text i, or None where it is alone; groups are numbered from 0, the largest first.

    `words` has for each group the words that tell it from the rest; `members` its texts, the most typical first.
    """

    of: tuple[int | None, ...]
    words: tuple[tuple[str, ...], ...]
    members: tuple[tuple[int, ...], ...]

    @property
    def alone(self) -> tuple[int, ...]:
        """The texts that are in no group."""
        return tuple(at for at, group in enumerate(self.of) if group is None)


@dataclass(frozen=True)
class KnownThemes:
    """What people have said of a text: the themes it has, and those it has not.

    `is_whole`: they have looked at all themes, so those it has not been given do not fit; otherwise only `has_not`.
    """

    has: AbstractSet[int]
    has_not: AbstractSet[int] = frozenset()
    is_whole: bool = True


@dataclass(frozen=True)
class ThemeChoice:
    """A theme proposed for a text. `share` is 0 to 1; `like` is the place of the most alike text that has the theme."""

    theme: int
    share: float
    like: int | None


@dataclass(frozen=True)
class ProposedThemes:
    """What is proposed for a text, likeliest first; `lead` is how far the first stands before the second."""

    choices: tuple[ThemeChoice, ...]
    lead: float
