"""How pages are found and passed on: what they say of themselves to programs, whatever they are called."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from PIL import Image

from kokebok.editions.actions.freeze import freeze
from kokebok.people.models import Body
from kokebok.reading.topic_queries import topics
from kokebok.rounds.models import Round
from tests.world import SIGNED, publish

HOSTILE = "</script><script>alert(1)</script> «Å» \"q\" 'a' {b} & \\ \u202eשלום مرحبا 🎉 " + "langtord" * 40
HOSTILE = HOSTILE[:250]


def head(client: Any, address: str) -> tuple[dict[str, str], dict[str, Any], str]:
    """The social data of a page, what it is about, and its own address."""
    answer = client.get(address)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content.decode(), "lxml")
    social = {str(one["property"]): str(one["content"]) for one in soup.select("meta[property]")}
    [data] = [json.loads(one.text) for one in soup.select('script[type="application/ld+json"]')]
    [own] = soup.select('head link[rel="canonical"]')
    assert not [one for one in soup.select("script") if one.text and one.get("type") != "application/ld+json"]
    return social, data, str(own["href"])


def test_pages_say_what_they_are(client: Any, recipe, book, berit) -> None:
    social, data, own = head(client, "/oppskrifter/moete/?fbclid=1")
    assert (data["@type"], data["name"], data["url"]) == ("HowTo", recipe.title, own)
    assert [one["@type"] for one in data["step"]] == ["HowToStep"] * len(data["step"])
    assert data["step"][0]["text"]
    assert data["license"] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://data.norge.no/nlod/no/2.0",
    ]
    assert social["og:title"] == recipe.title
    assert own == social["og:url"] == "http://localhost:8000/oppskrifter/moete/"
    assert head(client, "/")[1]["@type"] == "WebSite"
    log = head(client, "/innspill/")[1]
    assert log["@type"] == "Dataset"
    assert "http://localhost:8000/innspill/fil/json/" in [one["contentUrl"] for one in log["distribution"]]
    freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    edition = head(client, "/utgave/0.1/")[1]
    assert (edition["@type"], edition["bookEdition"]) == ("Book", "0.1")
    frozen = head(client, "/utgave/0.1/oppskrifter/moete/")
    assert (frozen[1]["@type"], frozen[2]) == (
        "HowTo",
        "http://localhost:8000/utgave/0.1/oppskrifter/moete/",
    )


@pytest.mark.parametrize("title", [HOSTILE, "שלום مرحبا", "Kort"])
def test_whatever_a_page_is_called_it_can_be_passed_on(client: Any, recipe, title: str) -> None:
    recipe.title = title
    publish(recipe)
    social, data, _own = head(client, "/oppskrifter/moete/")
    told = " ".join(title.replace("\u202e", "").split())
    assert (social["og:title"], data["name"]) == (told, told)
    assert len(data["headline"]) <= 110
    picture = client.get(social["og:image"].removeprefix("http://localhost:8000"))
    assert picture.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
    recipe.title = "Et nytt navn"
    publish(recipe)
    older = client.get(social["og:image"].removeprefix("http://localhost:8000"))
    assert older.status_code == 302
    assert client.get(older.headers["Location"]).content != picture.content
    recipe.unpublish()
    assert client.get(older.headers["Location"]).status_code == 404


def test_an_edition_and_each_page_of_it_has_a_picture(client: Any, recipe, book, berit) -> None:
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    pictures = {head(client, f"/utgave/0.1/{path}")[0]["og:image"] for path in ("", "oppskrifter/moete/")}
    [where] = [one.removeprefix("http://localhost:8000") for one in pictures]
    picture = client.get(where)
    assert (picture.status_code, Image.open(io.BytesIO(picture.content)).size) == (200, (1200, 630))
    older = client.get(f"/deling/utgave-{edition.pk}-0.png")
    assert (older.status_code, older.headers["Location"]) == (302, where)
    assert client.get("/deling/utgave-999-0.png").status_code == 404


def test_programs_are_told_where_all_of_it_is_and_what_is_not_for_them(
    client: Any, recipe, book, berit
) -> None:
    named = Body.objects.create(name="En aktør", slug="en-aktoer")
    recipe.actors.add(named)
    publish(recipe)
    Body.objects.create(name="Ingen nevner", slug="ingen-nevner")
    reported, hidden = (
        Round.objects.create(code=code, title="Møte", host=berit) for code in ("aaaa25", "bbbb25")
    )
    over = dict.fromkeys(("opened_at", "closed_at", "report_public_at"), timezone.now())
    Round.objects.filter(pk=reported.pk).update(state="closed", **over)
    robots = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /redaksjon/" in robots
    [where] = [line.removeprefix("Sitemap: http://localhost:8000") for line in robots if "Sitemap" in line]
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = ET.fromstring(client.get(where).content).findall("s:url/s:loc", spaces)
    paths = [(one.text or "").removeprefix("http://localhost:8000") for one in found]
    assert {"/", "/oppskrifter/", "/oppskrifter/moete/", "/innspill/"} <= set(paths)
    assert {f"/tema/{topics()[0].key}/", "/aktorer/en-aktoer/", f"/runder/{reported.pk}/"} <= set(paths)
    assert f"/runder/{hidden.pk}/" not in paths
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)
    recipe.unpublish()
    assert "/oppskrifter/moete/" not in client.get(where).content.decode()
