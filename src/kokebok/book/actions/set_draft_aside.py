"""Set a draft aside, and begin from what readers see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kokebok.book.actions.rewrite import Moved
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def set_draft_aside(page: Any, draft: Revision, *, by: Person) -> Revision:
    """Let the page's newest text be the published one again; gives it back.

    The draft stays in the page's history; one that was to go live at an hour no longer is. Raises Moved where there is
    a newer draft, or nothing published.
    """
    hold_page(page.pk)
    page = type(page).objects.get(pk=page.pk)
    if page.latest_revision_id != draft.pk or not page.live or page.live_revision_id is None:
        raise Moved(_("The page has been changed again since you opened this. Look once more, and choose."))
    Revision.objects.filter(pk=draft.pk).update(approved_go_live_at=None)
    text = page.live_revision.as_object()
    kept: Revision = text.save_revision(
        user=by, log_action=True, previous_revision=page.live_revision, changed=False, clean=False
    )
    type(page).objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    record("page.draft_set_aside", by=by, about=page, draft=draft.pk, of=draft.user_id)
    return kept
