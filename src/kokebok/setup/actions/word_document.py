"""Put in a Word file that is to become drafts; choose how; take it in, all that is chosen or nothing; or let it lie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.book.actions.draft_pages import draft_pages
from kokebok.book.actions.new_page import NotReady
from kokebok.doors.actions.settle import settle
from kokebok.doors.kept_files import content_of, require_room, require_word
from kokebok.doors.models import FileState
from kokebok.doors.raw import keep_raw
from kokebok.inputs.files import plain_name
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.lib.word_draft import read_pictures
from kokebok.people.rules import Refused
from kokebok.setup.models import WordDocument
from kokebok.setup.rules import require_may
from kokebok.setup.word_looking import WordImportOptions, look_at, opened

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Page
    from kokebok.people.models import Person


def put_in(name: str, content: bytes, *, by: Person) -> WordDocument:
    """Keep a Word file to be looked at; nothing is made. Raises UnfitFile and Unreadable, with what to do."""
    require_may(by, "setup.word_in")
    shown = plain_name(name)
    require_room(content)
    require_word(shown, content)
    opened(content)
    sha256 = keep_raw(content)
    with transaction.atomic():
        document = WordDocument.objects.create(name=shown, sha256=sha256, by=by)
        record("document.looked_at", by=by, about=document, sha256=sha256)
    return document


@transaction.atomic
def choose(document: WordDocument, chosen: WordImportOptions, *, by: Person) -> None:
    """Keep what is chosen for later. Raises TooLate once it is taken in or let lie."""
    require_may(by, "setup.word_in")
    waiting = WordDocument.objects.filter(pk=document.pk, state=FileState.LOOKED_AT)
    if not waiting.update(choices=chosen.as_stored()):
        raise TooLate(_("The file is settled already."))


@transaction.atomic
def drop(document: WordDocument, *, by: Person) -> None:
    """Let a file lie. Raises TooLate."""
    require_may(by, "setup.word_in")
    settle(document, FileState.DROPPED)
    record("document.dropped", by=by, about=document)


@transaction.atomic
def take_in(
    document: WordDocument, chosen: WordImportOptions, *, cookbook: Cookbook, by: Person
) -> list[Page]:
    """Make the drafts that are chosen, all or none, in the order of the file.

    Raises TooLate, and Refused where nothing is chosen or the cookbook lacks a shelf.
    """
    require_may(by, "setup.word_in")
    settle(document, FileState.TAKEN_IN)
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
