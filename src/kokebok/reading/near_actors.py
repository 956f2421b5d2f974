"""Others like an actor: of the same kind, and near it by county, size or theme; each with the reason in words."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kokebok.lib.alphabet import alphabetical
from kokebok.people.models import Body
from kokebok.registers.models import Area
from kokebok.registers.queries import municipalities_numbered

MOST_NEAR = 6
ABOUT_AS_MANY = 2 / 3
"""How much of the larger number the smaller must be, for two to have about as many inhabitants."""


@dataclass(frozen=True)
class InCommon:
    """What two actors have in common. `size` is the smaller number of inhabitants as a part of the larger, or 0."""

    county: str
    size: float
    themes: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether it is a reason to show one beside the other."""
        return bool(self.county or self.themes or self.is_of_a_size)

    @property
    def is_of_a_size(self) -> bool:
        return self.size >= ABOUT_AS_MANY

    @property
    def weight(self) -> float:
        """How near they are: a county counts as two themes, and so does the very same size."""
        return (2 if self.county else 0) + 2 * self.size + len(self.themes)


@dataclass(frozen=True)
class NearActor:
    """An actor like another, as it stands on its page; `reasons` are whole phrases."""

    name: str
    url: str
    place: str
    reasons: tuple[str, ...]


def actors_near(body: Body, shown: AbstractSet[int]) -> list[NearActor]:
    """Others of the same kind, of those `shown`, that are near an actor: the nearest first; three queries."""
    same_kind = Body.objects.filter(kind=body.kind, closed_on=None, merged_into=None).exclude(pk=body.pk)
    others = [other for other in same_kind if other.pk in shown]
    areas = municipalities_numbered({body.municipality, *(other.municipality for other in others)})
    found = [(other, _in_common(body, other, areas)) for other in others]
    near = [(other, common) for other, common in found if common.is_there]
    near.sort(
        key=lambda one: (-one[1].weight, one[0].place != body.place, alphabetical(one[0].name), one[0].pk)
    )
    return [
        NearActor(
            other.name, reverse("reading:actor", args=[other.slug]), other.place, _reasons(other, common)
        )
        for other, common in near[:MOST_NEAR]
    ]


def municipality_of(body: Body) -> str:
    """The municipality an actor is or is in, with its county; "" for none."""
    area = municipalities_numbered({body.municipality}).get(body.municipality) if body.municipality else None
    if area is None:
        return ""
    return f"{area.name}, {area.county.name}" if area.county else area.name


def inhabitants_of(body: Body) -> str:
    """How many live there as it is read, 12 400; "" where nobody has said it."""
    return "" if body.inhabitants is None else number_format(body.inhabitants, force_grouping=True)


def _in_common(body: Body, other: Body, areas: dict[str, Area]) -> InCommon:
    one, two = areas.get(body.municipality), areas.get(other.municipality)
    is_same_county = one and two and one.county_id and one.county_id == two.county_id
    sizes = sorted([body.inhabitants or 0, other.inhabitants or 0])
    return InCommon(
        county=one.county.name if is_same_county and one and one.county else "",
        size=sizes[0] / sizes[1] if sizes[1] else 0,
        themes=tuple(word for word in other.themes if word in body.themes),
    )


def _reasons(other: Body, common: InCommon) -> tuple[str, ...]:
    reasons = []
    if common.county:
        reasons.append(_("same county (%(county)s)") % {"county": common.county})
    if common.is_of_a_size:
        reasons.append(_("about as many inhabitants (%(number)s)") % {"number": inhabitants_of(other)})
    if common.themes:
        reasons.append(_("about the same: %(themes)s") % {"themes": ", ".join(common.themes)})
    return tuple(reasons)
