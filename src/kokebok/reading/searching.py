"""Searching the book."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from kokebok.book.finding import pages_with
from kokebok.book.models import Page, Paragraph
from kokebok.book.queries import address_of
from kokebok.book.searching import WORD, lemma

LONGEST_QUERY = 200  # characters
A_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages that have the words, in any form of them, with the paragraph that has most of them."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = pages_with(query) if query else []
    page_obj = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "hits": [_hit(page, query) for page in page_obj],
        "total": len(found),
        "page_obj": page_obj,
    }
    return render(request, "reading/search.html", context)


def _hit(page: Any, query: str) -> dict[str, Any]:
    return {
        "kind": page.kind,
        "kind_label": str(page.kind.label),
        "title": page.title,
        "url": address_of(page),
        "excerpt_html": excerpt(page, query),
        "language": getattr(page, "language", ""),
    }


def excerpt(page: Page, query: str) -> SafeString:
    """The paragraph that has most of the words, shortened around the first, with the words marked."""
    forms = {lemma(word) for word in WORD.findall(query.lower())}
    texts = list(Paragraph.objects.standing().on(page).values_list("text", flat=True))
    best = max(
        texts, key=lambda text: len(forms & {lemma(word) for word in WORD.findall(text.lower())}), default=""
    )
    return marked(best[:300] + ("…" if len(best) > 300 else ""), forms)


def marked(text: str, forms: set[str]) -> SafeString:
    """The text with every word whose dictionary form is asked for marked, and the rest escaped."""
    out, at = [], 0
    for match in WORD.finditer(text):
        if lemma(match.group().lower()) in forms:
            out += [escape(text[at : match.start()]), f"<mark>{escape(match.group())}</mark>"]
            at = match.end()
    return mark_safe("".join([*out, escape(text[at:])]))  # noqa: S308 (every part is escaped)
