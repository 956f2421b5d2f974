"""A file of a register, CSV or XLSX, as rows of areas, and what is wrong in it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import MOST_ROWS, SheetTable, read_table
from kokebok.lib.bounded import is_near
from kokebok.registers.models import LONGEST_AREA_NAME, LONGEST_NUMBER, AreaKind

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = {
    "kind": "slag kind",
    "number": "kommunenummer kommunenr knr nummer nr kode code number municipalitynumber",
    "name": "kommunenavn kommunenamn kommune navn namn name municipality",
    "county_number": "fylkesnummer fylkesnr fnr regionsnummer countynumber parentcode",
    "county_name": "fylkesnavn fylkesnamn fylke region county countyname",
    "valid_from": "gyldigfra gyldigfrå fra frå validfrom from",
    "ended_on": "gyldigtil til opphørt opphøyrt validto to ended",
    "successors": "etterfølger etterfølgere etterfølgjar etterfølgjarar erstattetav successor successors",
}
_NEEDED = {"number", "name"}
WRITTEN = (
    "kommunenummer",
    "kommunenavn",
    "fylkesnummer",
    "fylkesnavn",
    "gyldig fra",
    "gyldig til",
    "etterfølger",
    "slag",
)
KINDS = {
    "": AreaKind.MUNICIPALITY,
    "kommune": AreaKind.MUNICIPALITY,
    "municipality": AreaKind.MUNICIPALITY,
    "fylke": AreaKind.COUNTY,
    "county": AreaKind.COUNTY,
}
NO_END = "-"
"""What stands for an end that is to be taken away; an empty cell takes nothing away."""
DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
MOST_SUCCESSORS = 20


@dataclass(frozen=True)
class AreaRow:
    """A municipality or a county as a file has it; `county` and `successors` are numbers.

    A day that is None is not said. `has_no_end` is that the file says there is none, on purpose.
    """

    kind: AreaKind
    number: str
    name: str
    county: str = ""
    valid_from: date | None = None
    ended_on: date | None = None
    successors: tuple[str, ...] = ()
    has_no_end: bool = False

    def end_after(self, ended_on: date | None) -> date | None:
        """When the area ends by this row, if it ended on this day before."""
        return None if self.has_no_end else self.ended_on or ended_on


@dataclass(frozen=True)
class AreaFault:
    """A row that cannot be used: its number in the file, and what is wrong with it."""

    row: int
    wrong: str


@dataclass(frozen=True)
class AreasRead:
    """What a file says: its areas, counties first, and its faults."""

    rows: tuple[AreaRow, ...]
    faults: tuple[AreaFault, ...] = ()


def read_areas(name: str, content: bytes) -> AreasRead:
    """The areas in a CSV or XLSX file. Raises Unreadable, with what one can do."""
    table = read_table(name, content, is_heading=lambda cells: _columns(cells).keys() >= _NEEDED)
    if len(table.rows) > MOST_ROWS:
        raise Unreadable(_("There is room for %(most)s rows.") % {"most": MOST_ROWS})
    at = _columns(table.headings)
    if not at.keys() >= _NEEDED:
        raise Unreadable(
            _("Name the columns in the first row: kommunenummer, kommunenavn, fylkesnummer, fylkesnavn.")
        )
    return _of_table(table, at)


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    plain = [re.sub(r"[^a-zæøå]", "", heading.casefold()) for heading in headings]
    found: dict[str, int] = {}
    for field, words in COLUMNS.items():
        for word in words.split():
            if word in plain and field not in found and plain.index(word) not in found.values():
                found[field] = plain.index(word)
    return found


def _of_table(table: SheetTable, at: dict[str, int]) -> AreasRead:
    def cells(field: str) -> list[str]:
        return [" ".join(row[at[field]].split()) if field in at else "" for _number, row in table.rows]

    kinds = [KINDS.get(said.casefold()) for said in cells("kind")]
    numbers, names = _padded(cells("number"), kinds), cells("name")
    county_numbers = _padded(cells("county_number"), [AreaKind.COUNTY] * len(kinds))
    county_names, after = cells("county_name"), cells("successors")
    begins, ends = cells("valid_from"), cells("ended_on")
    found: dict[tuple[AreaKind, str], AreaRow] = {}
    faults = []
    for index, (line, _cells) in enumerate(table.rows):
        number, county, kind = numbers[index], county_numbers[index], kinds[index]
        try:
            if county and county_names[index]:
                _keep(found, AreaRow(AreaKind.COUNTY, county, county_names[index]))
            if not number and not names[index] and county_names[index]:
                continue
            if kind is None:
                raise ValueError(_("The column slag says kommune or fylke."))
            row = AreaRow(
                kind,
                number,
                names[index],
                county,
                _day(begins[index]),
                None if ends[index] == NO_END else _day(ends[index]),
                tuple(one.zfill(len(number)) for one in re.split(r"[,;\s]+", after[index]) if one),
                has_no_end=ends[index] == NO_END,
            )
            _keep(found, row)
        except ValueError as wrong:
            faults.append(AreaFault(line, str(wrong)))
    return AreasRead(_in_order(found), tuple(faults))


def _padded(numbers: list[str], kinds: Sequence[AreaKind | None]) -> list[str]:
    """Numbers from which a spreadsheet has taken the zeros in front, with them: as long as others of their kind."""
    width: dict[AreaKind | None, int] = {}
    for one, kind in zip(numbers, kinds, strict=True):
        width[kind] = max(width.get(kind, 0), len(one) if one.isdigit() else 0)
    return [
        one.zfill(width[kind]) if one.isdigit() else one for one, kind in zip(numbers, kinds, strict=True)
    ]


def _day(said: str) -> date | None:
    if not said:
        return None
    for form in DAY_FORMS:
        try:
            day = datetime.strptime(said.partition(" ")[0], form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if is_near(day):
            return day
    raise ValueError(_("“%(said)s” is no date. Write it as 2024-01-01.") % {"said": said[:40]})


def _require_whole(row: AreaRow) -> None:
    """Raise ValueError, in words for the person, for a row that lacks something or has too much of it."""
    if not row.number:
        raise ValueError(_("There is no number."))
    if not row.name:
        raise ValueError(_("There is no name."))
    if max(map(len, (row.number, row.county, *row.successors))) > LONGEST_NUMBER:
        raise ValueError(_("A number has at most %(most)s characters.") % {"most": LONGEST_NUMBER})
    if len(row.name) > LONGEST_AREA_NAME:
        raise ValueError(_("A name has at most %(most)s characters.") % {"most": LONGEST_AREA_NAME})
    if row.valid_from and row.ended_on and row.ended_on <= row.valid_from:
        raise ValueError(_("It ends before it begins."))
    if len(row.successors) > MOST_SUCCESSORS:
        raise ValueError(_("There are too many successors."))


def _keep(found: dict[tuple[AreaKind, str], AreaRow], row: AreaRow) -> None:
    """Put a row among those that are found; one that only names a county gives way to what is said of it."""
    _require_whole(row)
    key = row.kind, row.number
    stands = found.get(key, row)
    only_named = AreaRow(AreaKind.COUNTY, row.number, row.name)
    if row != stands and (only_named not in {row, stands} or stands.name != row.name):
        raise ValueError(
            _("The number %(number)s stands there already, for something else.") % {"number": row.number}
        )
    found[key] = row if stands == only_named else stands


def _in_order(found: dict[tuple[AreaKind, str], AreaRow]) -> tuple[AreaRow, ...]:
    return tuple(sorted(found.values(), key=lambda row: (row.kind != AreaKind.COUNTY, row.number)))


def written_areas(rows: tuple[AreaRow, ...]) -> str:
    """The rows as a CSV list that `read_areas` reads the same, to look at and correct."""
    counties = {row.number: row.name for row in rows if row.kind == AreaKind.COUNTY}
    used = {row.county for row in rows}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(WRITTEN)
    for row in rows:
        if row.number in used and row == AreaRow(AreaKind.COUNTY, row.number, row.name):
            continue  # it is named beside its municipalities
        begins, ends = [day.isoformat() if day else "" for day in (row.valid_from, row.ended_on)]
        county = [row.county, counties.get(row.county, "")]
        days = [begins, NO_END if row.has_no_end else ends]
        kind = "fylke" if row.kind == AreaKind.COUNTY else ""
        writer.writerow([row.number, row.name, *county, *days, " ".join(row.successors), kind])
    return out.getvalue()


def with_successors(rows: tuple[AreaRow, ...], after: dict[str, set[str]]) -> tuple[AreaRow, ...]:
    """The rows, each with the successors that are told of its number."""
    return tuple(
        replace(row, successors=tuple(sorted(after[row.number]))) if row.number in after else row
        for row in rows
    )
