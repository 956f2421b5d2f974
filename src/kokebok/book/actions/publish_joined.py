"""Publish what one wrote in the page editor, joined with what others published meanwhile (see `book.meeting`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kokebok.book.actions.rewrite import Moved
from kokebok.book.finished import require_finished
from kokebok.book.meeting import Clash, begun_from, join
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def publish_joined(
    page: Any, mine: Revision, *, seen: Mapping[str, str], theirs_at: frozenset[str], by: Person
) -> Revision:
    """Publish revision `mine` with the choices of its writer; gives back the revision that was published.

    `seen` is the other's words at each place where both had changed the text, and `theirs_at` the places where these
    are to stand. The writer's own text stays in the history.
    Raises NotYet for a text that lacks something, Moved where the page was changed again, or has a newer draft.
    """
    hold_page(page.pk)
    page = type(page).objects.get(pk=page.pk)
    now = {clash.place: clash.theirs for clash in clashes_now(page, mine)}
    if (
        now != {place: words for place, words in seen.items() if place in now}
        or page.latest_revision_id != mine.pk
    ):
        raise Moved(_("The page has been changed again since you opened this. Look once more, and choose."))
    text = page.with_content_json(
        join(page, mine, base=begun_from(page, loaded=mine.pk), theirs_at=theirs_at).content
    )
    require_finished(text)
    revision: Revision = text.save_revision(user=by, log_action=True)
    text.publish(revision, user=by, skip_permission_checks=True)
    choices = {place: "theirs" if place in theirs_at else "mine" for place in now}
    record("page.joined", by=by, about=page, wrote=mine.pk, published=revision.pk, choices=choices)
    return revision


def clashes_now(page: Any, mine: Revision) -> tuple[Clash, ...]:
    """The places where a writer's text and the published one differ as it is now; empty when nothing stands between."""
    return join(page, mine, base=begun_from(page, loaded=mine.pk)).clashes
