"""Moderation at the desk: the log, one ruling with its review, and removing a part of an input."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.inputs.models import Input
from kokebok.inputs.queries import letter_language
from kokebok.inputs.rules import TooLate
from kokebok.lib.sheets import csv_lines
from kokebok.moderation.actions.redact import put_back, redact
from kokebok.moderation.actions.review import answer_review
from kokebok.moderation.forms import RedactForm, ReviewAnswerForm, RulingLogForm
from kokebok.moderation.log_file import rows_of_file
from kokebok.moderation.models import Measure, ReviewOutcome, Ruling
from kokebok.moderation.queries import (
    find_input,
    find_ruling,
    reasons_in_use,
    reviews_for,
    ruled,
    what_was_removed,
)
from kokebok.moderation.rules import CAN_BE_REDACTED, MAY, may
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.web.downloads import stream
from kokebok.web.paging import page_of

ON_A_PAGE = 50

moderation_page = partial(entrance, MAY)


@require_safe
@moderation_page("moderation.read_log")
def log(request: HttpRequest) -> HttpResponse:
    """Everything that is or was kept from readers, newest first; the reviews that wait come before it."""
    form = RulingLogForm(request.GET)
    wanted = form.wanted()
    page = page_of(request, ruled(wanted), ON_A_PAGE)
    context = {
        "form": form,
        "query": wanted.as_query,
        "page_obj": page,
        "rulings": page.object_list,
        "reviews": reviews_for(person_of(request)),
        "has_list": bool(reasons_in_use()),
        "may_keep_reasons": may(person_of(request), "moderation.keep_reasons"),
    }
    return show(request, "moderation/log.html", context)


@require_safe
@moderation_page("moderation.read_log")
def log_file(request: HttpRequest) -> StreamingHttpResponse:
    """The rulings asked for as CSV, line by line."""
    rows = rows_of_file(ruled(RulingLogForm(request.GET).wanted()))
    return stream(f"moderering-{localdate().isoformat()}.csv", csv_lines(rows))


@moderation_page("moderation.read_log")
def ruling_page(request: HttpRequest, number: int) -> HttpResponse:
    """One ruling, and the answer to its review for those who did not decide it."""
    ruling = find_ruling(number)
    if request.method != "POST" or not _may_answer(request, ruling):
        return _show_ruling(request, ruling)
    form = ReviewAnswerForm(request.POST)
    if not form.is_valid():
        return _show_ruling(request, ruling, form=form, status=422)
    said = form.cleaned_data
    try:
        answer_review(
            ruling.review,
            answer=ReviewOutcome(said["answer"]),
            explanation=said["explanation"],
            by=person_of(request),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_ruling(request, find_ruling(number), form=form, typed=said["explanation"], status=409)
    messages.success(request, _("The review is answered, and the sender finds it on the receipt."))
    return redirect("moderation:ruling", number)


@moderation_page("moderation.rule")
def put_back_part(request: HttpRequest, number: int) -> HttpResponse:
    """Put back a part that should not have been removed."""
    if request.method == "POST":
        with refusal_told(request):
            put_back(find_ruling(number), by=person_of(request))
            messages.success(request, _("The part is back, and everyone can read it."))
    return redirect("moderation:ruling", number)


@moderation_page("moderation.rule")
def redact_input(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a part of an input, with a reason."""
    given = find_input(number)
    form = RedactForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show_redact(request, given, form, status=422 if form.is_bound else 200)
    if request.POST.get("seen") != _seen(given):
        form.add_error(None, _("The input has changed meanwhile. Look at it as it is now."))
        return _show_redact(request, given, form, status=409)
    try:
        redact(given, words=form.pieces(), grounds=form.grounds(), by=person_of(request))
    except TooLate as refusal:
        form.add_error(None, str(refusal))
        return _show_redact(request, find_input(number), form, status=409)
    except Refused as refusal:
        form.add_error("removed", str(refusal))
        return _show_redact(request, given, form, status=422)
    told = (
        _("The sender is told by e-mail.") if given.email_confirmed_at else _("It stands on their receipt.")
    )
    messages.success(request, _("The part is removed, and readers see the reason in its place.") + " " + told)
    return redirect("desk:opened", number)


def _may_answer(request: HttpRequest, ruling: Ruling) -> bool:
    """Whether this person may answer the ruling's review: it waits, or somebody has just answered it."""
    person = person_of(request)
    return may(person, "moderation.rule") and hasattr(ruling, "review") and ruling.by_id != person.pk


def _show_ruling(
    request: HttpRequest,
    ruling: Ruling,
    *,
    form: ReviewAnswerForm | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    review = getattr(ruling, "review", None)
    waits = review is not None and not review.answer
    context: dict[str, Any] = {
        "ruling": ruling,
        "given": ruling.given,
        "why": ruling.why_in(letter_language(ruling.given)),
        "review": review,
        "form": (form or ReviewAnswerForm()) if waits and _may_answer(request, ruling) else None,
        "typed": "" if waits else typed,
        "is_mine": ruling.by_id == person.pk,
        "original": what_was_removed(ruling.given)
        if _may_see_original(request, ruling) and ruling.measure == Measure.REDACTED
        else {},
        "may_put_back": may(person, "moderation.rule")
        and ruling.measure == Measure.REDACTED
        and ruling.lifted_at is None
        and not waits,
        "may_open": may(person, "moderation.rule"),
    }
    return show(request, "moderation/ruling.html", context, status)


def _may_see_original(request: HttpRequest, ruling: Ruling) -> bool:
    """Whether this person may see what was removed; whoever is to review it must."""
    person = person_of(request)
    review = getattr(ruling, "review", None)
    reviews = review is not None and not review.answer and _may_answer(request, ruling)
    return may(person, "moderation.see_original") or reviews


def _seen(given: Input) -> str:
    """What a form carries back, to tell which words the person had before them."""
    return sha256(f"{given.text}\0{given.suggestion}".encode()).hexdigest()[:20]


def _show_redact(request: HttpRequest, given: Input, form: RedactForm, status: int) -> HttpResponse:
    context = {
        "given": given,
        "form": form,
        "seen": _seen(given),
        "can_be": given.state in CAN_BE_REDACTED,
        "has_list": "reason" in form.fields,
    }
    return show(request, "moderation/redact.html", context, status)
