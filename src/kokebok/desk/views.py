"""The desk's pages: the queue, one input with all one can do with it, the journal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kokebok.book.models import Wording
from kokebok.book.queries import wording_now
from kokebok.desk.actions.answer import answer
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.forms import AnswerForm, RefusalForm, thanks_for_wording, wanted_in
from kokebok.desk.happened import answered, late, published, refused
from kokebok.desk.journal import lines
from kokebok.desk.queries import (
    Wanted,
    find_input_for,
    kind_options,
    last_act,
    neighbours,
    next_after,
    others_about,
    page_title,
    queue,
    rows,
    state_options,
    suggested,
    suggestions_waiting_with,
)
from kokebok.desk.rules import may
from kokebok.desk.showing import Parts, earlier_wording, parts, place_of, shown
from kokebok.inputs.actions.moderate import approve, mark_read, refuse
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.rules import MOVES, Refused, TooLate
from kokebok.journal.queries import newest_first

ON_A_PAGE = 20
LINES_ON_A_PAGE = 100
CANNOT_BE_REWRITTEN = ("table",)


@desk_page("desk.read")
def queue_page(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; or what is asked for."""
    person, wanted = person_of(request), wanted_in(request.GET)
    page = Paginator(queue(person, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": rows(page.object_list),
        "page_obj": page,
        "wanted": wanted,
        "states": state_options(person, wanted),
        "kinds": kind_options(person, wanted),
        "about_page": page_title(wanted),
        "may_answer": may(person, "desk.answer"),
    }
    return show(request, "desk/queue.html", context)


@desk_page("desk.read")
def opened(request: HttpRequest, number: int) -> HttpResponse:
    """One input with its paragraph. Opened by somebody who handles inputs, it is read from then on."""
    person = person_of(request)
    given = find_input_for(person, number)
    if may(person, "desk.approve") and given.state in UNSETTLED:
        mark_read(given, by=person)
        given.refresh_from_db(fields=["text", "suggestion"])
    return _show_opened(request, given)


@desk_page("desk.approve")
def approve_input(request: HttpRequest, number: int) -> HttpResponse:
    """Publish an input that waits, or one that was refused."""
    if request.method != "POST":
        return _back_to(request, number)
    person = person_of(request)
    given = find_input_for(person, number)
    try:
        given = approve(given, by=person)
    except TooLate as refusal:
        return _show_late(request, number, refusal)
    messages.success(request, published(given))
    return _back_to(request, number)


@desk_page("desk.approve")
def refuse_input(request: HttpRequest, number: int) -> HttpResponse:
    """Keep an input from readers, with a reason."""
    if request.method != "POST":
        return _back_to(request, number)
    person = person_of(request)
    given = find_input_for(person, number)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show_opened(request, given, refusal_form=form, status=422)
    try:
        given = refuse(given, by=person, reason=form.cleaned_data["refusal"])
    except TooLate as refusal:
        return _show_late(request, number, refusal, typed=[form["refusal"]])
    messages.success(request, refused(given))
    return _to_next(request, given)


@desk_page("desk.answer")
def answer_input(request: HttpRequest, number: int) -> HttpResponse:
    """Answer an input, with the paragraph's new text if it is to change."""
    if request.method != "POST":
        return _back_to(request, number)
    person = person_of(request)
    given = find_input_for(person, number)
    form = AnswerForm(request.POST, given=given, now=_wording_to_change(given))
    if not form.is_valid():
        return _show_opened(request, given, answer_form=form, status=422)
    try:
        decision = answer(given, form.said(), by=person, seen=form.seen_wording())
    except TooLate as refusal:
        return _show_late(request, number, refusal, typed=_typed(form), answer_form=form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_opened(request, given, answer_form=form, status=422)
    messages.success(request, answered(decision))
    return _to_next(request, given)


@desk_page("journal.read")
def journal(request: HttpRequest) -> HttpResponse:
    """The latest acts: who, when, what."""
    page = Paginator(newest_first(), LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return show(request, "desk/journal.html", {"lines": lines(page.object_list), "page_obj": page})


def _wording_to_change(given: Input) -> Wording | None:
    """The wording that stands, where the paragraph is in the text and can be changed as plain words."""
    paragraph = given.paragraph
    if paragraph is None or paragraph.gone_at is not None or paragraph.kind in CANNOT_BE_REWRITTEN:
        return None
    return wording_now(paragraph)


def _typed(form: AnswerForm) -> list[Any]:
    """The fields an editor has written something in."""
    return [
        form[name] for name in ("new_text", "reply", "reason") if name in form.fields and form[name].value()
    ]


def _show_late(
    request: HttpRequest,
    number: int,
    refusal: TooLate,
    *,
    typed: list[Any] | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    """Tell who was first and what they decided, or what has changed; what was typed stays on the page."""
    given = find_input_for(person_of(request), number)
    now = _wording_to_change(given)
    if answer_form is not None and given.state in UNSETTLED:
        again = answer_form.on(now) if now and "seen" in answer_form.fields else None
        return _show_opened(
            request, given, answer_form=again, late=late(given, refusal, None), typed=typed, status=409
        )
    happened = late(given, refusal, last_act(given))
    return _show_opened(request, given, late=happened, typed=typed, status=409)


def _show_opened(
    request: HttpRequest,
    given: Input,
    *,
    answer_form: AnswerForm | None = None,
    refusal_form: RefusalForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    person, wanted = person_of(request), wanted_in(request.GET)
    unsettled = given.state in UNSETTLED
    now = _wording_to_change(given)
    can_answer = unsettled and may(person, "desk.answer")
    moves = MOVES[State(given.state)] if may(person, "desk.approve") else frozenset()
    earlier = earlier_wording(given)
    context = {
        "given": given,
        "card": shown(given, with_suggestion=False),
        "place": place_of(given),
        "earlier": earlier,
        "difference": suggested(given),
        "difference_now": _difference_now(given, now) if earlier and can_answer else [],
        "others": others_about(person, given),
        "neighbours": neighbours(person, wanted, given),
        "wanted": wanted,
        "query": wanted.as_query,
        "answer_form": (answer_form or AnswerForm(given=given, now=now)) if can_answer else None,
        "together": suggestions_waiting_with(given) if now else 0,
        "thanks": thanks_for_wording(given) if given.suggestion and now else "",
        "now": now,
        "refusal_form": (refusal_form or RefusalForm()) if State.REFUSED in moves else None,
        "can_approve": State.OPEN in moves and given.state in (State.WAITING, State.REFUSED),
        "is_public": given.state in (State.OPEN, State.ANSWERED),
        **more,
    }
    return show(request, "desk/opened.html", context, status)


def _difference_now(given: Input, now: Wording | None) -> Parts:
    return parts(now.text, given.suggestion) if now and given.suggestion else []


def _back_to(request: HttpRequest, number: int) -> HttpResponse:
    return redirect(reverse("desk:opened", args=[number]) + wanted_in(request.GET).as_query)


def _to_next(request: HttpRequest, done: Input) -> HttpResponse:
    wanted: Wanted = wanted_in(request.GET)
    following = next_after(person_of(request), wanted, done)
    if following is None:
        return redirect(reverse("desk:queue") + wanted.as_query)
    return _back_to(request, following.pk)
