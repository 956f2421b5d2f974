"""The edition as an EPUB 3 e-book, one file a chapter, with the same bytes every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from kokebok.outlets.formats.archive import archive
from kokebok.outlets.formats.arrangement import kicker, language_tag
from kokebok.outlets.formats.colouring import coloured_css, coloured_xml
from kokebok.outlets.formats.html import back_matter
from kokebok.outlets.formats.hypertext import Hypertext, logo_in, tag
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript

STYLE = Path(__file__).with_name("epub.css")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
CONTAINER = (
    DECLARATION
    + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OF_PICTURES = (
    ("schema:accessMode", "visual"),
    ("schema:accessibilityFeature", "alternativeText"),
)
ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityHazard", "none"),
)

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
"""What whoever publishes the edition says of it, and answers for; docs/accessibility.md says how it was looked at."""


@dataclass(frozen=True)
class _Leaf:
    """One file of the book; `indent` is its depth in the table of contents, 0 for what is not listed there."""

    name: str
    title: str
    html: str
    language: str
    indent: int = 1
    role: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


def render(manuscript: Manuscript) -> bytes:
    """An EPUB 3.3 with accessibility metadata; ids are the paragraphs' anchors."""
    leaves = _leaves(manuscript)
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": _package(manuscript, leaves),
        "book/nav.xhtml": _navigation(manuscript, leaves),
        "book/style.css": coloured_css(STYLE.read_text(encoding="utf-8"), manuscript.colour),
        "book/cover.svg": coloured_xml(_cover_picture(manuscript), manuscript.colour),
        **{f"book/{leaf.file}": _file(leaf) for leaf in leaves},
    }
    written = {name: text.encode() for name, text in files.items()}
    written |= {f"book/{_picture_file(name)}": content for name, content in manuscript.pictures.items()}
    return archive(written, stored=frozenset({"mimetype"}))


def _picture_file(name: str) -> str:
    return f"pictures/{name}"


def _leaves(manuscript: Manuscript) -> list[_Leaf]:
    labels, language = manuscript.labels, language_tag(manuscript.language)
    writer = Hypertext(manuscript, lambda chapter: f"{chapter}.xhtml", _picture_file, tickable=False)
    leaves = [_Leaf("title", manuscript.title, _title_page(manuscript), language, 0, "titlepage")]
    leaves += [
        _Leaf(piece.id, piece.title, writer.beside(piece), language, 1, "notice")
        for piece in writer.pieces.beside
    ]
    if manuscript.has_foreword:
        leaves.append(_Leaf("foreword", labels.foreword, writer.foreword(), language, 1, "foreword"))
    for part in writer.pieces.parts:
        if part.title:
            title = tag("h1", escaped(part.title), cls="part-title")
            leaves.append(_Leaf(f"part-{part.number}", part.title, title, language, 1, "part"))
        leaves += [
            _Leaf(
                chapter.id,
                f"{chapter.chapter.number} {chapter.chapter.page.title}",
                writer.chapter(chapter),
                chapter.language,
                2 if part.title else 1,
                "chapter",
            )
            for chapter in part.chapters
        ]
    roles = {"colophon": "colophon", "credits": "acknowledgments", "topics": "index", "actors": "index"}
    leaves += [
        _Leaf(name, title, inner, language, 1, roles.get(name, "appendix"))
        for name, title, inner in back_matter(manuscript, writer)
    ]
    return leaves


def _title_page(manuscript: Manuscript) -> str:
    labels = manuscript.labels
    edition = f"{labels.edition} {manuscript.number} · {date_in_words(manuscript.date, labels)}"
    return tag(
        "div",
        logo_in(manuscript, _picture_file)
        + tag("p", escaped(manuscript.beside_title(manuscript.genre_word)), cls="kicker")
        + tag("h1", escaped(manuscript.title))
        + tag("p", escaped(f"{manuscript.beside_title(manuscript.stage)} · {edition}".removeprefix(" · ")))
        + tag("p", escaped(manuscript.publisher)),
        cls="title-page",
    )


def _file(leaf: _Leaf) -> str:
    role = f'epub:type="{leaf.role}" ' + (f'role="doc-{leaf.role}"' if leaf.role != "titlepage" else "")
    inner = f'<section {role.strip()} aria-label="{escaped(leaf.title)}">{leaf.html}</section>'
    return _page(leaf.title, leaf.language, inner)


def _page(title: str, language: str, inner: str) -> str:
    return (
        f'{DECLARATION}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{escaped(language)}" xml:lang="{escaped(language)}">'
        f"<head><title>{escaped(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{inner}</body></html>\n"
    )


def _navigation(manuscript: Manuscript, leaves: list[_Leaf]) -> str:
    rows: list[str] = []
    inner: list[str] = []
    for leaf in reversed(leaves):
        line = tag("a", escaped(leaf.title), href=leaf.file)
        if leaf.indent == 2:
            inner.insert(0, tag("li", line))
        elif leaf.indent == 1:
            rows.insert(0, tag("li", line + (tag("ol", "".join(inner)) if inner else "")))
            inner = []
    contents = escaped(manuscript.labels.contents)
    first = next((leaf.file for leaf in leaves if leaf.role == "chapter"), leaves[-1].file)
    marks = (("title.xhtml", "titlepage", manuscript.title), (first, "bodymatter", manuscript.labels.chapter))
    landmarks = "".join(
        f'<li><a epub:type="{kind}" href="{file}">{escaped(title)}</a></li>' for file, kind, title in marks
    )
    return _page(
        manuscript.labels.contents,
        language_tag(manuscript.language),
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{contents}</h1><ol>{"".join(rows)}</ol></nav>'
        f'<nav epub:type="landmarks" hidden="hidden"><ol>{landmarks}</ol></nav>',
    )


def _package(manuscript: Manuscript, leaves: list[_Leaf]) -> str:
    items = "".join(
        f'<item id="{leaf.name}" href="{leaf.file}" media-type="application/xhtml+xml"/>' for leaf in leaves
    )
    items += "".join(
        f'<item id="picture-{number}" href="{_picture_file(name)}" media-type="image/{name.rpartition(".")[2]}"/>'
        for number, name in enumerate(manuscript.pictures, start=1)
    )
    spine = "".join(f'<itemref idref="{leaf.name}"/>' for leaf in leaves[:1])
    spine += '<itemref idref="nav"/>' + "".join(f'<itemref idref="{leaf.name}"/>' for leaf in leaves[1:])
    language = escaped(language_tag(manuscript.language))
    return (
        f'{DECLARATION}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language}" prefix="schema: http://schema.org/">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{_metadata(manuscript)}</metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="style" href="style.css" media-type="text/css"/>'
        '<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'
        f"{items}</manifest><spine>{spine}</spine></package>\n"
    )


def _metadata(manuscript: Manuscript) -> str:
    labels = manuscript.labels
    identifier = uuid5(NAMESPACE_URL, f"{manuscript.base_url} {manuscript.number} {manuscript.content_hash}")
    title = f"{manuscript.title} · {labels.edition} {manuscript.number}"
    languages = [language_tag(manuscript.language)]
    for chapter in manuscript.chapters:
        if language_tag(chapter.page.language) not in languages:
            languages.append(language_tag(chapter.page.language))
    kinds = sorted({kicker(chapter) for chapter in manuscript.chapters} - {""})
    facts = [
        tag("dc:identifier", f"urn:uuid:{identifier}", id="id"),
        tag("dc:title", escaped(title)),
        *(tag("dc:language", escaped(language)) for language in languages),
        tag("dc:creator", escaped(manuscript.publisher)) if manuscript.publisher else "",
        tag("dc:publisher", escaped(manuscript.publisher)) if manuscript.publisher else "",
        tag("dc:date", manuscript.date.isoformat()),
        tag("dc:rights", escaped(manuscript.licence)) if manuscript.licence else "",
        tag("dc:source", escaped(manuscript.base_url)),
        *(tag("dc:subject", escaped(kind)) for kind in kinds),
        tag("meta", f"{_said_last(manuscript).isoformat()}T00:00:00Z", property="dcterms:modified"),
        *(tag("meta", value, property=name) for name, value in ACCESSIBILITY),
        *(tag("meta", value, property=name) for name, value in OF_PICTURES if manuscript.pictures),
        tag("meta", escaped(labels.accessibility), property="schema:accessibilitySummary"),
        tag("meta", CONFORMS_TO, property="dcterms:conformsTo", id="conformance"),
        tag("meta", escaped(manuscript.publisher), property="a11y:certifiedBy", refines="#conformance")
        if manuscript.publisher
        else "",
        '<meta name="cover" content="cover"/>',
    ]
    return "".join(facts)


def _said_last(manuscript: Manuscript) -> date:
    """The day that anything in it was said last."""
    return max([manuscript.date, *(note.day for note in manuscript.beside)])


def _cover_picture(manuscript: Manuscript) -> str:
    """The cover, drawn: title, edition and the two circles that meet."""
    labels = manuscript.labels
    lines = _lines(manuscript.title, 14 if len(manuscript.title) < 40 else 22)
    size = 118 if len(lines) <= 4 and len(manuscript.title) < 40 else 76
    title = "".join(
        f'<text x="110" y="{300 + number * size * 1.12:.0f}" font-size="{size}" font-weight="700" fill="#fff">'
        f"{escaped(line)}</text>"
        for number, line in enumerate(lines[:6])
    )
    genre, stage = (
        escaped(manuscript.beside_title(words)) for words in (manuscript.genre_word, manuscript.stage)
    )
    edition = f"{stage} · {escaped(f'{labels.edition} {manuscript.number}')}".removeprefix(" · ")
    return (
        f'{DECLARATION}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1130 1600" '
        f'font-family="Inter, Helvetica, Arial, sans-serif" role="img">'
        f"<title>{escaped(manuscript.title)}</title>"
        '<rect width="1130" height="1600" fill="#12303a"/>'
        '<circle cx="245" cy="1010" r="390" fill="#0c6672"/><circle cx="725" cy="1010" r="390" fill="#f2b04a"/>'
        '<path d="M485 702.600A390 390 0 0 1 485 1317.400A390 390 0 0 1 485 702.600Z" fill="#f8dca6"/>'
        f'<text x="110" y="150" font-size="34" fill="#f2b04a">{genre}</text>{title}'
        f'<text x="110" y="1500" font-size="32" font-weight="700" fill="#fff">{edition}</text></svg>\n'
    )


def _lines(words: str, width: int) -> list[str]:
    """The words over lines of about so many letters."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
