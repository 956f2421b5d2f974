"""Parts of a page that other apps put there: each app is named in a list, and gives its part or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class PagePart:
    """A part of a page: a template, and what it takes, as `said`."""

    template: str
    said: dict[str, Any]


def parts_of_page(names: Iterable[str], about: object) -> list[PagePart]:
    """What each of these functions gives of what the page is about, in their order, where it has something to say."""
    given = (import_string(name)(about) for name in names)
    return [part for part in given if part is not None]
