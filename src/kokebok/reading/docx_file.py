"""A Word document of ours: its body and its title, packed with the styles that the editions have."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.docx import OFFICE, PACKAGE, PARTS
from kokebok.outlets.formats.inline import TextRun, escaped
from kokebok.outlets.formats.wordprocessing import BREAK, DECLARATION, NAMESPACES, Marks, paragraph, run

LYING_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
STANDING_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
OWN_PARTS = ("styles", "settings", "fontTable", "theme")
ON_THE_SAME_PAGE = '<w:pageBreakBefore w:val="0"/>'


def packed(body: str, *, title: str, subject: str, marks: Marks, page: str) -> bytes:
    """A .docx of a body in the markup of Word; `page` is one of the pages above."""
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>"
    language = escaped(language_tag(get_language() or settings.LANGUAGE_CODE))
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _part("package_rels"),
        "docProps/core.xml": _core(title, subject, language),
        "docProps/app.xml": _part("app"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(marks),
        "word/styles.xml": _part("styles").replace("nb-NO", language),
        "word/settings.xml": _part("settings").replace("nb-NO", language),
        "word/fontTable.xml": _part("fontTable"),
        "word/theme.xml": _part("theme"),
    }
    return archive({name: text.encode() for name, text in files.items()})


def bold(text: str) -> str:
    """A paragraph of a table, in bold."""
    return paragraph("TableText", run(text, emphasis=TextRun("", bold=True)))


def cell_text(text: str, language: str = "") -> str:
    """Plain text, a paragraph for each of its own and a break for each line; one empty paragraph for nothing."""
    whole = text.replace("\r\n", "\n")
    return "".join(
        paragraph("TableText", BREAK.join(run(line, language=language) for line in part.split("\n")))
        for part in whole.split("\n\n")
    )


def _part(name: str) -> str:
    return PARTS.joinpath(f"{name}.xml").read_text(encoding="utf-8")


def _content_types() -> str:
    """The edition's own, without the parts that are not here."""
    lines = _part("content_types").splitlines()
    absent = ("/word/numbering.xml", "/word/header.xml", "/word/footer.xml")
    return "\n".join(line for line in lines if not any(name in line for name in absent))


def _relationships(marks: Marks) -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(OWN_PARTS, start=1)
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{escaped(href)}" TargetMode="External"/>'
        for href, key in marks.targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{own}{links}</Relationships>'


def _core(title: str, subject: str, language: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:subject>{escaped(subject)}</dc:subject>"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )
