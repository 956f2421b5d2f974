"""The pages of second reading: the samples, one sample with what it shows, and one decision read blind."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.desk.models import Outcome
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.rules import Refused
from kokebok.second_reading.actions.draw import draw_sample
from kokebok.second_reading.actions.read import note_learnt, read_blind
from kokebok.second_reading.forms import DrawForm, LearntForm, ReadForm
from kokebok.second_reading.models import Reading
from kokebok.second_reading.queries import (
    agreement_on,
    disagreements,
    find_reading,
    find_sample,
    next_for,
    samples,
)
from kokebok.second_reading.rules import MAY, OwnDecision
from kokebok.second_reading.showing import read_by
from kokebok.web.paging import page_of

ON_A_PAGE = 20

reading_page = partial(entrance, MAY)


@require_safe
@reading_page("second_reading.read")
def all_samples(request: HttpRequest) -> HttpResponse:
    """The samples, newest first."""
    page = page_of(request, samples(person_of(request)), ON_A_PAGE)
    return show(request, "second_reading/samples.html", {"samples": page.object_list, "page_obj": page})


@reading_page("second_reading.draw")
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    form = DrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return show(request, "second_reading/draw.html", {"form": form}, status)
    try:
        sample = draw_sample(by=person_of(request), **form.asked())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, "second_reading/draw.html", {"form": form}, 422)
    return redirect("second_reading:sample", sample.pk)


@require_safe
@reading_page("second_reading.read")
def one_sample(request: HttpRequest, number: int) -> HttpResponse:
    """How far a sample has come; when all is read, how far the two agree and where they do not."""
    sample = find_sample(person_of(request), number)
    is_done = sample.read == sample.drawn  # type: ignore[attr-defined]
    context = {
        "sample": sample,
        "is_done": is_done,
        "agreement": agreement_on(sample) if is_done else None,
        "disagreements": disagreements(sample) if is_done else [],
    }
    return show(request, "second_reading/sample.html", context)


@require_safe
@reading_page("second_reading.read")
def next_reading(request: HttpRequest, number: int) -> HttpResponse:
    """To the next decision of a sample that this person may read."""
    person = person_of(request)
    reading = next_for(person, find_sample(person, number))
    if reading is None:
        return redirect("second_reading:sample", number)
    return redirect("second_reading:read", reading.pk)


@reading_page("second_reading.read")
def read(request: HttpRequest, number: int) -> HttpResponse:
    """Read one input as it was, without the decision, and say what one would have decided."""
    reading, person = find_reading(number), person_of(request)
    if reading.first_by_id == person.pk or (reading.outcome and request.method != "POST"):
        return redirect("second_reading:sample", reading.sample_id)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show_reading(request, reading, form, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        read_blind(reading, outcome=Outcome(said["outcome"]), reason=said["reason"], by=person)
    except OwnDecision as refusal:
        messages.error(request, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_reading(request, reading, form, status=409)
    return redirect("second_reading:next", reading.sample_id)


@reading_page("second_reading.read")
def learnt(request: HttpRequest, number: int) -> HttpResponse:
    """Note what a disagreement taught."""
    reading = find_reading(number)
    form = LearntForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            reading.learnt = form.cleaned_data["seen"]
            note_learnt(reading, learnt=form.cleaned_data["learnt"], by=person_of(request))
        except Refused as refusal:
            messages.error(request, f"{refusal} {form.cleaned_data['learnt']}")
        else:
            messages.success(request, _("The note is kept."))
    return redirect("second_reading:sample", reading.sample_id)


def _show_reading(request: HttpRequest, reading: Reading, form: ReadForm, status: int) -> HttpResponse:
    context = {"reading": reading, "form": form, **read_by(person_of(request), reading)}
    return show(request, "second_reading/read.html", context, status)
