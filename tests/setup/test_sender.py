"""Who sends the cookbook out: filled in at the desk, and met on the front page and at the end of letters."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from kokebok.book.actions.sweep_pictures import sweep_pictures
from kokebok.book.models import Cookbook, Sender
from kokebok.book.models.senders import contact_of
from kokebok.journal.models import Entry
from kokebok.letters.models import Letter
from tests.setup.test_look import a_picture, put_in
from tests.world import make_recipe

if TYPE_CHECKING:
    from kokebok.people.models import Person

ADDRESS = "/redaksjon/innstillinger/avsender/"
SAID = {
    "address": "Postboks 1\n0001 Oslo",
    "phone": "22 00 00 00",
    "web": "https://direktoratet.no/",
    "foreword": "Velkommen.\n\nVi vil lære.",
    "foreword_name": "Kari Nordmann",
    "foreword_title": "Statsråd",
    "portrait_alt": "Kari Nordmann ved et bord",
    "signal": "Flere skal prøve.",
    "promised": "Alle får svar innen fire uker.",
}


@pytest.fixture
def desk(client: Client, ada: Person, book: Cookbook) -> Client:
    """The desk of a cookbook whose body has a name and a mailbox, as Ada sees it."""
    Cookbook.objects.update(responsible_body="Direktoratet", role_mailbox="post@direktoratet.no")
    client.force_login(ada)
    return client


def front() -> str:
    return " ".join(Client().get("/").content.decode().split())


def test_the_front_page_has_the_foreword_with_who_signs_it_and_how_to_reach_the_body(desk: Client) -> None:
    assert desk.post(ADDRESS, {**SAID, "picture": put_in(a_picture(900, 1200, "JPEG"))}).status_code == 302
    page = front()
    for words in (
        "Fra Direktoratet: les forordet",
        "<p>Velkommen.</p>",
        "<b>Kari Nordmann</b>",
        "Statsråd</span>",
        "Flere skal prøve.",
        "Alle får svar innen fire uker.",
        ">Direktoratet</b>",
        "Postboks 1, 0001 Oslo",
        'href="mailto:post@direktoratet.no"',
        'href="https://direktoratet.no/"',
    ):
        assert words in page, words
    portrait = re.search(r'src="(/logo/[0-9a-f]{64}\.jpeg)" alt="Kari Nordmann ved et bord"', page)
    assert portrait
    assert Client().get(portrait[1])["Content-Type"] == "image/jpeg"
    line = Entry.objects.get(act="sender.changed")
    assert line.what == {"fields": sorted({*SAID, "portrait"})}


def test_a_cookbook_without_a_sender_shows_none(client: Client, book: Cookbook) -> None:
    assert 'id="sender"' not in front()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"next_on": 3, "next_what": "Gruppa møtes"}, "{day}: Gruppa møtes"),
        ({"next_on": 3}, "{day}"),
        ({"next_what": "Gruppa møtes"}, "Neste: Gruppa møtes"),
    ],
)
def test_the_next_date_is_shown_with_what_happens_then_or_either_alone(
    desk: Client, said: dict[str, Any], shown: str
) -> None:
    day = timezone.localdate() + timedelta(days=said.get("next_on", 0))
    desk.post(ADDRESS, {**SAID, **said, "next_on": f"{day:%Y-%m-%d}" if "next_on" in said else ""})
    following = BeautifulSoup(front(), "html.parser").select(".stage-next")
    written = date_format(day, "DATE_FORMAT")
    assert [" ".join(one.text.split()) for one in following] == [shown.format(day=written)]


def test_a_next_date_that_has_passed_is_not_shown(desk: Client) -> None:
    day = timezone.localdate() - timedelta(days=1)
    desk.post(ADDRESS, {**SAID, "next_on": f"{day:%Y-%m-%d}", "next_what": "Gruppa møtes"})
    assert "Gruppa møtes" not in front()


def test_a_deadline_and_a_word_on_it_are_each_shown_alone(book: Cookbook) -> None:
    Cookbook.objects.update(deadline=timezone.now() + timedelta(days=9))
    assert "Gi innspill innen" in front()
    Cookbook.objects.update(deadline=None, deadline_note="Til jul.")
    page = front()
    assert ("Gi innspill innen" in page, "Til jul." in page) == (False, True)


def test_a_picture_without_words_is_asked_for_them_and_is_kept_meanwhile(desk: Client) -> None:
    assert "En utgave beholder bildet for alltid" in desk.get(ADDRESS).content.decode()
    refused = desk.post(ADDRESS, {**SAID, "portrait_alt": "", "picture": put_in(a_picture())})
    page = refused.content.decode()
    kept = re.search(r'name="kept" value="([0-9a-f]{64}\.jpeg)"', page)
    assert (refused.status_code, bool(kept), "Si hva bildet viser" in page) == (422, True, True)
    assert kept
    assert Client().get(f"/logo/{kept[1]}").status_code == 404
    desk.post(ADDRESS, {**SAID, "kept": kept[1]})
    assert Sender.objects.get().portrait == kept[1]
    sweep_pictures()
    assert Client().get(f"/logo/{kept[1]}").status_code == 200
    desk.post(ADDRESS, {**SAID, "kept": kept[1], "remove": "on"})
    assert Sender.objects.get().portrait == ""


def test_the_database_has_no_picture_that_cannot_be_read_aloud(book: Cookbook) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Sender.objects.create(cookbook=book, portrait="a.jpeg")


def test_each_letter_ends_with_who_sends_it_and_how_to_reach_them(desk: Client) -> None:
    desk.post(ADDRESS, SAID)
    desk.post("/redaksjon/innstillinger/brev/", {"to": "ada@direktoratet.no"})
    assert Letter.objects.get().text.endswith(
        "\n\nDirektoratet\nPostboks 1, 0001 Oslo\n22 00 00 00 · post@direktoratet.no · https://direktoratet.no/\n"
    )


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(desk: Client) -> None:
    desk.post(ADDRESS, SAID)
    form = desk.get(ADDRESS).context["form"]
    opened = {f"initial-{name}": form[name].value() or "" for name in SAID}
    Sender.objects.update(phone="33 00 00 00")
    assert desk.post(ADDRESS, {**SAID, **opened, "signal": "Nytt."}).status_code == 302
    now = Sender.objects.get()
    assert (now.phone, now.signal) == ("33 00 00 00", "Nytt.")


def test_the_contact_has_no_empty_lines(book: Cookbook) -> None:
    assert contact_of(Cookbook(title="Veier")) == ()
    assert contact_of(Cookbook(title="Veier", responsible_body="Direktoratet")) == ("Direktoratet",)


@pytest.mark.parametrize(
    ("phone", "dials"),
    [
        ("22 00 00 00", "22000000"),
        ("+47 22 00 00 00 (9–15)", "+4722000000"),
        ("Sentralbordet 116 117", "116117"),
        ("etter avtale", ""),
        ("", ""),
    ],
)
def test_the_number_a_phone_dials_is_the_first_in_the_field(phone: str, dials: str) -> None:
    assert Sender(phone=phone).dials == dials


def test_every_page_has_the_telephone_number_at_its_foot(client: Client, book: Cookbook) -> None:
    assert "tel:" not in client.get("/aktorer/").content.decode()
    Sender.objects.create(cookbook=book, phone="22 00 00 00")
    make_recipe(book)
    said = client.get("/oppskrifter/moete/").content.decode()
    assert '<a href="tel:22000000">Ring oss: 22 00 00 00</a>' in said


def test_readers_meet_the_senders_words_in_their_language_and_the_others_marked_with_the_books(
    desk: Client,
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    desk.post(ADDRESS, {**SAID, "next_on": f"{day:%Y-%m-%d}", "next_what": "Gruppa møtes"})
    assert desk.get(f"{ADDRESS}nb/").status_code == 404
    page = BeautifulSoup(desk.get(ADDRESS).content, "html.parser")
    assert [str(one["href"]) for one in page.select("main ul a")][-2:] == [f"{ADDRESS}nn/", f"{ADDRESS}en/"]
    form = desk.get(f"{ADDRESS}en/")
    assert '<q lang="nb">Flere skal prøve.</q>' in form.content.decode()
    words = {"foreword": "Welcome.", "foreword_title": "Minister", "next_what": "The group meets"}
    assert desk.post(f"{ADDRESS}en/", words)["Location"] == ADDRESS
    assert desk.get(f"{ADDRESS}en/").context["form"]["foreword"].value() == "Welcome."
    english = Client()
    english.cookies["kokebok_language"] = "en"
    page = BeautifulSoup(english.get("/").content, "html.parser")
    sender = page.select_one("#sender")
    assert sender
    assert "Welcome." in sender.text
    assert "Velkommen." not in sender.text
    assert [one.get_text(strip=True) for one in sender.select('[lang="nb"]')] == [
        "Flere skal prøve.",
        "Alle får svar innen fire uker.",
    ]
    following = page.select_one(".stage-next")
    assert following
    assert (following.select("[lang]"), "The group meets" in following.text) == ([], True)
    assert "Velkommen." in front()
    line = Entry.objects.filter(act="sender.changed").latest("pk")
    assert line.what == {"fields": sorted(words), "language": "en"}
    desk.post(f"{ADDRESS}en/", words)
    assert Entry.objects.filter(act="sender.changed").count() == 2
