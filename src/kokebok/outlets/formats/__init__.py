"""The formats an edition comes in. Each is a pure function from a manuscript to bytes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
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


FORMATS: dict[Format, Renderer] = {
    Format.HTML: html.render,
    Format.PDF: pdf.render,
    Format.EPUB: epub.render,
    Format.DOCX: docx.render,
}

MEDIA_TYPES: dict[Format, str] = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.EPUB: "application/epub+zip",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

PAGES: dict[Format, Callable[[bytes], int]] = {Format.PDF: pdf.pages_in}
"""How many pages a file has, in the forms that have pages."""


def file_name(slug: str, number: str, form: Format) -> str:
    """The name of the file as it is downloaded: "veier-til-samarbeid-0.2.pdf"."""
    return f"{slug}-{number}.{form}"
