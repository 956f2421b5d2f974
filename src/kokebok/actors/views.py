"""Asking for contact: the form, the letter's page that passes it on, and the page of those who are asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.actors.actions import enquire
from kokebok.actors.forms import EnquiryForm
from kokebok.actors.letters import whom
from kokebok.actors.meet_queries import find_meet_entry_beside, find_public_meet_entry
from kokebok.actors.meet_views import page_of_list
from kokebok.actors.models import EnquiryState
from kokebok.actors.queries import (
    beginning_of,
    find_actor_to_ask,
    find_asked,
    find_enquiry,
    find_sender_to_ask,
)
from kokebok.actors.rules import ANSWER_WITHIN, CONFIRM_WITHIN, KEPT_AFTER_ANSWER, MayNotAsk
from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.models import Input
from kokebok.inputs.pressed import pressed
from kokebok.inputs.sender import network_of
from kokebok.letters.shares import TooMany
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.web.guarded import guarded

if TYPE_CHECKING:
    from kokebok.actors.models import Asked, Enquiry, MeetEntry
    from kokebok.people.models import Body

GET_OR_POST = ["GET", "HEAD", "POST"]
DAYS = {"confirm": CONFIRM_WITHIN.days, "answer": ANSWER_WITHIN.days, "kept": KEPT_AFTER_ANSWER.days}


@door
@require_http_methods(GET_OR_POST)
def ask_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask an actor for contact."""
    body = find_actor_to_ask(slug)
    return _ask(request, body, body.name, reverse("reading:actor", args=[slug]))


@door
@require_http_methods(GET_OR_POST)
def ask_sender(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the sender of an input, who has agreed to be asked."""
    given = find_sender_to_ask(number)
    name = _("Input %(number)s") % {"number": number}
    return _ask(request, given, name, reverse("reading:input", args=[number]))


@door
@require_http_methods(GET_OR_POST)
def ask_met(request: HttpRequest, number: int) -> HttpResponse:
    """Ask somebody on the list of a round or a theme, whom anyone may see."""
    met = find_public_meet_entry(number)
    return _ask(request, met, met.name, page_of_list(met))


@door
@require_http_methods(GET_OR_POST)
def ask_other(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Ask another on a list one is on oneself."""
    met = find_meet_entry_beside(token, number)
    return guarded(_ask(request, met, met.name, reverse("actors:my_meeting", args=[token])))


def _ask(request: HttpRequest, of: Body | Input | MeetEntry, name: str, back: str) -> HttpResponse:
    form = EnquiryForm(posted(request))
    given = of if isinstance(of, Input) else None
    about = {"given": given, "beginning": beginning_of(given)}
    context = {"form": form, "whom": name, "back": back, "days": DAYS, **about}

    def act() -> HttpResponse:
        enquire.ask(form.wish(), of=of, network=network_of(request))
        return redirect("actors:sent")

    return done_or_shown(request, "actors/ask.html", context, act)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way to whoever asks."""
    return render(request, "actors/sent.html", {"days": DAYS})


@door
@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Pass an enquiry on. Only the button does it: programs that look through letters open the link too."""
    enquiry = find_enquiry(token)
    if enquiry is None:
        return render(request, "actors/gone.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        try:
            enquire.confirm(enquiry)
        except (TooMany, MayNotAsk) as refusal:
            messages.error(request, str(refusal))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return guarded(redirect("actors:confirm", token=token))
    context = {
        "enquiry": enquiry,
        "whom": whom(enquiry),
        "beginning": beginning_of(enquiry.given),
        "days": DAYS,
    }
    return guarded(render(request, "actors/confirm.html", context))


@door
@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody wants, for one who is asked, and three buttons. Only a button says anything."""
    asked = find_asked(token)
    if request.method == "POST":
        with refusal_told(request):
            _say(asked, pressed(request.POST, "say", {"yes": "yes", "no": "no", "misuse": "misuse"}))
        return guarded(redirect("actors:answer", token=token))
    enquiry = asked.enquiry
    context = {
        "asked": asked,
        "enquiry": enquiry,
        "whom": whom(enquiry),
        "beginning": beginning_of(enquiry.given),
        "is_open": enquiry.state == EnquiryState.WAITING,
        "may_report": enquiry.state in {EnquiryState.ACCEPTED, EnquiryState.DECLINED},
        "is_reported": _is_reported(enquiry),
        "days": DAYS,
    }
    return guarded(render(request, "actors/answer.html", context))


def _say(asked: Asked, said: str) -> None:
    if said == "misuse":
        enquire.report(asked)
    else:
        enquire.answer(asked, accepts=said == "yes")


def _is_reported(enquiry: Enquiry) -> bool:
    return enquiry.state in {EnquiryState.REPORTED, EnquiryState.UPHELD}
