"""The title of a page is its heading too, and says first when something is wrong."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kokebok.people.models import Person


def title_and_heading(page: bytes) -> tuple[str, str]:
    """What stands in the window's title and in the heading of the page, with single spaces."""
    found = re.search(r"<title>(.*?)</title>.*?<h1[^>]*>(.*?)</h1>", page.decode(), re.DOTALL)
    assert found
    return " ".join(found[1].split()), " ".join(found[2].split())


@pytest.mark.django_db
def test_the_title_says_that_something_is_wrong_and_the_heading_does_not(client: Client) -> None:
    fine = client.get("/konto/login/")
    wrong = client.post("/konto/login/", {"email": "berit"})
    assert title_and_heading(fine.content) == ("Logg inn", "Logg inn")
    assert title_and_heading(wrong.content) == ("Feil: Logg inn", "Logg inn")


def test_at_the_desk_too(client: Client, berit: Person) -> None:
    client.force_login(berit)
    fine = client.get("/redaksjon/andre-veier/")
    wrong = client.post("/redaksjon/andre-veier/")
    assert title_and_heading(fine.content)[0].startswith("Andre veier inn")
    assert title_and_heading(wrong.content)[0] == f"Feil: {title_and_heading(fine.content)[0]}"
    assert title_and_heading(wrong.content)[1] == title_and_heading(fine.content)[1] == "Andre veier inn"
