"""The changes since the newest edition at the desk: those that nobody has explained, explained where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kokebok.book.queries import find_cookbook
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.editions.actions.explain import explain
from kokebok.editions.queries import upcoming
from kokebok.editions.rules import NoSuchInput, NotSaid
from kokebok.outlets.explain_forms import ExplainForm, form_for, id_of
from kokebok.outlets.showing import ChangeShown, coming_change
from kokebok.people.rules import Refused
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.editions.change_rows import FoundChange
    from kokebok.editions.queries import Upcoming

A_PAGE = 20
ALL = "alle"


@dataclass(frozen=True)
class RowToExplain:
    """A change with the form that explains it. `number` counts the paragraphs of a page that is new or gone."""

    found: FoundChange
    shown: ChangeShown
    form: ExplainForm
    number: int


@desk_page("edition.freeze")
@require_http_methods(["GET", "HEAD", "POST"])
def unexplained(request: HttpRequest) -> HttpResponse:
    """The changes that nobody has explained, or with `?vis=alle` all of them; each can be explained there."""
    cookbook = find_cookbook()
    form = ExplainForm(request.POST, auto_id=id_of(request.POST.get("anchor", ""))) if request.POST else None
    if form is not None and form.is_valid():
        done = _explain(request, cookbook, form)
        if done:
            return done
    coming = upcoming(cookbook)
    rows = _rows(coming, form, shows_all=request.GET.get("vis") == ALL)
    is_shown = any(row.form is form for row in rows)
    at = next((n for n, row in enumerate(rows) if row.form is form), None)
    paged = page_of(request, rows, A_PAGE) if at is None else page_of(request, [rows[at]], A_PAGE)
    context = {
        "page_obj": paged,
        "coming": coming,
        "gaps": coming.gaps,
        "shows_all": request.GET.get("vis") == ALL,
        "language": cookbook.language,
        "lost": form if form is not None and not is_shown else None,
    }
    return show(request, "outlets/desk/unexplained.html", context, status=422 if form is not None else 200)


def _explain(request: HttpRequest, cookbook: Cookbook, form: ExplainForm) -> HttpResponse | None:
    """The way back to the list; None where it is refused, and the form says why."""
    try:
        done = explain(cookbook, by=person_of(request), **form.cleaned_data)
    except Refused as refusal:
        field = {NoSuchInput: "inputs", NotSaid: "reason"}.get(type(refusal))
        form.add_error(field, str(refusal))
        return None
    told = ngettext("%(number)s change is explained.", "%(number)s changes are explained.", done)
    messages.success(request, told % {"number": done})
    shows_all = request.GET.get("vis") == ALL
    return redirect(reverse("outlets_desk:unexplained") + (f"?vis={ALL}" if shows_all else ""))


def _rows(coming: Upcoming, form: ExplainForm | None, *, shows_all: bool) -> list[RowToExplain]:
    """The changes to show, a whole page as one; `form` is one that was sent, and its change is among them."""
    sent = form.data.get("anchor") if form is not None else None
    on_page: dict[int, list[FoundChange]] = {}
    for one in coming.found:
        on_page.setdefault(one.paragraph.page_id, []).append(one)
    rows = []
    for one in coming.found:
        anchor = one.change.anchor
        if one.whole_page and not one.tells:
            continue
        if shows_all or anchor == sent or not one.change.is_explained:
            same_page = on_page[one.paragraph.page_id]
            seen = one.seen_among(same_page)
            own = form_for(one, seen)
            if form is not None and anchor == sent:
                own = form
                own.see(seen)
            number = len(same_page) if one.whole_page else 1
            rows.append(RowToExplain(one, coming_change(one.change), own, number))
    return rows
