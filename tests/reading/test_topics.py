"""By topic: what the book has of it, from the front page on, and a tip asked for where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.book.models import Cookbook, Example
from kokebok.lists.models import Entry
from kokebok.people.models import Body
from kokebok.reading.topic_queries import find_topic, on_topic
from kokebok.starter.loading import load_starter

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter() -> Cookbook:
    load_starter()
    return Cookbook.objects.get()


def read(address: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(address).content, "html.parser")


def headings(address: str) -> list[str]:
    return [one.text.strip() for one in read(address).select("main h2")]


def test_the_front_page_leads_to_a_topic_and_that_to_all_there_is_of_it(starter: Cookbook) -> None:
    Body.objects.filter(slug="bua").update(themes=["Demens"])
    assert "/tema/demens/" in [link["href"] for link in read("/").select("main a")]
    assert headings("/tema/demens/") == ["Oppskrifter", "Eksempler", "Aktører", "Vet du mer?"]
    page = read("/tema/demens/")
    links = [str(link["href"]) for link in page.select("main a")]
    assert {"/eksempler/steinkjer-noen/", "/eksempler/trondheim-jodacare/", "/aktorer/bua/"} <= {*links}
    assert [one for one in links if one.startswith("/tips/")] == ["/tips/tool/?tema=demens"]


def test_where_there_is_nothing_a_tip_is_asked_for(starter: Cookbook) -> None:
    assert headings("/tema/rus/") == ["Vi har ikke noe om dette ennå"]
    links = [str(link["href"]) for link in read("/tema/rus/").select("main a")]
    assert [one for one in links if one.startswith("/tips/")] == [
        "/tips/example/?tema=rus",
        "/tips/tool/?tema=rus",
    ]
    assert "/tema/rus/" in [link["href"] for link in read("/tema/").select("main a")]
    assert "/tema/rus/" not in [link["href"] for link in read("/").select("main a")]


def test_a_topic_that_is_none_or_retired_is_not_there(starter: Cookbook) -> None:
    assert Client().get("/tema/ukjent/").status_code == 404
    Entry.objects.filter(key="demens").update(retired_at=timezone.now())
    assert Client().get("/tema/demens/").status_code == 404


def test_a_topic_costs_the_same_however_much_there_is_of_it(
    starter: Cookbook, django_assert_num_queries: Any
) -> None:
    read("/tema/demens/")
    with CaptureQueriesContext(connection) as few:
        read("/tema/demens/?x=1")
    Body.objects.update(themes=["demens"])
    Example.objects.update(themes=["demens"])
    with django_assert_num_queries(len(few)):
        read("/tema/demens/?x=2")


def test_the_actors_of_a_topic_are_those_who_are_there_by_name_as_the_alphabet_has_them(
    starter: Cookbook,
) -> None:
    """One that has closed, or is one with another by now, is not among them."""
    Body.objects.update(themes=[])
    there, of_it = Body.objects.first(), ["Demens"]
    made: list[tuple[str, dict[str, Any]]] = [
        ("Østlia", {}),
        ("Bakken", {}),
        ("Ås", {}),
        ("Nedlagt", {"closed_on": date(2026, 1, 1)}),
        ("Slått sammen", {"merged_into": there}),
    ]
    for name, more in made:
        Body.objects.create(name=name, slug=f"nr-{name[0].lower()}-1", themes=of_it, **more)
    assert [body.name for body in on_topic(find_topic("demens")).actors] == ["Bakken", "Østlia", "Ås"]
