"""From an edition's rows to the manuscript the formats lay out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import Any
from urllib.parse import quote, unquote

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from PIL import Image

from kokebok.editions.models import Edition, EditionIndex, EditionLook, EditionPage
from kokebok.editions.pictures import kept_file
from kokebok.editions.queries import text_as_frozen
from kokebok.editions.said_beside import SaidBeside
from kokebok.editions.said_beside import said_beside as beside_now
from kokebok.lib.text import PageText, Picture, PictureSize, Section, passages_of, pictures_of
from kokebok.outlets.colophon import colophon_of, printed_causes, sender_of_edition
from kokebok.outlets.labels import labels_in
from kokebok.outlets.manuscript import (
    BesideNote,
    ChangeNote,
    ForewordBeside,
    IndexEntry,
    Manuscript,
    ManuscriptChapter,
    ManuscriptPart,
    ValueNote,
)

LINK = re.compile(r'(?<=\bhref=")/(?!/)([^"#?]*)([#?][^"]*)?(?=")')


class PictureLost(Exception):
    """The file of a picture in an edition is not where it was put."""


def manuscript_of(edition: Edition, said_beside: SaidBeside | None = None) -> Manuscript:
    """The whole edition, with every address absolute, and what is said beside it (None: what is said now).

    The same edition, with the same beside it, gives the same manuscript.

    Raises PictureLost if the file of one of its pictures is gone.
    """
    parts = _parts(edition)
    places = _places(parts)
    look = look_of(edition)
    said = sender_of_edition(edition)
    foreword = tuple(foreword_of(edition, said))
    index = indexes_of(edition)
    logo = _beside_text(look.logo, edition.publisher or edition.title) if look else None
    beside = forewords_beside(edition, said)
    portrait = portrait_of(said) if foreword or beside else None
    pictures = pictures_in((chapter.page for part in parts for chapter in part.chapters), _kept)
    pictures |= {one.largest.name: _kept(one.largest.name) for one in (logo, portrait) if one}
    return Manuscript(
        number=edition.number,
        title=edition.title,
        genre_word=edition.genre_word,
        stage=_in_language_of(edition, edition.get_stage_display),
        date=edition.date,
        language=edition.language,
        publisher=edition.publisher,
        foreword=foreword,
        parts=parts,
        changes=tuple(_change(change, places, edition.language) for change in edition.changes),
        credits=tuple(edition.credits),
        values=tuple(ValueNote(**value) for value in edition.values),
        colophon=colophon_of(edition),
        licence=edition.licence,
        content_hash=edition.content_hash,
        base_url=settings.BASE_URL + "/",
        previous=edition.previous.number if edition.previous else "",
        pictures=pictures,
        colour=look.colour if look else "",
        logo=logo,
        portrait=portrait,
        forewords_beside=beside,
        topics=index["topics"],
        actors=index["actors"],
        beside=tuple(beside_notes(beside_now(edition) if said_beside is None else said_beside, places)),
    )


def beside_notes(said: SaidBeside, places: Mapping[str, str]) -> Iterator[BesideNote]:
    """What is said beside an edition; `places` says how each paragraph is cited, by its anchor."""
    if said.withdrawn:
        to = edition_address(said.instead.number) if said.instead else living_address("")
        yield BesideNote(
            is_withdrawal=True,
            day=said.withdrawn.day,
            text=said.withdrawn.why,
            instead=said.instead.number if said.instead else "",
            href=settings.BASE_URL + to,
        )
    for one in (placed.erratum for placed in said.errata):
        place = places.get(one.anchor, "")
        yield BesideNote(is_withdrawal=False, day=one.day, text=one.text, place=place, anchor=one.anchor)


def pictures_in(texts: Iterable[PageText], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """The bytes of all pictures in these texts in their largest size, by name; `read` gives those of one."""
    names = {picture.largest.name for text in texts for picture in pictures_of(text)}
    return {name: read(name) for name in sorted(names)}


def look_of(edition: Edition) -> EditionLook | None:
    """The colour and the logo the edition was frozen with; None for an edition from before there were any."""
    look: EditionLook | None = getattr(edition, "look", None)
    return look


def portrait_of(said: dict[str, Any], alt: str = "") -> Picture | None:
    """Who signs the foreword, where the edition has their picture; `alt` in another language. Raises PictureLost."""
    return _beside_text(said.get("portrait", ""), alt or said.get("portrait_alt", ""))


def _beside_text(name: str, alt: str) -> Picture | None:
    """A picture that stands in no text, read aloud as `alt`; None where there is none."""
    if not name:
        return None
    with Image.open(BytesIO(_kept(name))) as picture:
        return Picture(sizes=(PictureSize(name, *picture.size),), alt=alt)


def _kept(name: str) -> bytes:
    try:
        return kept_file(name).read()
    except OSError as error:
        raise PictureLost(
            _("The picture %(name)s is not in the folder “copies”. Put it back from a backup, and try again.")
            % {"name": name}
        ) from error


def edition_address(number: str, path: str = "") -> str:
    """The address of an edition, or of a page in it, without the host."""
    return f"/utgave/{number}/{quote(path)}/" if path else f"/utgave/{number}/"


def living_address(path: str) -> str:
    """The address of the page as it reads today, without the host."""
    return f"/{quote(path)}/" if path else "/"


def paragraphs(text: str) -> list[str]:
    """Plain text as safe inline HTML, one for each paragraph; a blank line parts them."""
    parted = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return [escape(part) for part in parted if part]


def linked_within(text: PageText, number: str, paths: Iterable[str], base: str = "") -> PageText:
    """The text with its links to our own pages led to the same edition, where that page is in it.

    `paths` are those of the edition's pages; `base` is put before every address of ours, to make it absolute.
    """
    known = set(paths)

    def within(path: str) -> str:
        plain = unquote(path).strip("/")
        return edition_address(number, plain).strip("/") if plain in known else path

    def lead(found: re.Match[str]) -> str:
        path, rest = found[1], found[2] or ""
        led = within(path)
        return f"{base}/{led}{'' if led == path else '/'}{rest}"

    def each(section: Section) -> Section:
        return replace(
            section,
            links=tuple((label, within(path)) for label, path in section.links),
            passages=tuple(
                replace(passage, html=LINK.sub(lead, passage.html)) for passage in section.passages
            ),
            parts=tuple(each(part) for part in section.parts),
        )

    return replace(text, sections=tuple(each(section) for section in text.sections))


def indexes_of(edition: Edition) -> dict[str, tuple[IndexEntry, ...]]:
    """The topics and the actors of the edition as they were frozen; none for one from before they were."""
    index: EditionIndex | None = getattr(edition, "index", None)
    said = index.said if index else {}
    paths = edition.pages.order_by("order").values_list("path", flat=True) if said else ()
    numbers = {path: number for number, path in enumerate(paths, start=1)}
    return {
        which: tuple(
            IndexEntry(one["name"], tuple(numbers[path] for path in one["pages"]), one.get("credited", False))
            for one in said.get(which, ())
        )
        for which in ("topics", "actors")
    }


def foreword_of(edition: Edition, said: dict[str, Any] | None = None) -> list[str]:
    """The foreword as safe inline HTML, one for each paragraph; after it what the sender wants, and who signs."""
    said = sender_of_edition(edition) if said is None else said
    return _signed(edition.foreword, said.get("signal", ""), said.get("name", ""), said.get("title", ""))


def forewords_beside(edition: Edition, said: dict[str, Any]) -> tuple[ForewordBeside, ...]:
    """The foreword, what the sender wants and who signs, in each other language any of it is said in.

    What is not said in that language is there in the edition's own, marked with it.
    """
    own = {"foreword": edition.foreword, "signal": said.get("signal", ""), "title": said.get("title", "")}
    found = (
        ForewordBeside(
            language,
            tuple(
                _signed(
                    words.get("foreword") or own["foreword"],
                    words.get("signal") or own["signal"],
                    said.get("name", ""),
                    words.get("title") or own["title"],
                    {part: edition.language for part in own if not words.get(part)},
                )
            ),
        )
        for language, words in sorted(said.get("words", {}).items())
        if any(words.get(part) for part in own)
    )
    return tuple(one for one in found if one.words)


def _signed(
    foreword: str, signal: str, name: str, title: str, lent: dict[str, str] | None = None
) -> list[str]:
    """The paragraphs; those of the parts in `lent` are marked with the language they are in."""

    def marked(part: str, words: str) -> str:
        language = (lent or {}).get(part)
        return f'<span lang="{escape(language)}">{words}</span>' if language and words else words

    words = [marked("foreword", one) for one in paragraphs(foreword)]
    words += [f"<em>{marked('signal', one)}</em>" for one in paragraphs(signal)]
    named = f"<strong>{escape(name)}</strong>" if name else ""
    signed = ", ".join(filter(None, (named, marked("title", escape(title)))))
    return [*words, signed] if words and name else words


def _parts(edition: Edition) -> tuple[ManuscriptPart, ...]:
    pages = list(edition.pages.order_by("order"))
    paths = [page.path for page in pages]
    chapters = [
        (page.shelf, _chapter(number, edition, page, paths)) for number, page in enumerate(pages, start=1)
    ]
    return tuple(
        ManuscriptPart(title, tuple(chapter for _shelf, chapter in group))
        for title, group in groupby(chapters, key=lambda placed: placed[0])
    )


def _chapter(number: int, edition: Edition, page: EditionPage, paths: list[str]) -> ManuscriptChapter:
    return ManuscriptChapter(
        number=number,
        page=linked_within(text_as_frozen(page), edition.number, paths, settings.BASE_URL),
        living_url=settings.BASE_URL + living_address(page.path),
        edition_url=settings.BASE_URL + edition_address(edition.number, page.path),
    )


def _places(parts: tuple[ManuscriptPart, ...]) -> dict[str, str]:
    """How each paragraph is cited in this edition, by its anchor."""
    return {
        passage.anchor: f"{chapter.number}.{passage.number}"
        for part in parts
        for chapter in part.chapters
        for passage in passages_of(chapter.page)
    }


def _change(change: dict[str, Any], places: dict[str, str], language: str) -> ChangeNote:
    causes = change.get("causes", ())
    kind = printed_causes(causes, language)
    names = dict.fromkeys(given["name"] for given in change["inputs"] if given["name"])
    return ChangeNote(
        page_title=change["page"],
        place=places.get(change["anchor"], ""),
        anchor=change["anchor"],
        before=change["before"],
        after=change["after"],
        reason=change["reason"],
        kind=", ".join(filter(None, (kind, labels_in(language).unexplained * ("" in causes)))),
        credits=tuple(names),
    )


def _in_language_of(edition: Edition, say: Callable[[], Any]) -> str:
    with translation.override(edition.language):
        return str(say())
