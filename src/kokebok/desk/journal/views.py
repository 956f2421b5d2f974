"""The journal: read, narrowed and taken along."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.journal.file import FORMS
from kokebok.desk.journal.forms import JournalForm
from kokebok.desk.journal.queries import lines
from kokebok.desk.rules import may
from kokebok.web.downloads import stream
from kokebok.web.paging import page_of

LINES_ON_A_PAGE = 100


@require_safe
@desk_page("journal.read")
def journal(request: HttpRequest) -> HttpResponse:
    """The acts asked for, newest first: who, when, what."""
    form = JournalForm(request.GET)
    page = page_of(request, form.lines(), LINES_ON_A_PAGE)
    context = {
        "form": form,
        "query": form.as_query,
        "lines": lines(page.object_list),
        "page_obj": page,
        "may_open": may(person_of(request), "desk.read"),
        "files": list(FORMS),
    }
    return show(request, "desk/journal.html", context)


@require_safe
@desk_page("journal.read")
def file(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The acts asked for as a file, all of them."""
    if form not in FORMS:
        raise Http404
    made = FORMS[form](JournalForm(request.GET).lines())
    return stream(f"journal-{localdate().isoformat()}.{form}", made)
