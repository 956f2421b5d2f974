"""Events at the desk: make, change, publish and cancel them, and see who comes."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.events.actions import hold
from kokebok.events.forms import event_form
from kokebok.events.models import Event, EventState
from kokebok.events.queries import find_event, guests, room_at
from kokebok.events.rules import MAY
from kokebok.inputs.pressed import pressed
from kokebok.lib.sheets import csv_lines
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.web.downloads import stream

events_page = partial(entrance, MAY, "events.hold")


@events_page()
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """All events, the latest first."""
    return show(
        request, "events/desk/events.html", {"events": list(Event.objects.order_by("-starts_at", "-pk"))}
    )


@events_page()
def new_event(request: HttpRequest) -> HttpResponse:
    """Make an event."""
    form = event_form(request.POST if request.method == "POST" else None, None)
    if form.is_bound and form.is_valid():
        made = hold.make(said=form.said(), by=person_of(request))
        return redirect("events_desk:event", number=made.pk)
    return show(request, "events/desk/new.html", {"form": form}, 422 if form.is_bound else 200)


@events_page()
def event(request: HttpRequest, number: int) -> HttpResponse:
    """An event: what it is, to be changed, and who comes."""
    found = find_event(number)
    form = event_form(request.POST if request.method == "POST" else None, found)
    if form.is_bound and form.is_valid():
        with refusal_told(request):
            act = pressed(request.POST, "say", {"save": hold.change, "publish": hold.publish})
            act(found, said=form.said(), by=person_of(request))
            messages.success(request, _("It is changed."))
        return redirect("events_desk:event", number=number)
    context = {"form": form, "event": found, "guests": guests(found), "room": room_at(found)}
    return show(request, "events/desk/event.html", context, 422 if form.is_bound else 200)


@events_page()
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before an event is cancelled, and cancel it."""
    found = find_event(number)
    if request.method == "POST":
        with refusal_told(request):
            hold.cancel_event(found, by=person_of(request))
            messages.success(request, _("The event is cancelled."))
    elif found.state == EventState.PUBLISHED:
        return show(request, "events/desk/cancel.html", {"event": found, "told": len(guests(found))})
    return redirect("events_desk:event", number=number)


@events_page()
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask before a draft is deleted, and delete it."""
    found = find_event(number)
    if request.method == "POST":
        with refusal_told(request):
            hold.delete_draft(found, by=person_of(request))
            messages.success(request, _("The draft is deleted."))
            return redirect("events_desk:events")
    elif found.state == EventState.DRAFT:
        return show(request, "events/desk/delete.html", {"event": found})
    return redirect("events_desk:event", number=number)


@events_page()
@require_safe
def guest_list(request: HttpRequest, number: int) -> HttpResponse:
    """Those who come and those who wait, as a file."""
    found = find_event(number)
    rows = [[_("Name"), _("Organisation"), _("E-mail"), _("Standing")]]
    rows += [[one.name, one.on_behalf_of, one.email, one.get_standing_display()] for one in guests(found)]
    return stream(f"moteplass-{number}.csv", csv_lines(rows))  # type: ignore[return-value]
