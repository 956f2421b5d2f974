"""Small real files of each sort, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from docx import Document
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GPS, LATITUDE, LATITUDE_REF = 0x8825, 2, 1
TURNED = 0x0112


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(more: Mapping[str, bytes | str] | None = None, text: str = "Hei") -> bytes:
    """A Word document, with `more` parts in it."""
    made = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(made)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in (more or {}).items():
            file.writestr(name, content)
    return made.getvalue()


def xlsx(rows: list[list[object]]) -> bytes:
    """A spreadsheet with these rows."""
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def odt(manifest: str = "<manifest/>", **more: str) -> bytes:
    """An OpenDocument text."""
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    return packed({**parts, "META-INF/manifest.xml": manifest, **more})


def macro_docx() -> bytes:
    """A document with macros that is called a plain one."""
    return docx({"word/vbaProject.bin": b"macro"})


def bomb_docx() -> bytes:
    """A document of few bytes that becomes hundreds of megabytes."""
    return docx({"word/media/image1.png": bytes(320_000_000)})


def picture(sort: str = "jpeg", *, turned: int = 1, place: bool = False) -> bytes:
    """A small picture, with the side that is up and the place it was taken, if asked for."""
    made = io.BytesIO()
    image = Image.new("RGB", (12, 8), (200, 30, 30))
    words = image.getexif()
    words[TURNED] = turned
    if place:
        words.get_ifd(GPS)[LATITUDE_REF] = "N"
        words.get_ifd(GPS)[LATITUDE] = (59.0, 54.0, 30.0)
    image.save(made, sort.upper(), exif=words.tobytes())
    return made.getvalue()
