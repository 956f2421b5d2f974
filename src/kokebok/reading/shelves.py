"""Narrowing a shelf by whom its pages are for and what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kokebok.lib.alphabet import alphabetical
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words


def narrowed(pages: Sequence[Any], chosen: Mapping[str, str]) -> list[Any]:
    """The pages for the chosen audience (`hvem`) about the chosen theme (`tema`)."""
    audience, theme = chosen.get("hvem", ""), chosen.get("tema", "")
    return [
        page
        for page in pages
        if (not audience or audience in page.audience) and (not theme or theme in page.themes)
    ]


def filters_of(pages: Sequence[Any], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The choices that the pages of a shelf offer; none where there would be nothing to choose."""
    audiences = sorted({key for page in pages for key in page.audience})
    themes = sorted({theme for page in pages for theme in page.themes}, key=alphabetical)
    filters = [
        _filter(
            "hvem",
            all_words().title(Which.AUDIENCES),
            all_words().among(Which.AUDIENCES, audiences),
            chosen,
        ),
        _filter("tema", _("Theme"), [(theme, theme) for theme in themes], chosen),
    ]
    return [one for one in filters if len(one["options"]) > 1]


def _filter(
    name: str, label: str, options: list[tuple[str, str]], chosen: Mapping[str, str]
) -> dict[str, Any]:
    shown = [{"value": value, "label": said, "chosen": chosen.get(name) == value} for value, said in options]
    return {"name": name, "label": label, "options": shown}
