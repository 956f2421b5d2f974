"""When somebody publishes a page in the page editor, and others have published the same words meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from kokebok.book.actions.publish_joined import clashes_now, publish_joined
from kokebok.book.actions.rewrite import Moved
from kokebok.book.pen import pen_address
from kokebok.book.publishing import NotYet
from kokebok.book.queries import find_page_by_number
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.meeting import clashes_shown

if TYPE_CHECKING:
    from kokebok.people.models import Person


@desk_page("desk.answer")
def choose_texts(request: HttpRequest, page_id: int, mine: int, loaded: int) -> HttpResponse:
    """Both texts of each place, to choose between; then the page is published with the choices."""
    page = find_page_by_number(page_id)
    revision = page.revisions.filter(pk=mine).first()
    if revision is None:
        raise Http404
    if request.method == "POST":
        answer = _publish(request, page, revision, loaded, by=person_of(request))
        if answer is not None:
            return answer
    rows = clashes_shown(page, clashes_now(page, revision, loaded=loaded))
    return show(request, "desk/meeting.html", {"rows": rows, "page": page, "pen_url": pen_address(page)})


def _publish(
    request: HttpRequest, page: Any, revision: Any, loaded: int, *, by: Person
) -> HttpResponse | None:
    numbers = [name.removeprefix("place-") for name in request.POST if name.startswith("place-")]
    places = {number: request.POST[f"place-{number}"] for number in numbers}
    seen = {place: request.POST.get(f"theirs-{number}", "") for number, place in places.items()}
    theirs = {place for number, place in places.items() if request.POST.get(f"choice-{number}") == "theirs"}
    try:
        publish_joined(page, revision, loaded=loaded, seen=seen, theirs_at=frozenset(theirs), by=by)
    except Moved as refusal:
        messages.error(request, str(refusal))
        return None
    except NotYet as lacking:
        messages.warning(request, str(lacking))
        return redirect(lacking.where)
    return redirect("desk:after_publishing", page.pk)
