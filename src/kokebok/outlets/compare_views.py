"""Any two states of the book beside each other: as pages, and as files."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.editions.queries import all_editions
from kokebok.outlets.compare_forms import CompareForm
from kokebok.outlets.compared_files import FORMS, file_of_comparison
from kokebok.outlets.comparing import NOW, compared, find_state, history_of, is_in_order
from kokebok.outlets.formats.pdf import NotRendered
from kokebok.outlets.sheet_files import TooBusy, in_turn
from kokebok.outlets.sheet_views import no_file
from kokebok.web.downloads import download
from kokebok.web.shared import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kokebok.outlets.compared_book import ComparedBook

P = ParamSpec("P")
MOST_SHOWN = 300  # changes on one page; of more it lists the pages, each of which shows its own


def _or_come_again(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Ask whoever comes while too many comparisons and files are being made to come again."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TooBusy as error:
            return no_file(request, error, reverse("outlets:compare"))

    return answer


@require_safe
@shared
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two states of the book."""
    editions = all_editions()
    is_asked = bool(request.GET.get("fra") or request.GET.get("til"))
    chosen = {"fra": editions[0].number if editions else "", "til": NOW}
    form = CompareForm(request.GET if is_asked else None, editions=editions, initial=chosen)
    if is_asked and form.is_valid():
        return redirect("outlets:comparison", form.cleaned_data["fra"], form.cleaned_data["til"])
    context = {"form": form, "has_editions": bool(editions)}
    return render(request, "outlets/compare.html", context, status=422 if is_asked else 200)


@require_safe
@shared
@_or_come_again
def comparison(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """All that changed between two states, page by page."""
    older, newer = find_state(before), find_state(after)
    if not is_in_order(older, newer):
        return _other_way("outlets:comparison", before, after)
    book = compared(older, newer)
    context = {**_about(book, before, after), "is_long": len(book.changes) > MOST_SHOWN}
    return render(request, "outlets/comparison.html", context)


@require_safe
@shared
@_or_come_again
def page_compared(request: HttpRequest, before: str, after: str, path: str) -> HttpResponse:
    """One page whole, with what changed in its place."""
    older, newer = find_state(before), find_state(after)
    if not is_in_order(older, newer):
        return _other_way("outlets:page_compared", before, after, *([path] if path else []))
    book = compared(older, newer, path.strip("/"))
    [page] = book.pages
    context = {**_about(book, before, after), "page": page, "changes": page.changes}
    return render(request, "outlets/page_compared.html", context)


@require_safe
@shared
@_or_come_again
def comparison_file(request: HttpRequest, before: str, after: str, form: str) -> HttpResponse:
    """The comparison as a file: a Word document with tracked changes, or a PDF."""
    older, newer = find_state(before), find_state(after)
    if form not in FORMS or not is_in_order(older, newer):
        raise Http404
    book = compared(older, newer)
    try:
        content = file_of_comparison(book, form)
    except (TooBusy, NotRendered) as error:
        return no_file(request, error, reverse("outlets:comparison", args=[before, after]))
    return download(f"{slugify(book.title)}-{before}-{after}.{form}", content)


@require_safe
@shared
@_or_come_again
def page_history(request: HttpRequest, path: str) -> HttpResponse:
    """All that has become of a page, from the first edition it stands in until now, as one reading."""
    with in_turn():
        steps = history_of(path.strip("/"))
    numbers = [change.number for step in steps if not step.is_first for change in step.page.changes]
    context = {
        "steps": steps,
        "title": steps[-1].page.title,
        "language": steps[-1].page.language,
        "first": min(numbers, default=0),
        "last": max(numbers, default=0),
        "crumbs": [{"title": _("Editions"), "url": reverse("outlets:editions")}],
    }
    return render(request, "outlets/page_history.html", context)


def _other_way(name: str, before: str, after: str, *more: str) -> HttpResponse:
    """Two states the newer of which was named first; Http404 where they are the same."""
    if before == after:
        raise Http404
    if name == "outlets:page_compared" and not more:
        name = "outlets:cover_compared"
    return redirect(name, after, before, *more)


def _about(book: ComparedBook, before: str, after: str) -> dict[str, Any]:
    new_pages = [page for page in book.pages if page.state == "new"]
    on_new_pages = sum(len(page.changes) for page in new_pages)
    counts = [
        (len(new_pages), "new_page"),
        (book.count("new") - on_new_pages, "new"),
        (book.count("gone"), "gone"),
        (book.count("changed"), "changed"),
        (book.count("moved", "moved_changed"), "moved"),
        (book.count("marked"), "marked"),
    ]
    return {
        "book": book,
        "before": before,
        "after": after,
        "counts": [(number, what) for number, what in counts if number],
        "total": len(book.changes),
        "told": len(book.changes) - on_new_pages + len(new_pages),
        "crumbs": [
            {"title": _("Editions"), "url": reverse("outlets:editions")},
            {"title": _("Compare two editions"), "url": reverse("outlets:compare")},
        ],
    }
