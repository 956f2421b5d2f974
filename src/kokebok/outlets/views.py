"""Editions as readers meet them: the list, the cover, a frozen page, the files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.book.interface_language import language_around
from kokebok.book.models import PageKind, Stage
from kokebok.book.queries import find_page
from kokebok.editions.models import Edition, EditionPage
from kokebok.editions.queries import (
    all_editions,
    find_edition,
    find_edition_page,
    newer_than,
    paths_of,
    text_as_frozen,
)
from kokebok.editions.said_beside import said_beside, withdrawn_among
from kokebok.lib.text import PageText
from kokebok.outlets.actions.fetch import note_fetched
from kokebok.outlets.actions.render import file_of
from kokebok.outlets.citations import FORMS, doi_of
from kokebok.outlets.colophon import advised_in_words, despite_of, sender_of_edition
from kokebok.outlets.composing import (
    edition_address,
    foreword_of,
    forewords_beside,
    linked_within,
    living_address,
    portrait_of,
)
from kokebok.outlets.formats import ROWS, Format, file_name
from kokebok.outlets.formats.json_edition import SCHEMA
from kokebok.outlets.found import found_edition
from kokebok.outlets.models import Copy
from kokebok.outlets.news import errata_of, news_on
from kokebok.outlets.queries import copies_of, earlier_copies, find_copy_of, find_made_copy, progress_of
from kokebok.outlets.sheets import offered_in
from kokebok.outlets.showing import changes_of, contents_of, indexes_shown
from kokebok.web.fetched_ahead import is_fetched_ahead
from kokebok.web.handing_out import hand_out
from kokebok.web.language import in_language
from kokebok.web.shared import shared

A_YEAR = 365 * 24 * 3600


@require_safe
@shared
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, newest first."""
    found = all_editions()
    withdrawn = withdrawn_among(found)
    newest = next((one.pk for one in found if one.pk not in withdrawn), None)
    context = {"editions": found, "withdrawn": withdrawn, "newest": newest}
    return render(request, "outlets/editions.html", context)


@require_safe
@shared
def edition(request: HttpRequest, number: str) -> HttpResponse:
    """The cover of an edition: what it is, what it holds, its files, what is new in it, who is thanked."""
    found = find_edition(number)
    paths, copies, said = paths_of(found), copies_of(found), sender_of_edition(found)
    cover, shelves = find_edition_page(found, ""), contents_of(found)
    front, about = text_as_frozen(cover), _about(found, "")
    context = {
        **about,
        "found": found_edition(found, None, ""),
        "crumbs": [{"title": _("Editions"), "url": reverse("outlets:editions")}],
        "stage_label": str(Stage(found.stage).label),
        **_foreword(found, said),
        "contact": said.get("contact", ()),
        "advised": advised_in_words(said.get("advised", ()), get_language() or "nb"),
        "page_text": linked_within(front, number, paths),
        "news": news_on(found, cover, about["beside"]),
        "errata": errata_of(found.number, about["beside"]),
        "shelves": shelves,
        "indexes": indexes_shown(found, shelves),
        "copies": sorted(
            (copy for copy in copies if copy.sha256),
            key=lambda copy: copy.form not in {Format.PDF, Format.PDF_SCREEN},
        ),
        "copies_to_come": not progress_of(copies).is_over,
        "changed_pages": changes_of(found, paths),
        "despite": despite_of(found),
        "earlier": earlier_copies(found),
    }
    return render(request, "outlets/edition.html", context)


def _foreword(found: Edition, said: dict[str, Any]) -> dict[str, Any]:
    """The foreword in the reader's language where the edition has it, else in the edition's own."""
    language = get_language() or ""
    beside = {one.language: one.words for one in forewords_beside(found, said)}
    has_own = language != found.language and language in beside
    alt = said.get("words", {}).get(language, {}).get("portrait_alt", "") if has_own else ""
    return {
        "foreword": beside[language] if has_own else foreword_of(found, said),
        "foreword_language": language if has_own else found.language,
        "portrait": portrait_of(said, alt),
    }


@require_safe
@shared
def page(request: HttpRequest, number: str, path: str) -> HttpResponse:
    """A page as it stood in an edition."""
    found = find_edition(number)
    frozen = find_edition_page(found, path)
    if not frozen.path:
        raise Http404
    text = linked_within(text_as_frozen(frozen), number, paths_of(found))
    with in_language(request, language_around(text.language)):
        return _page(request, found, frozen, text)


def _page(request: HttpRequest, found: Edition, frozen: EditionPage, text: PageText) -> HttpResponse:
    number, about = found.number, _about(found, frozen.path)
    context = {
        **about,
        "news": news_on(found, frozen, about["beside"]),
        "page_text": text,
        "found": found_edition(found, text, frozen.path),
        "kind_label": str(PageKind(text.kind).label) if text.kind in PageKind.values else "",
        "crumbs": [
            {"title": _("Editions"), "url": reverse("outlets:editions")},
            {"title": f"{found.title} {number}", "url": edition_address(number)},
        ],
        "shelf": frozen.shelf,
        "sheets": offered_in(number, frozen.path, text.kind),
    }
    return render(request, "outlets/page.html", context)


def _about(found: Edition, path: str) -> dict[str, Any]:
    """What every page of an edition says of itself, and where one finds the text of today."""
    newest, said = newer_than(found), said_beside(found)
    return {
        "beside": said,
        "instead_url": edition_address(said.instead.number) if said.instead else living_address(""),
        "edition": found,
        "citations": FORMS.values(),
        "doi": doi_of(found),
        "path": path,
        "page_url": settings.BASE_URL + edition_address(found.number, path),
        "living_url": living_address(path) if _is_living(path) else "",
        "newest": newest,
        "newest_url": _newest_url(newest, path) if newest else "",
    }


def _is_living(path: str) -> bool:
    try:
        find_page(path)
    except Http404:
        return False
    return True


def _newest_url(newest: Edition, path: str) -> str:
    """The same page in the newest edition, or its cover when it has none there."""
    return edition_address(newest.number, path if path in paths_of(newest) else "")


@require_safe
@shared
def schema(_request: HttpRequest) -> HttpResponse:
    """What the JSON of an edition holds, as a JSON Schema."""
    return HttpResponse(SCHEMA.read_bytes(), content_type="application/schema+json")


@require_safe
def download(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The file of an edition in one form. Its name in the cache is its own sha256.

    It is asked for each time whether it is still that: it is made anew when something is said beside the edition.
    """
    copy = find_made_copy(number, form)
    return _by_hash(request, copy, copy.sha256, "no-cache, private")


@require_safe
def same_file(request: HttpRequest, number: str, form: str, sha256: str) -> HttpResponseBase:
    """The file of an edition with this very hash, as it is now or as it was before."""
    copy = find_copy_of(number, form, sha256)
    return _by_hash(request, copy, sha256, f"max-age={A_YEAR}, immutable")


def _by_hash(request: HttpRequest, copy: Copy, sha256: str, how_long: str) -> HttpResponseBase:
    etag = quote_etag(sha256)
    # Not "public": that would have the page cache keep whole books in memory, and nobody would be counted.
    headers = {"ETag": etag, "Cache-Control": how_long}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    return _file(request, copy, sha256, headers)


def _file(request: HttpRequest, copy: Copy, sha256: str, headers: dict[str, str]) -> HttpResponseBase:
    form = Format(copy.form)
    name = file_name(slugify(copy.edition.title), copy.edition.number, form)
    try:
        response = hand_out(file_of(sha256, form), ROWS[form].media_type, headers, save_as=name)
    except FileNotFoundError as error:
        raise Http404 from error
    if request.method == "GET" and not is_fetched_ahead(request):
        note_fetched(copy)
    return response
