"""Searching all that anyone may read: texts and actors first, and below them inputs and editions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.search import queries
from kokebok.search.matching import MOST_COUNTED
from kokebok.search.nearest import Nearest, nearest_to
from kokebok.search.suggesting import suggestions
from kokebok.web.paging import page_of

TEXTS, INPUTS, EDITIONS = "", "innspill", "utgaver"
LONGEST_TYPED = 5000  # characters that are looked at, of which a question has far fewer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has the words, in any form of them, each with the part that has most of them."""
    asked = queries.ask(request.GET.get("q", "")[:LONGEST_TYPED])
    chosen = request.GET.get("i", TEXTS)
    if chosen not in {INPUTS, EDITIONS}:
        chosen = TEXTS
    counted = _counted(asked)
    page_obj = page_of(request, range(min(counted[chosen], MOST_COUNTED)), queries.A_PAGE)
    hits = _hits(asked, chosen, page_obj)
    tastes = _tastes(asked, counted) if chosen == TEXTS and page_obj.number == 1 else []
    has_any = any(counted.values())
    near = Nearest() if has_any else nearest_to(asked)
    context = {
        "query": asked.query.text,
        "instead": asked.instead,
        "instead_url": f"?{urlencode({'q': asked.instead})}",
        "hits": hits,
        "total": counted[chosen],
        "ways": _ways(asked, chosen, counted) if has_any else [],
        "tastes": tastes,
        "nearest": near.hits,
        "near_words": near.words,
        "ask_url": f"{reverse('inputs:give_to_book')}?{urlencode({'savnet': asked.query.text})}",
        "page_obj": page_obj,
    }
    return render(request, "reading/search.html", context)


def _counted(asked: queries.SearchRequest) -> dict[str, int]:
    if not asked.query.terms:
        return dict.fromkeys((TEXTS, INPUTS, EDITIONS), 0)
    return {
        TEXTS: len(asked.places),
        INPUTS: queries.number_of_inputs(asked),
        EDITIONS: queries.number_of_frozen(asked),
    }


def _hits(asked: queries.SearchRequest, chosen: str, page_obj: Page[int]) -> list[queries.Hit]:
    shown = list(page_obj)
    if not shown:
        return []
    if chosen == INPUTS:
        return queries.inputs(asked, shown[0], len(shown))
    if chosen == EDITIONS:
        return queries.frozen(asked, shown[0], len(shown))
    return queries.hits(asked.places[shown[0] : shown[-1] + 1], asked.query)


def _tastes(asked: queries.SearchRequest, counted: dict[str, int]) -> list[dict[str, Any]]:
    """The first few of what is not texts, below the first page of those."""
    tastes = [
        {
            "title": title,
            "url": _url(asked, which),
            "total": said(counted[which]),
            "hits": find(asked, 0, queries.A_TASTE),
            "has_more": counted[which] > queries.A_TASTE,
        }
        for which, title, find in (
            (INPUTS, _("In inputs"), queries.inputs),
            (EDITIONS, _("In editions"), queries.frozen),
        )
        if counted[which]
    ]
    return [one for one in tastes if one["hits"]]


def _ways(asked: queries.SearchRequest, chosen: str, counted: dict[str, int]) -> list[dict[str, Any]]:
    labels = {TEXTS: _("Texts and actors"), INPUTS: _("Inputs"), EDITIONS: _("Editions")}
    return [
        {"label": label, "number": said(counted[which]), "url": _url(asked, which), "chosen": which == chosen}
        for which, label in labels.items()
        if counted[which] or which == chosen
    ]


def said(number: int) -> str:
    """A number as it is told; what is not counted to its end says so."""
    return _("more than %(number)d") % {"number": MOST_COUNTED} if number > MOST_COUNTED else str(number)


def _url(asked: queries.SearchRequest, which: str) -> str:
    return "?" + urlencode({"q": asked.query.text, **({"i": which} if which else {})})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What is suggested to somebody who has typed so much: a list of words, for the script of the search field."""
    found = suggestions(request.GET.get("q", "")[:LONGEST_TYPED])
    response = JsonResponse({"suggestions": found})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response
