"""Sheets of a page in an edition: made from the frozen text, whatever the living text and the cookbook say since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets import sheet_files
from tests.outlets.test_sheets import LINK, RECIPE, TOOL, foot_of, said_in_pdf, said_in_word
from tests.world import SIGNED, make_fact, make_recipe, make_tool, publish

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe, Tool
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

DAY = date(2026, 3, 1)
FORMS = [
    f"{TOOL}ark.a4.pdf",
    f"{TOOL}ark.a3.pdf",
    f"{TOOL}ark.docx",
    f"{RECIPE}ark.a4.pdf",
    f"{RECIPE}ark.docx",
    f"{RECIPE}ark.saksframlegg.docx",
]


@pytest.fixture
def tool(book: Cookbook) -> Tool:
    made: Tool = make_tool(book, lead="Slik det var.")
    return made


@pytest.fixture
def recipe(book: Cookbook) -> Recipe:
    made: Recipe = make_recipe(book, lead="Slik det var.")
    return made


@pytest.fixture
def edition(book: Cookbook, tool: Tool, recipe: Recipe, berit: Person) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)


def fetched(client: Client, address: str) -> bytes:
    """The file as it is made anew."""
    sheet_files._kept.clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


def test_a_page_of_an_edition_offers_its_own_sheets(client: Client, edition: Edition) -> None:
    assert LINK.findall(client.get(f"/utgave/0.1{TOOL}").content.decode()) == [
        (f"/utgave/0.1{TOOL}ark.a4.pdf", "Verktøyet på én side, A4 (PDF)"),
        (f"/utgave/0.1{TOOL}ark.a3.pdf", "Verktøyet stort, til veggen eller et bord, A3 (PDF)"),
        (f"/utgave/0.1{TOOL}ark.docx", "Verktøyet til å fylle ut på skjerm (Word)"),
    ]
    assert [
        address for address, _name in LINK.findall(client.get(f"/utgave/0.1{RECIPE}").content.decode())
    ] == [
        f"/utgave/0.1{RECIPE}ark.a4.pdf",
        f"/utgave/0.1{RECIPE}ark.docx",
        f"/utgave/0.1{RECIPE}ark.saksframlegg.docx",
    ]


def test_a_sheet_of_an_edition_says_which_it_is_and_leads_back_to_it(
    client: Client, edition: Edition
) -> None:
    response = client.get(f"/utgave/0.1{TOOL}ark.a4.pdf")
    said = said_in_pdf(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="sjekkliste-0.1-a4.pdf"'
    assert "Veier · Utgave 0.1 · 1. mars 2026" in said
    assert "localhost:8000/utgave/0.1/verktoy/sjekkliste" in said
    assert "Siden i denne utgaven, og vei til nyeste versjon" in said
    foot = foot_of(client.get(f"/utgave/0.1{RECIPE}ark.saksframlegg.docx").content)
    assert foot.startswith("Veier · Utgave 0.1 · 1. mars 2026")
    assert foot.endswith("localhost:8000/utgave/0.1/oppskrifter/moete")


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_changed_since_a_sheet_of_an_edition_has_the_same_bytes(
    client: Client, edition: Edition, tool: Tool, recipe: Recipe, form: str
) -> None:
    first, book = fetched(client, f"/utgave/0.1{form}"), edition.cookbook
    tool.lead = recipe.lead = "Nye ord."
    publish(tool), publish(recipe)
    book.title, book.colour, book.responsible_body = "Et annet navn", "#7a1f3d", "En annen"
    publish(book)
    assert fetched(client, f"/utgave/0.1{form}") == first
    publish(tool).unpublish(), publish(recipe).unpublish()
    assert fetched(client, f"/utgave/0.1{form}") == first


def test_a_sheet_of_an_older_edition_says_that_there_is_a_newer(
    client: Client, edition: Edition, book: Cookbook, tool: Tool, berit: Person
) -> None:
    tool.lead = "Nye ord."
    publish(tool)
    freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    old, new = (said_in_pdf(fetched(client, f"/utgave/{n}{TOOL}ark.a4.pdf")) for n in ("0.1", "0.2"))
    assert "Det finnes en nyere utgave: 0.2" in old
    assert "Slik det var." in old
    assert "nyere utgave" not in new
    assert "Nye ord." in new
    for form in ("ark.docx", "ark.saksframlegg.docx"):
        said = said_in_word(fetched(client, f"/utgave/0.1{RECIPE}{form}"))
        assert said.startswith("Det finnes en nyere utgave: 0.2")


@pytest.mark.parametrize(
    "address",
    [
        f"/utgave/0.2{TOOL}ark.a4.pdf",
        f"/utgave/0.1{TOOL}ark.saksframlegg.docx",
        f"/utgave/0.1{RECIPE}ark.a3.pdf",
        "/utgave/0.1/fakta/hva/ark.a4.pdf",
        "/utgave/0.1/verktoy/en-annen/ark.a4.pdf",
        f"/utgave/0.1{TOOL}ark.exe",
    ],
)
def test_what_an_edition_does_not_offer_is_not_there(
    client: Client, book: Cookbook, edition: Edition, berit: Person, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_a_sheet_of_an_edition_takes_the_same_number_of_queries_however_many_pages_there_are(
    client: Client, book: Cookbook, berit: Person, count: int, django_assert_num_queries: Any
) -> None:
    make_tool(book)
    make_recipe(book, steps=count)
    for number in range(count // 5):
        make_fact(book, slug=f"fakta-{number}")
    freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    client.get(f"/utgave/0.1{RECIPE}ark.a4.pdf")
    with django_assert_num_queries(7):  # two for what is said beside the edition
        client.get(f"/utgave/0.1{RECIPE}ark.a4.pdf")
