"""Change the words of one paragraph, as a published revision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kokebok.book.meeting import begun_from
from kokebok.book.models import DraftBase, Paragraph, Wording
from kokebok.book.models.one_place import revision_to_publish
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.placing import NoSuchPath, Rewrite, rewrite_at, words_at
from kokebok.book.publishing import holding_page_of
from kokebok.journal.actions.record import record
from kokebok.lib.changes import rewritten
from kokebok.lib.richtext import normal, plain

if TYPE_CHECKING:
    from wagtail.models import Page

    from kokebok.people.models import Person


class Moved(Exception):
    """The paragraph has got other words, or has left the text, since the caller saw it."""


class NotWords(Moved):
    """What stands there is no words that can be given others: a picture that only decorates, or a table."""


@dataclass(frozen=True)
class Rewritten:
    """A paragraph's new wording, and what stood before as the page stored it: inline HTML, for `put_back`."""

    wording: Wording
    before: str


@transaction.atomic
def rewrite(seen: Wording, *, to: str, by: Person, note: ReasonForChange) -> Wording:
    """Give a paragraph new words, and publish the page with them. Gives back the new wording.

    `seen` is the wording the caller had before them, `to` plain text: formatting and links outside the changed
    words stay. An unpublished draft of the page gets the same change and stays a draft.
    Raises Moved if the paragraph has changed since, or is no longer in the text; NotWords where it has none.
    """
    with holding_page_of(seen.paragraph_id):
        return rewrite_held(seen, to=to, by=by, note=note).wording


def rewrite_held(seen: Wording, *, to: str, by: Person, note: ReasonForChange) -> Rewritten:
    """The same inside another act: call it in its transaction, with the page held."""
    done = _publish_change(seen, lambda html: rewritten(html, to), by=by, note=note)
    record("paragraph.rewritten", by=by, about=done.wording.paragraph, wording=done.wording.number)
    return done


@transaction.atomic
def put_back(undone: Wording, *, source: str, by: Person, note: ReasonForChange) -> Wording:
    """Put back what stood before a wording, with its links and emphasis (`source`, from `Rewritten`), and publish it.

    An unpublished draft of the page gets it too, unless somebody has written other words there. Gives back the new
    wording; the wording undone stays in the history. Raises Moved if it is no longer the one that stands.
    """

    def back(html: str) -> str:
        return source if plain(html).split() == undone.text.split() else html

    with holding_page_of(undone.paragraph_id):
        wording = _publish_change(undone, back, by=by, note=note).wording
    record("paragraph.put_back", by=by, about=wording.paragraph, wording=wording.number, was=undone.number)
    return wording


def _publish_change(seen: Wording, change: Rewrite, *, by: Person, note: ReasonForChange) -> Rewritten:
    held = Paragraph.objects.select_for_update(of=("self",)).select_related("page")
    paragraph = held.get(pk=seen.paragraph_id)
    page = paragraph.page.specific
    require_still(paragraph, seen, page)
    before, was_live = words_at(page, paragraph.path), page.live_revision_id
    draft = page.latest_revision if page.has_unpublished_changes else None
    scheduled = page.scheduled_revision if draft else None
    base = begun_from(page, loaded=draft.pk) if draft else None
    rewrite_at(page, paragraph.path, change)
    _publish(page, by=by, note=replace(note, path=paragraph.path, draft_stays=draft is not None))
    if draft is not None:
        kept = _keep_draft(draft, seen, paragraph.path, change, by)
        if kept != draft and base and base.pk != was_live:  # what else it has not met, it still has to meet
            DraftBase.objects.create(revision=kept, base=base)
        _keep_hour(scheduled, kept if draft == scheduled else scheduled)
    wordings = Wording.objects.select_related("paragraph").filter(paragraph=paragraph)
    return Rewritten(wordings.latest("number"), before=before)


def require_still(paragraph: Paragraph, seen: Wording, page: Page) -> None:
    """Raise Moved unless the wording seen is the one that stands, in our tables and on the page itself.

    NotWords, which is a Moved too, where no words stand there.
    """
    if paragraph.gone_at is not None or not page.live:
        raise Moved(_("The paragraph is no longer in the text."))
    if not _is_words(page, paragraph.path):
        raise NotWords(_("What stands here can only be changed in the page editor."))
    is_newer = Wording.objects.filter(paragraph=paragraph, number__gt=seen.number).exists()
    if is_newer or not _stands(page, paragraph.path, seen):
        raise Moved(
            _("The paragraph has been changed since you opened it. Look at the new wording and decide again.")
        )


def _is_words(page: Page, path: str) -> bool:
    """Whether the place holds words: a picture that only decorates has none, and a table has many."""
    with suppress(NoSuchPath):
        words_at(page, path)
        return True
    return False


def _stands(page: Page, path: str, seen: Wording) -> bool:
    """Whether a page, or a draft of it, has the words seen at this place. Raises NoSuchPath if it has none."""
    return plain(words_at(page, path)) == normal(seen.text)


def _publish(page: Page, *, by: Person, note: ReasonForChange) -> None:
    page.change_note = note
    page.publish(revision_to_publish(page, by=by), user=by, skip_permission_checks=True)


def _keep_draft(draft: Revision, seen: Wording, path: str, change: Rewrite, by: Person) -> Revision:
    """Put the change into the draft too. A draft that has other words there stays as it is, the newest of the page.

    Whoever publishes that draft is shown both texts (`book.meeting`): it was begun before this change.
    """
    text = draft.as_object()
    with suppress(NoSuchPath):
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
