"""A member reads a whole page, and says what they think of each paragraph in its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.review.actions.approve_remaining import approve_remaining, take_back_rest
from kokebok.review.actions.say import say
from kokebok.review.approval_messages import press_named, tell_approved, tell_taken_back
from kokebok.review.forms import VerdictForm
from kokebok.review.models import Says
from kokebok.review.page_reading import page_read
from kokebok.review.queries import before_member, find_portion_for, find_reading_for, lines_of, next_unread
from kokebok.review.rules import MAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person
    from kokebok.review.models import Portion, Reading

WRITTEN = "text-"  # before the key of a portion: the field in its margin


@entrance(MAY, "review.read")
def read_page(request: HttpRequest, number: int, page: int) -> HttpResponse:
    """The page, with a margin beside each paragraph one is asked to read."""
    reading = find_reading_for(person_of(request), number)
    if request.method != "POST":
        return _show(request, reading, page)
    asked = request.POST.get("do", "")
    try:
        if asked == "rest":
            return _approve_rest(request, reading, page)
        if asked.startswith("undo:"):
            return _take_back(request, reading, page, asked.removeprefix("undo:"))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, reading, page, typed=typed_in(request), status=409)
    return _say(request, reading, page, asked)


def _show(
    request: HttpRequest,
    reading: Reading,
    page: int,
    *,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = page_read(person_of(request), reading, page, typed=typed, errors=errors)
    context = {"read": found, "reading": reading, "is_closed": reading.closed_at is not None}
    return show(request, "review/page.html", context, status)


def _say(request: HttpRequest, reading: Reading, page: int, asked: str) -> HttpResponse:
    """One verdict, as a button in the margin says it: what, of which portion, in which wording."""
    person = person_of(request)
    says, _colon, rest = asked.partition(":")
    portion, _colon, wording = rest.partition(":")
    found = find_portion_for(person, reading.pk, number_in(portion) or 0)
    if found.paragraph.page_id != page:
        raise Http404
    typed = typed_in(request)
    words = {"says": says, "text": typed.pop(found.pk, ""), "seen": wording}
    form = VerdictForm(words, before=before_member(person, found))
    if not form.is_valid():
        wrong = str(next(iter(form.errors.values()))[0])
        return _show(
            request,
            reading,
            page,
            typed={**typed, found.pk: words["text"]},
            errors={found.pk: wrong},
            status=422,
        )
    data = form.cleaned_data
    try:
        say(found, Says(data["says"]), data["text"], by=person, wording=data["seen"])
    except Refused as refusal:
        return _show(
            request,
            reading,
            page,
            typed={**typed, found.pk: words["text"]},
            errors={found.pk: str(refusal)},
            status=409 if isinstance(refusal, TooLate) else 422,
        )
    if typed:
        return _show(request, reading, page, typed=typed)
    return redirect(_address(reading, page, _next_on_page(person, found, seen=data["seen"].pk)))


def _next_on_page(person: Person, done: Portion, *, seen: int) -> int:
    """The key of the portion to go on with: the next that is left on the page; this one if its words are new."""
    if before_member(person, done).now.pk != seen:
        return done.pk
    here = [
        line
        for line in lines_of(person, done.reading)
        if line.portion.paragraph.page_id == done.paragraph.page_id
    ]
    following = next_unread(here, done.pk)
    return following.pk if following else done.pk


def _approve_rest(request: HttpRequest, reading: Reading, page: int) -> HttpResponse:
    pairs = (one.partition(":") for one in request.POST.get("rest", "").split(","))
    seen = {
        key: wording for one, _colon, two in pairs if (key := number_in(one)) and (wording := number_in(two))
    }
    approved = approve_remaining(reading, seen, by=person_of(request))
    tell_approved(request, approved.new)
    if approved.left_out:
        messages.warning(
            request, _("Some of them had been changed or said something of meanwhile, and are not with.")
        )
    typed = typed_in(request)
    return _show(request, reading, page, typed=typed) if typed else redirect(_address(reading, page))


def _take_back(request: HttpRequest, reading: Reading, page: int, key: str) -> HttpResponse:
    tell_taken_back(request, take_back_rest(reading, press_named(key), by=person_of(request)))
    typed = typed_in(request)
    return _show(request, reading, page, typed=typed) if typed else redirect(_address(reading, page))


def typed_in(request: HttpRequest) -> dict[int, str]:
    """What is written in the margins, by key of portion; what is empty is left out."""
    found = {
        number_in(name.removeprefix(WRITTEN)) or 0: str(words)
        for name, words in request.POST.items()
        if name.startswith(WRITTEN)
    }
    return {key: words for key, words in found.items() if key and words.strip()}


def _address(reading: Reading, page: int, portion: int = 0) -> str:
    address = reverse("review:page", args=[reading.pk, page])
    return f"{address}#p-{portion}" if portion else address
