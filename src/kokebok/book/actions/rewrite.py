"""Change the words of one paragraph, as a published revision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.models import Paragraph, Wording
from kokebok.book.models.splitting import Note
from kokebok.book.placing import NoSuchPlace, Rewrite, rewrite_at, words_at
from kokebok.journal.actions.record import record
from kokebok.lib.changes import rewritten
from kokebok.lib.richtext import plain

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
    wording = _publish_change(seen, lambda html: rewritten(html, to), by=by, note=note)
    record("paragraph.rewritten", by=by, about=wording.paragraph, wording=wording.number)
    return wording


@transaction.atomic
def put_back(undone: Wording, *, source: str, by: Person, note: Note) -> Wording:
    """Put back what stood before a wording, with its links and emphasis (`source`, from `source_of`), and publish it.

    An unpublished draft of the page gets it too, unless somebody has written other words there. Gives back the new
    wording; the wording undone stays in the history. Raises Moved if it is no longer the one that stands.
    """

    def back(html: str) -> str:
        return source if plain(html).split() == undone.text.split() else html

    wording = _publish_change(undone, back, by=by, note=note)
    record("paragraph.put_back", by=by, about=wording.paragraph, wording=wording.number, was=undone.number)
    return wording


def source_of(seen: Wording) -> str:
    """A paragraph as its page stores it now: inline HTML, for `put_back`. Raises NoSuchPlace."""
    paragraph = Paragraph.objects.get(pk=seen.paragraph_id)
    return words_at(paragraph.page.specific, paragraph.path)


def _publish_change(seen: Wording, change: Rewrite, *, by: Person, note: Note) -> Wording:
    paragraph = Paragraph.objects.select_for_update().get(pk=seen.paragraph_id)
    require_still(paragraph, seen)
    page = paragraph.page.specific
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    rewrite_at(page, paragraph.path, change)
    _publish(page, by=by, note=replace(note, path=paragraph.path))
    if draft is not None:
        _keep_draft(draft, paragraph.path, change, by)
    paragraph.refresh_from_db()
    return Wording.objects.select_related("paragraph").filter(paragraph=paragraph).latest("number")


def require_still(paragraph: Paragraph, seen: Wording) -> None:
    """Raise Moved unless the wording seen is the one that stands."""
    if paragraph.gone_at is not None:
        raise Moved(_("The paragraph is no longer in the text."))
    if Wording.objects.filter(paragraph=paragraph, number__gt=seen.number).exists():
        raise Moved(
            _("The paragraph has been changed since you opened it. Look at the new wording and decide again.")
        )


def _publish(page: Page, *, by: Person, note: Note) -> None:
    revision = page.save_revision(user=by, log_action=True)
    text = revision.as_object()
    text.change_note = note
    text.publish(revision, user=by, skip_permission_checks=True)


def _keep_draft(draft: Any, path: str, change: Rewrite, by: Person) -> None:
    """Put the change into the draft too; a draft that no longer has the paragraph is kept as it is."""
    with suppress(NoSuchPlace):
        rewrite_at(draft, path, change)
    draft.save_revision(user=by, log_action=False)
