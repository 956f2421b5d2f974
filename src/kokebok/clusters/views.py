"""Going through likely duplicates; linking, taking out, and saying that two are not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.clusters.actions.compare import catch_up, waiting_to_be_compared
from kokebok.clusters.actions.link import link, not_same, unlink
from kokebok.clusters.duplicate_groups import groups_among, shown
from kokebok.clusters.forms import ChosenForm
from kokebok.clusters.rules import MAY
from kokebok.inputs.models import Input
from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.web.paging import page_of
from kokebok.web.way_back import sent_back

if TYPE_CHECKING:
    from kokebok.people.models import Person

GROUPS_ON_A_PAGE = 5
SECONDS_TO_CATCH_UP = 0.5  # of what has come in since the last minute


@entrance(MAY, "clusters.link")
def overview(request: HttpRequest) -> HttpResponse:
    """Groups of likely duplicates among the inputs that wait, biggest first."""
    catch_up(seconds=SECONDS_TO_CATCH_UP)
    page = page_of(request, groups_among(Input.objects.all()), GROUPS_ON_A_PAGE)
    context = {
        "groups": shown(list(page.object_list), person_of(request)),
        "page_obj": page,
        "not_compared": waiting_to_be_compared().count(),
        "go_on": "done" in request.GET,
    }
    return show(request, "clusters/overview.html", context)


@entrance(MAY, "clusters.link")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Link what was chosen, or remember that it is not the same."""
    form, person = ChosenForm(request.POST), person_of(request)
    with refusal_told(request):
        chosen = form.chosen()
        said = pressed(request.POST, "act", ACTS)(chosen, form.beside(), person)
        messages.success(request, said)
    return _back(request)


@entrance(MAY, "clusters.link")
@require_POST
def take_out(request: HttpRequest, number: int) -> HttpResponse:
    """Take an input out from those it is linked with."""
    given = get_object_or_404(Input, pk=number)
    with refusal_told(request):
        if unlink(given, by=person_of(request)):
            messages.success(request, _("Input %(number)s stands by itself again.") % {"number": number})
    return _back(request)


def _link(chosen: list[Input], beside: Input | None, person: Person) -> str:
    return linked(link([*chosen, *([beside] if beside else [])], by=person).size)


def _not_same(chosen: list[Input], beside: Input | None, person: Person) -> str:
    not_same(chosen, by=person, than=beside)
    return _("They are not suggested together again.")


ACTS = {"link": _link, "not_same": _not_same}


def linked(size: int) -> str:
    """That so many inputs are linked now."""
    return _("%(number)s inputs are linked. One answer can reach them all.") % {"number": size}


def _back(request: HttpRequest) -> HttpResponse:
    return sent_back(request, request.POST.get("next", ""), reverse("clusters:overview") + "?done=1")
