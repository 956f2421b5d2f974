"""Events for everybody: which there are, registering, and one's own receipt."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kokebok.events.actions import register as acts
from kokebok.events.forms import RegisterForm
from kokebok.events.models import Event
from kokebok.events.queries import find_public, find_registration, meeting, room_at
from kokebok.events.rules import KEPT_AFTER, RegistrationClosed, is_open, is_over
from kokebok.inputs.doors import done_or_shown, door, posted
from kokebok.inputs.pressed import ChangedSince
from kokebok.inputs.sender import network_of
from kokebok.web.downloads import download
from kokebok.web.guarded import guarded

GET_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What is ahead, and what has been."""
    now, public = timezone.now(), Event.objects.public()
    context = {"ahead": list(public.ahead(now)), "over": list(public.over(now)[:20])}
    return render(request, "events/events.html", context)


@never_cache
@require_safe
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One event, and whether there is room."""
    found = find_public(number)
    context = {"event": found, "room": room_at(found), "is_over": is_over(found, timezone.now())}
    return render(request, "events/event.html", context)


@never_cache
@require_safe
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The event as a calendar file."""
    from kokebok.events.calendar_file import calendar_of  # noqa: PLC0415 (icalendar is heavy: only where it is used)

    found = find_public(number)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    address = settings.BASE_URL + reverse("events:event", args=[number])
    return download(f"moteplass-{number}.ics", calendar_of(found, address=address, host=host))


@door
@require_http_methods(GET_OR_POST)
def register(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a place. The answer is the same for one who has registered already."""
    found = find_public(number)
    if not is_open(found, timezone.now()):
        return redirect("events:event", number=number)
    form = RegisterForm(posted(request))
    context = {"form": form, "event": found, "room": room_at(found), "days": KEPT_AFTER.days}

    def act() -> HttpResponse:
        acts.register(found, form.guest(), network=network_of(request))
        return redirect("events:asked")

    return done_or_shown(request, "events/register.html", context, act)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """That a letter is on its way."""
    return render(request, "events/asked.html")


@door
@require_http_methods(GET_OR_POST)
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, and see one's place. Only a button does anything: programs open the links in letters too."""
    one = find_registration(token)
    if one is None:
        return guarded(render(request, "events/gone.html", status=HTTPStatus.NOT_FOUND))
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            acts.confirm(one, seen=request.POST.get("seen", ""))
        except ChangedSince as refusal:
            messages.warning(request, str(refusal))
            one.refresh_from_db()
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except RegistrationClosed as refusal:
            messages.error(request, str(refusal))
            return guarded(redirect("events:receipt", token=token))
        else:
            return guarded(redirect("events:receipt", token=token))
    over = is_over(one.event, timezone.now())
    context = {"one": one, "event": one.event, "is_over": over, "others": meeting(one)}
    return guarded(render(request, "events/receipt.html", context, status=status))


@door
@require_http_methods(GET_OR_POST)
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place up, once one has said that one means it."""
    one = find_registration(token)
    if one is None:
        return guarded(render(request, "events/gone.html", status=HTTPStatus.NOT_FOUND))
    if request.method != "POST":
        return guarded(render(request, "events/give_up.html", {"one": one, "event": one.event}))
    acts.cancel(one)
    messages.success(request, _("You have cancelled, and we have erased your name and address."))
    return redirect("events:event", number=one.event_id)
