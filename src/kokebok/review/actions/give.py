"""Ask members of the resource group to read some paragraphs, or drafts; change the day; close it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.newest import newest_text
from kokebok.book.publishing import hold_page
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.lib.text import as_data, named, passages_of, pictures_of
from kokebok.people.rules import Refused
from kokebok.review.models import DraftPage, DraftPassage, Portion, Reader, Reading
from kokebok.review.rules import may, require_may

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kokebok.book.models import Page, Paragraph
    from kokebok.people.models import Person


@dataclass(frozen=True)
class ReadingRequest:
    """What is asked for. `drafts` are pages whose newest text, which is not published, is to be read.

    `ticket` makes a second send of the same form the same reading.
    """

    title: str
    paragraphs: Sequence[Paragraph]
    members: Sequence[Person]
    drafts: Sequence[Page] = ()
    due: date | None = None
    greeting: str = ""
    ticket: uuid.UUID = field(default_factory=uuid.uuid4)


def give_reading(asked: ReadingRequest, *, by: Person) -> Reading:
    """Ask members to read paragraphs, in the order given, and drafts, each frozen as it stands now.

    A second send with the same ticket is the first one's. Raises Refused without anything to read or members, for a
    member who is not in the resource group, for a paragraph that is no longer in the text, for a draft that is
    published meanwhile or has no text, and where `by` may not ask.
    """
    try:
        with transaction.atomic():
            return _give(asked, by=by)
    except IntegrityError:
        already = Reading.objects.filter(ticket=asked.ticket).first()
        if already is None:
            raise
        return already


def _give(asked: ReadingRequest, *, by: Person) -> Reading:
    already = Reading.objects.filter(ticket=asked.ticket).first()
    if already is not None:
        return already
    _require_whole(asked, by=by)
    reading = Reading.objects.create(
        title=asked.title.strip(), greeting=asked.greeting.strip(), due=asked.due, by=by, ticket=asked.ticket
    )
    Reader.objects.bulk_create([Reader(reading=reading, person=one) for one in asked.members])
    Portion.objects.bulk_create(
        [Portion(reading=reading, paragraph=one, order=n) for n, one in enumerate(asked.paragraphs)]
    )
    for order, page in enumerate(asked.drafts):
        _freeze(page, reading=reading, order=order)
    record(
        "reading.given",
        by=by,
        about=reading,
        members=[one.pk for one in asked.members],
        paragraphs=len(asked.paragraphs),
        drafts=[one.pk for one in asked.drafts],
        due=asked.due.isoformat() if asked.due else "",
    )
    return reading


def _freeze(page: Page, *, reading: Reading, order: int) -> None:
    """Keep the newest text of a page for a reading. In the text, a passage is known by its place: u1, u2 …"""
    hold_page(page.pk)  # so that it is not published between the look and the keeping
    newest = newest_text(page)
    if newest is None:
        raise Refused(_("“%(title)s” is published meanwhile. Choose again.") % {"title": page.title})
    passages = passages_of(newest.text)
    if not passages:
        raise Refused(_("“%(title)s” has no text to read yet.") % {"title": newest.text.title})
    text = named(newest.text, {one.path: f"u{n}" for n, one in enumerate(passages, start=1)})
    draft = DraftPage.objects.create(
        reading=reading,
        page=page,
        revision=newest.revision,
        title=text.title,
        text=as_data(text),
        pictures=sorted({size.name for picture in pictures_of(text) for size in picture.sizes}),
        order=order,
    )
    DraftPassage.objects.bulk_create(
        DraftPassage(draft=draft, order=n, path=one.path, kind=one.kind, text=one.text)
        for n, one in enumerate(passages, start=1)
    )


def _require_whole(asked: ReadingRequest, *, by: Person) -> None:
    require_may(by, "review.give")
    if not asked.title.strip():
        raise Refused(_("Write what the reading is about."))
    if not (asked.paragraphs or asked.drafts):
        raise Refused(_("Choose at least one page, paragraph or draft."))
    if any(one.gone_at is not None for one in asked.paragraphs):
        raise Refused(_("One of the paragraphs has left the text. Choose again."))
    if not asked.members:
        raise Refused(_("Choose at least one member."))
    strangers = [one.name for one in asked.members if not may(one, "review.read")]
    if strangers:
        raise Refused(_("Not in the resource group: %(names)s.") % {"names": ", ".join(strangers)})


@transaction.atomic
def change_due(reading: Reading, *, to: date | None, by: Person) -> Reading:
    """Move the day a reading is due. Raises TooLate if somebody moved it, or closed the reading, meanwhile."""
    require_may(by, "review.give")
    seen = Reading.objects.open().filter(pk=reading.pk, due=reading.due)
    if not seen.update(due=to):
        raise TooLate(_("Somebody else has changed this reading meanwhile. Look at it again."))
    reading.refresh_from_db()
    record("reading.due_changed", by=by, about=reading, due=to.isoformat() if to else "")
    return reading


@transaction.atomic
def close_reading(reading: Reading, *, by: Person) -> bool:
    """Take no more verdicts; False if it was closed already."""
    require_may(by, "review.give")
    if not Reading.objects.open().filter(pk=reading.pk).update(closed_at=timezone.now()):
        return False
    record("reading.closed", by=by, about=reading)
    return True
