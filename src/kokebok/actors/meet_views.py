"""Who else was here and wants to talk: the list of a round or a theme, and one's own place on it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokebok.actors.actions import meet as acts
from kokebok.actors.meet_forms import MeetForm
from kokebok.actors.meet_letters import name_of_meet_list
from kokebok.actors.meet_queries import (
    find_my_meeting,
    find_theme,
    others_on_meet_list,
    public_list,
    theme_in_use,
)
from kokebok.actors.rules import CONFIRM_WITHIN, MET_KEPT_FOR
from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.pressed import ChangedSince
from kokebok.inputs.sender import network_of
from kokebok.rounds.languages import language_of
from kokebok.rounds.queries import find_round_by_code, find_round_with_report
from kokebok.web.guarded import guarded
from kokebok.web.language import in_language

if TYPE_CHECKING:
    from kokebok.actors.models import MeetEntry
    from kokebok.rounds.models import Round

GET_OR_POST = ["GET", "HEAD", "POST"]
DAYS = {"confirm": CONFIRM_WITHIN.days, "kept": MET_KEPT_FOR.days}


@door
@require_http_methods(GET_OR_POST)
def of_round(request: HttpRequest, code: str) -> HttpResponse:
    """The list of a round, for those who are in it."""
    found = find_round_by_code(code)
    with in_language(request, language_of(found)):
        return _list(request, found, found.title, reverse("rounds:joined", args=[found.code]))


@door
@require_http_methods(GET_OR_POST)
def of_report(request: HttpRequest, number: int) -> HttpResponse:
    """The list of a round whose report anyone may read."""
    found = find_round_with_report(number)
    return _list(request, found, found.title, reverse("reading:round", args=[number]))


@door
@require_http_methods(GET_OR_POST)
def of_theme(request: HttpRequest, key: str) -> HttpResponse:
    """The list of a theme; of the other one, where it has become a part of that."""
    found = find_theme(key)
    if found.key != key and request.method != "POST":
        return redirect("actors:meet_theme", found.key)
    return _list(request, found.key, capfirst(found.said()), reverse("reading:topic", args=[found.key]))


def _list(request: HttpRequest, of: Round | str, name: str, back: str) -> HttpResponse:
    form = MeetForm(posted(request))
    context = {
        "form": form,
        "name": name,
        "back": back,
        "is_theme": isinstance(of, str),
        "there": public_list(of),
        "days": DAYS,
    }

    def act() -> HttpResponse:
        acts.want_to_talk(form.who(), of=of, network=network_of(request))
        return redirect("actors:meet_asked")

    return done_or_shown(request, "actors/meet.html", context, act)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way."""
    return render(request, "actors/meet_asked.html", {"days": DAYS})


@door
@require_http_methods(GET_OR_POST)
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """One's own place on a list: confirm it, see the others, and be off it. Only a button does anything."""
    one = find_my_meeting(token)
    if one is None:
        return guarded(render(request, "actors/meet_gone.html", status=HTTPStatus.NOT_FOUND))
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            acts.come_on_list(one, seen=request.POST.get("seen", ""))
        except ChangedSince as refusal:
            messages.warning(request, str(refusal))
            one.refresh_from_db()
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return guarded(redirect("actors:my_meeting", token=token))
    until = one.confirmed_at + MET_KEPT_FOR if one.confirmed_at else None
    context = {"one": one, "at": name_of_meet_list(one), "others": others_on_meet_list(one), "until": until}
    return guarded(render(request, "actors/my_meeting.html", context, status=status))


@door
@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Be off the list at once."""
    one = find_my_meeting(token)
    if one is None:
        return guarded(render(request, "actors/meet_gone.html", status=HTTPStatus.NOT_FOUND))
    acts.leave_list(one)
    messages.success(request, _("You are off the list, and we have erased your name and address."))
    return guarded(redirect(page_of_list(one)))


def page_of_list(one: MeetEntry) -> str:
    """The address of the list that somebody is on; the start page where its theme is no longer in use."""
    if one.round is None:
        theme = theme_in_use(one.theme)
        return reverse("actors:meet_theme", args=[theme.key]) if theme else "/"
    if one.round.has_public_report:
        return reverse("actors:meet_report", args=[one.round.pk])
    return reverse("actors:meet_round", args=[one.round.code])
