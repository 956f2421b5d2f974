"""What a form of the page editor was begun from, and what is told above it (see `book.meeting`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.admin import messages

from kokebok.book.meeting import begun_from, join, published_at, where_one_chooses
from kokebok.book.models import DraftBase
from kokebok.book.who_wrote import who_published, who_wrote

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page, Revision

NUMBER = re.compile(r"[0-9]{1,18}")
FORM, OLDER = "wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"
FILLED_IN_LATER = "_w_hydrate_create_view"
"""What Wagtail's script asks for once a new page has been saved by itself: no page that anybody opens."""


def begun_in_form(request: HttpRequest, page: Page) -> Revision | None:
    """The published text that the writer began from, as their form tells; None if it does not.

    Whoever goes back to an older text has seen what stood when they opened it, and wants the older one.
    """
    saved, loaded = _number(request, "overwrite_revision_id"), _number(request, "loaded_revision_id")
    if loaded and _view(request) == OLDER:
        return published_at(page, number=loaded)
    if saved:
        nothing_joined = not DraftBase.objects.filter(revision=saved).exists()
        return begun_from(page, loaded=saved, holds_all=nothing_joined)
    return begun_from(page, loaded=loaded, holds_all=_is_as_loaded(request, page, loaded)) if loaded else None


def is_plain_form(request: HttpRequest) -> bool:
    """Whether somebody opens the form of a page as it was saved last."""
    return _view(request) == FORM and FILLED_IN_LATER not in request.GET


def tell_what_waits(request: HttpRequest, page: Page) -> None:
    """Tell that the form's text is a draft, begun before others published other words in the same places."""
    draft = page.latest_revision
    base = begun_from(page, loaded=draft.pk)
    clashes = join(page, draft, base=base).clashes
    if not base or not clashes:
        return
    place = clashes[0].place
    wrote, published = who_wrote(page, draft, place, since=base), who_published(page, place, since=base)
    said = _(
        "You see a draft by %(writer)s. It was begun before %(publisher)s published other words in the same places, so "
        "readers see another text. Choose what stands, or set the draft aside to begin from what readers see."
    ) % {"writer": wrote.name, "publisher": published.name}
    button = messages.button(where_one_chooses(draft), _("See both, and choose"))
    messages.warning(request, said, buttons=[button])


def _view(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _number(request: HttpRequest, field: str) -> int | None:
    told = request.POST.get(field) or ""
    return int(told) if NUMBER.fullmatch(told) else None


def _is_as_loaded(request: HttpRequest, page: Page, loaded: int) -> bool:
    """Whether the revision still says what it said when the form was opened: another form may have saved over it."""
    told = request.POST.get("loaded_revision_created_at")
    revision = page.revisions.filter(pk=loaded).first()
    return not told or revision is None or revision.created_at.isoformat() == told
