"""Live inputs that likely say the same, as groups a moderator decides on at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kokebok.lib.duplicates import ComparedInput, compare
from kokebok.lib.word_forms import lemma
from kokebok.rounds.models import RoundInput

LEAST_SHARED = 0.5  # of the words of the shorter, before two are compared closely
MOST_CACHED = 2_000  # readings kept in memory, for the next time a queue is shown


def duplicate_groups_of(rows: Sequence[RoundInput]) -> list[list[RoundInput]]:
    """Each input in one group or alone, in the order of the first of each.

    In a group all answer the same prompt, and each is like every other: so what perhaps disagrees with one of them, or
    is only like one that is like the first, is not drawn in. What was stopped at a word stands alone, to be seen.
    Makes no query if the inputs are fetched.
    """
    groups: list[list[RoundInput]] = []
    for row in rows:
        group = None if row.held_for else next((one for one in groups if _belongs(row, one)), None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return groups


def duplicate_among(group: list[RoundInput], shown: Sequence[RoundInput]) -> RoundInput | None:
    """The first of those on the wall that says the same as all in a group; None for none. Makes no query."""
    return None if group[0].held_for else next((one for one in shown if _belongs(one, group)), None)


def _belongs(row: RoundInput, group: list[RoundInput]) -> bool:
    return all(_are_duplicates(row, other) for other in group)


def _are_duplicates(one: RoundInput, other: RoundInput) -> bool:
    if one.prompt_id != other.prompt_id or other.held_for:
        return False
    how = _how(*sorted((one.given.text, other.given.text)))
    return how in {"same", "near"}


@lru_cache(maxsize=50 * MOST_CACHED)
def _how(one: str, other: str) -> str:
    """How two texts are alike, as lib.duplicates says it; "" if they are not, or share too few words to be."""
    mine, theirs = _read(one), _read(other)
    fewest = min(len(mine.keys), len(theirs.keys))
    if len(set(mine.keys) & set(theirs.keys)) < LEAST_SHARED * fewest:
        return ""
    found = compare(mine, theirs)
    return found.kind if found else ""


@lru_cache(maxsize=MOST_CACHED)
def _read(text: str) -> ComparedInput:
    return ComparedInput(text, lemma)
