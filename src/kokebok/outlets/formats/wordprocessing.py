"""Paragraphs, runs and tables in the markup of a Word document.

Functions give XML as text; what they are given is plain text or runs, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kokebok.lib.text import Heads
from kokebok.outlets.formats.columns import shares_of
from kokebok.outlets.formats.inline import TextRun, escaped

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 8220  # twentieths of a point between the margins
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
EMU_A_DOT = 914_400 / 150  # a picture is printed so large that it has 150 dots an inch
WIDEST, HIGHEST = TEXT_WIDTH * 635, 6_000_000
FRAMES = {
    "stop": ("B3371F", "FCEFEB"),
    "ingredients": ("F2B04A", "F7F2E8"),
    "step": ("0C6672", ""),
    "myth-told": ("B3371F", "FCEFEB"),
    "myth-answer": ("0C6672", "E7F2F1"),
}
LIST_INDENT = 425  # twentieths of a point, as in numbering.xml
TABLE_TEXT = '<w:pStyle w:val="TableText"/>'
TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def paragraph(
    style: str, content: str, *, frame: str = "", numbering: str = "", indent: str = "", more: str = ""
) -> str:
    """A paragraph in a named style; `frame` is one of FRAMES, `numbering` the XML of numPr, `indent` that of ind."""
    line, fill = FRAMES.get(frame, ("", ""))
    border = (
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{line}"/></w:pBdr>' if line else ""
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{numbering}{border}{shade}{indent}</w:pPr>{content}</w:p>'


def run(text: str, *, style: str = "", emphasis: TextRun | None = None, language: str = "") -> str:
    """Text in one way, with the emphasis of a run and its language."""
    made = emphasis or TextRun("")
    parts = [
        f'<w:rStyle w:val="{style or "InlineCode"}"/>' if style or made.code else "",
        "<w:b/><w:bCs/>" if made.bold else "",
        "<w:i/><w:iCs/>" if made.italic else "",
        '<w:vertAlign w:val="subscript"/>' if made.sub else "",
        '<w:vertAlign w:val="superscript"/>' if made.sup and not made.sub else "",
        f'<w:lang w:val="{escaped(language)}"/>' if language else "",
    ]
    properties = "".join(parts)
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def list_level(number: int, depth: int) -> str:
    """The numPr of a list item: which list, and how deep (from 0)."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def list_indent(depth: int) -> str:
    """The ind of a paragraph that stands under a point of a list."""
    return f'<w:ind w:left="{LIST_INDENT * (depth + 1)}"/>'


def drawing(number: int, relation: str, width: int, height: int, alt: str) -> str:
    """A picture in the line, no wider than the text and no higher than most of a page; sizes are in dots.

    Without `alt` it is marked as decoration.
    """
    scale = min(EMU_A_DOT, WIDEST / width, HIGHEST / height)
    size = f'cx="{round(width * scale)}" cy="{round(height * scale)}"'
    decoration = (
        f'<a:extLst xmlns:a="{DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    named = f'id="{number}" name="{number}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named} descr="{escaped(alt)}">{"" if alt else decoration}</wp:docPr>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr {named} descr="{escaped(alt)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def tick_box(name: str) -> str:
    """A box that can be ticked in Word, with a name for those who cannot see it."""
    fonts = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    box = f"<w:r><w:rPr>{fonts}</w:rPr>"
    states = (
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    )
    properties = f'<w:alias w:val="{escaped(name)}"/><w14:checkbox>{states}</w14:checkbox>'
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{box}<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )


def table(
    header: Iterable[str],
    rows: Iterable[Iterable[str]],
    widths: list[int],
    description: str,
    *,
    heads: Heads = "",
) -> str:
    """A table whose header row is repeated on every page. Cells are XML of paragraphs, widths in twips.

    Where only its first column has headings, `header` is left out, and all of it is `rows`.
    """
    has_row, has_column = int(heads != "column"), int(heads != "")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblLook w:val="{0x0400 + 0x20 * has_row + 0x80 * has_column:04X}" w:firstRow="{has_row}" '
        f'w:lastRow="0" w:firstColumn="{has_column}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    properties = (
        '<w:tblPr><w:tblStyle w:val="BookTable"/><w:tblW w:w="5000" w:type="pct"/>'
        f'{look}<w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
    )
    high = '<w:trHeight w:val="560" w:hRule="atLeast"/>'  # room to write by hand
    written = [_row(row, widths, f"<w:cantSplit/>{high}") for row in rows]
    if has_row:
        written.insert(0, _row(header, widths, "<w:tblHeader/>"))
    first, rest = _kept_with_next("".join(written[:1])), "".join(written[1:])
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{first}{rest}</w:tbl>"


def _kept_with_next(row: str) -> str:
    """The row on the page of the one after it.

    LibreOffice draws nothing of a table whose first row may not be divided and is alone at the foot of a page, after a
    heading that is kept with it.
    """
    return row.replace("<w:cantSplit/>", "").replace(TABLE_TEXT, f"{TABLE_TEXT}<w:keepNext/>")


def _row(cells: Iterable[str], widths: list[int], properties: str) -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


def table_of_text(
    rows: tuple[tuple[str, ...], ...], description: str, heads: Heads, *, say: Callable[..., str]
) -> str:
    """A table of plain text, each cell as `say` gives it; in a column of headings with the emphasis of a bold run."""
    widths, strong = column_widths(rows), TextRun("", bold=True)
    cells = [
        [
            paragraph("TableText", say(cell, emphasis=strong if heads and not at else None))
            for at, cell in enumerate((*row, *[""] * (len(widths) - len(row))))
        ]
        for row in rows
    ]
    first, rest = ([], cells) if heads == "column" else (cells[0], cells[1:])
    return table(first, rest, widths, description, heads=heads)


def column_widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """Widths in twips that fill the line."""
    shares = shares_of(rows)
    return [int(TEXT_WIDTH * share / sum(shares)) for share in shares]


def bookmark_name(anchor: str) -> str:
    """The name of an anchor's bookmark: the anchor, after "a" if it starts with a digit, as Word wants a letter."""
    return anchor if anchor[:1].isalpha() else f"a{anchor}"


class Marks:
    """The bookmarks and outside links of one document, each numbered in the order they are asked for."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.names: set[str] = set()
        self.pictures: dict[str, str] = {}

    def bookmarked(self, anchor: str, content: str) -> str:
        """The content under a bookmark; just the content when there is no anchor or it stands already."""
        name = bookmark_name(anchor)
        if not anchor or name in self.names:
            return content
        self.names.add(name)
        number = len(self.names)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{escaped(name)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'

    def link(self, href: str, content: str) -> str:
        """The content as a link to an outside address."""
        if not href:
            return content
        identity = self.targets.setdefault(href, f"rId{len(self.targets) + 100}")
        return f'<w:hyperlink r:id="{identity}" w:history="1">{content}</w:hyperlink>'

    def picture(self, name: str) -> str:
        """What the file of a picture is called within the document."""
        return self.pictures.setdefault(name, f"picture{len(self.pictures) + 1}")

    def link_within(self, anchor: str, content: str) -> str:
        """The content as a link to a bookmark."""
        return (
            f'<w:hyperlink w:anchor="{escaped(bookmark_name(anchor))}" w:history="1">{content}</w:hyperlink>'
        )
