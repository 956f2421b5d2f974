"""What happened with the inputs: the public log, its feed and its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokebok.book.queries import the_cookbook
from kokebok.inputs.models import Input
from kokebok.reading.log_cells import LogHeading
from kokebok.reading.log_counts import number_readable, states_of
from kokebok.reading.log_feed import MOST_ENTRIES, to_atom
from kokebok.reading.log_figures import figures_of
from kokebok.reading.log_files import FORMS
from kokebok.reading.log_filters import LogFilter, matching, received_within
from kokebok.reading.log_forms import LogForm
from kokebok.reading.log_found import found_log
from kokebok.reading.log_queries import in_turn, newest_first, pages_spoken_of, rows_in_turn, rows_with
from kokebok.reading.log_scopes import LogScope, find_scope, scopes
from kokebok.reading.log_showing import overview, withheld
from kokebok.web.downloads import stream
from kokebok.web.paging import page_of
from kokebok.web.shared import shared

A_PAGE = 25


@dataclass(frozen=True)
class LogRequest:
    """What an address of the log asks for; `inputs` are those it leads to."""

    scope: LogScope
    scopes: list[LogScope]
    form: LogForm
    wanted: LogFilter
    inputs: QuerySet[Input]


@require_safe
@shared
def log(request: HttpRequest) -> HttpResponse:
    """The inputs asked for that can be read, how many cannot, and the figures of the scope."""
    asked = asked_by(request)
    states = states_of(asked.wanted, asked.inputs, today=localdate())
    can_be_read = number_readable(states)
    listed = in_turn(asked.inputs, can_be_read, received_within(asked.wanted)).values_list("pk", flat=True)
    page_obj = page_of(request, listed, A_PAGE, can_be_read)
    context = {
        "overview": overview(asked.scope, asked.scopes, figures_of(asked.scope, today=localdate())),
        "scope": asked.scope,
        "form": asked.form,
        "wanted": asked.wanted,
        "query": asked.wanted.as_query,
        "scope_query": LogFilter(scope=asked.scope.key).as_query,
        "is_narrowed": asked.wanted != LogFilter(scope=asked.scope.key),
        "page_obj": page_obj,
        "found": found_log(),
        "withheld": withheld(states),
        "rows": rows_with(list(page_obj)),
        "files": [{"label": name.upper(), "name": name} for name in FORMS],
    }
    return render(request, "reading/log.html", context)


@require_safe
@shared
def feed(request: HttpRequest) -> HttpResponse:
    """The newest happenings among the public inputs asked for."""
    asked = asked_by(request)
    number = number_readable(states_of(asked.wanted, asked.inputs, today=localdate()))
    newest = newest_first(asked.inputs, MOST_ENTRIES, number, received_within(asked.wanted))
    rows = rows_with(newest)
    address = settings.BASE_URL + reverse("reading:log_feed") + asked.wanted.as_query
    body = to_atom(heading_of(asked, total=len(rows)), rows, own_address=address)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_safe
@shared
def file(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The inputs asked for as a file."""
    if form not in FORMS:
        raise Http404
    asked = asked_by(request)
    heading = heading_of(asked, total=asked.inputs.count())
    pieces = FORMS[form](heading, rows_in_turn(asked.inputs))
    return stream(f"innspill-{localdate().isoformat()}.{form}", pieces)


def asked_by(request: HttpRequest) -> LogRequest:
    """What the address asks for; Http404 for a scope that is not there."""
    known = scopes()
    scope = find_scope(request.GET.get("omfang", ""), known)
    form = LogForm(request.GET, pages_spoken_of())
    wanted = form.wanted(scope.key)
    return LogRequest(scope, known, form, wanted, matching(wanted, scope.holds, today=localdate()))


def heading_of(asked: LogRequest, *, total: int) -> LogHeading:
    """What stands above a file."""
    cookbook = the_cookbook()
    name = _("What happened with the inputs")
    return LogHeading(
        title=f"{cookbook.title}: {name}" if cookbook else name,
        scope=asked.scope.label,
        about=asked.scope.about,
        address=settings.BASE_URL + reverse("reading:log") + asked.wanted.as_query,
        total=total,
    )
