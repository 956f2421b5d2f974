"""Texts and their versions, in the shapes the templates take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.book.queries import address_of
from kokebok.lib.alphabet import alphabetical
from kokebok.versions.lagging import Lag, LaggingParagraph, changed_in, lags_of
from kokebok.versions.models import Version
from kokebok.versions.queries import ORDER, machine_drafts, versions_with
from kokebok.web.language_names import OWN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.book.models import Page


@dataclass(frozen=True)
class VersionShown:
    """A version at the desk. `url` is "" where readers cannot open it, `behind` the paragraphs others have changed."""

    number: int
    language: str
    name: str
    title: str
    url: str
    behind: int
    is_machines: bool


@dataclass(frozen=True)
class LagShown:
    """What a version lags behind another by."""

    lag: Lag
    name: str
    changed: list[LaggingParagraph]


def all_texts() -> list[list[VersionShown]]:
    """Each text that has versions, those with most to follow up first. Six queries."""
    versions = list(Version.objects.select_related("page").order_by("tie", "pk"))
    texts: dict[int, list[Version]] = {}
    for one in versions:
        texts.setdefault(one.tie_id, []).append(one)
    lags, machines = lags_of(versions), machine_drafts(one.page_id for one in versions)
    rows = [
        _shown(sorted(group, key=lambda one: ORDER.index(one.language)), lags, machines)
        for group in texts.values()
        if len(group) > 1  # the others of a page alone have been deleted
    ]
    return sorted(rows, key=lambda row: (-sum(one.behind for one in row), alphabetical(row[0].title)))


def versions_shown(page: Page) -> list[VersionShown]:
    """The versions of one text; none for a page that is not tied."""
    versions = versions_with(page)
    return shown_with(versions, lags_of(versions))


def shown_with(versions: list[Version], lags: list[Lag]) -> list[VersionShown]:
    """These versions of one text, where they are known to lag. One query."""
    return _shown(versions, lags, machine_drafts(one.page_id for one in versions))


def _shown(versions: Iterable[Version], lags: list[Lag], machines: set[int]) -> list[VersionShown]:
    return [
        VersionShown(
            number=one.page_id,
            language=one.language,
            name=OWN_NAMES[one.language],
            title=one.page.title,
            url=address_of(one.page) if one.page.live else "",
            behind=len({p for lag in lags if lag.version.pk == one.pk for p in lag.paragraphs}),
            is_machines=one.page_id in machines,
        )
        for one in versions
    ]


def lags_shown(page: Page, lags: list[Lag]) -> list[LagShown]:
    """What a page lags behind each of the other versions by, paragraph by paragraph."""
    mine = [lag for lag in lags if lag.version.page_id == page.pk]
    return [LagShown(lag, OWN_NAMES[lag.other.language], changed_in(lag)) for lag in mine]
