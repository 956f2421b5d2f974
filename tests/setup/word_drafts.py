"""Word files as a body has written them: with headings, lists, tables, pictures, notes, and what cannot come along."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Draft:
    """A Word file that is being written."""

    def __init__(self) -> None:
        self.document = Document()
        self.notes: list[str] = []

    def heading(self, text: str, level: int = 1) -> None:
        self.document.add_heading(text, level)

    def say(self, *runs: str, style: str | None = None) -> Any:
        """A paragraph: "*bold*", "/italic/", "^raised^" and plain runs."""
        paragraph = self.document.add_paragraph(style=style)
        for run in runs:
            sign, words = run[:1], run[1:-1] if run[:1] in ("*", "/", "^") and run[-1:] == run[:1] else ""
            made = paragraph.add_run(words or run)
            made.bold, made.italic = bool(words and sign == "*") or None, bool(words and sign == "/") or None
            made.font.superscript = bool(words and sign == "^") or None
        return paragraph

    def item(self, text: str, *, numbered: bool = False, depth: int = 1) -> None:
        name = "List Number" if numbered else "List Bullet"
        self.document.add_paragraph(text, style=name if depth == 1 else f"{name} {depth}")

    def table(self, rows: list[list[str]], caption: str = "") -> Any:
        if caption:
            self.document.add_paragraph(caption, style="Caption")
        table = self.document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        return table

    def picture(self, alt: str, colour: tuple[int, int, int] = (10, 90, 160), size: int = 40) -> None:
        made = io.BytesIO()
        Image.new("RGB", (size, size), colour).save(made, "PNG")
        made.seek(0)
        shape = self.document.add_picture(made, Cm(2))
        shape._inline.docPr.set("descr", alt)

    def note(self, words: str) -> None:
        """A footnote after the last paragraph."""
        self.notes.append(words)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes) + 1))
        self.document.paragraphs[-1].add_run()._r.append(reference)

    def link(self, words: str, address: str) -> None:
        """A link after the last paragraph."""
        paragraph = self.document.paragraphs[-1]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        identity = paragraph.part.relate_to(address, kind, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), identity)
        run = paragraph.add_run(words)
        link.append(run._r)
        paragraph._p.append(link)

    def saved(self) -> bytes:
        made = io.BytesIO()
        self.document.save(made)
        return _with_notes(made.getvalue(), self.notes) if self.notes else made.getvalue()


def _with_notes(content: bytes, notes: list[str]) -> bytes:
    """The file with its footnotes as Word writes them; python-docx knows none."""
    said = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r>'
        "</w:p></w:footnote>"
        for at, words in enumerate(notes, start=2)
    )
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "[Content_Types].xml":
                kind = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES_TYPE}"/></Types>'
                part = part.replace(b"</Types>", kind.encode())
            if name == "word/_rels/document.xml.rels":
                link = (
                    f'<Relationship Id="rNotes" Type="{FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", link.encode())
            after.writestr(name, part)
        after.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{separator}{said}</w:footnotes>')
    return out.getvalue()


def small() -> bytes:
    """A handbook with a chapter, a way to do it, and a page of forms."""
    draft = Draft()
    draft.document.add_heading("Deltakende budsjett", 0)
    draft.say("Dette er direktoratets første utkast.")
    draft.heading("Hva er deltakende budsjett?")
    draft.say("Innbyggerne bestemmer over en del av budsjettet.")
    draft.say("Det begynte i ", "*Porto Alegre*", " i ", "/1989/", ".")
    draft.note("Boka kom ut på portugisisk først.")
    draft.say("Les mer hos ")
    draft.link("direktoratet", "https://www.example.no/mer?a=1&b=2")
    draft.note("Veileder om medvirkning, https://www.example.no/veileder.")
    draft.heading("Hvor mye penger?", 2)
    draft.item("Små summer")
    draft.item("Skolemiljø", depth=2)
    draft.item("Store summer")
    draft.table([["Kommune", "Kroner"], ["Lillevik", "200 000"]], "Tabell 1: Summer")
    draft.picture("Torget i Lillevik")
    draft.heading("Slik gjør dere det")
    draft.say("Dere har et vedtak og en sum.")
    draft.item("Sett sammen en gruppe.", numbered=True)
    draft.item("Be om forslag.", numbered=True)
    draft.say("Gi folk tre uker.")
    draft.item("La alle stemme.", numbered=True)
    draft.heading("Skjema")
    draft.table([["Forslag", "Sum"], ["Benk", "4000"]], "Forslagsskjema")
    return draft.saved()


def forty_pages() -> bytes:
    """Some forty sheets: fifteen chapters with tables, lists, pictures and notes."""
    draft = Draft()
    words = (
        "Kommunen inviterer innbyggerne til å foreslå, drøfte og stemme over hva pengene skal brukes til. "
        * 8
    )
    for chapter in range(1, 16):
        draft.heading(f"Kapittel {chapter}")
        draft.say(f"Dette er kapittel {chapter}.")
        for section in range(1, 4):
            draft.heading(f"Del {chapter}.{section}", 2)
            for paragraph in range(2):
                draft.say(f"{paragraph}. {words}")
            draft.note(f"Merknad {chapter}.{section} om saken.")
            for item in range(5):
                draft.item(f"Punkt {item}", numbered=section == 1)
            draft.table([[f"Rad {row}", "Ja", "Nei"] for row in range(6)])
            draft.picture(f"Bilde {chapter}.{section}", (chapter * 15, section * 60, 90), 300)
    return draft.saved()
