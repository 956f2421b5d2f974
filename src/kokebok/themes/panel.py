"""The themes of an input, beside it at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kokebok.themes.models import SORTABLE, Theme
from kokebok.themes.queries import has_none, proposals_for, themes_of
from kokebok.themes.rules import may

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def panel(person: Person, given: Input) -> Mapping[str, Any] | None:
    """What an input is about: its themes, the proposals, and the rest to choose from. None where nobody may decide."""
    if not may(person, "themes.decide") or given.state not in SORTABLE:
        return None
    has = themes_of(given)
    chosen = {one.theme_id for one in has}
    proposals = [one for one in proposals_for(given) if one.theme_id not in chosen]
    offered = chosen | {one.theme_id for one in proposals}
    others = [theme for theme in Theme.objects.in_use() if theme.pk not in offered]
    if not (has or proposals or others):
        return None
    return {
        "has": has,
        "proposals": proposals,
        "others": others,
        "none_fits": has_none(given),
        "given": given,
    }
