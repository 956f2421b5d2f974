"""The difference between two wordings word by word, and several suggestions to one wording joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kokebok.lib.rewriting import rewritten
from kokebok.lib.words import Splice, calm, splices, words

__all__ = [
    "Change",
    "Conflict",
    "ConflictChoice",
    "Edit",
    "Joined",
    "Segment",
    "Unchanged",
    "carried",
    "difference",
    "join",
    "rewritten",
    "words",
]


@dataclass(frozen=True)
class Change:
    """A stretch of a comparison."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Unchanged:
    """Words no suggestion touches."""

    text: str


@dataclass(frozen=True)
class Edit:
    """A change nobody disagrees with. `by` has the positions of the suggestions that make it."""

    before: str
    after: str
    by: tuple[int, ...]


@dataclass(frozen=True)
class ConflictChoice:
    """One way out of a conflict. `by` has the positions of the suggestions that want these words."""

    by: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class Conflict:
    """A place where suggestions want different things. `base` is the wording they are written for."""

    base: str
    choices: tuple[ConflictChoice, ...]


Segment = Unchanged | Edit | Conflict


@dataclass(frozen=True)
class Joined:
    """Several suggestions to one wording, in reading order."""

    segments: tuple[Segment, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts, numbered from 0 in this order."""
        return tuple(segment for segment in self.segments if isinstance(segment, Conflict))

    def text(self, choices: Mapping[int, int] | None = None) -> str:
        """The joined wording. `choices` says, by number of conflict, the number of the choice to take.

        A conflict that is not in `choices` keeps the words of the base. Raises IndexError for a choice that
        is not there.
        """
        picked = choices or {}
        numbers = iter(range(len(self.segments)))
        return "".join(_said(segment, picked, numbers) for segment in self.segments)


def _said(segment: Segment, picked: Mapping[int, int], numbers: Iterator[int]) -> str:
    if isinstance(segment, Unchanged):
        return segment.text
    if isinstance(segment, Edit):
        return segment.after
    number = next(numbers)
    return segment.choices[picked[number]].words if number in picked else segment.base


def difference(before: str, after: str) -> list[Change]:
    """What was removed and added, in reading order, removed before added; few large changes, not many small.

    The same and the removed together are `before`, the same and the added are `after`.
    """
    base = words(before)
    changes: list[Change] = []
    at = 0
    for splice in calm(base, splices(base, words(after))):
        changes += [
            Change("same", "".join(base[at : splice.start])),
            Change("removed", "".join(base[splice.start : splice.end])),
            Change("added", "".join(splice.words)),
        ]
        at = splice.end
    changes.append(Change("same", "".join(base[at:])))
    return [change for change in changes if change.text]


def join(base: str, proposals: Sequence[str]) -> Joined:
    """Several suggestions to one wording, word by word: what fits together joined, what does not as conflicts.

    The same change by several is one edit credited to all. Additions at the same spot are a conflict whose
    last choice is both. The order of the suggestions decides the order of choices, nothing else.
    """
    tokens = words(base)
    wanted = [(splice, number) for number, text in enumerate(proposals) for splice in _wants(tokens, text)]
    wanted.sort(key=lambda want: (want[0].start, want[0].end, want[1]))
    segments: list[Segment] = []
    at = 0
    for group in _collisions(wanted):
        start, end = min(s.start for s, _ in group), max(s.end for s, _ in group)
        segments += [Unchanged("".join(tokens[at:start])), _settled(tokens, group, start, end)]
        at = end
    segments.append(Unchanged("".join(tokens[at:])))
    return Joined(tuple(s for s in segments if not isinstance(s, Unchanged) or s.text))


def _wants(tokens: list[str], text: str) -> list[Splice]:
    return calm(tokens, splices(tokens, words(text)))


Wanted = tuple[Splice, int]


def _collisions(wanted: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """The wanted changes, those that touch the same words together."""
    group: list[Wanted] = []
    end = -1
    for want in wanted:
        splice = want[0]
        same_spot = any(splice.start == s.start and splice.end == s.end for s, _ in group)
        if group and not same_spot and splice.start >= end:
            yield group
            group, end = [], -1
        group.append(want)
        end = max(end, splice.end)
    if group:
        yield group


def _settled(tokens: Sequence[str], group: Sequence[Wanted], start: int, end: int) -> Edit | Conflict:
    said: dict[str, list[int]] = {}
    for number in sorted({number for _, number in group}):
        own = [splice for splice, of in group if of == number]
        said.setdefault(_spliced(tokens, own, start, end), []).append(number)
    base = "".join(tokens[start:end])
    if len(said) == 1:
        [(after, by)] = said.items()
        return Edit(base, after, tuple(by))
    choices = [ConflictChoice(tuple(by), text) for text, by in said.items()]
    if start == end:
        choices.append(ConflictChoice(tuple(sorted(n for by in said.values() for n in by)), "".join(said)))
    return Conflict(base, tuple(choices))


def _spliced(tokens: Sequence[str], own: Sequence[Splice], start: int, end: int) -> str:
    out: list[str] = []
    at = start
    for splice in own:
        out += [*tokens[at : splice.start], *splice.words]
        at = splice.end
    return "".join([*out, *tokens[at:end]])


def carried(proposal: str, *, written_for: str, now: str) -> str | None:
    """A suggestion written for an earlier wording, said for the wording now; None where the two collide."""
    joined = join(written_for, [now, proposal])
    return None if joined.conflicts else joined.text()


def share_taken(base: str, proposal: str, after: str) -> Literal["all", "some", "none"]:
    """How much of what a suggestion wanted to change in `base` is so in `after`.

    "some" also where the same place was changed in other words.
    """
    joined = join(base, [proposal, after])
    left = sum(isinstance(segment, Edit) and segment.by == (0,) for segment in joined.segments)
    kept = sum(
        isinstance(segment, Edit) and 0 in segment.by and 1 in segment.by for segment in joined.segments
    )
    clashing = len(joined.conflicts)
    if not left and not clashing:
        return "all"
    return "some" if kept or clashing else "none"
