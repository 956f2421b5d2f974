"""Those who want to talk, at the desk: who is on which list, and taking somebody off it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.actors.actions.meet import take_off_list
from kokebok.actors.meet_letters import name_of_meet_list
from kokebok.actors.meet_queries import find_meet_entry, meet_entries_for
from kokebok.actors.rules import MAY, MET_KEPT_FOR
from kokebok.inputs.fields import TypedField
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told

meet_page = partial(entrance, MAY, "meet.settle")


@meet_page()
@require_safe
def meet_lists(request: HttpRequest) -> HttpResponse:
    """Those on the lists that somebody looks after, without their addresses."""
    rows = [(one, name_of_meet_list(one)) for one in meet_entries_for(person_of(request))]
    return show(request, "actors/desk/meet_lists.html", {"rows": rows, "days": MET_KEPT_FOR.days})


@meet_page()
@require_POST
def take_off(request: HttpRequest, number: int) -> HttpResponse:
    """Take somebody off a list, with a reason."""
    one = find_meet_entry(number, person_of(request))
    with refusal_told(request):
        reason = TypedField(required=False).to_python(request.POST.get("reason", "")).strip()
        take_off_list(one, reason=reason, by=person_of(request))
        messages.success(request, _("They are off the list, and get an e-mail that says why."))
    return redirect("actors_desk:meet_lists")
