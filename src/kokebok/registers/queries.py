"""The register as its page and others read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kokebok.features.models import Feature
from kokebok.features.queries import on
from kokebok.lib.alphabet import alphabetical
from kokebok.registers.models import Area, AreaQuerySet


@dataclass(frozen=True)
class CountyRow:
    """A county with its municipalities in force; `county` is None for those that are in none."""

    county: Area | None
    municipalities: Sequence[Area]


def in_use() -> AreaQuerySet:
    """The municipalities, while the register is switched on; none while it is off."""
    return Area.objects.municipalities().filter(on(Feature.REGISTER))


def counties_with_municipalities() -> list[CountyRow]:
    """All municipalities in force, by county, in the order of their numbers, while the register is on; one query."""
    found = in_use().in_force().select_related("county").order_by("number")
    rows: dict[int, tuple[Area | None, list[Area]]] = {}
    for area in found:
        rows.setdefault(area.county_id or 0, (area.county, []))[1].append(area)
    ordered = sorted(rows.values(), key=lambda row: (row[0] is None, row[0].number if row[0] else ""))
    return [CountyRow(county, within) for county, within in ordered]


def ended_areas() -> list[Area]:
    """Those that have ended, the last first, each with its successors; two queries."""
    ended = Area.objects.exclude(ended_on=None).prefetch_related("successors")
    return list(ended.order_by("-ended_on", "kind", "number"))


def has_municipalities() -> bool:
    """Whether there is a municipality to choose."""
    return in_use().in_force().exists()


def register_is_empty() -> bool:
    """Whether nothing has been taken in yet."""
    return not Area.objects.exists()


def municipalities_to_choose(number: str = "") -> list[tuple[str, str]]:
    """Numbers and names of the municipalities in force, by name, and of one more that is chosen already; one query."""
    municipalities = in_use().select_related("county")
    chosen = municipalities.filter(number=number)
    found = sorted(municipalities.in_force() | chosen, key=lambda area: alphabetical(area.name))
    return [(area.number, _in_its_county(area)) for area in found]


def _in_its_county(area: Area) -> str:
    name = f"{area.name} ({area.county.name})" if area.county else area.name
    return _("%(name)s, which is there no more") % {"name": name} if area.ended_on else name


def municipalities_numbered(numbers: Collection[str]) -> dict[str, Area]:
    """The municipalities with these numbers, each with its county; at most two queries.

    Instead of one that has ended stands what came after it, if that is one and no more.
    """
    municipalities = Area.objects.municipalities().filter(number__in=set(numbers) - {""})
    after = Prefetch("successors", Area.objects.select_related("county"))
    return {
        area.number: _as_it_is_now(area)
        for area in municipalities.select_related("county").prefetch_related(after)
    }


def _as_it_is_now(area: Area) -> Area:
    successors = list(area.successors.all()) if area.ended_on else []
    return successors[0] if len(successors) == 1 else area
