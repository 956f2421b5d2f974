"""The process at the desk: the editors' words, steps of their own, and the rounds they announce."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kokebok.book.queries import find_cookbook
from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.process.actions.write import announce, remove_step, take_down, write_part, write_step
from kokebok.process.forms import StepForm
from kokebok.process.models import ProcessPart, Step
from kokebok.process.queries import all_steps, find_round, find_step, rounds_to_announce
from kokebok.process.rules import MAY
from kokebok.web.present import is_present

process_page = partial(entrance, MAY)


@process_page("process.write")
def overview(request: HttpRequest) -> HttpResponse:
    """The parts of the process with the editors' words, their own steps, and the rounds to announce."""
    find_cookbook()
    steps = all_steps()
    by_part = {step.part: step for step in steps}
    context = {
        "parts": [(one, by_part.get(one.value)) for one in ProcessPart],
        "own": [step for step in steps if not step.part],
        "rounds": rounds_to_announce() if is_present("rounds") else [],
    }
    return show(request, "process/desk/overview.html", context)


@process_page("process.write")
def part(request: HttpRequest, key: str) -> HttpResponse:
    """The editors' words and dates for a part of the process."""
    if key not in ProcessPart.values:
        raise Http404
    here = ProcessPart(key)
    step = Step.objects.filter(part=here).first() or Step(part=here)
    form = StepForm(request.POST or None, instance=step)
    if request.method == "POST" and form.is_valid():
        write_part(here, form.cleaned_data, by=person_of(request))
        messages.success(request, _("Saved."))
        return redirect("process_desk:overview")
    return _shown(request, form, str(here.label))


@process_page("process.write")
def new_step(request: HttpRequest) -> HttpResponse:
    """A step of the editors' own."""
    return _own(request, Step())


@process_page("process.write")
def own_step(request: HttpRequest, number: int) -> HttpResponse:
    """Change a step of the editors' own."""
    return _own(request, find_step(number))


def _own(request: HttpRequest, step: Step) -> HttpResponse:
    title = step.title or _("A step of your own")
    form = StepForm(request.POST or None, instance=step)
    if request.method == "POST" and form.is_valid():
        write_step(step, form.cleaned_data, by=person_of(request))
        messages.success(request, _("Saved."))
        return redirect("process_desk:overview")
    return _shown(request, form, title)


@require_POST
@process_page("process.write")
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a step of the editors' own out of the process."""
    remove_step(find_step(number), by=person_of(request))
    messages.success(request, _("The step is removed."))
    return redirect("process_desk:overview")


ANNOUNCED_OR_NOT = {
    "announce": (announce, gettext_lazy("The round is announced on the front page.")),
    "take_down": (take_down, gettext_lazy("The round is no longer announced.")),
}


@require_POST
@process_page("process.write")
def announcement(request: HttpRequest, number: int) -> HttpResponse:
    """Announce a round on the front page, or announce it no more."""
    found, by = find_round(number), person_of(request)
    try:
        act, said = pressed(request.POST, "act", ANNOUNCED_OR_NOT)
    except Refused as refusal:
        return HttpResponseBadRequest(str(refusal), content_type="text/plain; charset=utf-8")
    with refusal_told(request):
        act(found, by=by)
        messages.success(request, str(said))
    return redirect("process_desk:overview")


def _shown(request: HttpRequest, form: StepForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return show(request, "process/desk/step.html", context, status=422 if form.errors else 200)
