"""Two states of the book compared, in the shape that pages and files show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from kokebok.book.models import ChangeCause
from kokebok.editions.comparison_queries import (
    explained_between,
    explained_in,
    frozen_state,
    living_state,
    pages_to_compare,
    states_of_page,
)
from kokebok.editions.queries import find_edition
from kokebok.inputs.models import Kind as InputKind
from kokebok.lib.comparing import compare
from kokebok.outlets.colophon import printed_causes
from kokebok.outlets.compared_book import ComparedBook, NamedInput, ShownChange, ShownPage, WhyChanged
from kokebok.outlets.composing import edition_address, living_address
from kokebok.outlets.sheet_files import made_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from kokebok.editions.comparison_queries import BookState, Explained
    from kokebok.lib.comparing import ComparedPage, ComparedRow
    from kokebok.outlets.compared_book import ChangeKind

NOW = "i-dag"
"""What the living text is called in an address."""


def find_state(name: str) -> BookState:
    """The edition with this number, or the living text; Http404 when there is none."""
    return living_state() if name == NOW else frozen_state(find_edition(name))


def is_in_order(before: BookState, after: BookState) -> bool:
    """Whether the first of two states is the older one; the living text is newer than any edition."""
    if before.edition is None:
        return False
    return after.edition is None or before.edition.pk < after.edition.pk


def compared(before: BookState, after: BookState, path: str | None = None) -> ComparedBook:
    """All that changed from one state to a later one, or that of the one page at a path.

    The pages are compared once for all who ask meanwhile, whichever page they ask for. Http404 where neither state has
    that page, or where the two are states of different cookbooks. Raises TooBusy.
    """
    if before.cookbook.pk != after.cookbook.pk:
        raise Http404
    both = tuple(pages_to_compare(before)), tuple(pages_to_compare(after))
    pages = made_once(both, lambda: compare(*both))
    chosen = [page for page in pages if (page.changes if path is None else page.page.path == path)]
    if path is not None and not chosen:
        raise Http404
    shown = _Shown(after, explained_between(before, after))
    newest = after.edition
    return ComparedBook(
        title=newest.title if newest else after.cookbook.title,
        language=after.cookbook.language,
        publisher=newest.publisher if newest else after.cookbook.responsible_body,
        colour=after.cookbook.colour,
        before=before.number,
        after=after.number,
        before_day=before.day,
        after_day=after.day,
        pages=tuple(shown.page(page) for page in chosen),
    )


@dataclass(frozen=True)
class PageStep:
    """What became of a page on the way into an edition, or since the newest (`number` is ""); `is_first`: it came."""

    number: str
    day: date
    is_first: bool
    page: ShownPage


def history_of(path: str) -> list[PageStep]:
    """A page through all editions up to now, the oldest first: where it came, and each time it changed.

    The changes are counted through all steps, without what came with the page.

    Http404 where no edition has the page, and the living text has not either.
    """
    steps: list[PageStep] = []
    changes, before = 0, None
    for state, page in states_of_page(path):
        for told in compare([before] if before else [], [page] if page else []):
            if told.changes:
                shown = _Shown(state, explained_in(state), changes)
                steps.append(PageStep(state.number, state.day, before is None, shown.page(told)))
                changes = shown.changes if before else changes
        before = page
    return steps


class _Shown:
    """Numbers the changes in reading order, and says of each where it stands and why it came."""

    def __init__(self, after: BookState, why: Mapping[str, list[Explained]], changes: int = 0) -> None:
        self.after, self.why, self.changes = after, why, changes
        self.pages = 0

    def page(self, page: ComparedPage) -> ShownPage:
        self.pages += 1
        url = self._address(page.after.path) if page.after else ""
        return ShownPage(
            number=self.pages,
            title=page.page.title,
            language=page.page.language,
            path=page.page.path,
            state=_state(page),
            url=url,
            rows=tuple(self._row(row, page, url) for row in page.rows),
        )

    def _address(self, path: str) -> str:
        return edition_address(self.after.number, path) if self.after.number else living_address(path)

    def _row(self, row: ComparedRow, page: ComparedPage, url: str) -> ShownChange:
        what = _what(row)
        is_elsewhere = row.other is not None and row.other not in (page.before, page.after)
        self.changes += row.is_change
        anchor = row.statement.name if row.statement.is_passage and row.after and what != "left" else ""
        return ShownChange(
            number=self.changes if row.is_change else 0,
            what=what,
            row=row,
            url=f"{url}#a-{anchor}" if url and anchor else "",
            other=row.other.title if row.other and is_elsewhere else "",
            moved=row.after.name if row.after and (row.is_moved or what == "left") else "",
            why=tuple(self._why(row)) if row.is_change else (),
        )

    def _why(self, row: ComparedRow) -> Iterator[WhyChanged]:
        names = dict.fromkeys(one.name for one in (row.before, row.after) if one is not None)
        for explained in (one for name in names for one in self.why.get(name, ())):
            change = explained.change
            words = tuple(line for line in change["reason"].split("\n") if line)
            inputs = tuple(named_input(given) for given in change["inputs"])
            causes = [cause for cause in change.get("causes", ()) if cause]
            if words or inputs or causes:
                kind = ", ".join(str(ChangeCause(cause).label) for cause in causes)
                printed = printed_causes(causes, self.after.cookbook.language)
                yield WhyChanged(explained.number, kind, printed, words, inputs)


def named_input(given: Mapping[str, Any]) -> NamedInput:
    """An input as an edition names it."""
    return NamedInput(given["number"], str(InputKind(given["kind"]).label), given["name"])


def _state(page: ComparedPage) -> Any:
    if page.before is None:
        return "new"
    if page.after is None:
        return "gone"
    return "" if page.before.path == page.after.path else "elsewhere"


def _what(row: ComparedRow) -> ChangeKind:
    if row.what == "left":
        return "left"
    if row.is_moved:
        return "moved_changed" if row.what == "changed" else "moved"
    if row.is_marked:
        return "marked"
    return "" if row.what == "same" else row.what
