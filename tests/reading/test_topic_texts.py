"""What a topic is, who asks for it, where people meet about it, and where its address leads: through the desk."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kokebok.book.models import Cookbook, Example
from kokebok.calls.models import Call
from kokebok.events.models import Event, EventState
from kokebok.journal.models import Entry as Line
from kokebok.journal.words import detail_for, words_for
from kokebok.lists.models import Entry
from kokebok.people.models import Body, Person, RoleName
from kokebok.search.actions.make_whole import make_whole
from kokebok.starter.loading import load_starter
from tests.world import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter() -> Cookbook:
    load_starter()
    return Cookbook.objects.get()


@pytest.fixture
def desk(berit: Person, client: Client) -> Client:
    client.force_login(berit)
    return client


def read(address: str, client: Client | None = None) -> BeautifulSoup:
    return BeautifulSoup((client or Client()).get(address).content, "html.parser")


def sent(client: Client, address: str, action: str, **typed: Any) -> Any:
    """Open a page, fill in the form that goes to an address, and press its button."""
    form = read(address, client).find("form", action=action) or read(address, client).select("main form")[0]
    fields: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if field.name == "textarea":
            fields[name] = field.text.lstrip("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            fields[name] = chosen["value"] if chosen else ""
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            fields.setdefault(name, []).append(field.get("value", ""))
    return client.post(action, {**fields, **typed})


def detail_of(line: Line) -> str | None:
    return detail_for(line.act, line.what)


def topic(key: str) -> Entry:
    return Entry.objects.get(of__key="temaer", key=key)


def at_desk(key: str, end: str = "") -> str:
    return f"/redaksjon/lister/temaer/{topic(key).pk}/{end}"


def test_what_a_topic_is_stands_first_on_its_page_in_the_readers_language(
    starter: Cookbook, desk: Client
) -> None:
    answer = sent(
        desk,
        at_desk("rus"),
        at_desk("rus", "omtale/"),
        **{"about-nb": "Om rus.\r\n\r\nOg så mer.", "about-nn": "Om rus på nynorsk.", "about-en": ""},
    )
    assert (answer.status_code, answer["Location"]) == (302, at_desk("rus"))
    assert [one.text for one in read("/tema/rus/").select(".topic-about p")] == ["Om rus.", "Og så mer."]
    english = Client()
    english.cookies["kokebok_language"] = "en"
    about = read("/tema/rus/", english).select_one(".topic-about")
    assert about is not None
    assert (about["lang"], about.text.strip()[:7]) == ("nb", "Om rus.")
    line = Line.objects.latest("pk")
    assert (str(words_for(line.act)), detail_of(line)) == (
        "Forklarte et valg i en liste",
        "Ord som foreslås for hva en side handler om: rus",
    )


def test_of_two_who_say_what_a_topic_is_the_second_is_told_and_keeps_the_words(
    starter: Cookbook, desk: Client
) -> None:
    first = read(at_desk("rus"), desk)
    stood = topic("rus").about_nb
    Entry.objects.filter(pk=topic("rus").pk).update(about_nb="En kollega skrev dette.")
    answer = desk.post(
        at_desk("rus", "omtale/"),
        {
            "about-nb": "Jeg skrev dette.",
            "initial-about-nb": stood,
            "about-nn": "",
            "about-en": "",
            "about-se": "",
        },
    )
    assert answer.status_code == 422
    again = BeautifulSoup(answer.content, "html.parser")
    assert first.find("textarea", attrs={"name": "about-nb"})
    typed = again.find("textarea", attrs={"name": "about-nb"})
    assert typed is not None
    assert typed.text.strip() == "Jeg skrev dette."
    assert "En kollega skrev dette." in again.text
    assert topic("rus").about_nb == "En kollega skrev dette."


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_topics_of_the_starter_lead_to_the_sources_of_what_they_say(
    starter: Cookbook, language: str
) -> None:
    reader = Client()
    reader.cookies["kokebok_language"] = language
    for key in ("frafall", "arbeid", "rus", "ensomhet", "demens", "integrering"):
        said = read(f"/tema/{key}/", reader).select_one(".topic-about")
        assert said is not None
        links = [str(link["href"]) for link in said.select("a")]
        checked = {"nb": "sjekket", "nn": "sjekka"}[language]
        assert (key, bool(links), checked in said.get_text()) == (key, True, True)


def test_a_text_that_is_too_long_is_kept_and_told_of(starter: Cookbook, desk: Client) -> None:
    answer = sent(desk, at_desk("rus"), at_desk("rus", "omtale/"), **{"about-nb": "x" * 1501})
    assert answer.status_code == 422
    assert "x" * 1501 in answer.content.decode()


@pytest.mark.indexed
def test_a_topic_is_found_by_what_is_said_of_it_until_it_is_retired(starter: Cookbook, desk: Client) -> None:
    make_whole()
    sent(desk, at_desk("rus"), at_desk("rus", "omtale/"), **{"about-nb": "Om gresskarlykter."})
    hits = [link["href"] for link in read("/sok/?q=gresskarlykter").select("main a[href^='/tema/']")]
    assert hits == ["/tema/rus/"]
    Entry.objects.filter(pk=topic("rus").pk).update(retired_at=timezone.now())
    assert read("/sok/?q=gresskarlykter").select("main a[href^='/tema/']") == []


@pytest.mark.indexed
def test_a_topic_is_suggested_by_its_name_in_the_readers_language(starter: Cookbook) -> None:
    make_whole()
    english = Client()
    english.cookies["kokebok_language"] = "en"
    found = english.get("/sok/forslag/", {"q": "family and chil"}).json()["suggestions"]
    assert ("family and children" in found, "barn og familie" in found) == (True, False)


def test_an_open_call_and_an_event_stand_on_the_page_of_the_theme_that_was_chosen(
    starter: Cookbook, desk: Client, berit: Person
) -> None:
    now = timezone.now()
    call = Call.objects.create(
        title="Fortell om frafall",
        slug="frafall",
        purpose="a",
        decides="b",
        criteria="c",
        what_next="d",
        made_by=berit,
        published_at=now,
    )
    call.phases.create(number=1, title="En", opens_at=now - timedelta(1), closes_at=now + timedelta(9))
    event = Event.objects.create(
        title="Møt andre",
        starts_at=now + timedelta(1),
        ends_at=now + timedelta(2),
        place="Her",
        state=EventState.PUBLISHED,
        made_by=berit,
    )
    of_call, of_event = f"/redaksjon/etterlysninger/{call.pk}/endre/", f"/redaksjon/moteplasser/{event.pk}/"
    for address, more in ((of_call, {}), (of_event, {"say": "save"})):
        answer = sent(desk, address, address, themes=["frafall"], **more)
        assert answer.status_code == 302, answer.content.decode()
    links = [link["href"] for link in read("/tema/frafall/").select("main a")]
    assert {"/etterlysninger/frafall/", f"/moteplasser/{event.pk}/"} <= {*links}
    assert "Fortell om frafall" not in read("/tema/rus/").text


def test_merging_gives_the_other_topic_to_all_and_leads_its_address_there(
    starter: Cookbook, desk: Client
) -> None:
    page = Example.objects.get(slug="kjor-for-livet")
    body = Body.objects.get(name="Kjør for livet AS")
    asked = read(at_desk("frafall", "sla-sammen/"), desk)
    assert re.search(r"\d+ sider", asked.text)
    lines = Line.objects.count()
    answer = desk.post(at_desk("frafall", "sla-sammen/"), {"into": topic("oppvekst").pk})
    assert (answer.status_code, answer["Location"]) == (302, "/redaksjon/lister/temaer/")
    page.refresh_from_db()
    body.refresh_from_db()
    assert page.themes == ["oppvekst", "inkludering", "finansiering"]
    assert page.get_latest_revision().content["themes"] == page.themes if page.latest_revision else True
    assert body.themes == ["oppvekst", "inkludering"]
    assert Line.objects.count() == lines + 1
    assert detail_of(Line.objects.latest("pk")) == (
        "Ord som foreslås for hva en side handler om: «frafall» er nå en del av «oppvekst»"
    )
    moved = Client().get("/tema/frafall/")
    assert (moved.status_code, moved["Location"]) == (302, "/tema/oppvekst/")
    desk.post(at_desk("oppvekst", "sla-sammen/"), {"into": topic("barn-og-familie").pk})
    assert Client().get("/tema/frafall/")["Location"] == "/tema/barn-og-familie/"
    assert "/eksempler/kjor-for-livet/" in [
        a["href"] for a in read("/tema/barn-og-familie/").select("main a")
    ]
    assert desk.get(at_desk("frafall", "sla-sammen/")).status_code == 302


def test_of_two_who_merge_the_same_topic_the_second_is_told(starter: Cookbook, desk: Client) -> None:
    other = Client()
    other.force_login(make_person("kollega@example.no", "Kollega", RoleName.EDITOR))
    here = at_desk("frafall", "sla-sammen/")
    desk.post(here, {"into": topic("rus").pk})
    late = other.post(here, {"into": topic("bolig").pk}, follow=True)
    assert "Noen har nettopp endret dette. Se igjen." in " ".join(
        BeautifulSoup(late.content, "html.parser").text.split()
    )
    assert Client().get("/tema/frafall/")["Location"] == "/tema/rus/"


def test_where_there_is_none_the_topic_asks_for_one_in_a_form_that_knows_it(starter: Cookbook) -> None:
    asked = list(read("/tema/bolig/").select("main a[href^='/tips/']"))
    assert [(one.text.strip(), one["href"]) for one in asked] == [
        ("Ingen eksempler ennå. Har du et?", "/tips/example/?tema=bolig"),
        ("Ingen verktøy ennå. Har du et?", "/tips/tool/?tema=bolig"),
    ]
    field = read("/tips/example/?tema=bolig").find("input", attrs={"name": "theme"})
    assert field is not None
    assert field["value"] == "bolig"
    assert read("/tips/example/").find("input", attrs={"name": "theme"}) is None


def test_a_picture_stands_on_the_page_of_its_topic_with_who_made_it_and_is_never_without_words(
    starter: Cookbook, desk: Client
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (900, 600), (122, 31, 92)).save(file, "JPEG")
    address = f"/redaksjon/temabilde/{topic('demens').pk}/"
    link = read(at_desk("demens"), desk).find("a", href=address)
    assert link is not None

    def put_in(alt: str) -> Any:
        picture = SimpleUploadedFile("bilde.jpg", file.getvalue())
        return desk.post(address, {"picture": picture, "picture_alt": alt, "picture_credit": "Foto: Kari"})

    assert (put_in("").status_code, read("/tema/demens/").select("figure.picture")) == (422, [])
    assert put_in("To ved et bord").status_code == 302
    shown = read("/tema/demens/").select_one("figure.picture")
    assert shown is not None
    assert shown.img is not None
    assert (shown.img["alt"], shown.get_text(strip=True)) == ("To ved et bord", "Foto: Kari")
    assert Client().get(str(shown.img["src"])).status_code == 200
    assert desk.post(address, {"remove": "on", "picture_alt": "", "picture_credit": ""}).status_code == 302
    assert read("/tema/demens/").select("figure.picture") == []
    assert Client().get(str(shown.img["src"])).status_code == 404
    assert [line.act for line in Line.objects.filter(act="entry.pictured")] == ["entry.pictured"] * 2
