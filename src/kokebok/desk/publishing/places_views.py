"""After a publishing: what became of the inputs to the page; and the list of those that have lost their place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.book.models import Page, Paragraph
from kokebok.book.page_editor import page_editor_address
from kokebok.book.queries import address_of, find_page_by_number
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.inbox.queries import find_input_for
from kokebok.desk.publishing.places import displaced, what_publishing_did
from kokebok.inputs.actions.place import move_by_hand
from kokebok.people.refusals import refusal_told
from kokebok.people.rules import Refused
from kokebok.versions.showing import versions_shown
from kokebok.web.way_back import sent_back


@desk_page("desk.answer")
def after_publishing(request: HttpRequest, page_id: int) -> HttpResponse:
    """What publishing a page did: its paragraphs, and the inputs whose words it has changed, before and after."""
    page = find_page_by_number(page_id)
    context = {
        "rows": displaced(person_of(request), page=page),
        "page": page,
        "address": address_of(page),
        "done": what_publishing_did(page),
        "page_editor_url": page_editor_address(page),
        "next": request.path,
        "versions": versions_shown(page),
    }
    return show(request, "desk/published.html", context)


@desk_page("desk.answer")
def lost_places(request: HttpRequest) -> HttpResponse:
    """The inputs in the whole book that have lost their place, or hold it weakly."""
    context = {"rows": displaced(person_of(request)), "next": request.path}
    return show(request, "desk/places.html", context)


@desk_page("desk.answer")
def move_input(request: HttpRequest, number: int) -> HttpResponse:
    """Put an input at another paragraph, or at its page as a whole."""
    person = person_of(request)
    given = find_input_for(person, number)
    if request.method == "POST":
        with refusal_told(request):
            paragraph, page = _wanted(
                request.POST.get("to", ""), request.POST.get("anchor", ""), given.paragraph
            )
            move_by_hand(given, to=paragraph, page=page, by=person)
            messages.success(request, _("Input %(number)s has got its new place.") % {"number": number})
    return sent_back(request, request.POST.get("next", ""), reverse("desk:opened", args=[number]))


def _wanted(to: str, written: str, now: Paragraph | None) -> tuple[Paragraph | None, Page | None]:
    """The paragraph or the page that was chosen; `written` is an anchor, or an address that ends in one.

    Raises Refused if there is none such.
    """
    if to == "page" and now is not None:
        return None, now.page
    anchor = (
        (written if to in {"", "other"} else to).strip().rstrip("/").rpartition("/")[2].removeprefix("#a-")
    )
    anchor = anchor.rpartition("#a-")[2]
    paragraph = Paragraph.objects.filter(anchor=anchor).first()
    if paragraph is None:
        raise Refused(_("No paragraph has this address. Copy it from the number beside the paragraph."))
    return paragraph, None
