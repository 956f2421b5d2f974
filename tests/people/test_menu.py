"""The menu of those who work here: what each role has in it, in which group, and where one comes first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.desk.models import Mention, Note
from kokebok.people.menu import menu_for
from kokebok.people.models import Person, RoleName
from kokebok.rounds.models import Round, RoundState
from tests.world import InputFactory, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe

THEN = datetime(2026, 2, 1, 12, tzinfo=UTC)
SENDING = ["Editions", "Recipient lists", "Letter templates", "Newsletters"]
ANSWERING = ["Inputs", "Mine"]
WITHOUT_EVENTS = ["Calls", "Input rounds"]
INVITING = [*WITHOUT_EVENTS, "Events"]
MEETING = ["Readings", "Type in", "Other ways in", "The process", "Entries of actors", "Who wants to talk"]
MENUS: dict[RoleName, dict[str, list[str]]] = {
    RoleName.ADMINISTRATOR: {
        "Answering": [*ANSWERING, "Share out", "Held back", "Likely the same", "Themes"],
        "Writing": [*SENDING, "Texts", "Language versions", "Take in a Word document"],
        "Inviting": [
            *INVITING,
            "Readings",
            "Type in",
            "Other ways in",
            "The process",
            "Entries of actors",
            "Who wants to talk",
        ],
        "Managing": [
            "Settings",
            "People",
            "Journal",
            "Reply templates",
            "Moderation",
            "Second reader",
            "Lists",
            "Municipalities",
            "Search words",
            "Work in the background",
            "E-mails we send",
            "Keys for programs",
        ],
    },
    RoleName.EDITOR: {
        "Answering": [*ANSWERING, "Share out", "Held back", "Likely the same", "Themes"],
        "Writing": [*SENDING, "Texts", "Language versions", "Take in a Word document"],
        "Inviting": [
            *INVITING,
            "Readings",
            "Type in",
            "Other ways in",
            "The process",
            "Entries of actors",
            "Who wants to talk",
        ],
        "Managing": [
            "Journal",
            "Reply templates",
            "Moderation",
            "Second reader",
            "Lists",
            "Municipalities",
            "Search words",
        ],
    },
    RoleName.MODERATOR: {
        "Answering": [*ANSWERING, "Share out", "Likely the same", "Themes"],
        "Inviting": [*WITHOUT_EVENTS, "Type in", "Other ways in", "Who wants to talk"],
        "Managing": ["Journal", "Moderation"],
    },
    RoleName.HOST: {
        "Answering": ANSWERING,
        "Inviting": ["Input rounds", "Events", "Type in", "Who wants to talk"],
    },
    RoleName.RESOURCE: {"Answering": ANSWERING, "Inviting": ["To read"]},
    RoleName.LOG_READER: {"Managing": ["Journal", "Moderation"]},
}
HOMES = {
    RoleName.ADMINISTRATOR: "/redaksjon/",
    RoleName.EDITOR: "/redaksjon/",
    RoleName.MODERATOR: "/redaksjon/",
    RoleName.HOST: "/redaksjon/runder/",
    RoleName.RESOURCE: "/redaksjon/lesing/",
    RoleName.LOG_READER: "/redaksjon/journal/",
}


def somebody(*roles: RoleName) -> Person:
    return make_person("noen@example.no", "Nils Noen", *roles)


def as_somebody(*roles: RoleName) -> Client:
    client = Client()
    client.cookies["kokebok_language"] = "en"
    client.force_login(somebody(*roles))
    return client


@pytest.mark.parametrize("role", RoleName)
def test_each_role_has_its_own_menu_and_may_open_all_of_it(book: Cookbook, role: RoleName) -> None:
    client = as_somebody(role)
    menu = client.get("/konto/sikkerhet/", follow=True).context["desk_nav"]
    named = {group.label: [item.label for item in group.items] for group in menu.groups}
    own = [item.label for item in menu.own]
    assert (named, own) == (MENUS[role], ["My sign-in", "E-mails to me"])
    items = [*menu.own, *(item for group in menu.groups for item in group.items)]
    assert {item.url: client.get(item.url, follow=True).status_code for item in items} == {
        item.url: 200 for item in items
    }


FIRST_SEEN: dict[RoleName, list[str]] = {
    RoleName.ADMINISTRATOR: ["Answering", "Inputs", "Mine", "More", "Writing", "Inviting", "Managing"],
    RoleName.EDITOR: ["Answering", "Inputs", "Mine", "More", "Writing", "Inviting", "Managing"],
    RoleName.MODERATOR: ["Answering", "Inputs", "Mine", "Share out", "More", "Inviting", "Managing"],
    RoleName.HOST: ["Answering", "Inviting", "Input rounds", "Events", "Type in", "Who wants to talk"],
    RoleName.RESOURCE: ["Answering", "To read"],
    RoleName.LOG_READER: ["Managing", "Journal", "Moderation"],
}


def seen_at_once(page: str) -> list[str]:
    """What stands in the menu of a page before anything is folded out, in its order."""
    seen = []
    for group in BeautifulSoup(page, "lxml").select(".menu-groups > li"):
        for one in group.select("a, summary"):
            is_folded = one.name == "a" and one.find_parent("details", open=False)
            if one.find_parent(class_="menu-items") and (is_folded or not group.has_attr("data-open")):
                continue
            seen.append(" ".join(one.get_text().split()))
    return seen


@pytest.mark.parametrize("role", RoleName)
def test_a_newcomer_sees_at_most_seven_things_in_the_menu(book: Cookbook, role: RoleName) -> None:
    page = as_somebody(role).get("/redaksjon/", follow=True).content.decode()
    seen = seen_at_once(page)
    assert (seen, len(seen) <= 7) == (FIRST_SEEN[role], True)


@pytest.mark.parametrize("role", RoleName)
def test_whatever_group_is_open_at_most_seven_things_are_seen_before_anything_is_folded_out(
    book: Cookbook, role: RoleName
) -> None:
    client = as_somebody(role)
    menu = client.get("/redaksjon/", follow=True).context["desk_nav"]
    seen = {one.label: seen_at_once(client.get(one.url, follow=True).content.decode()) for one in menu.groups}
    assert {name: len(things) <= 7 for name, things in seen.items()} == dict.fromkeys(seen, True)


def test_what_is_folded_in_the_menu_is_open_on_its_own_pages(book: Cookbook) -> None:
    client = as_somebody(RoleName.EDITOR)
    assert [
        "<details open>" in client.get(address).content.decode()
        for address in ("/redaksjon/innspill/", "/redaksjon/fordeling/")
    ] == [False, True]


@pytest.mark.parametrize("role", RoleName)
def test_who_comes_in_lands_where_their_work_is(book: Cookbook, role: RoleName) -> None:
    came = as_somebody(role).get("/redaksjon/", follow=True)
    assert (came.redirect_chain or [("/redaksjon/", 302)])[-1] == (HOMES[role], 302)
    assert came.status_code == 200


def test_a_host_of_one_round_that_is_not_over_lands_on_it(book: Cookbook) -> None:
    host = somebody(RoleName.HOST)
    Round.objects.create(title="I fjor", host=host, state=RoundState.CLOSED, opened_at=THEN, closed_at=THEN)
    Round.objects.create(title="En annens", host=make_person("en@example.no", "En Annen", RoleName.HOST))
    own = Round.objects.create(title="I Rana", host=host)
    client = Client()
    client.force_login(host)
    assert client.get("/redaksjon/").headers["Location"] == f"/redaksjon/runder/{own.pk}/"
    Round.objects.create(title="I Bodø", host=host)
    assert client.get("/redaksjon/").headers["Location"] == "/redaksjon/runder/"


def test_a_host_who_is_an_editor_too_lands_in_the_queue(book: Cookbook) -> None:
    assert as_somebody(RoleName.HOST, RoleName.EDITOR).get("/redaksjon/").status_code == 200


def shown_on(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The names of the groups the page is of, and of those whose items it shows."""
    menu = client.get(address).context["desk_nav"]
    return [one.label for one in menu.groups if one.is_here], [
        one.label for one in menu.groups if one.is_open
    ]


@pytest.mark.parametrize(
    ("address", "here", "is_open"),
    [
        ("/redaksjon/innspill/", ["Answering"], ["Answering"]),
        ("/redaksjon/utgaver/ny/", ["Writing"], ["Writing"]),
        ("/redaksjon/word/", ["Inviting"], ["Inviting"]),
        ("/redaksjon/maler/ny/", ["Managing"], ["Managing"]),
        ("/redaksjon/brev-til-meg/", [], ["Answering"]),
        ("/redaksjon/neste-utgave/", [], ["Answering"]),
    ],
)
def test_the_items_of_the_group_one_is_in_are_shown(
    book: Cookbook, address: str, here: list[str], is_open: list[str]
) -> None:
    assert shown_on(as_somebody(RoleName.EDITOR), address) == (here, is_open)


def test_a_group_counts_what_waits_in_all_of_it(recipe: Recipe) -> None:
    given, *_others = InputFactory.create_batch(3, paragraph=paragraph_saying("Spør dem det gjelder."))
    Mention.objects.create(
        note=Note.objects.create(
            given=given,
            by=make_person("b@example.no", "Berit", RoleName.EDITOR),
            text="@Nils Noen",
        ),
        person=somebody(RoleName.EDITOR),
    )
    menu = menu_for(Person.objects.get(email="noen@example.no"), "/")
    counted = [(group.count, [item.count for item in group.items]) for group in menu.groups[:2]]
    assert counted == [(4, [3, 1, None, 0, None, None]), (0, [None] * 7)]


def test_a_group_with_one_item_is_that_item(book: Cookbook) -> None:
    page = as_somebody(RoleName.RESOURCE).get("/redaksjon/lesing/").content.decode()
    assert '<a href="/redaksjon/lesing/" aria-current="page">To read</a>' in page
    assert "Inviting" not in page


def test_the_page_one_is_on_is_marked_in_the_menu_in_sight_and_under_more(
    book: Cookbook, berit: Person
) -> None:
    client = Client()
    client.force_login(berit)
    for address in ("/redaksjon/journal/", "/redaksjon/moderering/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        here = [link["href"] for link in page.select(".menu-items [aria-current=page]")]
        assert here == [address]
