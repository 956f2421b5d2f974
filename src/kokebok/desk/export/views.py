"""The inputs of a filter as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from kokebok.desk.entrance import desk_page, person_of
from kokebok.desk.export.actions.take_out import take_out
from kokebok.desk.export.files import FORMS
from kokebok.desk.inbox.filters import wanted_in
from kokebok.desk.inbox.listing import file_forms
from kokebok.web.downloads import stream


@require_POST
@desk_page("desk.read")
def inputs_file(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The inputs of the filter in the address, all of them, as the desk shows them to whoever asks."""
    if form not in FORMS or form not in file_forms():
        raise Http404
    person = person_of(request)
    numbers = take_out(wanted_in(request.GET), form=form, by=person)
    return stream(f"innspill-{localdate().isoformat()}.{form}", FORMS[form](person, numbers))
