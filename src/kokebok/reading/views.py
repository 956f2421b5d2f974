"""The book as readers meet it: start page, shelves, pages with their margin, permalinks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kokebok.book.cards import cards_for_readers
from kokebok.book.interface_language import language_around
from kokebok.book.models import Cookbook, PageKind, Shelf
from kokebok.book.models.senders import contact_of
from kokebok.book.queries import FoundPage, address_of, find_page, find_paragraph, text_of, the_cookbook
from kokebok.book.sender_words import SenderShown, sender_shown
from kokebok.calls.queries import open_calls
from kokebok.desk.models import Decision
from kokebok.editions.queries import newest_with
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.inputs.models import Input
from kokebok.inputs.queries import counts_on
from kokebok.lib.text import PageText, passages_of
from kokebok.outlets.composing import edition_address
from kokebok.outlets.found import found_page, found_site
from kokebok.outlets.sheets import offered
from kokebok.reading import page_inputs, queries
from kokebok.reading.not_known import not_known
from kokebok.reading.shelves import filters_of, narrowed
from kokebok.reading.to_talk_with import to_talk_with
from kokebok.reading.topic_queries import topics_of
from kokebok.versions.queries import one_version_each, others_for_readers, versions_with
from kokebok.web.language import in_language
from kokebok.web.parts import parts_of_page
from kokebok.web.present import is_present
from kokebok.web.shared import shared
from kokebok.web.way_back import way_back

NUMBER = re.compile(r"[0-9]{1,9}")
MENU_WORDS = {
    PageKind.RECIPE: gettext_lazy("Recipes"),
    PageKind.FACT: gettext_lazy("Facts"),
    PageKind.EXAMPLE: gettext_lazy("Examples"),
    PageKind.TOOL: gettext_lazy("Tools"),
    PageKind.POST: gettext_lazy("Blog"),
}
"""What the main menu (components/nav.html) calls the shelf of each kind."""


@require_safe
@shared
def page(request: HttpRequest, path: str) -> HttpResponse:
    """Any page of the book, by its address; with the interface in the reader's language."""
    try:
        found = find_page(path)
    except Http404:
        if path or the_cookbook() is not None:
            raise
        return render(request, "reading/nothing_yet.html")
    around = language_around(getattr(found.page, "language", ""), found.cookbook)
    with in_language(request, around):
        if isinstance(found.page, Cookbook):
            return start(request, found.page)
        if isinstance(found.page, Shelf):
            return shelf(request, found.page)
        return chapter(request, found)


def start(request: HttpRequest, cookbook: Cookbook) -> HttpResponse:
    """The front page."""
    recipes, chosen = queries.read_of_kind(PageKind.RECIPE), request.GET.get("hvem", "")
    examples = queries.read_of_kind(PageKind.EXAMPLE)
    posts = queries.read_of_kind(PageKind.POST)
    newest = sorted(examples, key=lambda example: example.first_published_at, reverse=True)
    context = {
        "cookbook": cookbook,
        "page_text": text_of(cookbook),
        "stage_label": str(cookbook.get_stage_display()),
        **situations_for(chosen, recipes, "/?{}#situations"),
        "has_recipes": bool(recipes),
        "topics": topics_of([*recipes, *examples]),
        "explained": explained_first(cookbook),
        "sender": ahead(sender_shown(cookbook, get_language() or cookbook.language)),
        "contact": contact_of(cookbook),
        "examples": [queries.card(example) for example in newest[:3]],
        "posts": [queries.card(post) for post in posts[:3]],
        "counts": {"received": Input.objects.count(), "answered": Decision.objects.count()},
        "calls": open_calls(timezone.now()) if is_present("calls") else [],
        "edition": edition_shown(),
        "parts": parts_of_page(settings.FRONT_PAGE, cookbook),
        "can_speak": True,
        "found": found_site(cookbook),
        "input_counts": counts_on(cookbook),
    }
    return render(request, "reading/start.html", context)


def ahead(sender: SenderShown) -> SenderShown:
    """The sender, without a next date that has passed and what was to happen then."""
    if sender.next_on and sender.next_on < timezone.localdate():
        return replace(sender, next_on=None, next_what=replace(sender.next_what, text=""))
    return sender


def explained_first(cookbook: Cookbook) -> queries.PageCard | None:
    """The page that says what the cookbook is about, in the reader's language where it is; None where none is."""
    page = cookbook.explained_by
    if page is None or not page.live:
        return None
    versions = [page, *(one.page.specific for one in versions_with(page) if one.page.live)]
    return queries.card(one_version_each(versions, get_language() or "")[0])


def situations_for(chosen: str, recipes: list[Any], address: str) -> dict[str, Any]:
    """The situations of one audience, and the audiences to choose among; `address` has room for the choice."""
    audiences = queries.audiences_of(recipes)
    return {
        "audiences": [
            {"label": label, "url": address.format(urlencode({"hvem": key})), "chosen": key == chosen}
            for key, label in audiences
        ],
        "chosen": dict(audiences).get(chosen, ""),
        "situations": [queries.situation(one) for one in recipes if not chosen or chosen in one.audience],
    }


def edition_shown(path: str = "") -> dict[str, Any] | None:
    """The newest edition as the templates take it; None where it does not hold the page with this path."""
    edition = queries.latest_edition(path)
    if edition is None:
        return None
    return {
        "number": edition.number,
        "title": edition.title,
        "date": edition.date,
        "url": reverse("outlets:edition", args=[edition.number]),
    }


def menu_word(kind: PageKind, title: str) -> str:
    """What the main menu calls the shelf of a kind, in the reader's language; its title where the menu has none."""
    return str(MENU_WORDS.get(kind, title))


def shelf(request: HttpRequest, found: Shelf) -> HttpResponse:
    """All pages of a kind, narrowed by whom they are for and what they are about."""
    kind = PageKind(found.kind)
    pages = queries.read_of_kind(kind)
    kept = narrowed(pages, request.GET)
    context = {
        "heading": found.title,
        "crumb": menu_word(kind, found.title),
        "lead": found.lead,
        "cards": [queries.card(one) for one in kept],
        "total": len(kept),
        "is_narrowed": any(request.GET.get(one) for one in ("hvem", "tema")),
        "filters": filters_of(pages, request.GET),
        "feed_url": reverse("following:feed_of_blog") if kind == PageKind.POST else "",
        "has_newsletter": kind == PageKind.POST and is_on(Feature.NEWSLETTER),
        "tip_url": reverse("inputs:tips"),
    }
    return render(request, "reading/listing.html", context)


def chapter(request: HttpRequest, found: FoundPage) -> HttpResponse:
    """A page with its margin."""
    page, cookbook = found.page, found.cookbook
    text = text_of(page)
    numbers = {passage.anchor: passage.number for passage in passages_of(text)}
    groups = page_inputs.inputs_about(page, numbers, also=number_asked(request))
    talk = to_talk_with(page, groups)
    page_url = settings.BASE_URL + quote(address_of(page))
    context = {
        "cookbook": cookbook,
        "page_text": text,
        "found": found_page(text, page, url=page_url),
        "page_id": page.pk,
        "counts": page_inputs.counted_on(groups),
        "can_speak": True,
        "kind_label": str(page.kind.label),
        "crumbs": [
            {"title": menu_word(page.kind, above.title), "url": address_of(above)} for above in found.above
        ],
        "page_url": page_url,
        "history_url": reverse("outlets:page_history", args=[address_of(page).strip("/")]),
        "stage_label": str(cookbook.get_stage_display()),
        "edition": edition_shown(address_of(page).strip("/")),
        "overdue": is_overdue(text),
        "changed_at": page.last_published_at,
        "licence": page.licence,
        "input_groups": groups,
        "thanked": page_inputs.thanked_on(page),
        "input_count": sum(group.total for group in groups),
        "related": related(page),
        "cards": cards_for_readers(page.cards) if page.kind == PageKind.POST else [],
        "talk": talk,
        "not_known": not_known(page, can_be_asked=talk.can_be_asked),
        "versions": others_for_readers(page),
        "tip_url": reverse("inputs:tips"),
        "sheets": offered(page),
    }
    return render(request, "reading/page.html", context)


def number_asked(request: HttpRequest) -> int:
    """The number of the input that the way here is from, which is to be seen; 0 for none."""
    asked = request.GET.get("innspill", "")
    return int(asked) if NUMBER.fullmatch(asked) else 0


def is_overdue(text: PageText) -> bool:
    """Whether the page should have been reviewed before today."""
    return bool(text.review_by) and date.fromisoformat(text.review_by) < timezone.localdate()


def related(page: Any) -> list[dict[str, Any]]:
    """The pages a recipe points to, by kind."""
    cards = (
        queries.cards_of([block["value"] for block in page.related.raw_data])
        if page.kind == PageKind.RECIPE
        else []
    )
    titles = [
        (PageKind.TOOL, _("Tools you use")),
        (PageKind.EXAMPLE, _("Others who did it")),
        (PageKind.FACT, _("Good to know")),
    ]
    groups = [{"title": title, "cards": [one for one in cards if one.kind == kind]} for kind, title in titles]
    return [group for group in groups if group["cards"]]


@require_safe
@shared
def begin(request: HttpRequest) -> HttpResponse:
    """ "What is your situation?": say who you are, choose a sentence, and stand in a recipe."""
    recipes = queries.read_of_kind(PageKind.RECIPE)
    context = situations_for(request.GET.get("hvem", ""), recipes, "?{}")
    return render(request, "reading/begin.html", context)


@require_safe
@shared
def permalink(request: HttpRequest, anchor: str) -> HttpResponse:
    """To the paragraph where it stands now; if it has left the text, to its wordings.

    Where its page is no longer published: to the newest edition that has it, which says so.
    """
    try:
        paragraph = find_paragraph(anchor)
    except Http404:
        printed = newest_with(anchor)
        if printed is None:
            raise
        return redirect(f"{edition_address(printed.edition.number, printed.page.path)}#a-{anchor}")
    if paragraph.gone_at is not None:
        return redirect("reading:wordings", anchor)
    return redirect(f"{address_of(paragraph.page)}#a-{anchor}")


@require_POST
@csrf_exempt  # sets a language cookie and nothing else; the pages it stands on are cached for everyone
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of language, and send them back to where they were."""
    language = request.POST.get("language", "")
    response = HttpResponse(
        status=303, headers={"Location": way_back(request, request.POST.get("next", ""), "/")}
    )
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, httponly=True, samesite="Lax"
        )
    return response
