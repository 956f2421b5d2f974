"""What is copied in Word, Google Docs, LibreOffice and Excel is read as what it is, and the rest is named."""

from __future__ import annotations

import pytest

from kokebok.lib.pasted import pasted
from kokebok.lib.word_blocks import Block, WordHeading, WordItem, WordParagraph, WordTable
from tests.clipboards import EXCEL, GOOGLE, LIBREOFFICE, WORD


def test_word_keeps_headings_lists_tables_links_and_notes_and_the_rest_is_counted() -> None:
    found = pasted(WORD)
    assert found.blocks == (
        WordHeading(1, "Medvirkning"),
        WordParagraph(
            'Det begynte i <b>Porto Alegre</b>.[1] Les <a href="https://www.example.no/mer">mer</a>.'
        ),
        WordHeading(2, "Slik"),
        WordItem("Første", 1, is_numbered=False),
        WordItem("Under", 2, is_numbered=False),
        WordItem("Tall", 1, is_numbered=True),
        WordTable((("<b>Kommune</b>", "Kroner"), ("Lillevik to", "")), "Tabell 1: Summer"),
        WordParagraph("Rødt"),
        WordParagraph("Med ord"),
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
        WordHeading(2, "Tittel"),
        WordParagraph('<b>Fet</b> og vanlig. <a href="https://example.no/a">lenke</a>'),
        WordItem("En", 1, is_numbered=False),
        WordItem("To", 2, is_numbered=False),
        WordItem("Tall", 1, is_numbered=True),
        WordTable((("A", "B"), ("c", "d"))),
    )
    assert not found.dropped.numbers


def test_libreoffice_keeps_its_notes() -> None:
    found = pasted(LIBREOFFICE)
    assert found.blocks == (
        WordParagraph("Ord[1] til."),
        WordItem("En", 1, is_numbered=True),
        WordItem("To", 1, is_numbered=True),
    )
    assert found.notes == ((1, "Noten."),)


def test_cells_of_a_spreadsheet_are_a_table() -> None:
    assert pasted(EXCEL).blocks == (WordTable((("Tiltak", "Pris"), ("Kaffe", "400"))),)


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
    assert pasted(f"<table>{rows}</table>").blocks == (WordTable(read),)


@pytest.mark.parametrize(
    ("html", "blocks", "lost"),
    [
        ("", (), {}),
        ("bare ord", (WordParagraph("bare ord"),), {}),
        ("<p>en<p>to", (WordParagraph("en"), WordParagraph("to")), {}),
        ("<p>en<br>to</p>", (WordParagraph("en<br/>to"),), {}),
        ("<p>a &lt;b&gt; &amp; c</p>", (WordParagraph("a &lt;b&gt; &amp; c"),), {}),
        ("<script>alert(1)</script><p onclick=x>ord</p>", (WordParagraph("ord"),), {}),
        ('<p><a href="javascript:alert(1)">ord</a></p>', (WordParagraph("ord"),), {"links": 1}),
        ('<p><a href="file:///C:/x">ord</a></p>', (WordParagraph("ord"),), {"links": 1}),
        ('<p>Ord<a href="#_ftn3">[3]</a></p>', (WordParagraph("Ord[1]"),), {"notes": 1}),
        ("<table><tr><td>bare en rute</td></tr></table>", (WordParagraph("bare en rute"),), {}),
        ("<table><tr><td><table><tr><td>x<td>y</table></table>", (WordParagraph("x | y"),), {"nested": 1}),
        ("</td></table></li></p>ord", (WordParagraph("ord"),), {}),
        ("<td>a</td><li>b</ul>", (WordParagraph("a"), WordItem("b", 1, is_numbered=False)), {}),
        ("<table><caption>Om</caption><tr><th>a<th>b</table>", (WordTable((("a", "b"),), "Om"),), {}),
        ("<blockquote><p>sagt</p></blockquote>", (WordParagraph("sagt", "quote"),), {}),
        ("<p><iframe src=x>film</iframe>ord</p>", (WordParagraph("ord"),), {"embedded": 1}),
        ("<p>m<sup>2</sup></p>", (WordParagraph("m<sup>2</sup>"),), {}),
    ],
)
def test_what_else_can_be_on_a_clipboard_is_read_without_a_fault(
    html: str, blocks: tuple[Block, ...], lost: dict[str, int]
) -> None:
    found = pasted(html)
    assert (found.blocks, dict(found.dropped.numbers)) == (blocks, lost)


def test_elements_a_thousand_deep_are_read() -> None:
    assert pasted("<div><b>" * 1000 + "ord").blocks == (WordParagraph("<b>ord</b>"),)
