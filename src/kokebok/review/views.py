"""A member's pages: what to read, and one paragraph at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.inputs.rules import TooLate
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.review.actions.be_named import be_named
from kokebok.review.actions.say import say, set_naming
from kokebok.review.forms import VerdictForm
from kokebok.review.models import Adviser, Says
from kokebok.review.queries import (
    before_member,
    closed_readings,
    drafts_of,
    find_portion_for,
    find_reader,
    find_reading_for,
    lines_of,
    next_unread,
    open_readings,
    pages_to_read,
    to_read,
)
from kokebok.review.rules import MAY
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.review.models import Portion

ON_A_PAGE = 50


@entrance(MAY, "review.read")
def my_readings(request: HttpRequest) -> HttpResponse:
    """What the one who is signed in is asked to read."""
    person = person_of(request)
    context = {
        "readings": open_readings(person),
        "closed": closed_readings(person),
        "is_named": Adviser.objects.filter(person=person).exists(),
    }
    return show(request, "review/mine.html", context)


@require_POST
@entrance(MAY, "review.read")
def name_adviser(request: HttpRequest) -> HttpResponse:
    """Say whether one may be named among those who have advised."""
    agrees = request.POST.get("agrees") == "on"
    be_named(agrees=agrees, by=person_of(request))
    messages.success(
        request,
        _("You are named among those who have advised.")
        if agrees
        else _("You are not named among those who have advised."),
    )
    return redirect("review:start")


@entrance(MAY, "review.read")
def my_reading(request: HttpRequest, number: int) -> HttpResponse:
    """The paragraphs of one reading, and how far one has come."""
    person = person_of(request)
    reading = find_reading_for(person, number)
    lines, drafts = lines_of(person, reading), drafts_of(person, reading)
    context = {
        "reading": reading,
        "progress": to_read(reading, lines, drafts),
        "page_obj": page_of(request, lines, ON_A_PAGE),
        "next": next_unread(lines, 0),
        "pages": pages_to_read(lines),
        "drafts": drafts,
        "next_draft": next((one for one in drafts if one.left), None),
        "reader": find_reader(person, reading),
    }
    return show(request, "review/my_reading.html", context)


@entrance(MAY, "review.read")
def read_paragraph(request: HttpRequest, number: int, portion: int) -> HttpResponse:
    """One paragraph: what has changed since last time, and what one says of it."""
    person = person_of(request)
    found = find_portion_for(person, number, portion)
    if request.method != "POST":
        return _show_paragraph(request, person, found)
    form = VerdictForm(request.POST, before=before_member(person, found))
    if not form.is_valid():
        return _show_paragraph(request, person, found, form, status=422)
    data = form.cleaned_data
    try:
        say(found, Says(data["says"]), data["text"], by=person, wording=data["seen"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        late = isinstance(refusal, TooLate)
        return _show_paragraph(request, person, found, form, status=409 if late else 422)
    return _to_next(request, person, found, seen=data["seen"].pk)


@entrance(MAY, "review.read")
def name_me(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether one's name may stand beside what is published."""
    person = person_of(request)
    reading = find_reading_for(person, number)
    if request.method == "POST":
        agrees = request.POST.get("may_be_named") == "on"
        set_naming(find_reader(person, reading), agrees=agrees, by=person)
        messages.success(
            request,
            _("Your name may stand beside your remarks if they are published.")
            if agrees
            else _("Your remarks will be published without your name, if they are."),
        )
    return redirect("review:mine", number)


def _to_next(request: HttpRequest, person: Person, done: Portion, *, seen: int) -> HttpResponse:
    if before_member(person, done).now.pk != seen:
        messages.warning(
            request,
            _("What you said is saved. The text was changed while you read: this is what has changed."),
        )
        return redirect("review:paragraph", done.reading_id, done.pk)
    following = next_unread(lines_of(person, done.reading), done.pk)
    if following is None:
        messages.success(request, _("Saved. You have read all of it. Thank you!"))
        return redirect("review:mine", done.reading_id)
    messages.success(request, _("Saved. Here is the next one."))
    return redirect("review:paragraph", done.reading_id, following.pk)


def _show_paragraph(
    request: HttpRequest,
    person: Person,
    portion: Portion,
    form: VerdictForm | None = None,
    status: int = 200,
) -> HttpResponse:
    before = before_member(person, portion)
    context = {
        "before": before,
        "reading": portion.reading,
        "form": form or VerdictForm(before=before),
        "is_closed": portion.reading.closed_at is not None,
    }
    return show(request, "review/paragraph.html", context, status)
