"""KLASS, the code lists of Statistics Norway, as rows of areas.

A file holds what the service gives at /codes, at /versions, or at /changes (what came after what), or several of these
in one list or one object. Codes of two figures are counties (KLASS 104), longer ones municipalities (KLASS 131).
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import MOST_ROWS
from kokebok.lib.bounded import is_near
from kokebok.lib.contents import decoded
from kokebok.lib.typed import clean
from kokebok.registers.area_rows import MOST_SUCCESSORS, AreaFault, AreaRow, AreasRead, with_successors
from kokebok.registers.models import LONGEST_AREA_NAME, LONGEST_NUMBER, AreaKind

COUNTY_FIGURES = 2
NOT_STATED = ("9999", "99")  # the codes of what is not known where it is
DEEPEST = 4


def read_klass(content: bytes) -> AreasRead:
    """The areas in a file of KLASS. Raises Unreadable, with what one can do."""
    try:
        whole = json.loads(decoded(content).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The file is not JSON. Choose the file as the service gave it.")) from error
    codes: list[tuple[dict[str, Any], dict[str, Any]]] = []
    changes: list[dict[str, Any]] = []
    _gather(whole, {}, codes, changes, DEEPEST)
    if not codes and not changes:
        raise Unreadable(_("There are no codes in the file. It must be of KLASS 131, with codes or changes."))
    if len(codes) + len(changes) > MOST_ROWS:
        raise Unreadable(_("There is room for %(most)s rows.") % {"most": MOST_ROWS})
    return _read(codes, changes)


def _gather(
    part: Any,
    around: dict[str, Any],
    codes: list[tuple[dict[str, Any], dict[str, Any]]],
    changes: list[dict[str, Any]],
    depth: int,
) -> None:
    """All codes, each with what is said of the version it stands in, and all changes."""
    if depth == 0:
        return
    if isinstance(part, list):
        for one in part:
            _gather(one, around, codes, changes, depth - 1)
        return
    if not isinstance(part, dict):
        return
    for key in ("codes", "classificationItems"):
        codes += [(one, part) for one in _dicts(part.get(key))]
    changes += _dicts(part.get("codeChanges"))
    for key in ("versions", "changes"):
        _gather(part.get(key), part, codes, changes, depth - 1)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _read(codes: list[tuple[dict[str, Any], dict[str, Any]]], changes: list[dict[str, Any]]) -> AreasRead:
    found: dict[str, AreaRow] = {}
    faults = []
    for at, (one, version) in enumerate(codes, start=1):
        try:
            row = _row(one, version)
        except ValueError as wrong:
            faults.append(AreaFault(at, str(wrong)))
            continue
        if row.number not in NOT_STATED:
            found[row.number] = _together(found.get(row.number), row)
    after = _after(found, changes)
    rows = sorted(found.values(), key=lambda row: (row.kind != AreaKind.COUNTY, row.number))
    return AreasRead(with_successors(tuple(rows), after), tuple(faults))


def _row(one: dict[str, Any], version: dict[str, Any]) -> AreaRow:
    number, name = _said(one, "code"), _said(one, "name")
    if not number or not name:
        raise ValueError(_("A code lacks its number or its name."))
    if len(number) > LONGEST_NUMBER or len(name) > LONGEST_AREA_NAME:
        raise ValueError(_("The number or the name is too long."))
    begins = _first_day(one, "validFromInRequestedRange", "validFrom") or _first_day(version, "validFrom")
    ends = _first_day(one, "validToInRequestedRange", "validTo") or _first_day(version, "validTo")
    if begins and ends and ends <= begins:
        raise ValueError(_("It ends before it begins."))
    kind = AreaKind.COUNTY if len(number) <= COUNTY_FIGURES else AreaKind.MUNICIPALITY
    county = number[:COUNTY_FIGURES] if kind == AreaKind.MUNICIPALITY else ""
    return AreaRow(kind, number, name, county, begins, ends)


def _together(earlier: AreaRow | None, row: AreaRow) -> AreaRow:
    """A code that stands there under one name and then another: its last name, from its first day."""
    if earlier is None:
        return row
    newest, oldest = sorted((earlier, row), key=lambda one: one.valid_from or date.min, reverse=True)
    return replace(newest, valid_from=oldest.valid_from)


def _after(found: dict[str, AreaRow], changes: list[dict[str, Any]]) -> dict[str, set[str]]:
    """What came after each number; what the changes alone tell of is put among the rows."""
    after: dict[str, set[str]] = {}
    for one in changes:
        old, new, day = _said(one, "oldCode"), _said(one, "newCode"), _first_day(one, "changeOccurred")
        if not old or not new or old == new or max(len(old), len(new)) > LONGEST_NUMBER:
            continue
        named = _said(one, "oldName")[:LONGEST_AREA_NAME]
        if named and old not in NOT_STATED:
            kind = AreaKind.COUNTY if len(old) <= COUNTY_FIGURES else AreaKind.MUNICIPALITY
            county = old[:COUNTY_FIGURES] if kind == AreaKind.MUNICIPALITY else ""
            was = found.setdefault(old, AreaRow(kind, old, named, county))
            if was.ended_on is None and day and (was.valid_from is None or day > was.valid_from):
                found[old] = replace(was, ended_on=day)
        if len(after.setdefault(old, set())) < MOST_SUCCESSORS:
            after[old].add(new)
    return after


def _said(one: dict[str, Any], key: str) -> str:
    value = one.get(key)
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _first_day(one: dict[str, Any], *keys: str) -> date | None:
    for key in keys:
        try:
            day = date.fromisoformat(_said(one, key)[:10])
        except ValueError:
            continue
        if is_near(day):
            return day
    return None
