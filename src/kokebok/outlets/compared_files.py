"""The files of a comparison, made when somebody asks."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kokebok.outlets.formats import compared_docx, compared_pdf
from kokebok.outlets.sheet_files import made_or_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.outlets.compared_book import ComparedBook

FORMS: dict[str, Callable[[ComparedBook], bytes]] = {"docx": compared_docx.render, "pdf": compared_pdf.render}


def file_of_comparison(book: ComparedBook, form: str) -> bytes:
    """The comparison in one of the forms. Raises TooBusy where its turn does not come in time, and NotRendered."""
    key = sha256(f"comparison {form} {book!r}".encode()).hexdigest()
    return made_or_kept(key, lambda: FORMS[form](book))
