"""Editions as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.api.schemas.editions import (
    CopyData,
    EditionChangeData,
    EditionData,
    EditionList,
    EditionRow,
    ErratumData,
    WithdrawalData,
)
from kokebok.api.slices import part_of
from kokebok.editions.models import Edition
from kokebok.editions.queries import find_edition
from kokebok.editions.said_beside import said_beside
from kokebok.letters.writing import absolute
from kokebok.outlets.formats import ROWS, Format
from kokebok.outlets.queries import copies_of

if TYPE_CHECKING:
    from kokebok.api.schemas.paging import Paging
    from kokebok.editions.said_beside import SaidBeside


def editions(asked: Paging) -> EditionList:
    """The editions asked for. One query."""
    found, following = part_of(Edition.objects.defer("changes", "credits", "values"), asked)
    return EditionList(items=[EditionRow(**_row(one)) for one in found], next=following)


def edition(number: str) -> EditionData:
    """An edition with its files and changes; Http404 when there is none."""
    found = find_edition(number)
    beside = said_beside(found)
    return EditionData(
        **_row(found),
        previous=found.previous.number if found.previous else "",
        files=[
            CopyData(
                form=one.form,
                media_type=ROWS[Format(one.form)].media_type,
                size=one.size,
                sha256=one.sha256,
                address=absolute("outlets:download", number, one.form),
            )
            for one in copies_of(found)
            if one.sha256
        ],
        changes=[_change(row) for row in found.changes],
        errata=[
            ErratumData(
                number=one.erratum.number,
                anchor=one.erratum.anchor,
                text=one.erratum.text,
                day=one.erratum.day,
            )
            for one in beside.errata
        ],
        withdrawn=_withdrawn(beside),
    )


def _withdrawn(beside: SaidBeside) -> WithdrawalData | None:
    held, instead = beside.withdrawn, beside.instead
    if held is None:
        return None
    return WithdrawalData(why=held.why, day=held.day, instead=instead.number if instead else "")


def _row(one: Edition) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "day": one.date,
        "stage": one.stage,
        "language": one.language,
        "publisher": one.publisher,
        "licence": one.licence,
        "content_hash": one.content_hash,
        "frozen": one.frozen_at,
        "address": absolute("outlets:edition", one.number),
    }


def _change(row: dict[str, Any]) -> EditionChangeData:
    """A change as it was frozen. Names stand on the page of the edition, and not here."""
    return EditionChangeData(
        page=row["page"],
        anchor=row["anchor"],
        what=row["what"],
        before=row["before"],
        after=row["after"],
        reason=row["reason"],
        causes=[cause for cause in row.get("causes", ()) if cause],
        inputs=[one["number"] for one in row["inputs"]],
    )
