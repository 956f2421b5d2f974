"""The directory of actors."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from kokebok.book.models import Cookbook
from tests.world import BodyFactory, make_example

pytestmark = pytest.mark.django_db


def test_actors_are_listed_where_the_texts_name_them_and_only_then(client: Client, book: Cookbook) -> None:
    named = BodyFactory.create(name="Trondheim kommune", slug="trondheim", kind="kommune")
    BodyFactory.create(name="Ingen nevner oss", slug="ingen")
    make_example(
        book, parties=json.dumps([{"type": "party", "id": "p", "value": {"actor": named.pk, "role": ""}}])
    )
    listed = client.get("/aktorer/")
    assert [row["name"] for row in listed.context["actors"]] == ["Trondheim kommune"]
    page = client.get("/aktorer/trondheim/")
    assert [card.url for card in page.context["appears_in"]] == ["/eksempler/trondheim/"]
    assert client.get("/aktorer/ingen/").status_code == client.get("/aktorer/finnes-ikke/").status_code == 404


def test_a_filter_that_leaves_nothing_to_choose_is_not_shown(client: Client, book: Cookbook) -> None:
    def names() -> list[str]:
        return [one["name"] for one in client.get("/aktorer/").context["filters"]]

    def name_one(slug: str, kind: str) -> None:
        actor = BodyFactory.create(name=slug, slug=slug, kind=kind, place="Rana", themes=["rus"])
        party = {"type": "party", "id": "p", "value": {"actor": actor.pk, "role": ""}}
        make_example(book, slug=f"eksempel-{slug}", parties=json.dumps([party]))

    name_one("den-ene", "annet")
    alone = names()
    name_one("den-andre", "kommune")
    assert (alone, names()) == (["kontakt"], ["slag", "kontakt"])
