"""Rounds at the desk: the list, one round with its run-sheet, and its prompts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.book.queries import the_cookbook
from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.rounds.actions.lead import close_round, open_round
from kokebok.rounds.actions.prepare import (
    add_prompt,
    change_prompt,
    change_round,
    copy_round,
    make_round,
    move_prompt,
    remove_prompt,
)
from kokebok.rounds.desk_forms import PromptForm, RoundForm
from kokebok.rounds.models import WRITTEN
from kokebok.rounds.queries import find_prompt, find_round_for, rounds_for, run_sheet
from kokebok.rounds.rules import MAY, may
from kokebok.web.copy_forms import CopyForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.rounds.models import Round

round_page = partial(entrance, MAY)


@round_page("round.read")
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds."""
    person = person_of(request)
    context = {"rounds": rounds_for(person), "may_prepare": may(person, "round.prepare")}
    return show(request, "rounds/desk/rounds.html", context)


@round_page("round.prepare")
def new_round(request: HttpRequest) -> HttpResponse:
    """Make a round."""
    person = person_of(request)
    cookbook = the_cookbook()
    began = {"host": person.pk, **({"language": cookbook.language} if cookbook else {})}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=began)
    if form.is_bound and form.is_valid():
        made = make_round(by=person, **form.cleaned_data)
        return redirect("rounds_desk:round", number=made.pk)
    return show(request, "rounds/desk/round_form.html", {"form": form}, 422 if form.errors else 200)


@round_page("round.prepare")
def edit_round(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a round is."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    form = RoundForm(request.POST if request.method == "POST" else None, instance=round_)
    if form.is_bound and form.is_valid():
        change_round(round_, by=person, **form.cleaned_data)
        return redirect("rounds_desk:round", number=number)
    context = {"form": form, "round": find_round_for(person, number)}
    return show(request, "rounds/desk/round_form.html", context, 422 if form.errors else 200)


@round_page("round.prepare")
@require_POST
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """Make another round like this one."""
    person = person_of(request)
    ticket = CopyForm(request.POST).ticket_now()
    made = copy_round(find_round_for(person, number), by=person, ticket=ticket)
    messages.success(
        request, _("This is the copy. Nobody can join it before you open it. Give it its own title.")
    )
    return redirect("rounds_desk:edit_round", number=made.pk)


@round_page("round.read")
@require_safe
def one_round(request: HttpRequest, number: int) -> HttpResponse:
    """A round: its run-sheet, and the ways to its screens."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    context = {
        "round": round_,
        "prompts": run_sheet(round_),
        "may_prepare": may(person, "round.prepare"),
        "may_lead": may(person, "round.lead"),
        "written": WRITTEN,
        "copying": CopyForm(),
    }
    return show(request, "rounds/desk/round.html", context)


@round_page("round.lead")
@require_POST
def open_or_close(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the round, or end it."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    with refusal_told(request):
        act = pressed(request.POST, "act", {"open": open_round, "close": close_round})
        act(round_, by=person)
    return redirect("rounds_desk:round", number=number)


@round_page("round.prepare")
def new_prompt(request: HttpRequest, number: int) -> HttpResponse:
    """Add a prompt to the run-sheet."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    form = PromptForm(request.POST if request.method == "POST" else None, round_=round_)
    if form.is_bound and form.is_valid():
        add_prompt(round_, by=person, fields=form.said(), statements=form.cleaned_data["lines"])
        return redirect("rounds_desk:round", number=number)
    return _prompt_page(request, round_, form)


@round_page("round.prepare")
def edit_prompt(request: HttpRequest, number: int, prompt: int) -> HttpResponse:
    """Change a prompt."""
    person = person_of(request)
    round_ = find_round_for(person, number)
    found = find_prompt(round_, str(prompt))
    form = PromptForm(request.POST if request.method == "POST" else None, round_=round_, instance=found)
    if form.is_bound and form.is_valid():
        with refusal_in(form, None):
            change_prompt(found, by=person, fields=form.said(), statements=form.cleaned_data["lines"])
            return redirect("rounds_desk:round", number=number)
    return _prompt_page(request, round_, form)


ARRANGE: dict[str, Callable[..., None]] = {
    "up": partial(move_prompt, up=True),
    "down": partial(move_prompt, up=False),
    "remove": remove_prompt,
}


@round_page("round.prepare")
@require_POST
def arrange_prompt(request: HttpRequest, number: int, prompt: int) -> HttpResponse:
    """Move a prompt up or down, or take it out."""
    person = person_of(request)
    found = find_prompt(find_round_for(person, number), str(prompt))
    with refusal_told(request):
        pressed(request.POST, "act", ARRANGE)(found, by=person)
        if request.POST["act"] == "remove":
            messages.success(request, _("The prompt is taken out."))
    return redirect("rounds_desk:round", number=number)


def _prompt_page(request: HttpRequest, round_: Round, form: PromptForm) -> HttpResponse:
    context = {"form": form, "round": round_}
    return show(request, "rounds/desk/prompt_form.html", context, 422 if form.errors else 200)
