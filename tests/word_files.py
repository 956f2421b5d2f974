"""Word files as people send them back: commented on with python-docx, and with tracked changes put in by hand."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BY = 'w:author="Kari Nordmann" w:date="2026-02-01T10:00:00Z"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def packed(body: str, **parts: str) -> bytes:
    """A Word file with this body, and these other parts under word/."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    files: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": document}
    files.update({f"word/{name}.xml": text for name, text in parts.items()})
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """The files as one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def p(*runs: str, mark: str = "", end: str = "") -> str:
    """A paragraph; `mark` is the name of a bookmark round it, `end` what is tracked of its own end."""
    inner = "".join(runs)
    if mark:
        inner = f'<w:bookmarkStart w:id="{mark}" w:name="{mark}"/>{inner}<w:bookmarkEnd w:id="{mark}"/>'
    properties = f"<w:pPr><w:rPr>{end}</w:rPr></w:pPr>" if end else ""
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str) -> str:
    """Plain words."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(text: str, by: str = BY, name: str = "ins") -> str:
    """Words put in."""
    return f'<w:{name} w:id="90" {by}>{r(text)}</w:{name}>'


def out(text: str, by: str = BY, name: str = "del") -> str:
    """Words taken out."""
    return (
        f'<w:{name} w:id="91" {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{name}>'
    )


class Sheet:
    """A Word file somebody works in."""

    def __init__(self, content: bytes) -> None:
        self.document = Document(io.BytesIO(content))

    def paragraph(self, words: str) -> Any:
        """The paragraph with these words."""
        return next(one for one in self.document.paragraphs if words in one.text)

    def comment(self, words: str, text: str, author: str = "Kari Nordmann") -> None:
        """Comment on the words, which stand in one run."""
        run = next(run for run in self.paragraph(words).runs if words in run.text)
        before, after = run.text.split(words, 1)
        run.text = words
        for piece, put in ((before, run._r.addprevious), (after, run._r.addnext)):
            if piece:
                put(etree.fromstring(f'<w:r xmlns:w="{W}"><w:t xml:space="preserve">{piece}</w:t></w:r>'))
        self.document.add_comment(run, text=text, author=author, initials="KN")

    def track(self, words: str, *changes: str) -> None:
        """Put tracked changes in the place of the run with these words."""
        run = next(run for run in self.paragraph(words).runs if words in run.text)
        for change in changes:
            xml = f'<w:x xmlns:w="{W}">{change}</w:x>'
            for element in etree.fromstring(xml):
                run._r.addprevious(element)
        run._r.getparent().remove(run._r)

    def after(self, words: str, paragraph: str) -> None:
        """Put a paragraph in after the one with these words."""
        new = etree.fromstring(f'<w:x xmlns:w="{W}">{paragraph}</w:x>')[0]
        self.paragraph(words)._p.addnext(new)

    def saved(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()
