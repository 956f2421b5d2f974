"""Reading editions."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from kokebok.book.models import Cookbook
from kokebok.book.queries import shelves
from kokebok.desk.models import CREDITED, Decision
from kokebok.editions.change_rows import EditionChange, FoundChange
from kokebok.editions.changes import found_changes, wordings_standing_on
from kokebok.editions.gaps import EditionGaps, gaps_among
from kokebok.editions.models import Edition, EditionPage, EditionWording
from kokebok.editions.said_beside import standing_editions
from kokebok.inputs.models import Input, State
from kokebok.lib.text import PageText, from_data


def latest_edition(cookbook: Cookbook | None = None) -> Edition | None:
    """The newest edition, of this cookbook or of any; None before the first."""
    editions = Edition.objects.all() if cookbook is None else Edition.objects.filter(cookbook=cookbook)
    # By key, not by date: the date is what the editors print, and two editions may have the same.
    return editions.order_by("pk").last()


def latest_standing(cookbook: Cookbook) -> Edition | None:
    """The newest edition of this cookbook that is not withdrawn."""
    return standing_editions().filter(cookbook=cookbook).order_by("pk").last()


def newer_than(edition: Edition) -> Edition | None:
    """The newest edition of the same cookbook that is not withdrawn; None where none is newer than this one."""
    newer = standing_editions().filter(cookbook=edition.cookbook_id, pk__gt=edition.pk)
    return newer.order_by("pk").last()


def newest_number() -> str:
    """The number of the newest edition that is not withdrawn; "" before the first."""
    edition = standing_editions().order_by("pk").last()
    return edition.number if edition else ""


def number_with_answer(decision: Decision) -> str:
    """The number of the first edition that holds what came of an answer, or thanks its sender; "" if none does."""
    if decision.wording_id is None and decision.outcome not in CREDITED:
        return ""
    edition = Edition.objects.filter(frozen_at__gte=decision.at).order_by("pk").first()
    return edition.number if edition else ""


def all_editions() -> list[Edition]:
    """Every edition, newest first."""
    return list(Edition.objects.order_by("-pk"))


def find_edition(number: str) -> Edition:
    """The edition with this number, and what is kept beside it; Http404 when there is none."""
    beside = ("look", "sender", "index", "despite")
    return get_object_or_404(
        Edition.objects.filter(number=number).select_related("previous", "cookbook", *beside)
    )


def find_edition_by_key(key: int) -> Edition:
    """The edition with this key; Http404 when there is none."""
    return get_object_or_404(Edition.objects.select_related("cookbook"), pk=key)


def find_edition_page(edition: Edition, path: str) -> EditionPage:
    """The page at this place in an edition; Http404 when it has none."""
    return get_object_or_404(EditionPage, edition=edition, path=path.strip("/"))


def newest_with(anchor: str) -> EditionWording | None:
    """The paragraph with this anchor as the newest edition that has it, and is not withdrawn, prints it; or None."""
    printed = EditionWording.objects.filter(
        wording__paragraph__anchor=anchor, edition__in=standing_editions()
    ).select_related("edition", "page", "wording__paragraph__page")
    return printed.order_by("-edition__pk").first()


def paths_of(edition: Edition) -> set[str]:
    """The places of all pages in an edition; "" is the cookbook's own."""
    return set(edition.pages.values_list("path", flat=True))


def text_as_frozen(page: EditionPage) -> PageText:
    """The text of a page as it stood."""
    return from_data(page.text)


@dataclass(frozen=True)
class Upcoming:
    """What an edition frozen now would hold: how many pages, and the changes since the newest edition."""

    pages: int
    previous: Edition | None
    found: list[FoundChange]

    @property
    def told(self) -> int:
        """How many changes readers are told of: a whole page that is new or gone is one."""
        return sum(one.tells or not one.whole_page for one in self.found)

    @property
    def changes(self) -> list[EditionChange]:
        """The changes as they would be frozen."""
        return [found.change for found in self.found]

    @property
    def gaps(self) -> EditionGaps:
        """What nobody has explained or answered."""
        return gaps_among(self.changes)


def upcoming(cookbook: Cookbook) -> Upcoming:
    """What would be frozen now."""
    previous = latest_edition(cookbook)
    pages = [page for shelf in shelves(cookbook) for page in shelf.pages]
    standing = wordings_standing_on([cookbook.pk, *(page.pk for page in pages)])
    return Upcoming(len(pages), previous, found_changes(previous, standing, root=cookbook.url_path))


def counts() -> dict[str, int]:
    """How many inputs have come: those answered, those published that wait for it, and the others."""
    received, answered = Input.objects.count(), Decision.objects.count()
    is_open = Input.objects.filter(state=State.OPEN).count()
    return {
        "received": received,
        "answered": answered,
        "open": is_open,
        "others": received - answered - is_open,
    }
