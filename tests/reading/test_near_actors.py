"""Others like an actor: of its kind, and near it in county, size or theme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook
from kokebok.people.models import Body, Person
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.area_rows import read_areas
from tests.reading.test_network import make_body, name_together, read

pytestmark = pytest.mark.django_db
COLUMNS = "kommunenummer;kommunenavn;fylkesnummer;fylkesnavn;gyldig fra;gyldig til;etterfølger\n"
AREAS = COLUMNS + (
    "1833;Rana;18;Nordland;2020-01-01;;\n"
    "1804;Bodø;18;Nordland;2020-01-01;;\n"
    "1806;Narvik;18;Nordland;2020-01-01;;\n"
    "3305;Ringerike;33;Buskerud;2020-01-01;;\n"
    "3007;Gamle Ringerike;30;Viken;2019-01-01;2020-01-01;3305\n"
)


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    allow_page_editor(book)
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def areas() -> None:
    take_in(read_areas("liste.csv", AREAS.encode()).rows, day=date(2020, 1, 1), is_whole=False, by=None)


def make_municipality(name: str, number: str, inhabitants: int | None = None, **fields: Any) -> Body:
    return make_body(name, kind="kommune", municipality=number, inhabitants=inhabitants, **fields)


def others_on(path: str) -> list[str]:
    heading = read(path).find("h2", string="Others like this one")
    section = heading and heading.find_parent("section")
    return [" ".join(row.get_text(" ").split()) for row in section.select("li")] if section else []


def municipalities_offered(writer: Client, address: str) -> list[str]:
    page = BeautifulSoup(writer.get(address).content, "lxml")
    assert page.select_one("[name=kind]") is not None
    return [one.get_text(strip=True) for one in page.select("select[name=municipality] option")]


def test_those_near_in_county_size_and_theme_stand_with_the_reason_the_nearest_first(
    book: Cookbook, areas: None
) -> None:
    rana = make_municipality("Rana", "1833", 26000, themes=["demens"])
    others = [
        make_municipality("Bodo", "1804", 53000),
        make_municipality("Narvik", "1806", 21500, themes=["demens", "skole"]),
        make_municipality("Ringerike", "3007", 31000),
        make_municipality("Asker", "", 98000),
        make_body("Firma", municipality="1833", inhabitants=26000, themes=["demens"]),
    ]
    name_together(book, "en", rana, *others)
    assert others_on("/aktorer/rana/") == [
        "Narvik : same county (Nordland); about as many inhabitants (21,500); about the same: demens",
        "Bodo : same county (Nordland)",
        "Ringerike : about as many inhabitants (31,000)",
    ]


def test_the_page_of_an_actor_says_its_municipality_as_it_is_now_and_how_many_live_there(
    book: Cookbook, areas: None
) -> None:
    name_together(book, "en", make_municipality("Ringerike", "3007", 31000))
    said = " ".join(read("/aktorer/ringerike/").get_text(" ").split())
    assert "Municipality Ringerike, Buskerud Inhabitants 31,000" in said


def test_without_a_register_an_actor_is_alike_by_kind_and_themes(book: Cookbook) -> None:
    rana, bodo = (make_municipality(name, "1833", themes=["demens"]) for name in ("Rana", "Bodo"))
    name_together(book, "en", rana, bodo)
    assert others_on("/aktorer/rana/") == ["Bodo : about the same: demens"]


def test_six_are_shown_and_many_cost_no_more_than_few(book: Cookbook, areas: None) -> None:
    rana, *few = [make_municipality(f"A{number}", "1833", 26000) for number in range(3)]
    name_together(book, "en", rana, *few)
    client = Client()
    client.get("/aktorer/a0/?1")
    with CaptureQueriesContext(connection) as with_few:
        client.get("/aktorer/a0/?2")
    name_together(book, "to", *(make_municipality(f"B{number}", "3007", 26000) for number in range(9)))
    with CaptureQueriesContext(connection) as with_many:
        client.get("/aktorer/a0/?3")
    assert len(with_many) <= len(with_few) + 1  # what came after a municipality that has ended
    assert len(others_on("/aktorer/a0/")) == 6


def test_the_municipality_of_an_actor_is_chosen_in_the_page_editor(writer: Client, areas: None) -> None:
    address = reverse("wagtailsnippets_people_body:add")
    assert municipalities_offered(writer, address) == [
        "---------",
        "Bodø (Nordland)",
        "Narvik (Nordland)",
        "Rana (Nordland)",
        "Ringerike (Buskerud)",
    ]
    fields = {"name": "Rana", "slug": "rana", "kind": "annet", "themes": "[]"}
    writer.post(address, {**fields, "municipality": "1833", "inhabitants": "26000"})
    body = Body.objects.get(slug="rana")
    assert (body.municipality, body.inhabitants) == ("1833", 26000)
    edit = reverse("wagtailsnippets_people_body:edit", args=[body.pk])
    assert (
        writer.post(edit, {**fields, "municipality": "9999"}).status_code == 200
    )  # shown again with what is wrong
    body.refresh_from_db()
    assert body.municipality == "1833"


def test_the_page_editor_asks_for_no_municipality_where_there_is_no_register(writer: Client) -> None:
    address = reverse("wagtailsnippets_people_body:add")
    assert municipalities_offered(writer, address) == []
