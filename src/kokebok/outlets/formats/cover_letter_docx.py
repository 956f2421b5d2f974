"""The letter of a dispatch as a Word document, with what is to be known of it among its properties."""

from __future__ import annotations

import re

from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.cover_letter import CoverLetter
from kokebok.outlets.formats.docx import OFFICE, PACKAGE, part
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.formats.wordprocessing import BREAK, DECLARATION, NAMESPACES, paragraph, run

PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1588" w:bottom="1588" w:left="1588" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)
ON_THIS_PAGE = '<w:pageBreakBefore w:val="0"/>'
OWN_PARTS = ("footer", "styles", "settings", "fontTable", "theme")
WITHOUT = re.compile(r'\s*<Override PartName="/word/(?:numbering|header)\.xml"[^>]*/>')


def as_docx(one: CoverLetter) -> bytes:
    """A .docx of the letter."""
    language = escaped(language_tag(one.language))
    footer = paragraph("Footer", run(one.about_edition))
    files = {
        "[Content_Types].xml": WITHOUT.sub("", part("content_types")),
        "_rels/.rels": part("package_rels"),
        "docProps/core.xml": _properties(one),
        "docProps/app.xml": part("app"),
        "word/document.xml": (
            f"{DECLARATION}<w:document {NAMESPACES}><w:body>{_body(one)}{PAGE}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _relations(),
        "word/styles.xml": part("styles").replace("nb-NO", language),
        "word/settings.xml": part("settings").replace("nb-NO", language),
        "word/fontTable.xml": part("fontTable"),
        "word/theme.xml": part("theme"),
        "word/footer.xml": f"{DECLARATION}<w:ftr {NAMESPACES}>{footer}</w:ftr>",
    }
    return archive({name: content.encode() for name, content in files.items()})


def _body(one: CoverLetter) -> str:
    above = [one.sender, one.day_in_words, "", one.recipient, one.contact]
    return (
        "".join(paragraph("Facts", run(line)) for line in above if line)
        + paragraph("Kicker", run(one.document_type))
        + paragraph("Heading1", run(one.title), more=ON_THIS_PAGE)
        + "".join(paragraph("Normal", BREAK.join(map(run, lines))) for lines in one.paragraphs)
    )


def _relations() -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(OWN_PARTS, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{own}</Relationships>'


def _properties(one: CoverLetter) -> str:
    """Title, who it is from, to whom, of what kind, and the edition, as any program shows them."""
    moment = f"{one.day.isoformat()}T00:00:00Z"
    said = [
        ("dc:title", one.title),
        ("dc:subject", one.recipient),
        ("dc:creator", one.sender),
        ("cp:category", one.document_type),
        ("cp:keywords", f"{one.edition} {one.sha256}"),
        ("dc:description", one.about_edition),
        ("dc:identifier", one.address),
        ("dc:language", language_tag(one.language)),
    ]
    words = "".join(f"<{name}>{escaped(value)}</{name}>" for name, value in said)
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{words}'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
