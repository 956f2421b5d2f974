"""Who has worked with whom, and who is like whom, among the actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.people.models import Body
from tests.world import BodyFactory, make_example, publish

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


def make_body(name: str, **fields: Any) -> Body:
    body: Body = BodyFactory.create(name=name, slug=name.lower(), **fields)
    return body


def name_together(book: Cookbook, slug: str, *bodies: Body) -> None:
    page = make_example(book, slug=slug, title=slug.capitalize())
    page.actors.set(bodies)
    publish(page)


def read(path: str) -> BeautifulSoup:
    client = Client()
    client.cookies["kokebok_language"] = "en"
    return BeautifulSoup(client.get(path).content, "lxml")


def test_those_an_example_names_together_are_listed_and_drawn(book: Cookbook) -> None:
    anna, bo, cato = (make_body(name) for name in ("Anna", "Bo", "Cato"))
    name_together(book, "en", anna, bo)
    name_together(book, "to", anna, bo, cato)
    page = read("/aktorer/nettverk/")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main ul.posts > li")]
    assert rows == ["Anna – Bo En To", "Anna – Cato To", "Bo – Cato To"]
    drawn = page.select_one("svg.network")
    assert drawn is not None
    assert drawn.find_previous("ul", class_="posts") is not None  # the list stands first
    box = drawn.parent
    assert box is not None
    assert (box["class"], box["tabindex"]) == (
        ["scroll"],
        "0",
    )  # and the picture can be moved sideways by keyboard
    assert [text.get_text(strip=True) for text in drawn.select("text")] == ["Anna", "Bo", "Cato"]
    assert [line["stroke-width"] for line in drawn.select("line")] == ["2", "1", "1"]
    assert "/aktorer/nettverk/" in str(read("/aktorer/"))


def test_with_no_two_named_together_it_says_so(book: Cookbook) -> None:
    name_together(book, "en", make_body("Anna"))
    page = read("/aktorer/nettverk/")
    assert (page.select("svg.network"), "No example names two actors yet" in page.get_text()) == ([], True)


@pytest.mark.parametrize("count", [2, 9])
def test_the_network_asks_the_same_however_many_there_are(
    book: Cookbook, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        name_together(book, f"e{number}", make_body(f"A{number}"), make_body(f"B{number}"))
    with django_assert_max_num_queries(9):
        Client().get("/aktorer/nettverk/")


def test_those_who_are_alike_are_of_the_same_kind_and_share_themes(book: Cookbook) -> None:
    mine = make_body("Rana", kind="kommune", themes=["demens", "arbeid"], place="Rana")
    others = [
        make_body("Asker", kind="kommune", themes=["demens"]),
        make_body("Bodo", kind="kommune", themes=["demens", "arbeid"]),
        make_body("Firma", kind="annet", themes=["demens"]),
        make_body("Skaun", kind="kommune", themes=["oppvekst"]),
    ]
    name_together(book, "en", mine, *others)
    make_body("Ukjent", kind="kommune", themes=["demens"])  # named nowhere
    page = read("/aktorer/rana/")
    heading = page.find("h2", string="Others like this one")
    assert heading is not None
    rows = [" ".join(row.get_text(" ").split()) for row in heading.find_parent("section").select("li")]  # type: ignore[union-attr]
    assert rows == ["Bodo : about the same: demens, arbeid", "Asker : about the same: demens"]
