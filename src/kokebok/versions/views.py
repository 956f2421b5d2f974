"""The versions of a text in several languages, at the desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.book.actions.new_version import SlugTaken
from kokebok.book.publishing import NotYet
from kokebok.lib.bounded import number_in
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_in, refusal_told
from kokebok.people.rules import Refused
from kokebok.versions.actions.keep_in_step import mark_in_step
from kokebok.versions.actions.machine import make_machine_draft
from kokebok.versions.actions.make import make_version
from kokebok.versions.actions.publishing import approve_draft
from kokebok.versions.actions.tie import tie, untie
from kokebok.versions.forms import TieForm, VersionForm
from kokebok.versions.lagging import lags_of
from kokebok.versions.queries import find_chapter, machines_languages, versions_with, waiting_draft
from kokebok.versions.rules import MAY
from kokebok.versions.showing import all_texts, lags_shown, shown_with
from kokebok.versions.words import MACHINES

versions_page = partial(entrance, MAY, "versions.keep")


@versions_page()
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """All texts that have versions, and which of these lag behind."""
    return show(request, "versions/texts.html", {"texts": all_texts()})


@versions_page()
@require_safe
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """The versions of one page, what it lags behind by, and the ways to have more."""
    return _show(request, find_chapter(number))


@versions_page()
@require_POST
def new_version(request: HttpRequest, number: int) -> HttpResponse:
    """Make a version in another language, and go on to write it."""
    page = find_chapter(number)
    form = VersionForm(request.POST, page=page, versions=versions_with(page))
    if not form.is_valid():
        return _show(request, page, making=form, status=422)
    try:
        made = make_version(page, **form.cleaned_data, by=person_of(request))
    except SlugTaken as refusal:
        form.add_error("slug", str(refusal))
    except Refused as refusal:
        form.add_error("language", str(refusal))
    except NotYet as lacking:
        return _lead_to_what_is_lacking(request, lacking)
    else:
        messages.success(
            request, _("The draft is made, and tied to the page it is a version of. Nobody reads it yet.")
        )
        return redirect("wagtailadmin_pages:edit", made.pk)
    return _show(request, page, making=form, status=422)


@versions_page()
@require_POST
def machine_draft(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """Have the machine make a draft in the other written standard; Http404 where it cannot."""
    page = find_chapter(number)
    if language not in machines_languages(page, versions_with(page)):
        raise Http404
    try:
        made = make_machine_draft(page, language=language, by=person_of(request))
    except (Refused, SlugTaken) as refusal:
        messages.error(request, str(refusal))
        return redirect("versions:versions", number)
    except NotYet as lacking:
        return _lead_to_what_is_lacking(request, lacking)
    messages.success(request, _("The machine’s draft is made. Read all of it, and correct it."))
    return redirect("wagtailadmin_pages:edit", made.pk)


@versions_page()
@require_POST
def tie_page(request: HttpRequest, number: int) -> HttpResponse:
    """Tie the page to one that is there already."""
    page = find_chapter(number)
    form = TieForm(request.POST, page=page, versions=versions_with(page))
    if form.is_valid():
        with refusal_in(form, "other"):
            try:
                tie(page, form.chosen(), by=person_of(request))
            except NotYet as lacking:
                return _lead_to_what_is_lacking(request, lacking)
            messages.success(request, _("The pages are tied. Readers of the one are offered the other."))
            return redirect("versions:versions", number)
    return _show(request, page, tying=form, status=422)


@versions_page()
@require_POST
def untie_page(request: HttpRequest, number: int) -> HttpResponse:
    """Let the page be a text of its own."""
    with refusal_told(request):
        untie(find_chapter(number), by=person_of(request))
        messages.success(request, _("The page is a text of its own now."))
    return redirect("versions:versions", number)


@versions_page()
@require_POST
def in_step(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """Say that the page is up to date with another version, as whoever says so has seen it."""
    try:
        seen = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    if seen is not None and timezone.is_naive(seen):
        seen = None
    with refusal_told(request):
        mark_in_step(find_chapter(number), find_chapter(other), by=person_of(request), seen=seen)
        messages.success(request, _("The version is marked as up to date."))
    return redirect("versions:versions", number)


@versions_page()
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Answer for the words of a machine's draft."""
    seen = number_in(request.POST.get("seen", "")) or 0
    with refusal_told(request):
        approve_draft(find_chapter(number), by=person_of(request), seen=seen)
        messages.success(request, _("The draft is approved. It can be published in the page editor."))
    return redirect("versions:versions", number)


def _lead_to_what_is_lacking(request: HttpRequest, lacking: NotYet) -> HttpResponse:
    messages.info(request, str(lacking))
    return redirect(lacking.where)


def _show(
    request: HttpRequest,
    page: Any,
    *,
    making: VersionForm | None = None,
    tying: TieForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = versions_with(page)
    lags = lags_of(known)
    context = {
        "page": page,
        "versions": shown_with(known, lags),
        "lags": lags_shown(page, lags),
        "now": timezone.now().isoformat(),
        "is_machines": waiting_draft(page) is not None,
        "machines": [(code, MACHINES[code]) for code in machines_languages(page, known)],
        "making": making or VersionForm(page=page, versions=known),
        "tying": tying or TieForm(page=page, versions=known),
    }
    return show(request, "versions/versions.html", context, status)
