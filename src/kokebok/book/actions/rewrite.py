"""Change the words of one paragraph, as a published revision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.models import Paragraph, Wording
from kokebok.book.models.splitting import Note
from kokebok.book.placing import NoSuchPlace, put, words_at
from kokebok.journal.actions.record import record
from kokebok.lib.changes import rewritten

if TYPE_CHECKING:
    from wagtail.models import Page

    from kokebok.people.models import Person


class Moved(Exception):
    """The paragraph has got other words, or has left the text, since the caller saw it."""


@transaction.atomic
def rewrite(seen: Wording, *, to: str, by: Person, note: Note) -> Wording:
    """Give a paragraph new words, and publish the page with them. Gives back the new wording.

    `seen` is the wording the caller had before them, `to` plain text: formatting and links outside the changed
    words stay. An unpublished draft of the page gets the same change and stays a draft.
    Raises Moved if the paragraph has changed since, or is no longer in the text.
    """
    paragraph = Paragraph.objects.select_for_update().get(pk=seen.paragraph_id)
    require_still(paragraph, seen)
    page = paragraph.page.specific
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    _rewrite_in(page, paragraph.path, to)
    _publish(page, by=by, note=replace(note, path=paragraph.path))
    if draft is not None:
        _keep_draft(draft, paragraph.path, to, by)
    paragraph.refresh_from_db()
    wording = Wording.objects.filter(paragraph=paragraph).latest("number")
    record("paragraph.rewritten", by=by, about=paragraph, wording=wording.number)
    return wording


def require_still(paragraph: Paragraph, seen: Wording) -> None:
    """Raise Moved unless the wording seen is the one that stands."""
    if paragraph.gone_at is not None:
        raise Moved(_("The paragraph is no longer in the text."))
    if Wording.objects.filter(paragraph=paragraph, number__gt=seen.number).exists():
        raise Moved(
            _("The paragraph has been changed since you opened it. Look at the new wording and decide again.")
        )


def _rewrite_in(page: Any, path: str, to: str) -> None:
    put(page, path, rewritten(words_at(page, path), to))


def _publish(page: Page, *, by: Person, note: Note) -> None:
    revision = page.save_revision(user=by, log_action=True)
    text = revision.as_object()
    text.change_note = note
    text.publish(revision, user=by, skip_permission_checks=True)


def _keep_draft(draft: Any, path: str, to: str, by: Person) -> None:
    """Put the change into the draft too; a draft that no longer has the paragraph is kept as it is."""
    with suppress(NoSuchPlace):
        _rewrite_in(draft, path, to)
    draft.save_revision(user=by, log_action=False)
