"""Take a file into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokebok.features.models import Feature, SwitchedOn
from kokebok.journal.actions.record import record
from kokebok.registers.differences import RegisterChanges, compare
from kokebok.registers.models import Area, AreaKind
from kokebok.registers.rules import NothingNew, RegisterChanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kokebok.people.models import Person
    from kokebok.registers.area_rows import AreaRow

NAMES_TOLD = 1_000  # in the journal; a reform of all municipalities has fewer


@transaction.atomic
def take_in(
    rows: Sequence[AreaRow], *, day: date, is_whole: bool, seen: str = "", by: Person | None
) -> RegisterChanges:
    """Bring the register in line with these rows, and say what was changed; see `differences.compare`.

    The register is switched on: whoever takes it in has use of it.
    `seen` is the digest of the changes somebody has looked at. Raises RegisterChanged if they would be others by now,
    NothingNew if there are none, and EndsBeforeItBegins as `compare` does. The journal keeps what was renamed and what
    ended, the first NAMES_TOLD of them.
    """
    list(Area.objects.select_for_update().values_list("pk"))
    changes = compare(rows, day=day, is_whole=is_whole)
    if seen and seen != changes.digest:
        raise RegisterChanged(_("The register has changed since you looked. Look once more."))
    if not changes.total:
        raise NothingNew(_("The register says already what the file says."))
    try:
        with transaction.atomic():
            _write(changes, day)
    except IntegrityError as error:
        raise RegisterChanged(_("The register has changed since you looked. Look once more.")) from error
    SwitchedOn.objects.get_or_create(feature=Feature.REGISTER)
    record(
        "register.taken_in",
        by=by,
        new=len(changes.new),
        changed=len(changes.renamed) + len(changes.other),
        ended=len(changes.ended),
        names=[
            [one.row.number, one.was, one.row.name] for one in (*changes.renamed, *changes.ended)[:NAMES_TOLD]
        ],
    )
    return changes


def _write(changes: RegisterChanges, day: date) -> None:
    Area.objects.bulk_create(
        [
            Area(
                kind=one.row.kind,
                number=one.row.number,
                name=one.row.name,
                valid_from=one.row.valid_from or (None if one.row.ended_on else day),
                ended_on=one.row.ended_on,
            )
            for one in changes.new
        ],
        batch_size=500,
    )
    areas = {(area.kind, area.number): area for area in Area.objects.all()}
    rows = [one.row for one in (*changes.new, *changes.renamed, *changes.ended, *changes.other)]
    changed = []
    for row in rows:
        area = areas[row.kind, row.number]
        area.name, area.ended_on = row.name, row.end_after(area.ended_on)
        area.valid_from = row.valid_from or area.valid_from
        area.county = areas.get((AreaKind.COUNTY, row.county), area.county)
        changed.append(area)
    Area.objects.bulk_update(changed, ["name", "ended_on", "valid_from", "county"], batch_size=200)
    _write_successors(rows, areas)


def _write_successors(rows: Sequence[AreaRow], areas: dict[tuple[str, str], Area]) -> None:
    through = Area.successors.through
    pairs = [
        (areas[row.kind, row.number].pk, areas[row.kind, number].pk)
        for row in rows
        for number in row.successors
        if (row.kind, number) in areas and number != row.number
    ]
    through.objects.bulk_create(
        [through(from_area_id=old, to_area_id=new) for old, new in dict.fromkeys(pairs)],
        ignore_conflicts=True,
    )
