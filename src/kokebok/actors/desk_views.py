"""What has been reported as misuse, at the desk."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.actors.actions.settle import settle
from kokebok.actors.letters import whom
from kokebok.actors.queries import find_reported, reports
from kokebok.actors.rules import BARRED_FOR, MAY
from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told

misuse_page = partial(entrance, MAY, "enquiry.settle")


@misuse_page()
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """All that has been reported and waits, with what was said to whom."""
    rows = [(enquiry, whom(enquiry)) for enquiry in reports()]
    return show(request, "actors/desk/reported.html", {"rows": rows, "days": BARRED_FOR.days})


@misuse_page()
@require_POST
def settle_report(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether it is misuse."""
    enquiry = find_reported(number)
    with refusal_told(request):
        is_misuse = pressed(request.POST, "say", {"misuse": True, "fine": False})
        settle(enquiry, is_misuse=is_misuse, by=person_of(request))
        messages.success(request, _("It is settled."))
    return redirect("actors_desk:reported")
