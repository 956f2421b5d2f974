"""The Markdown of an edition reads back as the same words, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from kokebok.lib.written import writable
from kokebok.outlets.formats.inline import TextRun, as_xhtml, runs_of
from kokebok.outlets.formats.markdown import inline, plain, render, table
from tests.outlets.hostile_lists import HOSTILE, OUTLINE
from tests.outlets.outlines import of_page
from tests.outlets.sample import SAMPLE

READER = MarkdownIt("commonmark").enable("table")
SIGNS = "ab1 .)-+=#*_`~[](){}<>|\\!&;:\"'^\u00a0æ😀\u0338"
TRICKY = st.text(st.sampled_from(SIGNS), max_size=12)


def read(markdown: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{READER.render(markdown)}</div>")


def squeezed(text: str) -> str:
    return "".join(text.split())


def of_markdown(file: bytes) -> list[tuple[str, int, str, str]]:
    page = read(file.decode())
    for between in page.xpath("//comment()"):
        between.drop_tree()
    for link in page.iter("a"):
        if link.text_content().replace(".", "").isdigit():
            link.set("class", "no")
    return of_page(html.tostring(page, encoding="unicode"), "//div")


def test_it_has_the_lists_the_numbers_and_the_headings() -> None:
    lines = of_markdown(render(HOSTILE))
    words = [line[3] for line in lines]
    first, last = words.index(OUTLINE[0][3]), words.index(OUTLINE[-1][3])
    assert [
        (kind, level - 1 if kind == "heading" else level, mark, said)
        for kind, level, mark, said in lines[first : last + 1]
    ] == OUTLINE


@given(TRICKY)
def test_a_plain_text_is_a_paragraph_of_the_same_words(text: str) -> None:
    said = squeezed(writable(text))
    page = read(f"{plain(text)}\n")
    assert (squeezed(page.text_content()), [one.tag for one in page]) == (said, ["p"] if said else [])


@given(st.lists(st.tuples(TRICKY, st.sampled_from(["b", "i", "code", "sub", "a", "br"])), max_size=4))
def test_emphasis_and_links_hold_the_same_words(parts: list[tuple[str, str]]) -> None:
    source = "".join(
        f"<{tag} href='https://a.no/'>{escape(text)}</{tag}>" if tag != "br" else "<br/>"
        for text, tag in parts
    )
    runs = runs_of(source)
    page = read(f"1.1 {inline(runs)}\n")
    assert squeezed(page.text_content()) == squeezed("1.1" + "".join(run.text for run in runs))
    assert {one.tag for one in page} <= {"p"}


def test_emphasis_is_marked_with_asterisks_where_they_are_sure_to_be_read_so() -> None:
    bold = TextRun("Merk:", bold=True)
    assert inline((bold, TextRun(" dette"))) == "**Merk:** dette"
    assert inline((bold, TextRun("dette"))) == "<strong>Merk:</strong>dette"
    assert (
        inline((TextRun("a"), TextRun("b", italic=True), TextRun("c", bold=True))) == "a*b*<strong>c</strong>"
    )


@given(st.lists(st.lists(TRICKY, min_size=2, max_size=2), min_size=2, max_size=3))
def test_a_table_has_its_cells(rows: list[list[str]]) -> None:
    cells = [squeezed(cell.text_content()) for cell in read(table(rows)).iter("th", "td")]
    assert cells == [squeezed(writable(cell)) for row in rows for cell in row]


@pytest.mark.parametrize(
    ("heads", "lines"),
    [
        ("", ["| a | b |", "| --- | --- |", "| c | d |"]),
        ("both", ["| a | b |", "| --- | --- |", "| **c** | d |"]),
        ("column", ["|  |  |", "| --- | --- |", "| **a** | b |", "| **c** | d |"]),
    ],
)
def test_headings_of_a_table_are_above_it_or_strong(heads: str, lines: list[str]) -> None:
    assert table([["a", "b"], ["c", "d"]], heads).split("\n") == lines


def test_it_tells_of_values_changes_and_those_who_are_thanked() -> None:
    said = squeezed(read(render(SAMPLE).decode()).text_content())
    told = [SAMPLE.title, *SAMPLE.credits, *(one.amount for one in SAMPLE.values), SAMPLE.content_hash]
    told += [one.after for one in SAMPLE.changes] + [one.before for one in SAMPLE.changes]
    assert [one for one in told if squeezed(writable(one)) not in said] == []


def test_an_edition_without_anything_has_only_its_title_and_colophon() -> None:
    bare = replace(SAMPLE, foreword=(), parts=(), values=(), changes=(), credits=(), beside=())
    assert [line for line in render(bare).decode().split("\n") if line.startswith("#")] == [
        "# Veier til samarbeid",
        "## Kolofon",
    ]
    assert as_xhtml(()) == inline(()) == ""
