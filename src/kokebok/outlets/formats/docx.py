"""The edition as a Word document, with the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.colouring import coloured_xml
from kokebok.outlets.formats.docx_body import BULLETS, DocxBody
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.formats.wordprocessing import (
    DECLARATION,
    NAMESPACES,
    TAB,
    Marks,
    drawing,
    paragraph,
    run,
)
from kokebok.outlets.manuscript import Manuscript

PARTS = Path(__file__).with_name("docx_parts")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LOGO_WIDEST, LOGO_HIGHEST = 300, 150
"""In dots of 150 an inch: five centimetres, and two and a half."""
OWN_PARTS = ("styles", "numbering", "settings", "header", "footer", "fontTable", "theme")
REPLIES = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1588" w:right="1701" w:bottom="1418" w:left="1985" '
    'w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def render(manuscript: Manuscript) -> bytes:
    """A .docx with real styles, repeated header rows, and a bookmark for each paragraph's anchor."""
    return whole_file(DocxBody(manuscript), running_title(manuscript), part("settings"))


def running_title(manuscript: Manuscript) -> str:
    """What an edition is called at the top of each page."""
    return f"{manuscript.title} · {manuscript.labels.edition} {manuscript.number}"


def whole_file(body: Body, title: str, settings: str) -> bytes:
    """The file with this body; `title` stands at the top of each page, `settings` is the XML of that part."""
    manuscript = body.manuscript
    whole = logo_of(body) + body.whole()
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{whole}{PAGE}</w:body></w:document>"
    language = language_tag(manuscript.language)
    files = {
        "[Content_Types].xml": part("content_types"),
        "_rels/.rels": part("package_rels"),
        "docProps/core.xml": _core(manuscript, title),
        "docProps/app.xml": part("app"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(body.marks),
        "word/styles.xml": part("styles").replace("nb-NO", escaped(language)),
        "word/numbering.xml": _numbering(body.numbered_lists),
        "word/settings.xml": settings.replace("nb-NO", escaped(language)),
        "word/fontTable.xml": part("fontTable"),
        "word/theme.xml": part("theme"),
        "word/header.xml": _header(title),
        "word/footer.xml": _footer(manuscript),
    }
    written = {name: coloured_xml(text, manuscript.colour).encode() for name, text in files.items()}
    return archive(
        written | {f"word/media/{name}": manuscript.pictures[name] for name in body.marks.pictures}
    )


def logo_of(body: Body) -> str:
    """The body's logo at the head of the title page, if it has one."""
    logo = body.manuscript.logo
    if logo is None:
        return ""
    body.drawn += 1
    size = logo.largest
    scale = min(1.0, LOGO_WIDEST / size.width, LOGO_HIGHEST / size.height)
    relation = body.marks.picture(size.name)
    width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
    return paragraph("Normal", drawing(body.drawn, relation, width, height, logo.alt))


def part(name: str) -> str:
    return PARTS.joinpath(f"{name}.xml").read_text(encoding="utf-8")


def _numbering(depths: Sequence[int]) -> str:
    """The numbering part with one more list for each numbered list, by its depth, so that each begins at 1."""
    more = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="{depth}">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, depth in enumerate(depths, start=BULLETS + 2)
    )
    return part("numbering").replace("</w:numbering>", f"{more}</w:numbering>")


def _relationships(marks: Marks) -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(OWN_PARTS, start=1)
    )
    links = "".join(
        f'<Relationship Id="{identity}" Type="{OFFICE}/hyperlink" Target="{escaped(href)}" TargetMode="External"/>'
        for href, identity in marks.targets.items()
    )
    pictures = "".join(
        f'<Relationship Id="{identity}" Type="{OFFICE}/image" Target="media/{name}"/>'
        for name, identity in marks.pictures.items()
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{own}{links}{pictures}</Relationships>'
    )


def _core(manuscript: Manuscript, title: str) -> str:
    moment = f"{manuscript.date.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:subject>{escaped(manuscript.genre_word)}</dc:subject>"
        f"<dc:creator>{escaped(manuscript.publisher)}</dc:creator>"
        f"<dc:language>{escaped(language_tag(manuscript.language))}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _header(title: str) -> str:
    words = paragraph("Header", run(title))
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{words}</w:hdr>"


def _footer(manuscript: Manuscript) -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    words = paragraph("Footer", run(manuscript.publisher) + TAB + number)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{words}</w:ftr>"
