"""The one road to live: whatever makes a page live makes it the book's (docs/decisions/0025-one-road-to-live.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from kokebok.book.models import BookPage, Weight
from kokebok.book.models.splitting import ReasonForChange, split_into
from kokebok.book.publishing import NotYet, changes_one_place, hold_page, require_ready, under_way

if TYPE_CHECKING:
    from kokebok.people.models import Person


def made_live(sender: type[Any], instance: Any, revision: Revision | None = None, **_more: Any) -> None:
    """Split a page that has just gone live, and do what follows a publishing. Called by Wagtail on each of its roads.

    All of it is one transaction with the road's own: what fails here is not published. Raises NotYet where the page was
    not to be published.
    """
    if not (issubclass(sender, BookPage) and instance.live):
        return
    try:
        with transaction.atomic(savepoint=False):
            _take_into_book(instance, revision)
    except NotYet:
        # Wagtail's views answer a refusal with a page, and the transaction would be kept with half of the work.
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        raise


def _take_into_book(published: Any, revision: Revision | None) -> None:
    hold_page(published.pk)
    require_ready(published)
    by = _who(revision)
    _forget_change(published, revision)
    as_read = changes_one_place(published.pk)
    page = published if as_read else type(published).objects.get(pk=published.pk)
    _done, page.standing = split_into(page, by=by, note=_note(published))
    for name in settings.AFTER_PUBLISHING:
        import_string(name)(page, by=by)


def _who(revision: Revision | None) -> Person | None:
    """Whoever publishes: as the act says it, or who is at work in the page editor, or who wrote it (by the clock)."""
    acting = under_way()
    if acting and acting.by:
        return acting.by
    return get_active_log_context().user or (revision.user if revision else None)


def _note(published: Any) -> ReasonForChange:
    acting = under_way()
    if acting and acting.note:
        return acting.note
    return ReasonForChange(
        reason=published.change_reason,
        cause=published.change_cause,
        weight=Weight(published.change_weight),
    )


def _forget_change(published: Any, revision: Revision | None) -> None:
    """What was said of this change is not said of the next."""
    blank = {"change_weight": Weight.MEANING.value, "change_reason": "", "change_cause": ""}
    if all(getattr(published, name) == value for name, value in blank.items()):
        return
    type(published).objects.filter(pk=published.pk).update(**blank)
    if revision is not None:
        revision.content = {**revision.content, **blank}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
