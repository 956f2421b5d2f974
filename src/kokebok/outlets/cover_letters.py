"""The letters of a dispatch as files for the case system: PDF, Word and a record of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokebok.lib.written import writable
from kokebok.outlets.composing import edition_address
from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.cover_letter import CoverLetter, as_pdfs, record_of
from kokebok.outlets.formats.cover_letter_docx import as_docx
from kokebok.outlets.letter import LETTER_LANGUAGES, letter_to, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kokebok.outlets.letter_words import LetterText
    from kokebok.outlets.models import Delivery, Dispatch

PDF, DOCX, RECORD = "folgeskriv.pdf", "folgeskriv.docx", "metadata.xml"
FILES = (PDF, DOCX, RECORD)
MOST_AT_A_TIME = 500  # in one file: it is made while somebody waits
NOT_IN_A_NAME = re.compile(r"[^\w-]+")


def file_of(delivery: Delivery, name: str) -> bytes:
    """One of FILES for a letter. Raises NotRendered."""
    return _files_of(delivery.dispatch, [delivery])[0][name]


def packed(dispatch: Dispatch, deliveries: Sequence[Delivery]) -> bytes:
    """The files of these letters as a zip, with a folder each; the same bytes each time. Raises NotRendered."""
    folders = zip(deliveries, _files_of(dispatch, deliveries), strict=True)
    return archive(
        {
            f"{folder_of(delivery)}/{name}": content
            for delivery, files in folders
            for name, content in files.items()
        }
    )


def parts_of(total: int) -> list[tuple[int, int, int]]:
    """The parts that so many letters are packed in: the number of each, and its first and last letter."""
    firsts = range(0, total, MOST_AT_A_TIME)
    return [(n, first + 1, min(first + MOST_AT_A_TIME, total)) for n, first in enumerate(firsts, start=1)]


def folder_of(delivery: Delivery) -> str:
    """What the folder of a recipient is called: its number, and its name as a file system takes it."""
    name = NOT_IN_A_NAME.sub("-", writable(delivery.name or delivery.email)).strip("-")[:60]
    return f"{delivery.pk}-{name}" if name else str(delivery.pk)


def _files_of(dispatch: Dispatch, deliveries: Sequence[Delivery]) -> list[dict[str, bytes]]:
    texts = texts_of(dispatch)
    letters = [_cover_letter(dispatch, one, texts) for one in deliveries]
    made = []
    for letter, pdf in zip(letters, as_pdfs(letters), strict=True):
        files = {PDF: pdf, DOCX: as_docx(letter)}
        made.append(files | {RECORD: record_of(letter, files)})
    return made


def _cover_letter(dispatch: Dispatch, delivery: Delivery, texts: Mapping[str, LetterText]) -> CoverLetter:
    edition = dispatch.edition
    said = letter_to(delivery, texts, edition)
    with override(said.language if said.language in LETTER_LANGUAGES else "nb"):
        return CoverLetter(
            language=said.language,
            title=said.subject,
            body=said.body,
            sender=edition.cookbook.responsible_body,
            sender_email=edition.cookbook.role_mailbox,
            recipient=delivery.name or delivery.email,
            recipient_email=delivery.email,
            contact=delivery.contact,
            day=localdate(dispatch.made_at),
            document_type=_("Cover letter"),
            numbered=_("Edition %(number)s") % {"number": edition.number},
            edition=edition.number,
            address=settings.BASE_URL + edition_address(edition.number),
            sha256=edition.content_hash,
        )
