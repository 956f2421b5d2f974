"""What a file would change in the register: told before it is done, and done as it was told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.registers.area_rows import AreaRow
from kokebok.registers.models import Area, AreaKind
from kokebok.registers.rules import EndsBeforeItBegins

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Key = tuple[str, str]


@dataclass(frozen=True)
class AreaChange:
    """An area as it is to be. `was` is what it was called, "" for a new one; `successors` are named, with numbers."""

    row: AreaRow
    was: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterChanges:
    """What a file would change. `ended` are those that end by it; `other` have another county, time or successor.

    `unknown` are successors that are neither in the register nor in the file, and are left out.
    """

    new: tuple[AreaChange, ...]
    renamed: tuple[AreaChange, ...]
    ended: tuple[AreaChange, ...]
    other: tuple[AreaChange, ...]
    unknown: tuple[str, ...]
    same: int

    @property
    def total(self) -> int:
        """How many areas are to be written."""
        return len(self.new) + len(self.renamed) + len(self.ended) + len(self.other)

    @property
    def digest(self) -> str:
        """The same for the same changes: so that what is done is what was told."""
        return hashlib.sha256(repr((self.new, self.renamed, self.ended, self.other)).encode()).hexdigest()


def compare(rows: Sequence[AreaRow], *, day: date, is_whole: bool) -> RegisterChanges:
    """What these rows would change in the register, in three queries.

    `day` is from when new ones are there, where the file does not say. If the file `is_whole`, those that are in force
    and not in it end on that day. What a row says nothing of stays as it is. Raises EndsBeforeItBegins for a day that
    does not go with the other one the register has.
    """
    areas = {(area.kind, area.number): area for area in Area.objects.select_related("county")}
    after = _successors_now()
    names = {number: area.name for (_of, number), area in areas.items()}
    names |= {row.number: row.name for row in rows}
    gathered = _Gathered(areas, after, names, day)
    told = {(str(row.kind), row.number) for row in rows}
    for row in rows:
        gathered.take(row if (row.kind, row.number) in areas else _ended_with_all_in_it(row, rows))
    if is_whole:
        kinds = {kind for kind, _one in told}
        for key, area in areas.items():
            if key[0] in kinds and key not in told and area.ended_on is None:
                gathered.end(area)
    return gathered.result()


def _successors_now() -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = {}
    pairs = Area.objects.exclude(successors=None).values_list("kind", "number", "successors__number")
    for kind, number, successor in pairs:
        found.setdefault((kind, number), set()).add(successor)
    return found


def _ended_with_all_in_it(row: AreaRow, rows: Sequence[AreaRow]) -> AreaRow:
    """A county of which nothing is said but the name, beside others that have all ended, ends with the last of them."""
    if row != AreaRow(AreaKind.COUNTY, row.number, row.name):
        return row
    ends = [one.ended_on for one in rows if one.county == row.number]
    last = max((day for day in ends if day), default=None)
    return row if None in ends else replace(row, ended_on=last)


class _Gathered:
    """The changes, as they are found."""

    def __init__(
        self, areas: dict[Key, Area], after: dict[Key, set[str]], names: dict[str, str], day: date
    ) -> None:
        self.areas, self.after, self.names, self.day = areas, after, names, day
        self.lists: dict[str, list[AreaChange]] = {"new": [], "renamed": [], "ended": [], "other": []}
        self.unknown: dict[str, None] = {}
        self.same = 0

    def take(self, row: AreaRow) -> None:
        """Put a row among the changes, if it says anything else than the register does."""
        known = tuple(one for one in row.successors if one in self.names and one != row.number)
        self.unknown |= dict.fromkeys(one for one in row.successors if one not in self.names)
        area = self.areas.get((row.kind, row.number))
        if area is not None:
            _require_whole_time(area, row)
        change = AreaChange(
            row=row,
            was=area.name if area else "",
            successors=tuple(f"{self.names[one]} ({one})" for one in known),
        )
        which = self._which(area, row, set(known))
        if which:
            self.lists[which].append(change)
        else:
            self.same += 1

    def _which(self, area: Area | None, row: AreaRow, successors: set[str]) -> str:
        if area is None:
            return "new"
        if row.ended_on and area.ended_on is None:
            return "ended"
        if row.name != area.name:
            return "renamed"
        county = area.county.number if area.county else ""
        differs = (
            (row.county and row.county != county and self._has_county(row.county))
            or (row.valid_from and row.valid_from != area.valid_from)
            or row.end_after(area.ended_on) != area.ended_on
            or not successors <= self.after.get((area.kind, area.number), set())
        )
        return "other" if differs else ""

    def _has_county(self, number: str) -> bool:
        return (AreaKind.COUNTY, number) in self.areas or number in self.names

    def end(self, area: Area) -> None:
        row = row_of(area, ended_on=self.day)
        _require_whole_time(area, row)
        self.lists["ended"].append(AreaChange(row=row, was=area.name))

    def result(self) -> RegisterChanges:
        return RegisterChanges(
            **{which: tuple(found) for which, found in self.lists.items()},
            unknown=tuple(self.unknown),
            same=self.same,
        )


def _require_whole_time(area: Area, row: AreaRow) -> None:
    begins, ends = row.valid_from or area.valid_from, row.end_after(area.ended_on)
    if begins and ends and ends <= begins:
        raise EndsBeforeItBegins(
            _(
                "%(number)s %(name)s would end before it begins: from %(begins)s, until %(ends)s. Correct the days."
            )
            % {"number": row.number, "name": row.name, "begins": begins, "ends": ends}
        )


def row_of(area: Area, *, ended_on: date) -> AreaRow:
    """An area of the register as a row that ends on a day."""
    county = area.county.number if area.county else ""
    return AreaRow(AreaKind(area.kind), area.number, area.name, county, area.valid_from, ended_on)
