"""One answer to many: choose and write, do it or see the exact list first, and follow the run."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.desk.bulk.actions.run import begin, do_now, undo_run
from kokebok.desk.bulk.feedback import done_with_many, since
from kokebok.desk.bulk.forms import BulkForm
from kokebok.desk.bulk.overview import (
    AT_ONCE,
    MOST,
    ChosenInputs,
    came_since,
    filled_examples,
    find_run,
    holes_in,
    latest_runs,
    look_through,
    newest,
    numbers_from,
    numbers_in,
    shown,
)
from kokebok.desk.bulk.rules import BulkAnswer
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.models import BulkAct, Outcome, ReplyTemplate
from kokebok.inputs.models import LONGEST_TEXT
from kokebok.lib.bounded import number_in
from kokebok.lib.filling import placeholders
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.lib.private_numbers import PrivateNumber


@desk_page("desk.answer")
def many(request: HttpRequest) -> HttpResponse:
    """The inputs that were chosen, with the form; then, if one asks, the exact list; then the run."""
    if request.method != "POST":
        return _first(request)
    if "fill" in request.POST:
        return _fill(request)
    form = BulkForm(request.POST)
    if "back" in request.POST:
        return _write(request, BulkForm(initial=request.POST.dict()))
    if not form.is_valid():
        return _write(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    private = form.private()
    if ("run" in request.POST or _is_plain(request, form)) and not private:
        return _run(request, form)
    return _check(request, form, private)


def _first(request: HttpRequest) -> HttpResponse:
    numbers, left_over = numbers_in(person_of(request), request.GET)
    chosen = {
        "act": BulkAct.ANSWER,
        "numbers": _joined(numbers),
        "filter": wanted_in(request.GET).as_query.removeprefix("?"),
        "newest": newest(),
        "ticket": uuid.uuid4(),
    }
    return _write(request, BulkForm(initial=chosen), numbers=numbers, left_over=left_over)


def _fill(request: HttpRequest) -> HttpResponse:
    """The form again with a template's words; all that was typed is still there."""
    typed = request.POST.dict()
    number = number_in(str(typed.get("template", ""))) or 0
    found = ReplyTemplate.objects.in_use().filter(pk=number).first()
    words = [str(typed.get("reply", "")).rstrip(), found.text if found else ""]
    return _write(request, BulkForm(initial={**typed, "reply": "\n\n".join(part for part in words if part)}))


def _is_plain(request: HttpRequest, form: BulkForm) -> bool:
    """Whether it is to be done at once, and there are no words that one should first see filled in."""
    return "now" in request.POST and not placeholders(form.cleaned_data["reply"])


def _write(
    request: HttpRequest,
    form: BulkForm,
    *,
    numbers: list[int] | None = None,
    left_over: int = 0,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    if numbers is None:
        numbers = numbers_from(str(request.POST.get("numbers", "")))
    also_of_others = bool(request.POST.get("also_of_others"))
    chosen = look_through(
        person_of(request),
        numbers,
        BulkAnswer(BulkAct.ANSWER, reply="?"),
        left_over=left_over,
        also_of_others=also_of_others,
    )
    context = {
        "form": form,
        "chosen": chosen,
        "templates": list(ReplyTemplate.objects.in_use()),
        "runs": latest_runs(),
        "longest": LONGEST_TEXT,
        "most": MOST,
        "may_now": len(numbers) <= AT_ONCE,
        "asks_of_others": chosen.with_others or also_of_others,
    }
    return show(request, "desk/bulk.html", context, status)


def _look(request: HttpRequest, form: BulkForm) -> ChosenInputs:
    return look_through(
        person_of(request),
        numbers_from(form.cleaned_data["numbers"]),
        form.same(),
        also_of_others=form.cleaned_data["also_of_others"],
    )


def _check(request: HttpRequest, form: BulkForm, private: list[PrivateNumber]) -> HttpResponse:
    """The exact list: who gets it, and who is left out and why; and what looks private in the answer."""
    same, chosen = form.same(), _look(request, form)
    new = came_since(person_of(request), form.wanted(), form.newest_then())
    holes = holes_in(chosen, same, person_of(request))
    context: dict[str, Any] = {
        "form": form,
        "same": same,
        "outcome": dict(Outcome.choices).get(same.outcome, ""),
        "chosen": chosen,
        "holes": holes,
        "examples": filled_examples(chosen, same, person_of(request), holes=holes),
        "numbers": _joined([one.given.pk for one in chosen.taken]),
        "ticket": form.ticket_now(),
        "is_answers": same.act == BulkAct.ANSWER,
        "since": since(new) if new else "",
        "private": private,
    }
    return show(request, "desk/bulk_check.html", context)


def _run(request: HttpRequest, form: BulkForm) -> HttpResponse:
    """Do it: a few at once, and back to the list; many in later work, which one follows on its page."""
    person, asked = person_of(request), _look(request, form)
    taken = [one.given.pk for one in asked.taken]
    do = do_now if len(taken) <= AT_ONCE else begin
    new = came_since(person, form.wanted(), form.newest_then())
    try:
        run = do(taken, form.same(), by=person, ticket=form.ticket_now(), left_out=asked.left_out)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _write(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if run.finished_at is None:
        return redirect("desk:run", number=run.pk)
    messages.success(request, done_with_many(shown(run), new))
    return redirect(reverse("desk:queue") + form.wanted().as_query)


@desk_page("desk.answer")
def run_page(request: HttpRequest, number: int) -> HttpResponse:
    """How far a run has come, and what it left out and why."""
    context = {"shown": shown(find_run(number))}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "desk/_run.html", context)
    return show(request, "desk/run.html", context)


@desk_page("desk.answer")
def undo_page(request: HttpRequest, number: int) -> HttpResponse:
    """Take back all that a run has done."""
    run = find_run(number)
    if request.method == "POST":
        with refusal_told(request):
            undo_run(run, by=person_of(request))
            messages.success(request, _("It is being taken back. No e-mail leaves."))
    return redirect("desk:run", number=number)


def _joined(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))
