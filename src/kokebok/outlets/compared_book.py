"""Two states of the book beside each other as pages and files show them: data, no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kokebok.lib.changes import difference

if TYPE_CHECKING:
    from datetime import date

    from kokebok.lib.comparing import ComparedRow

ChangeKind = Literal["", "new", "gone", "changed", "moved", "moved_changed", "marked", "left"]
Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class NamedInput:
    """An input that a change came from; `name` is "" for a sender who is not to be named."""

    number: int
    kind: str
    name: str


@dataclass(frozen=True)
class WhyChanged:
    """Why a paragraph changed: the edition that says so ("" for none yet), from what, words and inputs.

    `kind` is in the language of whoever reads the page, `printed` the same in that of the book; "" where it is not
    said.
    """

    number: str
    kind: str
    printed: str
    words: tuple[str, ...]
    inputs: tuple[NamedInput, ...]


@dataclass(frozen=True)
class ShownChange:
    """A place in the reading of both states. `number` counts the changes of the whole comparison; 0 is for no change.

    `other` is the title of the page it has moved from, or, where it stood before, to; "" where that is the same one.
    `moved` is what two such places have in common.
    """

    number: int
    what: ChangeKind
    row: ComparedRow
    url: str
    other: str
    moved: str
    why: tuple[WhyChanged, ...]

    @property
    def parts(self) -> Parts:
        """What is the same, what was taken out and what is new, word by word."""
        before, after = (one.text if one else "" for one in (self.row.before, self.row.after))
        if self.what == "left":
            return [("removed", before)]
        return [(part.kind, part.text) for part in difference(before, after)]


@dataclass(frozen=True)
class ShownPage:
    """A page of the comparison, with all of its places. `state` says whether the page is new, gone or elsewhere."""

    number: int
    title: str
    language: str
    path: str
    state: Literal["", "new", "gone", "elsewhere"]
    url: str
    rows: tuple[ShownChange, ...]

    @property
    def changes(self) -> tuple[ShownChange, ...]:
        """The changes alone."""
        return tuple(row for row in self.rows if row.number)


@dataclass(frozen=True)
class ComparedBook:
    """The whole comparison. `before` and `after` are the numbers of editions; "" for the living text."""

    title: str
    language: str
    publisher: str
    colour: str
    before: str
    after: str
    before_day: date
    after_day: date
    pages: tuple[ShownPage, ...]

    @property
    def changes(self) -> tuple[ShownChange, ...]:
        """Every change in reading order."""
        return tuple(change for page in self.pages for change in page.changes)

    def count(self, *kinds: ChangeKind) -> int:
        """How many changes are of these kinds."""
        return sum(change.what in kinds for change in self.changes)
