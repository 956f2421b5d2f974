"""Who wants to keep an entry, and what they want it to say, at the desk."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.actors.actions.claim import admit, reject
from kokebok.actors.actions.propose import approve, refuse
from kokebok.actors.entry_queries import claims, proposals
from kokebok.actors.models import Keeper, Proposal
from kokebok.actors.rules import MAY
from kokebok.inputs.fields import TypedField
from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told

entries_page = partial(entrance, MAY, "entries.settle")


@entries_page()
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """All that waits: those who want to keep an entry, and changes that are asked for."""
    return show(request, "actors/desk/entries.html", {"claims": claims(), "proposals": proposals()})


@entries_page()
@require_POST
def settle_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody keep an entry, or not."""
    keeper = get_object_or_404(Keeper, pk=number)
    with refusal_told(request):
        if _says_yes(request):
            admit(keeper, by=person_of(request))
        else:
            reject(keeper, reason=_reason(request), by=person_of(request))
        messages.success(request, _("It is settled."))
    return redirect("actors_desk:entries")


@entries_page()
@require_POST
def settle_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Let an entry say what is asked for, or not."""
    proposal = get_object_or_404(Proposal.objects.select_related("body"), pk=number)
    with refusal_told(request):
        if _says_yes(request):
            approve(proposal, by=person_of(request))
        else:
            refuse(proposal, reason=_reason(request), by=person_of(request))
        messages.success(request, _("It is settled."))
    return redirect("actors_desk:entries")


def _says_yes(request: HttpRequest) -> bool:
    return pressed(request.POST, "say", {"yes": True, "no": False})


def _reason(request: HttpRequest) -> str:
    return TypedField(required=False).to_python(request.POST.get("reason", "")).strip()
