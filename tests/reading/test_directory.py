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
