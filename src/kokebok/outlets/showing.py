"""An edition in the shapes its pages take."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kokebok.book.models import ChangeCause
from kokebok.editions.models import EditionIndex
from kokebok.inputs.models import Kind as InputKind
from kokebok.lib.changes import difference
from kokebok.outlets.composing import edition_address, living_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kokebok.editions.change_rows import EditionChange
    from kokebok.editions.models import Edition

Parts = list[tuple[str, str]]


@dataclass(frozen=True)
class PageLine:
    """A line of the contents."""

    title: str
    url: str
    language: str


@dataclass(frozen=True)
class ShelfLines:
    """A shelf in the contents."""

    title: str
    pages: list[PageLine]


@dataclass(frozen=True)
class IndexLine:
    """A topic or an actor, and the pages of the edition it stands on."""

    name: str
    pages: list[PageLine]
    is_credited: bool


@dataclass(frozen=True)
class Origin:
    """An input that a change came from; `name` is "" for a sender who is not to be named."""

    number: int
    kind: str
    name: str


@dataclass(frozen=True)
class ChangeShown:
    """A changed paragraph, word by word. `url` leads to where it stands in the edition, "" if it is gone.

    `causes` says what it comes from, in words; `is_unexplained` that nobody has said why, or not all of it.
    """

    what: str
    is_small: bool
    url: str
    parts: Parts
    causes: list[str]
    is_unexplained: bool
    reasons: list[str]
    origins: list[Origin]

    def adds_nothing_to(self, first: ChangeShown) -> bool:
        """Whether it has come, or gone, as the first of its page did, and all there is to say of why stands there."""
        is_silent = not (self.causes or self.origins or self.is_unexplained or self.is_small)
        return is_silent and self.what == first.what != "changed" and self.reasons in ([], first.reasons)


@dataclass(frozen=True)
class PageOfChanges:
    """What changed on one page."""

    title: str
    url: str
    changes: list[ChangeShown]

    @property
    def whole(self) -> ChangeShown | None:
        """The change that says why for them all, on a page that has come or gone as a whole; else None."""
        first, *others = self.changes
        return first if others and all(one.adds_nothing_to(first) for one in others) else None


def contents_of(edition: Edition) -> list[ShelfLines]:
    """The pages of an edition by shelf, without the cookbook's own page."""
    pages = (
        edition.pages.exclude(path="")
        .order_by("order")
        .values_list("shelf", "title", "path", "text__language")
    )
    lines = [
        (shelf, PageLine(title, edition_address(edition.number, path), lang))
        for shelf, title, path, lang in pages
    ]
    return [
        ShelfLines(shelf, [line for _shelf, line in group])
        for shelf, group in groupby(lines, key=lambda placed: placed[0])
    ]


def indexes_shown(edition: Edition, shelves: list[ShelfLines]) -> dict[str, list[IndexLine]]:
    """The topics and the actors of an edition as its files have them; none for one from before they were frozen."""
    index = EditionIndex.objects.filter(edition=edition).first()
    lines = {line.url: line for shelf in shelves for line in shelf.pages}

    def places(paths: list[str]) -> list[PageLine]:
        return [lines[at] for at in (edition_address(edition.number, path) for path in paths) if at in lines]

    return {
        which: [
            IndexLine(one["name"], places(one["pages"]), bool(one.get("credited") and edition.credits))
            for one in entries
        ]
        for which, entries in (index.said if index else {}).items()
    }


def changes_of(edition: Edition, paths: set[str]) -> list[PageOfChanges]:
    """The changes since the edition before, page by page. `paths` are those of the edition's pages."""
    return changes_by_page(
        edition.changes, lambda path: edition_address(edition.number, path) if path in paths else ""
    )


def coming_changes(changes: Iterable[EditionChange]) -> list[PageOfChanges]:
    """Changes that are not frozen yet, leading to the living text."""
    return changes_by_page([asdict(change) for change in changes], living_address)


def coming_change(change: EditionChange) -> ChangeShown:
    """A change that is not frozen yet, leading to the living text."""
    url = "" if change.what == "gone" else f"{living_address(change.path)}#a-{change.anchor}"
    return _change(asdict(change), url)


def changes_by_page(changes: list[dict[str, Any]], address: Callable[[str], str]) -> list[PageOfChanges]:
    """Changes as rows (see editions.changes.Change), gathered under their page's title and address."""
    pages: dict[tuple[str, str], list[ChangeShown]] = {}
    for change in changes:
        url = address(change["path"])
        shown = _change(change, f"{url}#a-{change['anchor']}" if url and change["what"] != "gone" else "")
        pages.setdefault((change["page"], url), []).append(shown)
    return [PageOfChanges(title, url, shown) for (title, url), shown in pages.items()]


def _change(change: dict[str, Any], url: str) -> ChangeShown:
    is_small, causes = change["weight"] == "small", change.get("causes", ())
    return ChangeShown(
        what=change["what"],
        is_small=is_small,
        url=url,
        parts=[(part.kind, part.text) for part in difference(change["before"], change["after"])],
        causes=[] if is_small else [str(ChangeCause(cause).label) for cause in causes if cause],
        is_unexplained="" in causes,
        reasons=[reason for reason in change["reason"].split("\n") if reason],
        origins=[
            Origin(given["number"], str(InputKind(given["kind"]).label), given["name"])
            for given in change["inputs"]
        ],
    )
