"""What one does while answering: fill in a template, see the letter, hold back, answer, keep a draft, undo."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.desk.answering.actions.draft import FIELDS, drop_draft, keep_draft
from kokebok.desk.answering.actions.undo import undo
from kokebok.desk.answering.at_hand import letter_about
from kokebok.desk.answering.forms import AnswerForm
from kokebok.desk.answering.undo_window import find_undo_window
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.holding.actions.hold import hold
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.inbox.queries import find_input_for, said_already
from kokebok.desk.joined.actions.answer_cluster import answer_cluster, chosen_numbers
from kokebok.desk.joined.feedback import reached_others
from kokebok.desk.models import Decision, Draft
from kokebok.desk.opened.feedback import answered, held_back, undone
from kokebok.desk.opened.page import (
    back_to,
    require_words_seen,
    show_late,
    show_opened,
    to_next,
    typed_in,
    wording_to_change,
)
from kokebok.desk.replies.placeholders import choices_for
from kokebok.inputs.actions.language import set_language
from kokebok.inputs.models import UNSETTLED
from kokebok.inputs.rules import TooLate
from kokebok.lib.bounded import number_in
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.desk.answering.actions.answer import Answer
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


@desk_page("desk.answer")
def answer_input(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an input, with the paragraph's new text if it is to change."""
    return _do(request, number, "answer")


@desk_page("desk.answer")
def hold_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the answer without giving it."""
    return _do(request, number, "hold")


@desk_page("desk.answer")
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The form again with the letter that its sender would get; nothing is saved."""
    return _do(request, number, "letter")


@desk_page("desk.answer")
def fill_in(request: HttpRequest, number: int) -> HttpResponse:
    """The form again with a template's words in the reply. All that was typed is still there; nothing is saved."""
    return _do(request, number, "fill")


def _do(request: HttpRequest, number: int, address: str) -> HttpResponse:
    """Do what the button says. Where its name and the address say different things, the smaller is meant."""
    if request.method != "POST":
        return back_to(request, number)
    meant = next(name for name in SMALLEST_FIRST if name == address or name in request.POST)
    return SMALLEST_FIRST[meant](request, find_input_for(person_of(request), number))


def _fill_in(request: HttpRequest, given: Input) -> HttpResponse:
    if given.state not in UNSETTLED:
        return back_to(request, given.pk)
    begun = _fields_in(request.POST)
    words = _words_of(request.POST.get("template", ""), given, person_of(request))
    begun["reply"] = "\n\n".join(part for part in (begun.get("reply", "").rstrip(), words) if part)
    form = AnswerForm(given=given, now=wording_to_change(given), begun=begun)
    return show_opened(request, given, answer_form=form, is_filled=bool(words))


def _letter(request: HttpRequest, given: Input) -> HttpResponse:
    if given.state not in UNSETTLED:
        return back_to(request, given.pk)
    form = AnswerForm(request.POST, given=given, now=wording_to_change(given))
    if not form.is_valid():
        return show_opened(request, given, answer_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    shown = letter_about(given, form.said(), by=person_of(request), seen=form.seen_wording())
    return show_opened(request, given, answer_form=form, letter=shown)


def _hold(request: HttpRequest, given: Input) -> HttpResponse:
    person = person_of(request)
    form = AnswerForm(request.POST, given=given, now=wording_to_change(given))
    if not form.is_valid():
        return show_opened(request, given, answer_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if private := form.private():
        return show_opened(request, given, answer_form=form, private=private)
    version = number_in(request.POST.get("held", ""), most=10**9) or 0
    try:
        require_words_seen(request, given)
        hold(given, form.said(), by=person, seen=form.seen_wording(), version=version)
    except TooLate as refusal:
        return show_late(request, given.pk, refusal, typed=typed_in(form), answer_form=form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_opened(request, given, answer_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, held_back(given))
    return to_next(request, given)


def _answer(request: HttpRequest, given: Input) -> HttpResponse:
    person = person_of(request)
    form = AnswerForm(request.POST, given=given, now=wording_to_change(given))
    if not form.is_valid():
        return show_opened(request, given, answer_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if private := form.private():
        return show_opened(request, given, answer_form=form, private=private)
    try:
        require_words_seen(request, given)
        reaches = chosen_numbers(request.POST.get("reaches", ""))
        reached = answer_cluster(given, form.said(), by=person, seen=form.seen_wording(), reaches=reaches)
    except TooLate as refusal:
        again = _said_already(given, form.said(), by=person)
        if again is None:
            return show_late(request, given.pk, refusal, typed=typed_in(form), answer_form=form)
        messages.success(request, answered(again))
        return to_next(request, given)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_opened(request, given, answer_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, answered(reached.decision))
    for line in reached_others(reached):
        messages.info(request, line)
    return to_next(request, given)


SMALLEST_FIRST = {"fill": _fill_in, "letter": _letter, "hold": _hold, "answer": _answer}
"""What the form of the answer can be sent to, by the name of its button, from what only looks to what publishes."""


@desk_page("desk.answer")
def keep_mine(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what is written so far, for a script; or throw it away, for a button."""
    person = person_of(request)
    given = find_input_for(person, number)
    if request.method != "POST":
        return back_to(request, number)
    if "drop" in request.POST:
        return _drop(request, given, person)
    kept = keep_draft(given, _fields_in(request.POST), by=person)
    at = time_format(localtime(kept.at), "TIME_FORMAT") if kept else ""
    return JsonResponse({"kept": _("Kept as a draft at %(at)s") % {"at": at} if kept else ""})


def _drop(request: HttpRequest, given: Input, person: Person) -> HttpResponse:
    draft = Draft.objects.filter(given=given, by=person).first()
    if draft is not None:
        drop_draft(draft, by=person)
        messages.success(request, _("Your draft is thrown away. The journal has its words."))
    return back_to(request, given.pk)


@desk_page("desk.answer")
def undo_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take an answer back while it rests, after a page that says what that means."""
    person = person_of(request)
    given = find_input_for(person, number)
    found = find_undo_window(person, number)
    if request.method != "POST":
        return show(request, "desk/undo.html", {"given": given, "undo_window": found})
    decision = Decision.objects.select_related("given", "wording").filter(given=given).first()
    with refusal_told(request):
        if decision is None:
            raise TooLate(
                _("The answer can no longer be taken back: its time is over, or somebody was first.")
            )
        messages.success(request, undone(undo(decision, by=person)))
    return redirect(reverse("desk:opened", args=[number]) + wanted_in(request.GET).as_query)


@desk_page("desk.approve")
def say_language(request: HttpRequest, number: int) -> HttpResponse:
    """Say what an input is written in."""
    person = person_of(request)
    given = find_input_for(person, number)
    if request.method == "POST":
        with refusal_told(request):
            set_language(given, to=request.POST.get("language", ""), by=person)
            messages.success(request, _("The language is noted. The sender is written to in it."))
    return back_to(request, number)


def _said_already(given: Input, said: Answer, *, by: Person) -> Decision | None:
    return said_already(
        given, by=by, outcome=said.outcome, reply=said.reply.strip(), reason=said.reason.strip()
    )


def _fields_in(data: Mapping[str, str]) -> dict[str, str]:
    return {"change_text": "", **{name: data[name] for name in FIELDS if data.get(name)}}


def _words_of(raw: str, given: Input, person: Person) -> str:
    """The words of the template with this number for an input; "" if there is none such in use."""
    choices = choices_for(given, person)
    number = number_in(raw)
    found = (one.text for one in (*choices.fitting, *choices.others) if one.number == number)
    return next(found, "")
