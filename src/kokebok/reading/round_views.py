"""The report of a round: for those who work with rounds, and for everyone when its host has published it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kokebok.inputs.pressed import pressed
from kokebok.people.entrance import entrance, person_of, show
from kokebok.people.refusals import refusal_told
from kokebok.reading.round_files import FORMS
from kokebok.reading.round_report import Report, report_of
from kokebok.reading.round_words import (
    facts_of,
    group_heads,
    how_firm,
    opinion_cells,
    table_of,
    why_no_groups,
)
from kokebok.rounds.actions.find import find_in_all, kinds_grouped
from kokebok.rounds.actions.lead import publish_report, take_back_report
from kokebok.rounds.queries import find_round_for, find_round_with_report
from kokebok.rounds.rules import MAY, may
from kokebok.web.downloads import download
from kokebok.web.shared import shared

MOST_ON_THE_PAGE = 100  # inputs of one prompt; all are in the files


@entrance(MAY, "round.read")
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The report as things are now."""
    person = person_of(request)
    shown = _shown(report_of(find_round_for(person, number)))
    may_lead = may(person, "round.lead")
    context = {**shown, "may_lead": may_lead, "makes_groups": may_lead and bool(kinds_grouped())}
    return show(request, "reading/round_report.html", context)


@require_safe
@shared
def for_everyone(request: HttpRequest, number: int) -> HttpResponse:
    """The report of a round whose host has published it."""
    return render(request, "reading/round.html", _shown(report_of(find_round_with_report(number))))


@require_safe
@shared
def file_for_everyone(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a Word document."""
    return _as_file(report_of(find_round_with_report(number)), "docx")


FOR_EVERYONE_OR_NOT = {
    "publish": (publish_report, gettext_lazy("Anyone can read the report now.")),
    "take_back": (take_back_report, gettext_lazy("The report is taken back.")),
}


@entrance(MAY, "round.lead")
@require_POST
def for_everyone_or_not(request: HttpRequest, number: int) -> HttpResponse:
    """Let anyone read the report, or take it back."""
    person = person_of(request)
    found = find_round_for(person, number)
    with refusal_told(request):
        act, said = pressed(request.POST, "do", FOR_EVERYONE_OR_NOT)
        act(found, by=person)
        messages.success(request, str(said))
    return redirect("reading_desk:round_report", number)


def _shown(made: Report) -> dict[str, Any]:
    prompts = [
        {
            "one": one,
            "table": table_of(one.results) if one.results and one.results["people"] else None,
            "heads": group_heads(one),
            "opinions": [opinion_cells(row) for row in one.opinions] if one.map else [],
            "why": why_no_groups(one.found.opinions.why) if one.found.opinions else "",
            "firm": how_firm(one.found.opinions),
            "lines": one.published[:MOST_ON_THE_PAGE],
            "more": max(0, len(one.published) - MOST_ON_THE_PAGE),
        }
        for one in made.prompts
    ]
    return {"report": made, "facts": facts_of(made), "prompts": prompts}


@entrance(MAY, "round.lead")
@require_POST
def find_again(request: HttpRequest, number: int) -> HttpResponse:
    """Have the groups found anew, with what has been published since."""
    person = person_of(request)
    if not kinds_grouped():
        raise Http404
    find_in_all(find_round_for(person, number), by=person)
    messages.success(request, _("The groups are being found. Look again in a moment."))
    return redirect("reading_desk:round_report", number)


@entrance(MAY, "round.read")
@require_safe
def file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The report as a file."""
    return _as_file(report_of(find_round_for(person_of(request), number)), form)


def _as_file(made: Report, form: str) -> HttpResponse:
    chosen = FORMS.get(form)
    if chosen is None:
        raise Http404
    ending, make = chosen
    return download(f"runde-{made.round.pk}-{form}-{localdate().isoformat()}.{ending}", make(made))
