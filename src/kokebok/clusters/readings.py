"""An input read for comparing: which saying it is, what it is about, and how it is like another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from kokebok.lib.duplicates import ComparedChange, ComparedInput, Resemblance, compare, compare_changes
from kokebok.lib.stance import differences
from kokebok.lib.word_forms import lemma

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.lib.stance import Difference

MOST_MARKS = (
    64  # words by which a saying can be found; of a longer one the same sample in all who say the same
)
KEPT = 4_000  # readings kept in memory


@dataclass(frozen=True)
class Read:
    """An input in the ways comparing needs. `before` is the text a suggestion was written for, otherwise ""."""

    text: str
    suggestion: str
    before: str
    place: str

    @cached_property
    def words(self) -> ComparedInput | ComparedChange:
        """Its own words, or what it changes in the text."""
        if self.suggestion:
            return ComparedChange(self.before, self.suggestion, lemma)
        return ComparedInput(self.text, lemma)

    @cached_property
    def digest(self) -> str:
        """The same for inputs with the same words; of suggestions and short texts, also at the same place."""
        bound = self.place if isinstance(self.words, ComparedChange) or self.words.is_short else ""
        said = f"{type(self.words).__name__}\n{bound}\n{self.words.plain}"
        return blake2b(said.encode(), digest_size=20).hexdigest()

    @cached_property
    def marks(self) -> list[int]:
        """The numbers of its words, at most MOST_MARKS; and of its place, if it is only compared with others there."""
        changes = isinstance(self.words, ComparedChange)
        bound = f"{self.place}:" if changes else ""
        words = sorted({_number(bound + key) for key in self.words.keys})[:MOST_MARKS]
        at_place = changes or (isinstance(self.words, ComparedInput) and self.words.is_short)
        return [*words, _number(f"at {self.place}")] if at_place else words


def read(given: Input) -> Read:
    """An input, read. Makes no query if its wording is fetched."""
    if given.suggestion and given.wording:
        paragraph = given.wording.paragraph_id
        return _read("", given.suggestion, given.wording.text, f"paragraph {paragraph}")
    return _read(given.text, "", "", _place(given))


def alike(one: Read, other: Read) -> Resemblance | None:
    """How two inputs are alike; None if they are not, or if only one of them suggests a wording."""
    if isinstance(one.words, ComparedChange) or isinstance(other.words, ComparedChange):
        both = isinstance(one.words, ComparedChange) and isinstance(other.words, ComparedChange)
        return _alike_changes(one, other) if both else None
    return compare(one.words, other.words, same_place=one.place == other.place)


def taken_apart(one: Read, other: Read) -> list[Difference]:
    """The ways in which two inputs in words of their own may disagree; empty for suggestions of a wording."""
    mine, theirs = one.words, other.words
    if isinstance(mine, ComparedChange) or isinstance(theirs, ComparedChange):
        return []
    return differences(mine.stance, theirs.stance, frozenset(mine.keys) & frozenset(theirs.keys))


def _alike_changes(one: Read, other: Read) -> Resemblance | None:
    assert isinstance(one.words, ComparedChange)
    assert isinstance(other.words, ComparedChange)
    return compare_changes(one.words, other.words) if one.place == other.place else None


@lru_cache(maxsize=KEPT)
def _read(text: str, suggestion: str, before: str, place: str) -> Read:
    return Read(text, suggestion, before, place)


def _place(given: Input) -> str:
    """What an input is about: the input it comments on, its paragraph, its page, or the cookbook."""
    if given.reply_to_id:
        return f"input {given.reply_to_id}"
    if given.paragraph_id:
        return f"paragraph {given.paragraph_id}"
    return f"page {given.page_id}" if given.page_id else "cookbook"


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), signed=True)
