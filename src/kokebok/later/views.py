"""The page that tells administrators how it goes with work in the background."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kokebok.later.actions.settle import let_lie, try_again
from kokebok.later.models import QueuedTask
from kokebok.later.queries import queues_now, stuck_tasks, sweeps, troubles, workers
from kokebok.later.rules import MAY
from kokebok.people.entrance import entrance, person_of, show


@entrance(MAY, "later.look")
def background(request: HttpRequest) -> HttpResponse:
    """How it goes: what is wrong, who is at work, what waits, and each sweep."""
    context = {
        "troubles": troubles(),
        "workers": workers(),
        "queues": queues_now(),
        "stuck": stuck_tasks(),
        "sweeps": sweeps(),
    }
    return show(request, "later/background.html", context)


@require_POST
@entrance(MAY, "later.look")
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Set one task that has failed going again."""
    queued = get_object_or_404(QueuedTask, pk=number)
    if try_again(queued, by=person_of(request)):
        messages.success(request, _("It is tried again within a minute."))
    else:
        messages.info(request, _("It is under way already."))
    return redirect("later:background")


@require_POST
@entrance(MAY, "later.look")
def lie(request: HttpRequest, number: int) -> HttpResponse:
    """Let one task that has been given up lie."""
    queued = get_object_or_404(QueuedTask, pk=number)
    if let_lie(queued, by=person_of(request)):
        messages.success(request, _("It lies, and is told of here alone."))
    else:
        messages.info(request, _("It is no longer as you saw it. Look at it as it is now."))
    return redirect("later:background")
