"""Tables in each kind of text: written in a grid, read with their headings, and one paragraph each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from wagtail.test.utils.form_data import streamfield

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import FactChapter
from kokebok.book.queries import text_of
from kokebok.book.table_block import rows_said
from kokebok.lib.text import Passage, as_data, from_data, passages_of
from kokebok.outlets.formats.hypertext import table as as_hypertext
from tests.pen import example_form, fact_form, press, recipe_form
from tests.tables import SUMS, table, written
from tests.world import make_example, make_fact, make_post, make_recipe, make_tool, publish, step

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
WORDS = "Tiltak | Pris\nMøterom | Gratis\nKaffe | 400 kr"


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def tables_of(page: Any) -> list[Passage]:
    """The tables of a page, as readers see them."""
    return [passage for passage in passages_of(text_of(page)) if passage.kind == "table"]


def read(client: Client, page: Any) -> str:
    """The page that readers see, without what stands between its elements."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", client.get(page.get_url()).content.decode())


def test_a_table_stands_in_each_kind_of_text_and_is_one_paragraph(book: Cookbook) -> None:
    recipe = make_recipe(book, "to")
    recipe.steps = json.dumps([step("Regn", "<p>Slik.</p>", tables=[table("item")])])
    pages = [
        make_fact(book, body=json.dumps([table()])),
        make_tool(book, body=json.dumps([table()])),
        make_recipe(book, pictures=json.dumps([table()])),
        publish(recipe),
        make_example(book, pictures=json.dumps([table(under="happened")])),
        make_post(book, more=json.dumps([table()])),
    ]
    assert [[one.text for one in tables_of(page)] for page in pages] == [[WORDS]] * len(pages)
    assert all(one.anchor for page in pages for one in tables_of(page))


def test_a_writer_puts_a_table_in_an_example_and_readers_read_it_under_its_part(
    writer: Client, book: Cookbook
) -> None:
    example = make_example(book)
    shown = streamfield([("table", {**written(heads="both"), "under": "result"})])
    answer = press(writer, example, example_form(example, pictures=shown))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = read(writer, example)
    assert page.index("Verktøyet ble bedre.") < page.index("Hva det koster") < page.index("Møterom")
    assert '<th scope="col">Pris</th>' in page
    assert '<th scope="row">Møterom</th><td>Gratis</td>' in page


def test_a_writer_puts_a_table_in_a_recipe_with_headings_down_its_first_column(
    writer: Client, book: Cookbook
) -> None:
    recipe = make_recipe(book)
    shown = streamfield([("table", written(heads="column"))])
    answer = press(writer, recipe, recipe_form(recipe, ingredient="people", case="small", pictures=shown))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = read(writer, recipe)
    assert '<th scope="row">Tiltak</th><td>Pris</td>' in page
    assert "<thead>" not in page[page.index("Hva det koster") :]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("[]", "Skriv noe i tabellen, eller ta den bort."),
        (json.dumps([["a"] * 21]), "Tabellen er for stor"),
        (json.dumps([["a"]] * 501), "Tabellen er for stor"),
    ],
)
def test_a_table_that_cannot_be_published_says_why_and_keeps_what_was_written(
    writer: Client, book: Cookbook, cells: str, told: str
) -> None:
    chapter = make_fact(book)
    body = streamfield([("table", {**written(), "cells": cells, "caption": "Dette skrev jeg"})])
    answer = press(writer, chapter, fact_form(chapter, body=body))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert told in shown
    assert "Dette skrev jeg" in shown


@pytest.mark.parametrize(
    ("sent", "rows"),
    [
        (json.dumps(SUMS), SUMS),
        ('[["a", 1], "b", ["c"]]', [["a", ""], ["c", ""]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ('[["Uke", "Hvem"], ["", ""]]', [["Uke", "Hvem"], ["", ""]]),
        ('[["", ""]]', []),
        ("{}", []),
        ("12", []),
        ("", []),
        ("[" * 100_000, [["[" * 100_000]]),
        ('[["\\u0000x"]]', [["x"]]),
    ],
)
def test_whatever_a_form_sends_is_read_as_even_rows(sent: str, rows: list[list[str]]) -> None:
    assert rows_said(sent) == rows


def test_a_table_from_when_its_rows_were_lists_of_blocks_is_read_as_before(book: Cookbook) -> None:
    def items(*values: Any) -> list[dict[str, Any]]:
        return [{"type": "item", "id": str(number), "value": one} for number, one in enumerate(values)]

    rows = items(items("Møterom", "Gratis"), items("Kaffe", "400 kr"))
    before = {"caption": "Hva det koster", "header": items("Tiltak", "Pris"), "rows": rows}
    bare = {"caption": "Hva det koster", "header": SUMS[0], "rows": SUMS[1:]}
    chapter = make_fact(
        book,
        body=json.dumps(
            [{"type": "table", "id": str(at), "value": one} for at, one in enumerate((before, bare))]
        ),
    )
    found = FactChapter.objects.get(pk=chapter.pk)
    assert [(one.text, one.heads) for one in tables_of(found)] == [(WORDS, "")] * 2


def test_a_frozen_table_says_its_headings_only_where_they_are_not_the_first_row(book: Cookbook) -> None:
    page = text_of(make_fact(book, body=json.dumps([table(), table(heads="both")])))
    assert from_data(as_data(page)) == page
    plain, both = (part["passages"][0] for part in as_data(page)["sections"][1]["parts"])
    assert ("heads" in plain, both["heads"]) == (False, "both")


@pytest.mark.parametrize(
    ("heads", "html"),
    [
        (
            "",
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            "<tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        (
            "column",
            '<table><tbody><tr><th scope="row">A</th><td>B</td></tr>'
            '<tr><th scope="row">c</th><td>d</td></tr></tbody></table>',
        ),
        (
            "both",
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
            '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>',
        ),
    ],
)
def test_the_files_mark_the_headings_of_rows_and_of_columns(heads: Any, html: str) -> None:
    assert as_hypertext((("A", "B"), ("c", "d")), heads) == html
