"""Dispatches at the desk: the list tried dry, the letter seen before it leaves, the sending followed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.doors.rules import Unreadable
from kokebok.editions.models import Edition
from kokebok.editions.queries import find_edition
from kokebok.editions.said_beside import standing_withdrawal
from kokebok.inputs.pressed import pressed
from kokebok.letters.rules import reach_nobody
from kokebok.lib.contents import decoded, ending_of
from kokebok.outlets.actions.dispatch import prepare, send_again, start, stop, was_sent
from kokebok.outlets.actions.try_letter import send_draft
from kokebok.outlets.already_had import already_had, would_be_left_out
from kokebok.outlets.cover_letters import parts_of
from kokebok.outlets.desk_forms import DispatchForm, letter_suggested
from kokebok.outlets.kept_recipients import recipients_chosen
from kokebok.outlets.letter import DispatchLetter, letter_to, texts_of
from kokebok.outlets.letter_words import LetterText
from kokebok.outlets.models import DeliveryState, Dispatch, DispatchState
from kokebok.outlets.queries import (
    find_delivery,
    find_dispatch,
    is_moving,
    letter_templates,
    letters_in,
    tally,
    template_to_begin_from,
)
from kokebok.outlets.recipients import Recipient, RecipientsRead, list_in_workbook, read_recipients, written
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.web.paging import page_of

LETTERS_ON_A_PAGE = 50
FAULTS_SHOWN = 100
RECIPIENTS_SHOWN = 5
STARTABLE = (DispatchState.READY, DispatchState.STOPPED)


@dataclass(frozen=True)
class LetterSeen:
    """A letter as one reader gets it, and how many have the language form they have."""

    letter: DispatchLetter
    reader: Recipient
    total: int


@desk_page("dispatch.send")
def new_dispatch(request: HttpRequest, number: str) -> HttpResponse:
    """A new dispatch: nothing is made until the list has been tried and has no faults."""
    edition = find_edition(number)
    if request.method != "POST":
        templates = letter_templates()
        chosen = template_to_begin_from(templates, request.GET.get("mal", ""))
        form = DispatchForm(initial=letter_suggested(edition, chosen), language=edition.language)
        context = {"form": form, "edition": edition, "reach_nobody": reach_nobody()}
        context |= {"templates": templates, "chosen": chosen}
        return show(request, "outlets/desk/new_dispatch.html", context)
    form, reading = _tried(request, edition.language)
    if reading.is_usable and form.is_valid() and request.POST.get("do") == "make":
        made = _prepared(request, edition, form, reading)
        if made is not None:
            return redirect("outlets_desk:dispatch", made.pk)
    if request.POST.get("do") == "test":
        return _draft_tested(request, edition, form, reading)
    return _tried_shown(request, edition, form, reading)


def _tried_shown(
    request: HttpRequest, edition: Edition, form: DispatchForm, reading: RecipientsRead
) -> HttpResponse:
    left_out = would_be_left_out(reading.recipients, edition)
    context = {
        "form": form,
        "edition": edition,
        "reach_nobody": reach_nobody(),
        "reading": reading,
        "faults": reading.faults[:FAULTS_SHOWN],
        "more_faults": max(0, len(reading.faults) - FAULTS_SHOWN),
        "first": reading.recipients[:RECIPIENTS_SHOWN],
        "without_address": [one for one in reading.recipients if not one.email],
        "previews": _previews(edition, form, reading),
        "left_out": left_out,
        "get_it": len(reading.recipients) - left_out.total,
    }
    can_be_made = reading.is_usable and not form.errors
    return show(request, "outlets/desk/new_dispatch.html", context, status=200 if can_be_made else 422)


def _draft_tested(
    request: HttpRequest, edition: Edition, form: DispatchForm, reading: RecipientsRead
) -> HttpResponse:
    """Send the letter to oneself, as the first on the list of each language would get it; what is typed stays."""
    if form.errors:
        return _tried_shown(request, edition, form, reading)
    person = person_of(request)
    send_draft(
        edition,
        _texts_in(form, edition),
        recipients=reading.recipients,
        to=person,
        ticket=form.ticket_for(edition, "test"),
    )
    messages.success(request, _("A test is on its way to %(to)s.") % {"to": person.email})
    if reading.recipients:
        return _tried_shown(request, edition, form, reading)
    context = {"form": form, "edition": edition, "reach_nobody": reach_nobody()}
    return show(request, "outlets/desk/new_dispatch.html", context)


def _texts_in(form: DispatchForm, edition: Edition) -> dict[str, LetterText]:
    said = form.cleaned_data
    return {edition.language: LetterText(said["subject"], said["letter"]), **form.texts}


def _tried(request: HttpRequest, language: str) -> tuple[DispatchForm, RecipientsRead]:
    """The form with the list in it as text, also when it came as a file, and what the list says."""
    sent = DispatchForm(request.POST, request.FILES, language=language)
    sent.is_valid()
    file = sent.cleaned_data.get("file")
    said = request.POST.get("recipients", "")
    if file:
        try:
            said = _list_in(file)
        except Unreadable as refusal:
            sent.add_error("file", str(refusal))
    chosen = sent.cleaned_data.get("to", "")
    reading = recipients_chosen(chosen) if chosen else read_recipients(said)
    if not chosen and request.POST.get("do") == "leave_out":
        said = written(reading.recipients)
        reading = read_recipients(said)
    data = request.POST.copy()
    data["recipients"] = said
    form = DispatchForm(data, language=language)
    form.is_valid()
    if "file" in sent.errors:
        form.add_error("file", sent.errors["file"])
    if chosen and said.strip():
        form.add_error("to", _("Choose one: those here, or the list below."))
    if chosen and not reading.recipients:
        form.add_error("to", _("There is nobody to send to."))
    if not chosen and not said.strip() and request.POST.get("do") != "test":
        form.add_error("recipients", _("Choose a file, or paste a list."))
    return form, reading


def _list_in(file: UploadedFile[bytes]) -> str:
    """The list in a file, as text. Raises Unreadable for a spreadsheet that cannot be read."""
    content = file.read()
    is_workbook = ending_of(file.name or "") in ("xlsx", "xlsm") or content.startswith(b"PK\x03\x04")
    return list_in_workbook(content) if is_workbook else decoded(content)


def _previews(edition: Edition, form: DispatchForm, reading: RecipientsRead) -> list[LetterSeen]:
    """The letter as the first of each language form will read it, in the order they come."""
    if form.errors:
        return []
    texts = _texts_in(form, edition)
    wanted = Counter(one.language or edition.language for one in reading.recipients)
    firsts = {one.language or edition.language: one for one in reversed(reading.recipients)}
    return [LetterSeen(letter_to(firsts[one], texts, edition), firsts[one], wanted[one]) for one in wanted]


def _prepared(
    request: HttpRequest, edition: Edition, form: DispatchForm, reading: RecipientsRead
) -> Dispatch | None:
    said = form.cleaned_data
    try:
        return prepare(
            edition,
            subject=said["subject"],
            letter=said["letter"],
            a_minute=said["a_minute"],
            recipients=reading.recipients,
            by=person_of(request),
            ticket=form.ticket_for(edition),
            others=form.texts,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@desk_page("dispatch.send")
@require_safe
def dispatch(request: HttpRequest, number: int) -> HttpResponse:
    """A dispatch: how far it has come, its letters by state, what can be done."""
    found = find_dispatch(number)
    wanted = request.GET.get("status", "")
    counted = tally(found)
    first = letters_in(found, "").first()
    context = {
        **_progress(found),
        "reach_nobody": reach_nobody(),
        "page_obj": page_of(request, letters_in(found, wanted), LETTERS_ON_A_PAGE),
        "states": [
            (state.value, state.label, getattr(counted, state.value))
            for state in DeliveryState
            if getattr(counted, state.value)
        ],
        "wanted": wanted,
        "file_parts": parts_of(getattr(counted, wanted, counted.total) if wanted else counted.total),
        "had": already_had(found) if found.state in STARTABLE else None,
        "letter": letter_to(first or Recipient("", ""), texts_of(found), found.edition),
    }
    return show(request, "outlets/desk/dispatch.html", context)


@desk_page("dispatch.send")
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far the sending has come: the part of the page that is fetched again."""
    return render(request, "outlets/desk/_progress.html", _progress(find_dispatch(number)))


def _progress(found: Dispatch) -> dict[str, Any]:
    withdrawn = standing_withdrawal(found.edition)
    return {"dispatch": found, "tally": tally(found), "is_moving": is_moving(found), "withdrawn": withdrawn}


@desk_page("dispatch.send")
@require_POST
def start_sending(request: HttpRequest, number: int) -> HttpResponse:
    """Start, or go on; also to those who have the edition already, if that is ticked."""
    with refusal_told(request, messages.WARNING):
        start(find_dispatch(number), by=person_of(request), also_had="also_had" in request.POST)
    return redirect("outlets_desk:dispatch", number)


@desk_page("dispatch.send")
@require_POST
def stop_sending(request: HttpRequest, number: int) -> HttpResponse:
    """Stop; a letter that is being handed over is finished."""
    with refusal_told(request, messages.WARNING):
        stop(find_dispatch(number), by=person_of(request))
    return redirect("outlets_desk:dispatch", number)


@desk_page("dispatch.send")
@require_POST
def settle(request: HttpRequest, number: int, letter: int) -> HttpResponse:
    """What a person decides of a letter that failed, or that nobody knows the fate of."""
    delivery = find_delivery(find_dispatch(number), letter)
    with refusal_told(request, messages.WARNING):
        act = pressed(request.POST, "do", {"was_sent": was_sent, "send_again": send_again})
        act(delivery, by=person_of(request))
    return redirect("outlets_desk:dispatch", number)
