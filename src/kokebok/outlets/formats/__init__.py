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

if TYPE_CHECKING:
    from kokebok.outlets.manuscript import Manuscript

    Renderer = Callable[[Manuscript], bytes]


class Format(StrEnum):
    """A kind of file; its value is also the file's ending."""

    HTML = "html"
    PDF = "pdf"
    EPUB = "epub"
    DOCX = "docx"
    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True)
class FormatRow:
    """What a format is called, what it is told to be, the module here that makes it, and whether it has pages."""

    name: str
    media_type: str
    module: str
    has_pages: bool = False


ROWS: dict[Format, FormatRow] = {
    Format.HTML: FormatRow("HTML", "text/html; charset=utf-8", "html"),
    Format.PDF: FormatRow("PDF", "application/pdf", "pdf", has_pages=True),
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


def choices() -> list[tuple[str, str]]:
    """Each format with its name."""
    return [(str(form), row.name) for form, row in ROWS.items()]


def file_name(slug: str, number: str, form: Format) -> str:
    """The name of the file as it is downloaded: "veier-til-samarbeid-0.2.pdf"."""
    return f"{slug}-{number}.{form}"
