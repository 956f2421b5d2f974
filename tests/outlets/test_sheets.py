"""Tools and recipes to take along: what a page offers, what the files say they are, and who gets none."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets import sheet_files
from kokebok.outlets.formats import pdf
from kokebok.outlets.formats.pdf import pages_in
from tests.world import make_fact, make_recipe, make_tool, publish, step

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe, Tool

TOOL, RECIPE = "/verktoy/sjekkliste/", "/oppskrifter/moete/"
LINK = re.compile(r'href="([^"]*/ark\.[^"]*)"[^>]*>([^<]+)<')
QUESTION = {"question": "Hvem har problemet?", "help": "Skriv et navn."}


@pytest.fixture
def tool(book: Cookbook) -> Tool:
    """A worksheet, a table with an empty row, a list of boxes, and words to fill in."""
    fields = [{"type": "item", "id": "1", "value": QUESTION}]
    cells = [["Hva", "Hvem"], ["Ringe", ""], ["", ""]]
    body = [
        {"type": "text", "id": "t", "value": "<p>Avtale mellom [virksomhet] og [navn].</p>"},
        {"type": "worksheet", "id": "w", "value": {"title": "Arket", "fields": fields}},
        {"type": "table", "id": "c", "value": {"caption": "Plan", "cells": cells, "heads": "row"}},
        {
            "type": "checklist",
            "id": "l",
            "value": {"title": "Husk", "items": [{"type": "item", "id": "2", "value": "Avtal tid."}]},
        },
    ]
    made: Tool = make_tool(book, body=body)
    return made


@pytest.fixture
def full_recipe(book: Cookbook) -> Recipe:
    """A recipe with a stop, mistakes, money and a source."""
    steps = [
        step(
            "Spør innkjøp",
            "<p>Ring dem.</p>",
            who="Rådgiveren",
            time="En time",
            stop="Vent til de har svart.",
            done_when="De har svart.",
        ),
        step("Møt dem", "<p>Ta med kake.</p>", time="En dag"),
    ]
    source = {"title": "Veilederen", "url": "https://example.no/v", "year": "2024", "checked": "2026-01-02"}
    made = make_recipe(
        book,
        audience=["kommune"],
        cost="En dags arbeid.",
        mistakes="<ul><li>Dere begynner for sent.</li></ul>",
        sources=[{"type": "source", "id": "s", "value": source}],
    )
    made.steps = steps
    published: Recipe = publish(made)
    return published


def said_on(response: Any) -> tuple[str, str]:
    """The title of a page that says why there is no file, and where it leads back to."""
    page = html.fromstring(response.content.decode())
    [title], [back] = page.xpath("//main//h1"), page.xpath("//main//a[@class='ds-link']")
    return " ".join(title.text_content().split()), back.get("href")


def said_in_pdf(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def said_in_word(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return " ".join("".join(part.text or "" for part in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def controls_in(content: bytes) -> list[str]:
    """The names of what can be filled in, in their order."""
    body = Document(io.BytesIO(content)).element.body
    texts = [one for one in body.iter(qn("w:sdtPr")) if one.find(qn("w:text")) is not None]
    return [one.find(qn("w:alias")).get(qn("w:val")) for one in texts]


def foot_of(content: bytes) -> str:
    section = Document(io.BytesIO(content)).sections[0]
    return "\n".join(paragraph.text for paragraph in section.footer.paragraphs)


def test_a_tool_and_a_recipe_offer_what_they_can_be_taken_along_as(
    client: Client, tool: Tool, recipe: Recipe
) -> None:
    assert LINK.findall(client.get(TOOL).content.decode()) == [
        (f"{TOOL}ark.a4.pdf", "Verktøyet på én side, A4 (PDF)"),
        (f"{TOOL}ark.a3.pdf", "Verktøyet stort, til veggen eller et bord, A3 (PDF)"),
        (f"{TOOL}ark.docx", "Verktøyet til å fylle ut på skjerm (Word)"),
    ]
    assert LINK.findall(client.get(RECIPE).content.decode()) == [
        (f"{RECIPE}ark.a4.pdf", "Oppskriften på papir, A4 (PDF)"),
        (f"{RECIPE}ark.docx", "Oppskriften til å arbeide videre med (Word)"),
        (f"{RECIPE}ark.saksframlegg.docx", "Saksframlegg til å fylle ut, med kilder (Word)"),
    ]


def test_a_page_of_another_kind_offers_nothing(client: Client, book: Cookbook) -> None:
    make_fact(book)
    assert LINK.findall(client.get("/fakta/hva/").content.decode()) == []


@pytest.mark.parametrize(
    "address",
    ["/fakta/hva/ark.a4.pdf", f"{TOOL}ark.saksframlegg.docx", f"{RECIPE}ark.a3.pdf", "/verktoy/ark.a4.pdf"],
)
def test_what_is_not_offered_is_not_there(client: Client, book: Cookbook, address: str) -> None:
    make_fact(book), make_tool(book), make_recipe(book)
    assert client.get(address).status_code == 404


def test_a_page_that_is_not_published_has_no_file(client: Client, tool: Tool) -> None:
    tool.unpublish()
    assert client.get(f"{TOOL}ark.a4.pdf").status_code == 404


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_tool_is_one_page_that_says_what_it_is_and_where_it_is_from(
    client: Client, tool: Tool, size: str
) -> None:
    response = client.get(f"{TOOL}ark.{size}.pdf")
    said = said_in_pdf(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="sjekkliste-utkast-{size}.pdf"'
    assert pages_in(response.content) == 1
    assert "Hvem har problemet?" in said
    assert "Veier · Utkast ·" in said
    assert "Side 1 av 1" in said
    assert "localhost:8000/verktoy/sjekkliste" in said


def test_a_text_that_stands_in_the_newest_edition_has_its_number_until_it_is_changed(
    client: Client, tool: Tool, book: Cookbook, berit: Any
) -> None:
    freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    response = client.get(f"{TOOL}ark.a4.pdf")
    assert 'filename="sjekkliste-0.1-a4.pdf"' in response["Content-Disposition"]
    assert "Veier · Utgave 0.1 · 1. mars 2026" in said_in_pdf(response.content)
    tool.lead = "Nye ord."
    publish(tool)
    assert "Veier · Utkast ·" in said_in_pdf(client.get(f"{TOOL}ark.a4.pdf").content)


@pytest.mark.parametrize("form", ["a4.pdf", "a3.pdf", "docx"])
def test_asked_for_twice_a_file_has_the_same_bytes(client: Client, tool: Tool, form: str) -> None:
    first = client.get(f"{TOOL}ark.{form}").content
    sheet_files._kept.clear()
    assert client.get(f"{TOOL}ark.{form}").content == first


def test_what_is_to_be_written_is_a_control_with_a_name(client: Client, tool: Tool) -> None:
    content = client.get(f"{TOOL}ark.docx").content
    assert controls_in(content) == ["virksomhet", "navn", "Hvem har problemet?", "Hvem", "Hva", "Hvem"]
    assert "Avtale mellom [virksomhet] og [navn]." in said_in_word(content)
    assert foot_of(content).startswith("Veier · Utkast · ")
    assert foot_of(content).endswith("localhost:8000/verktoy/sjekkliste")


def test_a_recipe_in_word_cites_its_paragraphs_and_its_sources(client: Client, full_recipe: Recipe) -> None:
    said = said_in_word(client.get(f"{RECIPE}ark.docx").content)
    assert "¶\u00a01" in said
    assert "Veilederen (2024, sist sjekket 2. januar 2026)" in said


def test_a_case_memo_has_the_headings_of_one_and_what_the_recipe_says_with_its_number(
    client: Client, full_recipe: Recipe
) -> None:
    content = client.get(f"{RECIPE}ark.saksframlegg.docx").content
    document = Document(io.BytesIO(content))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings == [
        "Saken",
        "Bakgrunn",
        "Slik er det tenkt gjennomført",
        "Vurdering",
        "Lover og regler",
        "Medvirkning",
        "Økonomi",
        "Forslag til vedtak",
        "Vedlegg",
        "Kilder",
    ]
    said = said_in_word(content)
    assert "Du er rådgiver og vet ikke hvor du skal begynne. ¶\u00a01" in said
    assert "Dere begynner for sent. ¶\u00a0" in said
    assert re.search("Vent til de har svart. ¶\u00a0[0-9]", said)
    assert "En dags arbeid." in said
    assert "Kommune" not in said
    assert "Veilederen (2024, sist sjekket 2. januar 2026)" in said
    assert re.search("«Ta det første møtet» i «Veier», utkast, ", said)


def test_only_what_stops_a_step_has_a_box_to_tick_in_a_case_memo(client: Client, full_recipe: Recipe) -> None:
    document = Document(io.BytesIO(client.get(f"{RECIPE}ark.saksframlegg.docx").content))
    assert "De har svart." in client.get(RECIPE).content.decode()
    boxes = [p.text.split("\t")[-1] for p in document.paragraphs if p.style and p.style.name == "Checkbox"]
    assert [text.split(" ¶")[0] for text in boxes] == ["Vent til de har svart."]


def test_the_plan_of_a_case_memo_says_who_and_how_long_where_the_recipe_does(
    client: Client, full_recipe: Recipe
) -> None:
    document = Document(io.BytesIO(client.get(f"{RECIPE}ark.saksframlegg.docx").content))
    plan = next(table for table in document.tables if table.rows[0].cells[0].text == "Steg")
    first, second = ([cell.text for cell in row.cells] for row in plan.rows[1:])
    assert first[:3] == ["1. Spør innkjøp", "Rådgiveren", "En time"]
    assert second[0] == "2. Møt dem"
    assert second[2] == "En dag"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Forslag til vedtak", "Hva skal avgjøres, og hvorfor nå?")),
        ("nn", ("Medverknad", "Kva skal avgjerast, og kvifor no?")),
        ("en", ("Proposed decision", "What is to be decided, and why now?")),
    ],
)
def test_a_case_memo_speaks_the_language_of_its_page(
    client: Client, book: Cookbook, language: str, words: tuple[str, str]
) -> None:
    make_recipe(book, language=language)
    said = said_in_word(client.get(f"{RECIPE}ark.saksframlegg.docx").content)
    assert [one for one in words if one not in said] == []


@pytest.mark.parametrize("count", [1, 30])
def test_a_file_takes_the_same_number_of_queries_however_long_the_recipe_is(
    client: Client, book: Cookbook, count: int, django_assert_num_queries: Any
) -> None:
    make_recipe(book, steps=count)
    client.get(f"{RECIPE}ark.a4.pdf")
    with django_assert_num_queries(6):
        client.get(f"{RECIPE}ark.a4.pdf")


def test_a_file_is_made_once_while_the_text_is_the_same(
    client: Client, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"{TOOL}ark.a4.pdf").content
    monkeypatch.setitem(sheet_files.MAKERS, "a4.pdf", lambda manuscript: b"made anew")
    assert client.get(f"{TOOL}ark.a4.pdf").content == first
    tool.lead = "Nye ord."
    publish(tool)
    assert client.get(f"{TOOL}ark.a4.pdf").content == b"made anew"


def test_whoever_asks_when_many_files_are_being_made_is_asked_to_wait(
    client: Client, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_files, "PATIENCE", 0.01)
    sheet_files._kept.clear()
    for _n in range(sheet_files.AT_ONCE):
        sheet_files._turns.acquire()
    try:
        response = client.get(f"{TOOL}ark.a4.pdf")
    finally:
        sheet_files._turns.release(sheet_files.AT_ONCE)
    assert response.status_code == 503
    assert response["Retry-After"] == "20"
    assert response["Cache-Control"] == "private, no-store"
    assert said_on(response) == ("Mange ber om filer akkurat nå", TOOL)


def test_a_sheet_that_cannot_be_typeset_is_answered_with_a_page_that_says_what_to_do(
    client: Client, tool: Tool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pdf, "WORKER", pdf.WORKER.with_name("absent.py"))
    sheet_files._kept.clear()
    response = client.get(f"{TOOL}ark.a4.pdf")
    assert (response.status_code, response["Cache-Control"]) == (503, "private, no-store")
    assert said_on(response) == ("Filen kunne ikke lages", TOOL)
    assert "absent.py" in caplog.text
    assert client.get(f"{TOOL}ark.docx").status_code == 200
