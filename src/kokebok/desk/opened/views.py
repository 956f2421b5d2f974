"""One input opened at the desk: to read it, to publish it, or not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from kokebok.desk.answering.forms import RefusalForm
from kokebok.desk.entrance import desk_page, person_of
from kokebok.desk.inbox.queries import find_input_for
from kokebok.desk.opened.feedback import published, refused
from kokebok.desk.opened.page import back_to, require_words_seen, show_late, show_opened, to_next
from kokebok.inputs.rules import TooLate
from kokebok.moderation.actions.refuse import publish, refuse
from kokebok.people.rules import Refused


@desk_page("desk.read")
def opened(request: HttpRequest, number: int) -> HttpResponse:
    """One input with its paragraph. To fetch it changes nothing: it is read when a script says that it is seen
    (`desk:here`), or with the first act (decision 32)."""
    return show_opened(request, find_input_for(person_of(request), number))


@desk_page("desk.approve")
def approve_input(request: HttpRequest, number: int) -> HttpResponse:
    """Publish an input that waits, or one that was refused."""
    if request.method != "POST":
        return back_to(request, number)
    person = person_of(request)
    given = find_input_for(person, number)
    try:
        require_words_seen(request, given)
        given = publish(given, by=person)
    except TooLate as refusal:
        return show_late(request, number, refusal)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back_to(request, number)
    messages.success(request, published(given))
    return back_to(request, number)


@desk_page("desk.approve")
def refuse_input(request: HttpRequest, number: int) -> HttpResponse:
    """Keep an input from readers, with a reason."""
    if request.method != "POST":
        return back_to(request, number)
    person = person_of(request)
    given = find_input_for(person, number)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return show_opened(request, given, refusal_form=form, status=422)
    try:
        require_words_seen(request, given)
        given = refuse(given, grounds=form.grounds(), by=person).given
    except TooLate as refusal:
        return show_late(request, number, refusal, typed=[form["refusal"]])
    messages.success(request, refused(given))
    return to_next(request, given)
