"""Typing in what was written on paper in the room, fast and by keyboard."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokebok.doors.queries import find_typed
from kokebok.doors.rules import state_of_typed
from kokebok.inputs.models import State
from kokebok.inputs.rules import SentAlready
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.rounds.actions.write_in import write_in
from kokebok.rounds.models import WallStanding
from kokebok.rounds.paper_forms import WriteInForm
from kokebok.rounds.queries import find_round_for, number_on_paper
from kokebok.rounds.rules import MAY

if TYPE_CHECKING:
    from kokebok.rounds.models import Round

round_page = partial(entrance, MAY)


@round_page("round.write_in")
@require_http_methods(["GET", "HEAD", "POST"])
def write_in_page(request: HttpRequest, number: int) -> HttpResponse:
    """Type in a slip; then the next, under the same prompt."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    if request.method != "POST":
        asked = request.GET.get("sporsmal", "")
        prompt = asked if number_in(asked) is not None else ""
        return _page(request, round_, WriteInForm(round_=round_, prompt=prompt))
    form = WriteInForm(request.POST, round_=round_)
    if not form.is_valid():
        return _page(request, round_, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if private := form.private():
        return _page(request, round_, form, private=private)
    data = form.cleaned_data
    try:
        row = write_in(data["prompt"], form.said(), by=person, table=data["table"])
    except SentAlready as refusal:
        form.begin_anew()
        form.add_error(None, str(refusal))
        return _page(request, round_, form, HTTPStatus.CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, round_, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    done = (
        _("Typed in, and on the wall.")
        if row.standing == WallStanding.SHOWN
        else _("Typed in. It waits in the queue.")
    )
    messages.success(request, done)
    then = urlencode({"sporsmal": data["prompt"].pk, "etter": row.given_id})
    return redirect(f"{reverse('rounds_desk:write_in', args=[number])}?{then}")


def _page(
    request: HttpRequest, round_: Round, form: WriteInForm, status: int = HTTPStatus.OK, **more: object
) -> HttpResponse:
    person = person_of(request)
    just = find_typed(person, request.GET.get("etter", ""))
    context = {
        "round": round_,
        "form": form,
        "just": just,
        "code": " ".join(re.findall(".{4}", just.code)) if just else "",
        "waits": state_of_typed(person) == State.WAITING,
        "on_paper": number_on_paper(round_),
        **more,
    }
    return show(request, "rounds/desk/write_in.html", context, status)
