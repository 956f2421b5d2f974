"""The formats an edition comes in. Each is a module with one pure function, `render`, from a manuscript to bytes.

A format is a member of `Format`, its row in `ROWS` and its module, which is imported when a file is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kokebok.outlets.manuscript import Manuscript

    Renderer = Callable[[Manuscript], bytes]


class Format(StrEnum):
    """A kind of file; its value is what its address says, and the file's ending where its row names no other."""

    HTML = "html"
    PDF = "pdf"
    PDF_SCREEN = "skjerm"
    EPUB = "epub"
    DOCX = "docx"
    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True)
class FormatRow:
    """What a format is called, what it is told to be, the module here that makes it, and whether it has pages.

    `end` is how the name of a downloaded file ends, where that is not its form.
    """

    name: str | Promise
    media_type: str
    module: str
    has_pages: bool = False
    end: str = ""

    @property
    def technical(self) -> str:
        """What archives call it, where what it is made for does not count: "PDF"."""
        return "PDF" if self.media_type == "application/pdf" else str(self.name)


ROWS: dict[Format, FormatRow] = {
    Format.HTML: FormatRow("HTML", "text/html; charset=utf-8", "html"),
    Format.PDF: FormatRow(_("PDF to print (A4)"), "application/pdf", "pdf", has_pages=True),
    Format.PDF_SCREEN: FormatRow(
        _("PDF for the screen"), "application/pdf", "pdf_screen", has_pages=True, end="-skjerm.pdf"
    ),
    Format.EPUB: FormatRow("EPUB", "application/epub+zip", "epub"),
    Format.DOCX: FormatRow(
        "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    ),
    Format.MARKDOWN: FormatRow("Markdown", "text/markdown; charset=utf-8", "markdown"),
    Format.JSON: FormatRow("JSON", "application/json", "json_edition"),
}


def _render(module: str, manuscript: Manuscript) -> bytes:
    return cast("bytes", import_module(f"{__name__}.{module}").render(manuscript))


FORMATS: dict[Format, Renderer] = {form: partial(_render, row.module) for form, row in ROWS.items()}


def pages_in(form: Format, content: bytes) -> int:
    """How many pages a file has; 0 where its form has none, or it does not say so."""
    row = ROWS[form]
    return cast("int", import_module(f"{__name__}.{row.module}").pages_in(content)) if row.has_pages else 0


def choices() -> list[tuple[str, str | Promise]]:
    """Each format with its name."""
    return [(str(form), row.name) for form, row in ROWS.items()]


def file_name(slug: str, number: str, form: Format) -> str:
    """The name of the file as it is downloaded: "veier-til-samarbeid-0.2.pdf"."""
    return f"{slug}-{number}{ROWS[form].end or f'.{form}'}"


def kept_name(sha256: str, form: Format) -> str:
    """The name of the file with this hash in the folder of copies."""
    return f"{sha256}.{ROWS[form].end.rpartition('.')[2] or form}"
