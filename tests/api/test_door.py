"""What every address of the API does alike: languages, other sites, what is known already, other methods."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Kind, State
from tests.api.asking import PROBLEM, refused

if TYPE_CHECKING:
    import pytest

    from kokebok.book.models import Cookbook, Recipe


def test_what_is_known_already_is_not_sent_again(client: Client, recipe: Recipe) -> None:
    address = reverse("api:inputs")
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    send(Said(Kind.COMMENT, "Ny."), page=recipe, state=State.OPEN)
    new = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (new.status_code, len(new.json()["items"])) == (200, 1)


def test_a_time_is_no_proof_that_nothing_is_changed(
    client: Client, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("api:inputs")
    send(Said(Kind.COMMENT, "Først."), page=recipe, state=State.OPEN)
    an_hour_on = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: an_hour_on)
    before = client.get(address)
    monkeypatch.undo()  # what was begun earlier, and is done first now
    late = send(Said(Kind.COMMENT, "Ble til lenge."), page=recipe, state=State.OPEN)
    monkeypatch.setattr("django.utils.timezone.now", lambda: an_hour_on)
    told = before.headers.get("Last-Modified", http_date(an_hour_on.timestamp()))
    again = client.get(address, headers={"If-Modified-Since": told})
    assert (again.status_code, [one["number"] for one in again.json()["items"]][-1]) == (200, late.pk)


def test_the_language_is_chosen_by_the_address_or_by_the_header_and_by_no_cookie(
    client: Client, book: Cookbook
) -> None:
    address = reverse("api:page", args=[1])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    said = {
        "nothing": client.get(address),
        "header": client.get(address, headers={"Accept-Language": "en-GB, nb;q=0.5"}),
        "lang": client.get(address, {"lang": "nn"}, headers={"Accept-Language": "en"}),
    }
    assert {how: (one.headers["Content-Language"], one.json()["title"]) for how, one in said.items()} == {
        "nothing": ("nb", "Her er det ikke noe som alle kan lese."),
        "header": ("en", "There is nothing here that anyone may read."),
        "lang": ("nn", "Her er det ikkje noko som alle kan lese."),
    }
    assert "Accept-Language" in said["header"].headers["Vary"]
    assert refused(client.get(address, {"lang": "xx"}))[0] == 422


def test_a_page_of_another_site_may_read_and_no_more(client: Client, book: Cookbook) -> None:
    asked = {"Origin": "https://annen.example.org", "Access-Control-Request-Method": "GET"}
    before = client.options(reverse("api:pages"), headers=asked)
    assert (before.status_code, before.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    answer = client.get(reverse("api:pages"), headers={"Origin": "https://annen.example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.cookies == {}


def test_the_head_alone_is_that_of_the_whole(client: Client, book: Cookbook) -> None:
    whole, head = client.get(reverse("api:pages")), client.head(reverse("api:pages"))
    same = ("ETag", "Content-Length", "Content-Type")
    assert [head.headers[name] for name in same] == [whole.headers[name] for name in same]
    assert (head.status_code, head.content) == (200, b"")


def test_what_cannot_be_done_with_an_address_is_told_with_what_can(client: Client, book: Cookbook) -> None:
    answer = client.delete(reverse("api:pages"))
    words = "Dette kan ikke gjøres med denne adressen. Det som kan: GET, HEAD, OPTIONS."
    assert refused(answer) == (405, PROBLEM, words)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_what_cannot_be_read_is_named(client: Client, book: Cookbook) -> None:
    answer = client.get(reverse("api:pages"), {"limit": "mange", "kind": "kake"})
    assert refused(answer) == (422, PROBLEM, "Noe i forespørselen kan ikke leses slik det er.")
    assert [one["field"] for one in answer.json()["errors"]] == ["limit", "kind"]


def test_nothing_is_kept_by_the_page_cache(client: Client, book: Cookbook) -> None:
    assert client.get(reverse("api:pages")).headers["Cache-Control"] == "no-cache"
