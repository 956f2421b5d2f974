"""A page of the book as a sheet to take along: what it is made from, and in which forms it is to be had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kokebok.book.models import Chapter, PageKind
from kokebok.book.pictures import bytes_of
from kokebok.book.queries import address_of, find_page, text_of
from kokebok.editions.models import EditionPage
from kokebok.editions.pictures import kept_file
from kokebok.editions.queries import (
    find_edition,
    find_edition_page,
    latest_standing,
    newer_than,
    paths_of,
    text_as_frozen,
)
from kokebok.editions.said_beside import said_beside
from kokebok.lib.pictures import NotAPicture
from kokebok.lib.text import passages_of
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.outlets.composing import (
    beside_notes,
    edition_address,
    linked_within,
    living_address,
    look_of,
    pictures_in,
)
from kokebok.outlets.manuscript import BesideNote, Manuscript, ManuscriptChapter, ManuscriptPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrPromise

    from kokebok.book.queries import FoundPage
    from kokebok.editions.models import Edition
    from kokebok.lib.text import PageText

FORMS: dict[str, tuple[str, ...]] = {
    PageKind.TOOL: ("a4.pdf", "a3.pdf", "docx"),
    PageKind.RECIPE: ("a4.pdf", "docx", "saksframlegg.docx"),
}
"""What a page of a kind can be taken along as, by the end of the file's name."""
NAMES: dict[tuple[str, str], StrPromise] = {
    (PageKind.TOOL, "a4.pdf"): gettext_lazy("The tool on one page, A4 (PDF)"),
    (PageKind.TOOL, "a3.pdf"): gettext_lazy("The tool large, for the wall or a table, A3 (PDF)"),
    (PageKind.TOOL, "docx"): gettext_lazy("The tool to fill in on a computer (Word)"),
    (PageKind.RECIPE, "a4.pdf"): gettext_lazy("The recipe on paper, A4 (PDF)"),
    (PageKind.RECIPE, "docx"): gettext_lazy("The recipe to work on (Word)"),
    (PageKind.RECIPE, "saksframlegg.docx"): gettext_lazy("A case memo to fill in, with sources (Word)"),
}
MEMO = "saksframlegg.docx"


@dataclass(frozen=True)
class OfferedForm:
    """A form a page can be taken along in: what it is called, and where it is fetched."""

    name: str
    url: str


def offered(page: Any) -> list[OfferedForm]:
    """What a page can be taken along as, in the language of now. Asks the database nothing."""
    path = address_of(page).lstrip("/")
    return [
        OfferedForm(str(NAMES[page.kind, form]), reverse("sheets:sheet", kwargs={"path": path, "form": form}))
        for form in forms_of(page)
    ]


def offered_in(number: str, path: str, kind: str) -> list[OfferedForm]:
    """What a page of an edition can be taken along as, as it stood there. Asks the database nothing."""
    return [
        OfferedForm(str(NAMES[kind, form]), reverse("outlets:sheet", args=[number, path, form]))
        for form in FORMS.get(kind, ())
    ]


def forms_of(page: Any) -> tuple[str, ...]:
    """The forms this page can be taken along in; none for most kinds."""
    return FORMS.get(page.kind, ()) if isinstance(page, Chapter) else ()


def find_sheet(path: str, form: str) -> Manuscript:
    """The published page at this address, to be laid out in a form; Http404 if it is not to be had in it."""
    found = find_page(path)
    if form not in forms_of(found.page):
        raise Http404
    return _in_form(manuscript_of_page(found), form)


def find_frozen_sheet(number: str, path: str, form: str) -> Manuscript:
    """A page as it stood in an edition, to be laid out in a form; Http404 if it is not to be had in it."""
    edition = find_edition(number)
    frozen = find_edition_page(edition, path)
    if form not in FORMS.get(text_as_frozen(frozen).kind, ()):
        raise Http404
    return _in_form(manuscript_of_frozen(edition, frozen), form)


def _in_form(manuscript: Manuscript, form: str) -> Manuscript:
    return _without_audience(manuscript) if form == MEMO else manuscript


def _without_audience(manuscript: Manuscript) -> Manuscript:
    """Without whom the page is for: in a case memo that is no matter of money."""
    chapter = next(manuscript.chapters)
    title = all_words().title(Which.AUDIENCES, chapter.page.language)
    facts = tuple(fact for fact in chapter.page.facts if fact[0] != title)
    return replace(
        manuscript, parts=(ManuscriptPart("", (replace(chapter, page=replace(chapter.page, facts=facts)),)),)
    )


def manuscript_of_page(found: FoundPage) -> Manuscript:
    """The page alone, as it reads now. The number is that of the newest edition if it says the same there, else ""."""
    page, cookbook = found.page, found.cookbook
    text, edition = text_of(page), latest_standing(cookbook)
    stands_in = edition if edition and _says_the_same(edition, address_of(page), text) else None
    living = settings.BASE_URL + address_of(page)
    published = page.last_published_at
    day = timezone.localdate(published) if published else timezone.localdate()
    return Manuscript(
        number=stands_in.number if stands_in else "",
        title=cookbook.title,
        genre_word=cookbook.genre_word,
        stage="",
        date=stands_in.date if stands_in else day,
        language=text.language,
        publisher=text.responsible or cookbook.responsible_body,
        foreword=(),
        parts=(ManuscriptPart("", (ManuscriptChapter(1, text, living, ""),)),),
        changes=(),
        credits=(),
        values=(),
        colophon=(),
        licence=page.licence,
        content_hash="",
        base_url=settings.BASE_URL + "/",
        pictures=pictures_in([text], _picture),
        colour=cookbook.colour,
    )


def manuscript_of_frozen(edition: Edition, frozen: EditionPage) -> Manuscript:
    """The page alone, as it stood in the edition, with nothing of the living text; it tells of a newer edition."""
    text = linked_within(text_as_frozen(frozen), edition.number, paths_of(edition), settings.BASE_URL)
    look, newer = look_of(edition), newer_than(edition)
    chapter = ManuscriptChapter(
        number=1,
        page=text,
        living_url=settings.BASE_URL + living_address(frozen.path),
        edition_url=settings.BASE_URL + edition_address(edition.number, frozen.path),
    )
    return Manuscript(
        number=edition.number,
        title=edition.title,
        genre_word=edition.genre_word,
        stage="",
        date=edition.date,
        language=text.language,
        publisher=text.responsible or edition.publisher,
        foreword=(),
        parts=(ManuscriptPart("", (chapter,)),),
        changes=(),
        credits=(),
        values=(),
        colophon=(),
        licence=edition.licence,
        content_hash="",
        base_url=settings.BASE_URL + "/",
        pictures=pictures_in([text], _kept_picture),
        colour=look.colour if look else "",
        newer=newer.number if newer else "",
        beside=tuple(_beside(edition, text)),
    )


def _beside(edition: Edition, text: PageText) -> Iterator[BesideNote]:
    """What is said beside the edition of this page, or of the whole edition."""
    places = {passage.anchor: str(passage.number) for passage in passages_of(text)}
    for note in beside_notes(said_beside(edition), places):
        if note.place or not note.anchor:
            yield note


def _says_the_same(edition: Edition, address: str, text: PageText) -> bool:
    frozen = EditionPage.objects.filter(edition=edition, path=address.strip("/")).first()
    return frozen is not None and text_as_frozen(frozen) == text


def _picture(name: str) -> bytes:
    """The picture; nothing where it is damaged, so that its words are there all the same."""
    try:
        return bytes_of(name)
    except NotAPicture:
        return b""


def _kept_picture(name: str) -> bytes:
    """The picture as the edition keeps it; nothing where its file is gone, so that its words are there all the same."""
    try:
        return kept_file(name).read()
    except OSError:
        return b""
