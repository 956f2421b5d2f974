"""The text with what was said of it, as a file for a meeting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.filters import WHOLE_BOOK, wanted_in
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.outlets.actions.take_text import take_text
from kokebok.outlets.formats import said_docx, said_pdf
from kokebok.outlets.formats.pdf import NotRendered
from kokebok.outlets.sheet_files import TooBusy, in_turn
from kokebok.outlets.sheet_views import no_file
from kokebok.outlets.texts_with_inputs import inputs_asked_for, left_out
from kokebok.web.downloads import download

FORMS = {"docx": said_docx.render, "pdf": said_pdf.render}
FEATURES = {"docx": Feature.WORD}
"""Forms that belong to a feature, and are there while it is on."""


@require_safe
@desk_page("desk.read")
def text_said(request: HttpRequest) -> HttpResponse:
    """What would be in the file, and the forms of it."""
    person, wanted = person_of(request), wanted_in(request.GET)
    context = {
        "number": len(inputs_asked_for(person, wanted)),
        "hidden": left_out(person, wanted),
        "query": wanted.as_query,
        "is_of_a_page": wanted.get("about") not in ("", WHOLE_BOOK),
        "title": _("The text with these inputs"),
        "crumbs": [{"title": _("Inputs"), "url": reverse("desk:queue") + wanted.as_query}],
    }
    return show(request, "outlets/desk/text_said.html", context)


@require_POST
@desk_page("desk.read")
def text_said_file(request: HttpRequest, form: str) -> HttpResponse:
    """The file: what anyone may read of the inputs in the filter, at the paragraphs they are about."""
    if form not in FORMS or not is_on(FEATURES.get(form, "")):
        raise Http404
    wanted = wanted_in(request.GET)
    try:
        with in_turn():
            said = take_text(wanted, whole="whole" in request.POST, form=form, by=person_of(request))
            content = FORMS[form](said)
    except (TooBusy, NotRendered) as error:
        return no_file(request, error, reverse("outlets_desk:text_said") + wanted.as_query)
    slug = slugify(said.manuscript.title)[:60] or "tekst"
    return download(f"{slug}-innspill-{localdate().isoformat()}.{form}", content)
