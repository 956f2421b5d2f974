"""Calls for everyone: the list, one call with its form, reminders, calendar file, frame and poster."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kokebok.book.queries import the_cookbook
from kokebok.calls import queries
from kokebok.calls.actions import reminders
from kokebok.calls.actions.answer import answer_call
from kokebok.calls.forms import CallAnswerForm, WishForm
from kokebok.calls.models import Call
from kokebok.calls.poster import poster_of
from kokebok.calls.rules import PhaseClosed, PhaseStanding
from kokebok.calls.showing import ShownCall
from kokebok.inputs.doors import done_or_shown, door, file_door, files_in, posted
from kokebok.inputs.queries import about_cookbook, about_page
from kokebok.inputs.rules import SentAlready, UnfitFile
from kokebok.inputs.sender import network_of, remember, sender_of
from kokebok.letters.shares import TooMany
from kokebok.people.rules import Refused
from kokebok.web.downloads import download

GET_OR_POST = ["GET", "HEAD", "POST"]
LONGEST_LOOKED_AT = 2000  # characters that are compared with what is in the book
LANGUAGES = ("nb", "nn", "en")


@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All calls: those that are open, those that come, those that are over."""
    found = queries.public_calls(timezone.now())
    context = {
        "open": [one for one in found if one.is_open],
        "others": [one for one in found if not one.is_open],
    }
    return render(request, "calls/calls.html", context)


@file_door
@require_http_methods(GET_OR_POST)
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """A call, and the form of its first phase for as long as it takes answers."""
    found = queries.find_public(slug)
    shown = queries.shown_now(found)
    first = shown.first
    if first is None:
        return _page(request, shown, None)
    form = CallAnswerForm(
        posted(request),
        files_in(request),
        call=found,
        phase=first.phase,
        questions=list(first.phase.questions.all()),
    )
    is_taking = first.standing in {PhaseStanding.OPEN, PhaseStanding.LATE}
    if not form.is_bound:
        return _page(request, shown, form if is_taking else None)
    if "similar" in request.POST:
        like = queries.already_there(found, form.typed()[:LONGEST_LOOKED_AT])
        return _page(request, shown, form, like=like, looked=True)
    if not form.is_valid():
        return _page(request, shown, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "change" in request.POST:
        return _page(request, shown, form)
    if form.private() and "acknowledged" not in request.POST:
        target = about_page(found.about_id) if found.about_id else about_cookbook()
        context = {"form": form, "target": target, "found": form.private(), "back": request.path}
        return render(request, "inputs/warning.html", context)
    return _answer(request, shown, form)


def _answer(request: HttpRequest, shown: ShownCall, form: CallAnswerForm) -> HttpResponse:
    """The way to the receipt; or the page again with what stood in the way and all that was typed."""
    first = shown.first
    assert first is not None
    sender = sender_of(request)
    try:
        answer = answer_call(
            first.phase,
            form.said(),
            form.replies(),
            form.kept_files(),
            sender=sender.name,
            network=network_of(request),
        )
    except PhaseClosed as refusal:
        return _page(request, shown, None, HTTPStatus.CONFLICT, closed=str(refusal), typed=form.typed())
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        return _page(request, shown, form, HTTPStatus.TOO_MANY_REQUESTS)
    except UnfitFile as refusal:
        form.add_error("files_sent", str(refusal))
        return _page(request, shown, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except SentAlready as refusal:
        form.begin_anew()
        form.add_error(None, str(refusal))
        return _page(request, shown, form, HTTPStatus.CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, shown, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = _("Thank you. Your answer has been received.")
    if answer.is_late:
        said = _("Thank you. Your answer has been received, and marked as late.")
    messages.success(request, said)
    response = redirect("reading:receipt", code=answer.given.code)
    remember(response, sender)
    return response


def _page(
    request: HttpRequest,
    shown: ShownCall,
    form: CallAnswerForm | None,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    context = {"shown": shown, "call": shown.call, "form": form, "is_late": _is_late(shown), **more}
    return render(request, "calls/call.html", context, status=status)


def _is_late(shown: ShownCall) -> bool:
    return shown.first is not None and shown.first.standing == PhaseStanding.LATE


@door
@require_POST
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """What the book has already that is like what is being written; nothing of it is kept."""
    found = queries.find_public(slug)
    like = queries.already_there(found, request.POST.get("text", "")[:LONGEST_LOOKED_AT])
    return render(request, "calls/_similar.html", {"like": like})


@door
@require_http_methods(GET_OR_POST)
def ask_reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be reminded. The answer is the same whether the address is there already or not."""
    found = queries.find_public(slug)
    form = WishForm(posted(request))
    shown = queries.shown_now(found)
    context = {"form": form, "call": found, "shown": shown}
    if shown.is_over:
        return render(request, "calls/ask_reminders.html", context)
    language = get_language() or ""

    def act() -> HttpResponse:
        reminders.ask(
            found,
            email=form.cleaned_data["email"],
            language=language if language in LANGUAGES else "nb",
            network=network_of(request),
        )
        return render(request, "calls/asked_reminders.html", context)

    return done_or_shown(request, "calls/ask_reminders.html", context, act)


@door
@require_http_methods(GET_OR_POST)
def confirm_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm. Only the button does it: programs that look through letters open the link too."""
    wish = queries.find_wish(token)
    if wish is None:
        return render(request, "calls/no_reminders.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        reminders.confirm(wish)
        wish.refresh_from_db()
    return render(request, "calls/confirm_reminders.html", {"wish": wish, "call": wish.call})


@never_cache
@csrf_exempt  # mail programs press this button too (RFC 8058), and have no token of ours; it can only stop letters
@require_http_methods(GET_OR_POST)
def end_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the reminders. Opening the page does nothing; the button does it at once."""
    wish = queries.find_wish(token)
    if wish is None:
        return render(request, "calls/no_reminders.html")
    if request.method == "POST":
        reminders.end(wish)
        return render(request, "calls/no_reminders.html")
    return render(request, "calls/end_reminders.html", {"wish": wish, "call": wish.call})


@never_cache
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The deadlines that are ahead, as a calendar file."""
    from kokebok.calls.calendar_file import calendar_of  # noqa: PLC0415 (icalendar is heavy: only where it is used)

    found = queries.find_public(slug)
    file = calendar_of(
        found,
        queries.phases_ahead(found),
        address=address_of(found),
        host=urlsplit(settings.BASE_URL).hostname or "localhost",
    )
    return download(f"{found.slug}.ics", file)


def address_of(found: Call) -> str:
    """The whole address of a call."""
    return settings.BASE_URL + reverse("calls:call", args=[found.slug])


@xframe_options_exempt
@never_cache
@require_safe
def framed(request: HttpRequest, slug: str) -> HttpResponse:
    """A small page for the frames of the sites an editor has named; for nobody while none is named."""
    found = queries.find_public(slug)
    if not found.frames:
        return redirect("calls:call", slug=slug)
    context = {"shown": queries.shown_now(found), "call": found, "address": address_of(found)}
    response = render(request, "calls/framed.html", context)
    response._csp_update = {"frame-ancestors": found.frames}  # type: ignore[attr-defined]
    return response


@never_cache
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The poster as PDF, in the language asked for, otherwise that of the call."""
    found = queries.find_public(slug)
    asked = request.GET.get("sprak", "")
    language = asked if asked in LANGUAGES else found.language if found.language in LANGUAGES else "nb"
    cookbook = the_cookbook()
    with translation.override(language):
        pdf = poster_of(
            queries.shown_now(found),
            address=address_of(found),
            sender=cookbook.responsible_body or cookbook.title if cookbook else "",
            language=language,
        )
    headers = {"Content-Disposition": f'inline; filename="{found.slug}-{language}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
