"""Calls at the desk: the list, one call with its phases and questions, and the answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kokebok.calls import queries
from kokebok.calls.actions import prepare
from kokebok.calls.desk_forms import CallForm, PhaseDatesForm, QuestionForm
from kokebok.calls.rules import MAY, is_short, may
from kokebok.calls.showing import shown
from kokebok.calls.views import address_of
from kokebok.inputs.doors import posted
from kokebok.inputs.models import State
from kokebok.inputs.pressed import pressed
from kokebok.lib.sheets import csv_lines
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.web.copy_forms import CopyForm
from kokebok.web.downloads import download
from kokebok.web.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm

    from kokebok.calls.models import Call, Phase, Question
    from kokebok.people.models import Person

call_page = partial(entrance, MAY)
A_PAGE = 50


@call_page("call.read")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All calls."""
    person = person_of(request)
    context = {"calls": queries.calls_for(person), "may_prepare": may(person, "call.prepare")}
    return show(request, "calls/desk/calls.html", context)


@call_page("call.read")
@require_safe
def one_call(request: HttpRequest, number: int) -> HttpResponse:
    """A call: its phases and questions, whether it is public, and what can be handed out."""
    person = person_of(request)
    found = queries.find_call(person, number)
    phases = queries.phases_with_questions(found)
    context = {
        "call": found,
        "shown": queries.shown_now(found),
        "phases": list(zip(phases, queries.shown_now(found).phases, strict=True)),
        "may_prepare": may(person, "call.prepare"),
        "address": address_of(found),
        "copying": CopyForm(),
    }
    return show(request, "calls/desk/call.html", context)


@call_page("call.prepare")
def new_call(request: HttpRequest) -> HttpResponse:
    """Make a call."""
    form = CallForm(posted(request))
    if form.is_bound and form.is_valid():
        made = prepare.make_call(by=person_of(request), **form.said())
        return redirect("calls_desk:call", number=made.pk)
    return _form_page(request, form, _("Make a call"), reverse("calls_desk:calls"))


@call_page("call.prepare")
@require_POST
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """Make another call like this one."""
    person = person_of(request)
    ticket = CopyForm(request.POST).ticket_now()
    made = prepare.copy_call(queries.find_call(person, number), by=person, ticket=ticket)
    messages.success(
        request, _("This is the copy: nobody else sees it yet. Give it its own title, and look at its days.")
    )
    return redirect("calls_desk:edit_call", number=made.pk)


@call_page("call.prepare")
def edit_call(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a call is."""
    person = person_of(request)
    found = queries.find_call(person, number)
    form = CallForm(posted(request), instance=found)
    if form.is_bound and form.is_valid():
        with refusal_in(form, None):
            prepare.change_call(found, by=person, **form.said())
            return redirect("calls_desk:call", number=number)
    return _form_page(request, form, found.title, _back(number))


PUBLISH_OR_NOT = {
    "publish": (prepare.publish, gettext_lazy("The call is public. It opens and closes by itself.")),
    "down": (prepare.take_down, gettext_lazy("The call is taken down. What has come is still here.")),
}


@call_page("call.prepare")
@require_POST
def publish_or_not(request: HttpRequest, number: int) -> HttpResponse:
    """Let everyone read the call, or nobody."""
    person = person_of(request)
    found = queries.find_call(person, number)
    with refusal_told(request):
        act, said = pressed(request.POST, "act", PUBLISH_OR_NOT)
        act(found, by=person)
        messages.success(request, str(said))
    return redirect("calls_desk:call", number=number)


@call_page("call.prepare")
def new_phase(request: HttpRequest, number: int) -> HttpResponse:
    """Add a phase."""
    return _phase(request, queries.find_call(person_of(request), number), None)


@call_page("call.prepare")
def edit_phase(request: HttpRequest, number: int, phase: int) -> HttpResponse:
    """Change a phase, or take it out."""
    found = queries.find_call(person_of(request), number)
    return _phase(request, found, queries.find_phase(found, phase))


def _phase(request: HttpRequest, found: Call, phase: Phase | None) -> HttpResponse:
    person = person_of(request)
    if phase is not None and "remove" in request.POST:
        return _removed(request, found, partial(prepare.remove_phase, phase, by=person))
    form = PhaseDatesForm(posted(request), phase=phase)
    if form.is_bound and form.is_valid():
        kept = prepare.set_phase(found, phase, by=person, **form.said())
        if is_short(kept):
            messages.warning(
                request,
                _(
                    "There are less than six weeks between opening and closing. Many who should answer must ask "
                    "others first: a board, a council, their partners. Give them longer if you can."
                ),
            )
        return redirect("calls_desk:call", number=found.pk)
    title = phase.title if phase else _("Add a phase")
    return _form_page(request, form, title, _back(found.pk), can_remove=phase is not None)


@call_page("call.prepare")
def new_question(request: HttpRequest, number: int, phase: int) -> HttpResponse:
    """Add a question to a phase."""
    found = queries.find_call(person_of(request), number)
    return _question(request, found, queries.find_phase(found, phase), None)


@call_page("call.prepare")
def edit_question(request: HttpRequest, number: int, phase: int, question: int) -> HttpResponse:
    """Change a question, or take it out."""
    found = queries.find_call(person_of(request), number)
    in_phase = queries.find_phase(found, phase)
    return _question(request, found, in_phase, queries.find_question(in_phase, question))


def _question(request: HttpRequest, found: Call, phase: Phase, question: Question | None) -> HttpResponse:
    person = person_of(request)
    if question is not None and "remove" in request.POST:
        return _removed(request, found, partial(prepare.remove_question, question, by=person))
    form = QuestionForm(posted(request), phase=phase, instance=question)
    if form.is_bound and form.is_valid():
        with refusal_in(form, "most"):
            prepare.set_question(phase, question, by=person, **form.said())
            return redirect("calls_desk:call", number=found.pk)
    title = question.text if question else _("Add a question")
    return _form_page(request, form, title, _back(found.pk), can_remove=question is not None)


def _removed(request: HttpRequest, found: Call, remove: Any) -> HttpResponse:
    with refusal_told(request):
        remove()
        messages.success(request, _("It is taken out."))
    return redirect("calls_desk:call", number=found.pk)


def _form_page(
    request: HttpRequest, form: BaseForm, title: str, back: str, *, can_remove: bool = False
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "can_remove": can_remove}
    return show(request, "calls/desk/form.html", context, 422 if form.errors else 200)


def _back(number: int) -> str:
    return reverse("calls_desk:call", args=[number])


@call_page("call.read")
@require_safe
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """The answers as a table, narrowed by status, lateness, phase and words."""
    found = queries.find_call(person_of(request), number)
    wanted = _wanted(request)
    page_obj = page_of(request, queries.with_all(queries.answers_to(found, wanted)), A_PAGE)
    questions = queries.questions_of(found)
    context = {
        "call": found,
        "shown": shown(found, list(found.phases.all()), localtime()),
        "wanted": wanted,
        "query": urlencode({name: value for name, value in vars(wanted).items() if value}),
        "questions": questions,
        "rows": queries.rows_of(page_obj.object_list, questions, person_of(request)),
        "page_obj": page_obj,
        "states": State.choices,
        "phases": list(found.phases.all()),
    }
    return show(request, "calls/desk/answers.html", context)


@call_page("call.read")
@require_safe
def answers_file(request: HttpRequest, number: int) -> HttpResponse:
    """The same answers as CSV."""
    found = queries.find_call(person_of(request), number)
    lines = b"".join(csv_lines(_csv_rows(found, _wanted(request), person_of(request))))
    return download(f"{found.slug}.csv", lines)


def _csv_rows(found: Call, wanted: queries.AnswerFilter, person: Person) -> Iterator[list[str]]:
    questions = queries.questions_of(found)
    plain = [
        _("Number"),
        _("Received"),
        _("Status"),
        _("Phase"),
        _("Came late"),
        _("Name"),
        _("On behalf of"),
    ]
    yield [*plain, *(question.text for question in questions)]
    for row in queries.rows_of(queries.with_all(queries.answers_to(found, wanted)), questions, person):
        given, answer = row.given, row.answer
        yield [
            str(given.pk),
            localtime(given.received_at).isoformat(timespec="seconds"),
            str(given.get_state_display()),
            str(answer.phase.number),
            _("yes") if answer.is_late else _("no"),
            row.seen.name,
            row.seen.body,
            *row.said,
        ]


def _wanted(request: HttpRequest) -> queries.AnswerFilter:
    asked = {
        name: request.GET.get(name, "").replace("\x00", "")[:200] for name in vars(queries.AnswerFilter())
    }
    return queries.AnswerFilter(**asked)
