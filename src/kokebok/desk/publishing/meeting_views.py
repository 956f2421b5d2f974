"""When somebody publishes a page in the page editor, and others have published the same words meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kokebok.book.actions.publish_joined import clashes_now, publish_joined
from kokebok.book.actions.rewrite import Moved
from kokebok.book.actions.set_draft_aside import set_draft_aside
from kokebok.book.page_editor import page_editor_address
from kokebok.book.publishing import NotYet
from kokebok.book.queries import find_page_by_number
from kokebok.desk.entrance import desk_page, person_of, show
from kokebok.desk.publishing.meeting import clashes_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.book.who_wrote import Authorship
    from kokebok.people.models import Person


@desk_page("desk.answer")
def choose_texts(request: HttpRequest, page_id: int, mine: int) -> HttpResponse:
    """Both texts of each place, to choose between; then the choices are published, or the draft is set aside."""
    page = find_page_by_number(page_id)
    revision = get_object_or_404(page.revisions, pk=mine)
    if request.method == "POST":
        act = _set_aside if "aside" in request.POST else _publish
        answer = act(request, page, revision, by=person_of(request))
        if answer is not None:
            return answer
    rows = clashes_shown(page, revision, clashes_now(page, revision))
    context = {
        "rows": rows,
        "page": page,
        "page_editor_url": page_editor_address(page),
        "is_own": all(row.wrote.by == request.user for row in rows),
        "writers": _names(row.wrote for row in rows),
        "publishers": _names(row.published for row in rows),
        "is_newest": page.latest_revision_id == revision.pk,
    }
    return show(request, "desk/meeting.html", context)


def _names(said: Iterable[Authorship]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in said))


def _set_aside(request: HttpRequest, page: Any, revision: Any, *, by: Person) -> HttpResponse | None:
    try:
        set_draft_aside(page, revision, by=by)
    except Moved as refusal:
        messages.error(request, str(refusal))
        return None
    said = _(
        "The draft is set aside. You begin from what readers see now; the draft is in the history of the page."
    )
    messages.success(request, said)
    return redirect(page_editor_address(page))


def _publish(request: HttpRequest, page: Any, revision: Any, *, by: Person) -> HttpResponse | None:
    numbers = [name.removeprefix("place-") for name in request.POST if name.startswith("place-")]
    places = {number: request.POST[f"place-{number}"] for number in numbers}
    seen = {place: request.POST.get(f"theirs-{number}", "") for number, place in places.items()}
    theirs = {place for number, place in places.items() if request.POST.get(f"choice-{number}") == "theirs"}
    try:
        publish_joined(page, revision, seen=seen, theirs_at=frozenset(theirs), by=by)
    except Moved as refusal:
        messages.error(request, str(refusal))
        return None
    except NotYet as lacking:
        messages.warning(request, str(lacking))
        return redirect(lacking.where)
    return redirect("desk:after_publishing", page.pk)
