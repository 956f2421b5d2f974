"""A member reads a draft that nobody else sees, and says what they think of each passage in its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kokebok.inputs.rules import TooLate
from kokebok.lib.bounded import number_in, numbers_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.review.actions.say_of_draft import (
    approve_rest_of_draft,
    say_of_draft,
    take_back_rest_of_draft,
)
from kokebok.review.approval_messages import press_named, tell_approved, tell_taken_back
from kokebok.review.draft_reading import (
    draft_heard,
    draft_read,
    find_draft,
    find_draft_for,
    find_passage,
    left_after,
)
from kokebok.review.forms import SaysForm
from kokebok.review.models import Says
from kokebok.review.page_views import typed_in
from kokebok.review.rules import MAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.review.models import DraftPage


@entrance(MAY, "review.read")
def read_draft(request: HttpRequest, number: int, draft: int) -> HttpResponse:
    """The draft, with a margin beside each passage."""
    found = find_draft_for(person_of(request), number, draft)
    if request.method != "POST":
        return _show(request, found)
    asked = request.POST.get("do", "")
    try:
        if asked == "rest":
            return _approve_rest(request, found)
        if asked.startswith("undo:"):
            return _take_back(request, found, asked.removeprefix("undo:"))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, find_draft(number, draft), typed=typed_in(request), status=409)
    return _say(request, found, asked)


@entrance(MAY, "review.see")
def heard_of_draft(request: HttpRequest, number: int, draft: int) -> HttpResponse:
    """For the editors: the draft, with what members have said beside each passage."""
    heard = draft_heard(find_draft(number, draft))
    return show(request, "review/draft_heard.html", {"heard": heard, "reading": heard.draft.reading})


def _show(
    request: HttpRequest,
    draft: DraftPage,
    *,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    read = draft_read(person_of(request), draft, typed=typed, errors=errors)
    is_closed = draft.live_at is not None or draft.reading.closed_at is not None
    context = {"read": read, "reading": draft.reading, "is_closed": is_closed}
    return show(request, "review/page.html", context, status)


def _say(request: HttpRequest, draft: DraftPage, asked: str) -> HttpResponse:
    """One verdict, as a button in the margin says it: what, and of which passage."""
    says, _colon, rest = asked.partition(":")
    passage = find_passage(draft, number_in(rest.partition(":")[0]) or 0)
    typed = typed_in(request)
    written = typed.pop(passage.pk, "")
    form = SaysForm({"says": says, "text": written})
    wrong, status = "", 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            say_of_draft(passage, Says(data["says"]), data["text"], by=person_of(request))
        except Refused as refusal:
            wrong, status = str(refusal), 409 if isinstance(refusal, TooLate) else 422
    else:
        wrong = str(next(iter(form.errors.values()))[0])
    if wrong:
        again = find_draft(draft.reading_id, draft.pk)
        return _show(
            request,
            again,
            typed={**typed, passage.pk: written},
            errors={passage.pk: wrong},
            status=status,
        )
    if typed:
        return _show(request, draft, typed=typed)
    read = draft_read(person_of(request), draft)
    return redirect(f"{read.address}#p-{left_after(read, passage.pk)}")


def _approve_rest(request: HttpRequest, draft: DraftPage) -> HttpResponse:
    seen = numbers_in(request.POST.get("rest", "").split(","))
    number = approve_rest_of_draft(draft, seen, by=person_of(request))
    tell_approved(request, number)
    return _after_all(request, draft)


def _take_back(request: HttpRequest, draft: DraftPage, key: str) -> HttpResponse:
    tell_taken_back(request, take_back_rest_of_draft(draft, press_named(key), by=person_of(request)))
    return _after_all(request, draft)


def _after_all(request: HttpRequest, draft: DraftPage) -> HttpResponse:
    typed = typed_in(request)
    return _show(request, draft, typed=typed) if typed else redirect(request.path)
