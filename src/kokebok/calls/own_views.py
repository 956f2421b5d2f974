"""Filling in a phase from the receipt, a little at a time: kept on the server as it is written, seen by nobody else."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kokebok.calls import queries
from kokebok.calls.actions.answer import hand_in, save_draft
from kokebok.calls.forms import AnswerPhaseForm, typed_in
from kokebok.calls.queries import ForSender, PhaseStep
from kokebok.inputs.doors import door, file_door, files_in
from kokebok.inputs.own_views import find_own, unknown_code
from kokebok.inputs.queries import target_of_input
from kokebok.inputs.rules import UnfitFile
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.calls.models import Question
    from kokebok.inputs.models import Input

GET_OR_POST = ["GET", "HEAD", "POST"]


@file_door
@require_http_methods(GET_OR_POST)
def fill_in(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A phase as its sender fills it in. Whatever is sent is kept first, and looked at afterwards."""
    given = find_own(code)
    if given is None:
        return unknown_code(request)
    sender, step, questions = _found(given, number)
    answer = sender.answer
    refused = ""
    if request.method == "POST" and "change" not in request.POST:
        try:
            save_draft(answer, step.phase, typed_in(request.POST, questions))
        except Refused as refusal:
            refused = str(refusal)
    written = queries.writing(answer, step.phase)
    is_handing_in = request.method == "POST" and "save" not in request.POST and "change" not in request.POST
    form = AnswerPhaseForm(
        request.POST if is_handing_in or refused else None,
        files_in(request) if is_handing_in else None,
        phase=step.phase,
        questions=questions,
        written=written,
    )
    if refused:
        form.is_valid()
        form.add_error(None, refused)
        return _page(request, sender, step, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_handing_in:
        if request.method == "POST":
            messages.success(request, _("What you have written is kept. Nobody else sees it."))
            return redirect("calls:fill_in", code=given.code, number=number)
        return _page(request, sender, step, form)
    return _hand_in(request, given, sender, step, form)


def _hand_in(
    request: HttpRequest, given: Input, sender: ForSender, step: PhaseStep, form: AnswerPhaseForm
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, sender, step, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    found = form.private()
    if found and "acknowledged" not in request.POST:
        target = target_of_input(given)
        context = {"form": form, "target": target, "found": found, "back": request.path}
        return render(request, "inputs/warning.html", {**context, "is_change": step.is_handed_in})
    try:
        hand_in(sender.answer, step.phase, form.replies(), form.kept_files())
    except UnfitFile as refusal:
        form.add_error("files_sent", str(refusal))
        return _page(request, sender, step, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, sender, step, form, HTTPStatus.CONFLICT)
    messages.success(request, _("Thank you. It is handed in."))
    return redirect("reading:receipt", code=given.code)


@door
@require_POST
def save(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep what is written, for the script that does so while one writes. Answers when it is on the disk."""
    given = find_own(code)
    if given is None:
        raise Http404
    sender, step, questions = _found(given, number)
    try:
        drafts = save_draft(sender.answer, step.phase, typed_in(request.POST, questions))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    written = queries.writing(sender.answer, step.phase)
    saved_at = max((draft.saved_at for draft in drafts.values()), default=None)
    return JsonResponse(
        {
            "saved": time_format(localtime(saved_at), "TIME_FORMAT") if saved_at else "",
            "seen": {f"q{key}": f"{one.version}:{one.digest}" for key, one in written.items()},
            "others": {f"q{key}": one.others for key, one in written.items() if one.others},
        }
    )


def _found(given: Input, number: int) -> tuple[ForSender, PhaseStep, list[Question]]:
    sender = queries.for_sender(given)
    if sender is None:
        raise Http404
    step = next((step for step in sender.steps if step.phase.number == number), None)
    if step is None:
        raise Http404
    return sender, step, list(step.phase.questions.all())


def _page(
    request: HttpRequest,
    sender: ForSender,
    step: PhaseStep,
    form: AnswerPhaseForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "sender": sender,
        "call": sender.answer.call,
        "given": sender.answer.given,
        "step": step,
        "form": form,
    }
    response = render(request, "calls/fill_in.html", context, status=status)
    response.headers["Referrer-Policy"] = (
        "same-origin"  # with none, the browser says the form comes from nowhere
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
