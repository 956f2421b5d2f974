"""A Word file read as blocks: Norwegian styles, fields, tables, notes, and what is dropped."""

from __future__ import annotations

import pytest

from kokebok.lib.word_blocks import WordHeading, WordItem, WordParagraph, WordTable, flat
from kokebok.lib.word_cut import best_level, cut
from kokebok.lib.word_draft import read_draft
from kokebok.lib.word_parts import NotWord, TooMuch
from tests.word_files import packed, r

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Etatens"><w:name w:val="Etatens"/><w:basedOn w:val="Overskrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Niva2"><w:name w:val="Nivå 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="INNH1"><w:name w:val="toc 1"/><w:basedOn w:val="Overskrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Punktliste2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
<w:style w:type="character" w:styleId="Sterk"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def styled(name: str, *runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def listed(depth: int, text: str) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{r(text)}</w:p>"


def cell(*paragraphs: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def said(text: str) -> str:
    return f"<w:p>{r(text)}</w:p>"


def test_headings_and_lists_are_known_by_what_their_styles_are_made_after() -> None:
    body = "".join(
        (
            styled("INNH1", r("Kapittel 1 ... 3")),
            styled("Etatens", "<w:r><w:rPr><w:b/></w:rPr><w:t>Kapittel 1</w:t></w:r>"),
            styled("Niva2", r("Mål")),
            styled("Ring", r("En ring av stiler.")),
            '<w:p><w:r><w:rPr><w:rStyle w:val="Sterk"/></w:rPr><w:t>Viktig</w:t></w:r></w:p>',
            listed(0, "Én"),
            listed(1, "Under"),
            styled("Punktliste2", r("Dypere")),
        )
    )
    draft = read_draft(packed(body, styles=STYLES, numbering=NUMBERING))
    assert draft.blocks == (
        WordHeading(1, "Kapittel 1"),
        WordHeading(2, "Mål"),
        WordParagraph("En ring av stiler."),
        WordParagraph("<b>Viktig</b>"),
        WordItem("Én", 1, is_numbered=True),
        WordItem("Under", 2, is_numbered=False),
        WordItem("Dypere", 2, is_numbered=False),
    )
    assert dict(draft.dropped.numbers) == {"contents": 1}
    assert (best_level(draft.blocks), [part.title for part in cut(draft, 1)]) == (1, ["Kapittel 1"])


def test_a_link_made_as_a_field_is_a_link_and_what_leads_nowhere_is_words() -> None:
    def field(instruction: str, text: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        return mark.format("begin") + said + mark.format("separate") + r(text) + mark.format("end")

    address = ' HYPERLINK "https://a.no/?a=1&amp;b=2" '
    body = (
        f"<w:p>{field(address, 'her')}{r(' og ')}{field(' HYPERLINK &quot;file:///C:/x&quot; ', 'der')}</w:p>"
    )
    draft = read_draft(packed(body))
    assert draft.blocks == (WordParagraph('<a href="https://a.no/?a=1&amp;b=2">her</a> og der'),)
    assert (dict(draft.dropped.numbers), flat('<a href="https://a.no/?a=1&amp;b=2">her</a>')) == (
        {"links": 1},
        "her (https://a.no/?a=1&b=2)",
    )


def test_a_table_has_as_many_cells_in_each_row_and_what_is_joined_or_within_is_counted() -> None:
    inner = f"<w:tbl>{row(cell(said('a')), cell(said('b')))}</w:tbl>{said('etter')}"
    body = "<w:tbl>{}{}{}</w:tbl>".format(
        row(cell(said("Bred"), more='<w:gridSpan w:val="2"/>'), cell(said("3"))),
        row(cell(inner), cell(said("x"), said("y")), cell(more="<w:vMerge/>")),
        row(cell(said("kort"))),
    )
    draft = read_draft(packed(body))
    assert draft.blocks == (
        WordTable((("Bred", "", "3"), ("a | b<br/>etter", "x<br/>y", ""), ("kort", "", ""))),
    )
    assert dict(draft.dropped.numbers) == {"joined": 2, "nested": 1}


def test_a_paragraph_whose_end_is_taken_out_goes_on_in_the_next() -> None:
    ended = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{r("Først ")}</w:p>'
    draft = read_draft(packed(ended + said("sist.")))
    assert (draft.blocks, dict(draft.dropped.numbers)) == ((WordParagraph("Først sist."),), {"changes": 1})


def test_words_that_look_like_elements_are_words() -> None:
    draft = read_draft(packed(said("&lt;script&gt;alert(1)&lt;/script&gt; \ue000f2\ue001")))
    assert draft.blocks == (WordParagraph("&lt;script&gt;alert(1)&lt;/script&gt; f2"),)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packed("<w:ins>" * 5000)])
def test_what_is_no_word_file_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotWord):
        read_draft(content)


def test_a_table_that_would_fill_the_memory_is_refused() -> None:
    wide, narrow = row(cell(said("x")) * 1000), row(cell(said("x"))) * 1000
    with pytest.raises(TooMuch):
        read_draft(packed(f"<w:tbl>{wide}{narrow}</w:tbl>"))
