"""Reading a file that is looked at before it is taken in: whether there is room for it, what it is, what is in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from kokebok.doors.raw import read_raw
from kokebok.doors.rules import Unreadable
from kokebok.inputs.files import MB, sort_of_read
from kokebok.inputs.rules import TooLate
from kokebok.lib.word_parts import NotWord, TooMuch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokebok.doors.models import KeptFile

WORD = ("docx", "dotx")


def require_room(content: bytes) -> None:
    """Raise Unreadable for a file that is larger than the setting lets in."""
    if len(content) > settings.IMPORT_MB * MB:
        raise Unreadable(
            _("The file is too large: there is room for %(most)s MB.") % {"most": settings.IMPORT_MB}
        )


def require_word(name: str, content: bytes) -> None:
    """Raise UnfitFile for a file that is not what its name says or can run, Unreadable for one that is no Word file."""
    if sort_of_read(name, content).name not in WORD:
        raise Unreadable(_("“%(name)s” is not a Word file. Save it as DOCX.") % {"name": name})


def content_of(file: KeptFile) -> bytes:
    """The file as it came. Raises Unreadable where it is lost, and TooLate once it is settled."""
    if not file.sha256:
        raise TooLate(_("The file is settled already."))
    try:
        return read_raw(file.sha256)
    except FileNotFoundError as error:
        raise Unreadable(_("The file is no longer here. Put it in again.")) from error


@contextmanager
def reading_word(*, too_much: str) -> Iterator[None]:
    """What cannot be read as Word inside is told as Unreadable; `too_much` is said of too large a file."""
    try:
        yield
    except NotWord as error:
        raise Unreadable(
            _("The file cannot be read as a Word document. Open it in Word, and save it anew as DOCX.")
        ) from error
    except TooMuch as error:
        raise Unreadable(too_much) from error
