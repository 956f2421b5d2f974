"""The edition as a Word document, with the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
REPLIES = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
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


def whole_file(
    body: DocxBody,
    title: str,
    settings: str,
    *,
    foot: str = "",
    page: str = PAGE,
    replies: Callable[[], str] = str,
) -> bytes:
    """The file with this body; `title` stands at the top of each page, `settings` is the XML of that part.

    `foot` are the paragraphs at the foot of each page, where these are other than an edition's. `replies` gives the
    part that says which comment answers which, once the body is written.
    """
    manuscript = body.manuscript
    whole = logo_of(body) + body.whole()
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{whole}{page}</w:body></w:document>"
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
        "word/footer.xml": _footer(foot or _foot(manuscript)),
    }
    _add(files, "comments", body.comments(), f"{OFFICE}/comments")
    _add(files, "commentsExtended", replies(), REPLIES)
    written = {name: coloured_xml(text, manuscript.colour).encode() for name, text in files.items()}
    return archive(
        written | {f"word/media/{name}": manuscript.pictures[name] for name in body.marks.pictures}
    )


def _add(files: dict[str, str], name: str, content: str, relation: str) -> None:
    """Put in a part that not all documents have, if there is something in it."""
    if not content:
        return
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    told = f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{name}+xml"/>'
    led = f'<Relationship Id="rId{name.capitalize()}" Type="{relation}" Target="{name}.xml"/>'
    files[f"word/{name}.xml"] = content
    files[types] = files[types].replace("</Types>", f"{told}</Types>")
    files[relations] = files[relations].replace("</Relationships>", f"{led}</Relationships>")


def logo_of(body: DocxBody) -> str:
    """The body's logo at the head of the title page, if it has one."""
    logo = body.manuscript.logo
    return paragraph("Normal", body.beside_text(logo, LOGO_WIDEST, LOGO_HIGHEST)) if logo else ""


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


def _foot(manuscript: Manuscript) -> str:
    return paragraph("Footer", run(manuscript.publisher) + TAB + PAGE_NUMBER)


def _footer(foot: str) -> str:
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{foot}</w:ftr>"
