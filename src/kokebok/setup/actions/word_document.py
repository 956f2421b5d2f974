"""Put in a Word file that is to become drafts; choose how; take it in, all that is chosen or nothing; or let it lie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.actions.draft_pages import draft_pages
from kokebok.book.actions.new_page import NotReady
from kokebok.doors.raw import keep_raw
from kokebok.inputs.files import MB, plain_name, sort_of_read
from kokebok.journal.actions.record import record
from kokebok.lib.word_draft import read_pictures
from kokebok.people.rules import Refused
from kokebok.setup.models import DocumentState, WordDocument
from kokebok.setup.rules import SettledAlready, UnreadableDocument, require_may
from kokebok.setup.word_looking import WordImportOptions, look_at, opened

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Page
    from kokebok.people.models import Person

WORD = ("docx", "dotx")


def put_in(name: str, content: bytes, *, by: Person) -> WordDocument:
    """Keep a Word file to be looked at; nothing is made. Raises UnfitFile and UnreadableDocument, with what to do."""
    require_may(by, "setup.word_in")
    shown = plain_name(name)
    if len(content) > settings.IMPORT_MB * MB:
        raise UnreadableDocument(
            _("The file is too large: there is room for %(most)s MB.") % {"most": settings.IMPORT_MB}
        )
    if sort_of_read(shown, content).name not in WORD:
        raise UnreadableDocument(_("“%(name)s” is not a Word file. Save it as DOCX.") % {"name": shown})
    opened(content)
    sha256 = keep_raw(content)
    with transaction.atomic():
        document = WordDocument.objects.create(name=shown, sha256=sha256, by=by)
        record("document.looked_at", by=by, about=document, sha256=sha256)
    return document


@transaction.atomic
def choose(document: WordDocument, chosen: WordImportOptions, *, by: Person) -> None:
    """Keep what is chosen for later. Raises SettledAlready once it is taken in or let lie."""
    require_may(by, "setup.word_in")
    waiting = WordDocument.objects.filter(pk=document.pk, state=DocumentState.LOOKED_AT)
    if not waiting.update(choices=chosen.as_stored()):
        raise _settled()


@transaction.atomic
def drop(document: WordDocument, *, by: Person) -> None:
    """Let a file lie. Raises SettledAlready."""
    require_may(by, "setup.word_in")
    _settle(document, DocumentState.DROPPED)
    record("document.dropped", by=by, about=document)


@transaction.atomic
def take_in(
    document: WordDocument, chosen: WordImportOptions, *, cookbook: Cookbook, by: Person
) -> list[Page]:
    """Make the drafts that are chosen, all or none, in the order of the file.

    Raises SettledAlready, and Refused where nothing is chosen or the cookbook lacks a shelf.
    """
    require_may(by, "setup.word_in")
    _settle(document, DocumentState.TAKEN_IN)
    looked = look_at(document, chosen.level)
    wishes = looked.wishes(chosen)
    if not wishes:
        raise Refused(_("Nothing is chosen: say what at least one part becomes."))
    read = partial(read_pictures, content_of(document))
    try:
        pages = draft_pages(wishes, cookbook=cookbook, language=chosen.language, read=read, by=by)
    except NotReady as lacking:
        raise Refused(str(lacking)) from lacking
    WordDocument.objects.filter(pk=document.pk).update(choices=chosen.as_stored())
    document.pages.set(pages)
    record(
        "document.taken_in", by=by, about=document, pages=len(pages), left_out=len(looked.parts) - len(pages)
    )
    return pages


def _settle(document: WordDocument, to: DocumentState) -> None:
    waiting = WordDocument.objects.filter(pk=document.pk, state=DocumentState.LOOKED_AT)
    if not waiting.update(state=to, settled_at=timezone.now()):
        raise _settled()


def _settled() -> SettledAlready:
    return SettledAlready(_("The file is settled already."))
