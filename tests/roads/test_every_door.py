"""Every public page has a door: whoever begins on the front page, and presses what is there, comes to each kind."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from kokebok.book.models import BookPage, Page
from kokebok.book.queries import address_of
from tests.roads.forms import offers_of
from tests.roads.hostile import patterns

if TYPE_CHECKING:
    from django.test import Client

STAFF = ("redaksjon/", "konto/", "pennen/")
SEEN_OF_A_KIND = 12
BY_CODE, BY_LETTER = "for the sender alone, who has the code", "for whoever has the letter"
BY_PROGRAM = "read by programs; the page on open data says how"
NO_DOOR = {
    **{
        f"api:{name}": BY_PROGRAM
        for name in (
            "receipt",
            "book",
            "pages",
            "page",
            "paragraph",
            "inputs",
            "input",
            "editions",
            "edition",
            "calls",
            "call",
            "rounds",
            "round",
            "events",
            "event",
            "values",
            "topics",
            "actors",
            "actor",
            "absent",
            "tips",
            "files",
            "withdraw",
        )
    },
    "outlets:schema": "named in the JSON of each edition",
    "reading:receipt": BY_CODE,
    "reading:own": BY_CODE,
    "reading:own_file": BY_CODE,
    "reading:erase_own": BY_CODE,
    "inputs:edit": BY_CODE,
    "inputs:withdraw": BY_CODE,
    "inputs:own_attachment": BY_CODE,
    "calls:fill_in": BY_CODE,
    "calls:save": BY_CODE,
    "rules:ask": BY_CODE,
    "inputs:confirm": BY_LETTER,
    "calls:consent": BY_LETTER,
    "calls:confirm_reminders": BY_LETTER,
    "calls:end_reminders": BY_LETTER,
    "inputs:let_others_ask": BY_CODE,
    "actors:confirm": BY_LETTER,
    "actors:answer": BY_LETTER,
    "actors:confirm_keeper": BY_LETTER,
    "actors:come_in": BY_LETTER,
    "actors:keep": "for those who keep the entry, who come in by a letter",
    "actors:still_right": "for those who keep the entry, who come in by a letter",
    "actors:invite": "for those who keep the entry, who come in by a letter",
    "actors:end": "for those who keep the entry, who come in by a letter",
    "actors:leave": "for those who keep the entry, who come in by a letter",
    "actors:confirm_entry": BY_LETTER,
    "actors:my_meeting": BY_LETTER,
    "actors:leave_meeting": BY_LETTER,
    "actors:ask_other": BY_LETTER,
    "actors:meet_asked": "comes after the form is sent",
    "actors:ask_met": "nobody is on a list",
    "actors:sent": "comes after the form is sent",
    "actors:asked_to_keep": "comes after the form is sent",
    "actors:link_sent": "comes after the form is sent",
    "events:asked": "comes after the form is sent",
    "events:receipt": BY_LETTER,
    "events:cancel": BY_LETTER,
    "following:confirm": BY_LETTER,
    "following:manage": BY_LETTER,
    "following:stop": BY_LETTER,
    "following:leave_newsletter": BY_LETTER,
    "opting_out:opt_out": BY_LETTER,
    "following:asked": "comes after the form is sent",
    "rounds:mine": "for the one who wrote it, on their own device",
    "rounds:offline_script": "fetched by the page of the round",
    "rounds:wall": "opened by the host in the room",
    "calls:framed": "shown inside others' pages",
    "calls:poster": "printed by those who call, from the desk",
    "calls:similar": "fetched by the form of a call",
    "reading:robots": "fetched by programs that go through sites",
    "reading:sitemap": "fetched by programs that go through sites",
    "pictures:share": "fetched by those a page is shared with",
    "outlets:doi": "at the desk, for who registers it",
    "reading:suggest": "fetched by the field one searches in",
}
"""The addresses that no page leads a stranger to, with why."""
LACKS_IN_DEMO = {
    "actors:meet_report": "the report of its round is not public",
    "actors:ask_sender": "no sender has agreed to be asked",
    "inputs:attachment": "no file that came with an input is let out",
    "outlets:cover_compared": "its first page has not changed since the edition",
    "outlets:download": "the files of the edition are not made in a test",
    "outlets:same_file": "nothing is said beside the edition, so that no file of it was another",
    "pictures:colours": "it has no colour of its own",
    "pictures:in_library": "its texts have no files",
    "pictures:logo": "it has no logo",
    "pictures:picture": "its texts have no pictures",
    "reading:inputs_to_page": "all that is said of a text as a whole stands on its page",
    "reading:inputs_to_paragraph": "all that is said of a paragraph stands beside it",
    "reading:round": "the report of its round is not public",
    "reading:round_file": "the report of its round is not public",
}
"""What there is a door to where there is such a thing; the page it stands on has a test of it."""


def kind_of(address: str) -> str:
    """The name of the pattern of an address; "" for none of ours."""
    with suppress(Resolver404):
        return resolve(urlsplit(address).path).view_name
    return ""


def doors_on(client: Client, address: str) -> list[str]:
    """Where the links, the buttons and the head of a page lead."""
    answer = client.get(address)
    if answer.status_code in {301, 302, 303}:
        return [urljoin(address, answer.headers["Location"])]
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    page = answer.content.decode()
    offers = offers_of(page, address)
    loaded = BeautifulSoup(page, "lxml").select("link[href], script[src], img[src]")
    parts = [urljoin(address, str(one.get("href") or one.get("src"))) for one in loaded]
    return [*offers.links, *(press.address for press in offers.presses), *parts]


def walked(client: Client) -> tuple[set[str], set[str]]:
    """The kinds of address a stranger comes to from the front page, and the addresses that were opened."""
    waiting, met, opened, count = ["/"], set(), set(), Counter[str]()
    while waiting:
        where = urlsplit(waiting.pop(0))
        kind, address = kind_of(where.path), where.path + (f"?{where.query}" if where.query else "")
        met.add(kind)
        is_full = count[kind] >= SEEN_OF_A_KIND and kind != "wagtail_serve"
        if (
            where.netloc
            or not kind
            or address in opened
            or is_full
            or where.path.lstrip("/").startswith(STAFF)
        ):
            continue
        count[kind] += 1
        opened.add(address)
        waiting += doors_on(client, address)
    return met, opened


@pytest.mark.usefixtures("demo")
def test_from_the_front_page_one_comes_to_every_kind_of_public_address(client: Client) -> None:
    met, opened = walked(client)
    public = {one.name for one in patterns() if not one.pieces[0].startswith(STAFF)}
    assert public - met == NO_DOOR.keys() | LACKS_IN_DEMO.keys()
    pages = {address_of(page) for page in Page.objects.live().specific() if isinstance(page, BookPage)}
    assert sorted(pages - opened) == []


@pytest.mark.usefixtures("demo")
def test_each_text_asks_for_input_on_the_whole_of_it(client: Client) -> None:
    pages = [page for page in Page.objects.live().specific() if isinstance(page, BookPage)]
    lacking = []
    for page in pages:
        own = "/innspill/gi/" if page.get_parent().is_root() else f"/innspill/gi/side/{page.pk}/"
        lacking += [] if own in offers_of(client.get(address_of(page)).content.decode(), "/").links else [own]
    assert (len(pages) > 20, lacking) == (True, [])


@pytest.mark.usefixtures("demo")
def test_tips_and_input_are_asked_for_on_every_kind_of_text_every_list_and_every_actor(
    client: Client,
) -> None:
    shelves = ["/oppskrifter/", "/fakta/", "/eksempler/", "/verktoy/", "/blogg/"]
    places = ["/", *shelves]
    for shelf in [*shelves, "/aktorer/"]:
        first = BeautifulSoup(client.get(shelf).content, "lxml").select_one(
            "main .card a[href], main li a[href^='/aktorer/']"
        )
        assert first is not None, shelf
        places.append(str(first["href"]))
    lacking = []
    for place in places:
        links = offers_of(client.get(place).content.decode(), place).links
        has_input = any(link.startswith("/innspill/gi/") for link in links)
        lacking += [] if "/tips/" in links and has_input else [place]
    assert (len(places), lacking) == (12, [])
