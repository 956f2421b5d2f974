"""Looking at a file before it is taken in: what becomes an input, what is here already, what does not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kokebok.doors.columns import guessed
from kokebok.doors.kept_files import content_of
from kokebok.doors.letters import LetterPreview, look_at
from kokebok.doors.queries import inputs_by_key, keys_set_aside, keys_taken
from kokebok.doors.rows import CellFault, InputRow, TableReading, read_rows
from kokebok.doors.targets import all_places
from kokebok.inputs.models import Door, Input, State
from kokebok.inputs.private import words_read
from kokebok.lib.mail import letters_in
from kokebok.lib.private_numbers import PrivateNumber, private_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.doors.models import Batch
    from kokebok.doors.sheets import SheetTable
    from kokebok.inputs.actions.send import Said

FIRST_ROWS = 10
FAULTS_SHOWN = 100
PRIVATE_SHOWN = 100


@dataclass(frozen=True)
class LetterLine:
    """A letter in the list: what would come of it, and whether it is here already."""

    seen: LetterPreview
    already: bool

    @property
    def is_new(self) -> bool:
        """Whether it becomes an input."""
        return not self.already and self.seen.reason is None


@dataclass(frozen=True)
class Ahead:
    """What looks private in a letter or a row that would become an input, and which of them it is."""

    where: str
    found: list[PrivateNumber]


@dataclass(frozen=True)
class PrivateAhead:
    """The first of those with something private, and how many more there are of them."""

    shown: tuple[Ahead, ...]
    more: int


@dataclass(frozen=True)
class LookedAtLetters:
    """The letters of a file, and how many of each sort."""

    seen: tuple[LetterLine, ...]
    new: int
    aside: int
    already: int
    confirmations: int
    private: PrivateAhead


@dataclass(frozen=True)
class ChangedRow:
    """A row that is here already, and now says something else than the input it became."""

    row: InputRow
    given: Input


@dataclass(frozen=True)
class LookedAtRows:
    """The rows of a file by the columns chosen: what is wrong, what is new, what is here already.

    `changed` are those that are here already with other words; the inputs stand as they are. `left_out` are the
    numbers of the rows that somebody has chosen not to take in.
    """

    choices: dict[str, Any]
    reading: TableReading
    first: tuple[InputRow, ...]
    faults: tuple[CellFault, ...]
    more_faults: int
    rows_with_faults: int
    new: int
    already: int
    changed: tuple[ChangedRow, ...]
    confirmations: int
    private: PrivateAhead
    left_out: tuple[int, ...] = ()

    @property
    def rows_at_fault(self) -> list[int]:
        """The numbers of the rows with something wrong in them, in order."""
        return sorted({fault.row for fault in self.reading.faults})

    @property
    def can_leave_out(self) -> bool:
        """Whether something is left when the rows with faults are left out."""
        return bool(self.reading.faults) and bool(self.reading.rows)

    @property
    def door(self) -> Door:
        """The door the rows came by."""
        return Door(self.choices["door"])

    @property
    def state(self) -> State:
        """Where the new inputs begin."""
        return State(self.choices["state"])


def look_at_letters(batch: Batch) -> LookedAtLetters:
    """What would come of each letter of a file. Raises Unreadable if the file is lost."""
    raws, places = letters_in(content_of(batch)), all_places()
    seen = [look_at(raw, places) for raw in raws]
    keys = [one.key for one in seen]
    known = keys_taken(keys) | keys_set_aside(keys)
    lines = []
    for one in seen:
        lines.append(LetterLine(one, one.key in known))
        known.add(one.key)
    new = [line for line in lines if line.is_new]
    return LookedAtLetters(
        seen=tuple(lines),
        new=len(new),
        aside=sum(1 for line in lines if not line.already and line.seen.reason),
        already=sum(1 for line in lines if line.already),
        confirmations=sum(1 for line in new if line.seen.said().email),
        private=_ahead((line.seen.letter.subject, line.seen.said()) for line in new),
    )


def look_at_rows(batch: Batch, table: SheetTable) -> LookedAtRows:
    """What would come of the rows of a file, by the columns chosen; guessed from the headings until they are."""
    choices = batch.choices or {
        "columns": guessed(table.headings),
        "door": Door.SHEET.value,
        "state": State.WAITING.value,
    }
    left_out = tuple(choices.get("left_out", ()))
    reading = read_rows(table, choices["columns"], all_places(), left_out)
    here = inputs_by_key([row.key for row in reading.rows])
    fresh = [row for row in reading.rows if row.key not in here]
    known = [ChangedRow(row, here[row.key]) for row in reading.rows if row.key in here]
    return LookedAtRows(
        choices=choices,
        reading=reading,
        first=tuple(fresh[:FIRST_ROWS]),
        faults=reading.faults[:FAULTS_SHOWN],
        more_faults=max(0, len(reading.faults) - FAULTS_SHOWN),
        rows_with_faults=len({fault.row for fault in reading.faults}),
        new=len(fresh),
        already=len(known),
        changed=tuple(one for one in known if _says_another_thing(one)),
        confirmations=sum(1 for row in fresh if row.said.email),
        private=_ahead((_("Row %(number)s") % {"number": row.number}, row.said) for row in fresh),
        left_out=left_out,
    )


def _ahead(all_said: Iterable[tuple[str, Said]]) -> PrivateAhead:
    """Those with something private in what others would read, each with where it stands."""
    looked_through = (
        Ahead(where or _("Without a subject"), private_numbers(words_read(said))) for where, said in all_said
    )
    found = [one for one in looked_through if one.found]
    return PrivateAhead(tuple(found[:PRIVATE_SHOWN]), max(0, len(found) - PRIVATE_SHOWN))


def _says_another_thing(one: ChangedRow) -> bool:
    said, given = one.row.said, one.given
    return (said.text, said.suggestion) != (given.text, given.suggestion)
