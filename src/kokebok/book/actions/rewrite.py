"""Change the words of one paragraph, as a published revision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kokebok.book.meeting import begun_from
from kokebok.book.models import DraftBase, Paragraph, Wording
from kokebok.book.models.splitting import Note
from kokebok.book.placing import NoSuchPlace, Rewrite, rewrite_at, words_at
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record
from kokebok.lib.changes import rewritten
from kokebok.lib.richtext import normal, plain

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
    hold_page_of(seen)
    paragraph = Paragraph.objects.select_for_update().get(pk=seen.paragraph_id)
    page = paragraph.page.specific
    require_still(paragraph, seen, page)
    draft = page.latest_revision if page.has_unpublished_changes else None
    scheduled, was_live = page.scheduled_revision, page.live_revision_id
    base = begun_from(page, loaded=draft.pk) if draft else None
    rewrite_at(page, paragraph.path, change)
    _publish(page, by=by, note=replace(note, path=paragraph.path, draft_stays=draft is not None))
    if draft is not None:
        kept = _keep_draft(draft, seen, paragraph.path, change, by)
        if kept != draft and base and base.pk != was_live:  # what else it has not met, it still has to meet
            DraftBase.objects.create(revision=kept, base=base)
        _keep_hour(scheduled, kept if draft == scheduled else scheduled)
    paragraph.refresh_from_db()
    return Wording.objects.select_related("paragraph").filter(paragraph=paragraph).latest("number")


def hold_page_of(seen: Wording) -> None:
    """Hold the page of a wording's paragraph until the transaction ends.

    An act that changes inputs too calls this before it touches them: publishing places all inputs of the page again.
    """
    hold_page(Paragraph.objects.values_list("page_id", flat=True).get(pk=seen.paragraph_id))


def require_still(paragraph: Paragraph, seen: Wording, page: Page) -> None:
    """Raise Moved unless the wording seen is the one that stands, in our tables and on the page itself."""
    if paragraph.gone_at is not None or not page.live:
        raise Moved(_("The paragraph is no longer in the text."))
    if not _is_words(page, paragraph.path):
        raise Moved(_("What stands here can only be changed in the page editor."))
    is_newer = Wording.objects.filter(paragraph=paragraph, number__gt=seen.number).exists()
    if is_newer or not _stands(page, paragraph.path, seen):
        raise Moved(
            _("The paragraph has been changed since you opened it. Look at the new wording and decide again.")
        )


def _is_words(page: Page, path: str) -> bool:
    """Whether the place holds words: a picture that only decorates has none, and a table has many."""
    with suppress(NoSuchPlace):
        words_at(page, path)
        return True
    return False


def _stands(page: Page, path: str, seen: Wording) -> bool:
    """Whether a page, or a draft of it, has the words seen at this place. Raises NoSuchPlace if it has none."""
    return plain(words_at(page, path)) == normal(seen.text)


def _publish(page: Page, *, by: Person, note: Note) -> None:
    revision = page.save_revision(user=by, log_action=True)
    text = revision.as_object()
    text.change_note = note
    text.publish(revision, user=by, skip_permission_checks=True)


def _keep_draft(draft: Revision, seen: Wording, path: str, change: Rewrite, by: Person) -> Revision:
    """Put the change into the draft too. A draft that has other words there stays as it is, the newest of the page.

    Whoever publishes that draft is shown both texts (`book.meeting`): it was begun before this change.
    """
    text = draft.as_object()
    with suppress(NoSuchPlace):
        if _stands(text, path, seen):
            rewrite_at(text, path, change)
            return text.save_revision(user=by, log_action=False, clean=False)
    type(text).objects.filter(pk=text.pk).update(
        latest_revision=draft,
        latest_revision_created_at=draft.created_at,
        draft_title=text.title,
        has_unpublished_changes=True,
    )
    return draft


def _keep_hour(scheduled: Revision | None, revision: Revision | None) -> None:
    """A draft that is to go live at an hour still is: publishing anything of a page takes that hour away."""
    if scheduled and revision:
        hour = scheduled.approved_go_live_at
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=hour)
