"""Reading the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Max, ProtectedError, Q
from django.db.models.deletion import Collector
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import ModelLogEntry, Page

from kokebok.book.models import (
    Cookbook,
    Example,
    FactChapter,
    LinkedFrom,
    Paragraph,
    PictureUse,
    Shelf,
    Value,
    Wording,
)
from kokebok.book.outline import outline
from kokebok.lib.text import PageText, named
from kokebok.people.models import Body

_cookbook: ContextVar[list[Cookbook | None] | None] = ContextVar("cookbook", default=None)


@contextmanager
def cookbook_kept() -> Iterator[None]:
    """Inside, the cookbook is fetched when first asked for, and not again: for what changes nothing."""
    before = _cookbook.set([])
    try:
        yield
    finally:
        _cookbook.reset(before)


def the_cookbook() -> Cookbook | None:
    """The cookbook of the default site, with its sender; None before one is made."""
    shelf = _cookbook.get()
    if shelf:
        return shelf[0]
    ours = Cookbook.objects.filter(sites_rooted_here__is_default_site=True)
    found = ours.select_related("sender").first()
    if shelf is not None:
        shelf.append(found)
    return found


def text_of(page: Any) -> PageText:
    """The text of a published page with each passage's anchor and number."""
    standing = getattr(page, "standing", None)  # after a publishing they are known
    if standing is None:
        standing = Paragraph.objects.standing().on(page).only("path", "anchor")
    return named(outline(page), {one.path: one.anchor for one in standing})


def find_cookbook() -> Cookbook:
    """The cookbook; Http404 where none is made yet."""
    cookbook = the_cookbook()
    if cookbook is None:
        raise Http404
    return cookbook


@dataclass(frozen=True)
class FoundPage:
    """A published page, the cookbook it is in, and the pages above it below the cookbook, topmost first."""

    page: Any
    cookbook: Cookbook
    above: list[Page]


def find_page(path: str) -> FoundPage:
    """The published page at an address below the cookbook's; Http404 alike for absent and for unpublished."""
    cookbook = find_cookbook()
    parts = [part for part in path.split("/") if part]
    addresses = [cookbook.url_path + "".join(f"{part}/" for part in parts[:n]) for n in range(len(parts) + 1)]
    line = {page.url_path: page for page in Page.objects.live().filter(url_path__in=addresses)}
    page = line.get(addresses[-1])
    if page is None:
        raise Http404
    above = [line[address] for address in addresses[1:-1] if address in line]
    return FoundPage(
        page=cookbook if page.pk == cookbook.pk else page.specific, cookbook=cookbook, above=above
    )


def find_page_by_number(number: int) -> Page:
    """The published page with this key; Http404 alike for absent and for unpublished."""
    page = get_object_or_404(Page.objects.live(), pk=number, depth__gt=1)
    return page.specific


def address_of(page: Page) -> str:
    """Where a page is read: what its path has below the cookbook's, with a slash before and after."""
    return "/" + page.url_path.split("/", 2)[2]


def find_paragraph(anchor: str) -> Paragraph:
    """The paragraph with this anchor, gone or not, if its page is published; Http404 otherwise."""
    return get_object_or_404(Paragraph.objects.select_related("page"), anchor=anchor, page__live=True)


def is_referred_to(pages: Iterable[Page]) -> bool:
    """Whether something refers to one of these pages or their paragraphs, or to those below: they cannot be deleted."""
    for page in pages:
        would_go = Collector(using=DEFAULT_DB_ALIAS)
        try:
            would_go.collect(Page.objects.descendant_of(page, inclusive=True))
        except ProtectedError:
            return True
    return False


def is_picture_published(number: int) -> bool:
    """Whether a published page shows this picture of the library."""
    return PictureUse.objects.filter(picture=number, page__live=True).exists()


def wording_now(paragraph: Paragraph) -> Wording:
    """The newest wording of a paragraph."""
    return Wording.objects.filter(paragraph=paragraph).latest("number")


@dataclass(frozen=True)
class ShelfOfPages:
    """A shelf and its published pages in the order the editors gave them."""

    shelf: Shelf
    pages: list[Any]


def shelves(cookbook: Cookbook) -> list[ShelfOfPages]:
    """The published shelves of a cookbook with their pages."""
    return [
        ShelfOfPages(shelf, list(shelf.get_children().live().specific()))
        for shelf in Shelf.objects.live().child_of(cookbook)
    ]


@dataclass(frozen=True)
class TextLink:
    """The way to a text page: its number, title, language and address, and where it is shown."""

    pk: int
    title: str
    language: str
    url: str
    in_menu: bool
    in_footer: bool


@dataclass(frozen=True)
class Links:
    """What every page links to: the shelf of each kind that has a published one, by kind; and text pages."""

    shelves: dict[str, str]
    texts: list[TextLink]


def links_of_every_page() -> Links:
    """The published shelves, and all versions of the published text pages, in the order of the page editor."""
    pages = Page.objects.live().filter(Q(shelf__isnull=False) | Q(textpage__isnull=False)).order_by("path")
    links = Links({}, [])
    for page in pages.annotate(
        kind=F("shelf__kind"), language=F("textpage__language"), linked_from=F("textpage__linked_from")
    ).only("title", "url_path", "depth", "path"):
        if page.kind:
            links.shelves.setdefault(page.kind, address_of(page))
        elif page.linked_from != LinkedFrom.NOWHERE:
            links.texts.append(_text_link(page))
    return links


def _text_link(page: Any) -> TextLink:
    return TextLink(
        page.pk,
        page.title,
        page.language,
        address_of(page),
        in_menu=page.linked_from != LinkedFrom.FOOTER,
        in_footer=page.linked_from != LinkedFrom.MENU,
    )


def values_named_on(pages: Iterable[Any]) -> list[Value]:
    """The named values that fact chapters among these pages refer to, each once, by label."""
    named = {
        block.value["value"].pk
        for page in pages
        if isinstance(page, FactChapter)
        for block in page.body
        if block.block_type == "value" and block.value["value"]
    }
    return list(Value.objects.filter(pk__in=named).prefetch_related("versions"))


def actors_named_on(page: Any) -> list[Body]:
    """The actors that a page names, in its list of actors or as a party, each once."""
    parties = page.parties if isinstance(page, Example) else ()
    named = [*page.actors.all(), *(block.value["actor"] for block in parties if block.value["actor"])]
    return list({actor.pk: actor for actor in named}.values())


def newest_change_of_kept() -> int:
    """The number of the newest change of a named value or an actor in the page editor; it grows with each."""
    return ModelLogEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
