"""Two states of the book to compare: editions, or an edition and the living text; and why what lies between changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from kokebok.book.models import Paragraph, Shelf
from kokebok.book.queries import find_cookbook, find_page, shelves, text_of
from kokebok.editions.models import Edition, EditionPage
from kokebok.editions.queries import text_as_frozen, upcoming
from kokebok.lib.comparing import ReadPage, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kokebok.book.models import Cookbook


@dataclass(frozen=True)
class BookState:
    """The book as it is compared. `edition` is None for the living text, which stands as it does on the day."""

    cookbook: Cookbook
    edition: Edition | None
    day: date

    @property
    def number(self) -> str:
        """The number of the edition; "" for the living text."""
        return self.edition.number if self.edition else ""


def frozen_state(edition: Edition) -> BookState:
    """An edition, as it is compared."""
    return BookState(edition.cookbook, edition, edition.date)


def living_state() -> BookState:
    """The text as it is published now; Http404 where there is no cookbook yet."""
    return BookState(find_cookbook(), None, timezone.localdate())


def pages_to_compare(state: BookState) -> list[ReadPage]:
    """All that the book says in this state, page by page in reading order."""
    if state.edition is not None:
        return [read(text_as_frozen(page), page.path) for page in state.edition.pages.order_by("order")]
    book = state.cookbook
    pages = [book, *(page for shelf in shelves(book) for page in shelf.pages)]
    standing: defaultdict[int, list[Paragraph]] = defaultdict(list)
    rows = Paragraph.objects.standing().filter(page__in=[page.pk for page in pages])
    for row in rows.only("page_id", "path", "anchor").order_by("page_id", "order"):
        standing[row.page_id].append(row)
    for page in pages:
        page.standing = standing[page.pk]
    return [read(text_of(page), page.url_path.removeprefix(book.url_path).strip("/")) for page in pages]


@dataclass(frozen=True)
class Explained:
    """Why a paragraph changed on its way into an edition; `number` is "" for what no edition has yet.

    `change` is a row as editions freeze them (editions.changes.EditionChange as data).
    """

    number: str
    change: dict[str, Any]


def explained_between(before: BookState, after: BookState) -> dict[str, list[Explained]]:
    """What the editions between two states, and the later one, say of each change, by anchor, the oldest first."""
    found: defaultdict[str, list[Explained]] = defaultdict(list)
    for number, changes in _changes_between(before, after):
        for change in changes:
            found[change["anchor"]].append(Explained(number, change))
    return dict(found)


def explained_in(after: BookState) -> dict[str, list[Explained]]:
    """What one state says of the changes since the edition before it, by anchor."""
    edition = after.edition
    changes = edition.changes if edition else [asdict(one) for one in upcoming(after.cookbook).changes]
    found: defaultdict[str, list[Explained]] = defaultdict(list)
    for change in changes:
        found[change["anchor"]].append(Explained(after.number, change))
    return dict(found)


def states_of_page(path: str) -> list[tuple[BookState, ReadPage | None]]:
    """The page at a path in each edition, the oldest first, and as it is now; None where it was not there.

    Http404 where it never was.
    """
    living = living_state()
    editions = list(Edition.objects.filter(cookbook=living.cookbook).order_by("pk"))
    rows = EditionPage.objects.filter(edition__in=editions, path=path)
    frozen = {row.edition_id: read(text_as_frozen(row), path) for row in rows}
    found = [(BookState(living.cookbook, one, one.date), frozen.get(one.pk)) for one in editions]
    try:
        now = read(text_of(_find_text(path)), path)
    except Http404:
        if not frozen:
            raise
        return [*found, (living, None)]
    return [*found, (living, now)]


def _find_text(path: str) -> Any:
    """The published page at a path, if it has a text of its own; Http404 for a shelf, as for what is not there."""
    page = find_page(path).page
    if isinstance(page, Shelf):
        raise Http404
    return page


def _changes_between(before: BookState, after: BookState) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    editions = Edition.objects.filter(cookbook=before.cookbook).order_by("pk")
    if before.edition is not None:
        editions = editions.filter(pk__gt=before.edition.pk)
    if after.edition is not None:
        editions = editions.filter(pk__lte=after.edition.pk)
    yield from editions.values_list("number", "changes")
    if after.edition is None:
        yield "", [asdict(change) for change in upcoming(after.cookbook).changes]
