"""Change what the cookbook is called and who stands behind it, at once, whatever drafts there are of its front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from kokebok.book.meeting import begun_from
from kokebok.book.models import Cookbook, DraftBase
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.publishing import hold_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def change_cookbook(cookbook: Cookbook, values: Mapping[str, Any], *, by: Person) -> dict[str, Any]:
    """Publish the front page with these values of its fields; gives back those that were changed, as they were.

    A draft of the front page gets them too, and stays a draft that meets the published text as it would have.
    """
    hold_page(cookbook.pk)
    page = Cookbook.objects.get(pk=cookbook.pk)
    were = {name: getattr(page, name) for name, value in values.items() if getattr(page, name) != value}
    if not were:
        return {}
    draft = page.latest_revision if page.has_unpublished_changes else None
    scheduled, base = page.scheduled_revision, begun_from(page, loaded=draft.pk) if draft else None
    changed = {name: values[name] for name in were}
    _publish(page, changed, by=by, note=ReasonForChange(draft_stays=draft is not None))
    if draft is not None:
        kept = _with(draft.as_object(), changed).save_revision(user=by, log_action=False, clean=False)
        if base is not None:
            DraftBase.objects.create(revision=kept, base=base)
        if scheduled == draft:
            kept.approved_go_live_at = draft.approved_go_live_at
            kept.save(update_fields=["approved_go_live_at"])
    return were


def _publish(page: Cookbook, values: Mapping[str, Any], *, by: Person, note: ReasonForChange) -> None:
    text = Cookbook.objects.get(pk=page.pk)
    revision = _with(text, values).save_revision(user=by, log_action=True)
    published = revision.as_object()
    published.change_note = note
    published.publish(revision, user=by, skip_permission_checks=True)


def _with(text: Cookbook, values: Mapping[str, Any]) -> Cookbook:
    for name, value in values.items():
        setattr(text, name, value)
    return text
