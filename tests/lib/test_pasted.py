"""What is copied in Word, Google Docs, LibreOffice and Excel is read as what it is, and the rest is named."""

from __future__ import annotations

import pytest

from kokebok.lib.pasted import pasted
from kokebok.lib.word_blocks import Block, Heading, Item, Paragraph, Table
from tests.clipboards import EXCEL, GOOGLE, LIBREOFFICE, WORD


def test_word_keeps_headings_lists_tables_links_and_notes_and_the_rest_is_counted() -> None:
    found = pasted(WORD)
    assert found.blocks == (
        Heading(1, "Medvirkning"),
        Paragraph('Det begynte i <b>Porto Alegre</b>.[1] Les <a href="https://www.example.no/mer">mer</a>.'),
        Heading(2, "Slik"),
        Item("Første", 1, is_numbered=False),
        Item("Under", 2, is_numbered=False),
        Item("Tall", 1, is_numbered=True),
        Table((("<b>Kommune</b>", "Kroner"), ("Lillevik to", "")), "Tabell 1: Summer"),
        Paragraph("Rødt"),
        Paragraph("Med ord"),
    )
    assert found.notes == ((1, "Boka kom først."),)
    assert dict(found.dropped.numbers) == {
        "looks": 1,
        "pictures": 1,
        "comments": 1,
        "deleted": 1,
        "merged": 1,
    }


def test_google_docs_is_not_all_bold_and_its_links_lead_where_they_say() -> None:
    found = pasted(GOOGLE)
    assert found.blocks == (
        Heading(2, "Tittel"),
        Paragraph('<b>Fet</b> og vanlig. <a href="https://example.no/a">lenke</a>'),
        Item("En", 1, is_numbered=False),
        Item("To", 2, is_numbered=False),
        Item("Tall", 1, is_numbered=True),
        Table((("A", "B"), ("c", "d"))),
    )
    assert not found.dropped.numbers


def test_libreoffice_keeps_its_notes() -> None:
    found = pasted(LIBREOFFICE)
    assert found.blocks == (
        Paragraph("Ord[1] til."),
        Item("En", 1, is_numbered=True),
        Item("To", 1, is_numbered=True),
    )
    assert found.notes == ((1, "Noten."),)


def test_cells_of_a_spreadsheet_are_a_table() -> None:
    assert pasted(EXCEL).blocks == (Table((("Tiltak", "Pris"), ("Kaffe", "400"))),)


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            "<tr><td rowspan=2>Ola<td>skrive<td>mai<tr><td>lese<td>juni",
            (("Ola", "skrive", "mai"), ("", "lese", "juni")),
        ),
        (
            "<tr><td>Ola<td rowspan=3>mai<tr><td>Kari<tr><td>Per<tr><td>Siv<td>juni",
            (("Ola", "mai"), ("Kari", ""), ("Per", ""), ("Siv", "juni")),
        ),
        (
            "<tr><td colspan=2 rowspan=2>Ola<td>mai<tr><td>juni<tr><td>a<td>b<td>c",
            (("Ola", "", "mai"), ("", "", "juni"), ("a", "b", "c")),
        ),
        (
            "<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=1>d<td><p>e<p>f",
            (("a", "b", "c"), ("d", "", "e f")),
        ),
        (
            "<tr><td>Kontor<br>eller verksted<td><div>en</div>to",
            (("Kontor<br/>eller verksted", "en to"),),
        ),
    ],
)
def test_cells_that_are_joined_leave_the_others_in_their_own_columns(
    rows: str, read: tuple[tuple[str, ...], ...]
) -> None:
    assert pasted(f"<table>{rows}</table>").blocks == (Table(read),)


@pytest.mark.parametrize(
    ("html", "blocks", "lost"),
    [
        ("", (), {}),
        ("bare ord", (Paragraph("bare ord"),), {}),
        ("<p>en<p>to", (Paragraph("en"), Paragraph("to")), {}),
        ("<p>en<br>to</p>", (Paragraph("en<br/>to"),), {}),
        ("<p>a &lt;b&gt; &amp; c</p>", (Paragraph("a &lt;b&gt; &amp; c"),), {}),
        ("<script>alert(1)</script><p onclick=x>ord</p>", (Paragraph("ord"),), {}),
        ('<p><a href="javascript:alert(1)">ord</a></p>', (Paragraph("ord"),), {"links": 1}),
        ('<p><a href="file:///C:/x">ord</a></p>', (Paragraph("ord"),), {"links": 1}),
        ('<p>Ord<a href="#_ftn3">[3]</a></p>', (Paragraph("Ord[1]"),), {"notes": 1}),
        ("<table><tr><td>bare en rute</td></tr></table>", (Paragraph("bare en rute"),), {}),
        ("<table><tr><td><table><tr><td>x<td>y</table></table>", (Paragraph("x | y"),), {"nested": 1}),
        ("</td></table></li></p>ord", (Paragraph("ord"),), {}),
        ("<td>a</td><li>b</ul>", (Paragraph("a"), Item("b", 1, is_numbered=False)), {}),
        ("<table><caption>Om</caption><tr><th>a<th>b</table>", (Table((("a", "b"),), "Om"),), {}),
        ("<blockquote><p>sagt</p></blockquote>", (Paragraph("sagt", "quote"),), {}),
        ("<p><iframe src=x>film</iframe>ord</p>", (Paragraph("ord"),), {"embedded": 1}),
        ("<p>m<sup>2</sup></p>", (Paragraph("m<sup>2</sup>"),), {}),
    ],
)
def test_what_else_can_be_on_a_clipboard_is_read_without_a_fault(
    html: str, blocks: tuple[Block, ...], lost: dict[str, int]
) -> None:
    found = pasted(html)
    assert (found.blocks, dict(found.dropped.numbers)) == (blocks, lost)


def test_elements_a_thousand_deep_are_read() -> None:
    assert pasted("<div><b>" * 1000 + "ord").blocks == (Paragraph("<b>ord</b>"),)
