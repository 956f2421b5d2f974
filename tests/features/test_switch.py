"""What only some need: off until it is switched on under Settings, and then as if it were not there."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from kokebok.features.models import Feature, SwitchedOn
from kokebok.features.queries import those_on
from kokebok.journal.models import Entry
from kokebok.outlets.kept_recipients import choices_of_recipients
from kokebok.people.models import RoleName
from kokebok.registers.models import Area, AreaKind
from kokebok.registers.queries import municipalities_to_choose
from kokebok.setup.actions.begin import begin
from kokebok.themes.models import Grouping, GroupingScope
from tests.world import InputFactory, make_person

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

ADDRESS = "/redaksjon/innstillinger/tillegg/"
PAGES = {
    Feature.SECOND_READING: ["/redaksjon/andreleser/"],
    Feature.GROUPS: ["/redaksjon/temaer/grupper/"],
    Feature.REGISTER: ["/redaksjon/kommuner/", "/redaksjon/kommuner/ny-fil/"],
    Feature.NEWSLETTER: ["/redaksjon/nyhetsbrev/", "/redaksjon/nyhetsbrev/nytt/"],
    Feature.WORD: ["/redaksjon/ta-inn-word/", "/redaksjon/word/", "/redaksjon/word/ny/"],
}
LINKS = [
    ("/redaksjon/temaer/", "/redaksjon/temaer/grupper/"),
    ("/redaksjon/lesinger/", "/redaksjon/word/"),
    ("/redaksjon/innstillinger/", "/redaksjon/ta-inn-word/"),
]


@pytest.fixture
def ada(db: None) -> Person:
    return make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR, RoleName.EDITOR)


@pytest.fixture
def desk(book: Cookbook, ada: Person) -> Client:
    """The desk of a cookbook where nothing is switched on."""
    SwitchedOn.objects.all().delete()
    client = Client()
    client.cookies["kokebok_language"] = "en"
    client.force_login(ada)
    return client


def in_menu(client: Client) -> set[str]:
    menu = client.get("/redaksjon/innstillinger/").context["desk_nav"]
    return {str(item.label) for group in menu.groups for item in group.items} & {
        "Second reader",
        "Take in a Word document",
        "Municipalities",
    }


def statuses(client: Client) -> dict[str, int]:
    return {address: client.get(address).status_code for all_of in PAGES.values() for address in all_of}


def test_what_is_off_has_no_page_no_link_and_no_place_in_the_menu(desk: Client) -> None:
    assert set(statuses(desk).values()) == {404}
    assert [link in desk.get(page).content.decode() for page, link in LINKS] == [False] * 3
    assert in_menu(desk) == set()
    page = desk.get("/redaksjon/innstillinger/").content.decode()
    assert f'href="{ADDRESS}"' in page


def test_what_is_switched_on_is_there_at_once_and_leaves_one_line(desk: Client) -> None:
    page = desk.get(ADDRESS).content.decode()
    assert [page.count(f'name="{one}"') for one in Feature] == [1] * len(Feature)
    before = Entry.objects.count()
    assert desk.post(ADDRESS, dict.fromkeys(Feature.values, "on")).status_code == 302
    assert set(statuses(desk).values()) == {200}
    assert [f'href="{link}"' in desk.get(page).content.decode() for page, link in LINKS] == [True] * 3
    assert in_menu(desk) == {"Second reader", "Take in a Word document", "Municipalities"}
    desk.post(ADDRESS, dict.fromkeys(Feature.values, "on"))
    lines = list(Entry.objects.order_by("pk")[before:].values_list("act", "what"))
    assert lines == [("features.switched", {"on": sorted(Feature.values), "off": []})]
    desk.post(ADDRESS, {"word": "on"})
    assert those_on() == {Feature.WORD}


def test_the_journal_says_which_and_which_way(desk: Client) -> None:
    desk.cookies["kokebok_language"] = "nb"
    desk.post(ADDRESS, {"word": "on", "api": "on"})
    desk.post(ADDRESS, {"word": "on"})
    page = desk.get("/redaksjon/journal/").content.decode()
    named = [str(Feature.WORD.label), str(Feature.API.label)]
    assert ("Slått av: " in page, "Slått på: " in page, [one for one in named if one not in page]) == (
        True,
        True,
        [],
    )


def test_without_spreadsheets_only_letters_are_taken_in_and_the_inbox_is_taken_out_as_json(
    desk: Client,
) -> None:
    InputFactory()
    file = SimpleUploadedFile("rader.csv", b"Tekst;Navn\nHei;Ada\n")
    refused = desk.post("/redaksjon/andre-veier/", {"file": file})
    assert (refused.status_code, "Choose a file of e-mails (.eml or .mbox)." in refused.content.decode()) == (
        422,
        True,
    )
    inbox = desk.get("/redaksjon/innspill/").content.decode()
    assert [f"/innspill/fil/{form}/" in inbox for form in ("xlsx", "csv", "json")] == [False, False, True]
    taken = [desk.post(f"/redaksjon/innspill/fil/{form}/").status_code for form in ("xlsx", "csv", "json")]
    assert taken == [404, 404, 200]


def test_an_editor_and_those_who_are_not_signed_in_may_not_switch(book: Cookbook, berit: Person) -> None:
    client = Client()
    assert client.get(ADDRESS).status_code == 302
    client.force_login(berit)
    assert (client.get(ADDRESS).status_code, client.post(ADDRESS).status_code) == (403, 403)


def test_who_begins_from_a_word_document_has_word_switched_on(ada: Person) -> None:
    SwitchedOn.objects.all().delete()
    begin("word", {"title": "Kokebok", "lead": "Prøv det i det små.", "language": "nb"}, by=ada)
    assert those_on() == {Feature.WORD}


def test_an_installation_that_has_used_one_keeps_it(book: Cookbook, ada: Person) -> None:
    SwitchedOn.objects.all().delete()
    Grouping.objects.create(by=ada, heap=GroupingScope.WITHOUT)
    keep = import_module("kokebok.features.migrations.0002_keep_what_is_used").keep
    keep(apps, None)
    assert those_on() == {Feature.GROUPS}


def test_an_installation_that_has_taken_in_the_register_keeps_it(book: Cookbook) -> None:
    SwitchedOn.objects.all().delete()
    keep = import_module("kokebok.features.migrations.0003_register").switch_on_where_it_is_used
    keep(apps, None)
    assert those_on() == set()
    Area.objects.create(kind=AreaKind.MUNICIPALITY, number="0301", name="Oslo")
    keep(apps, None)
    assert those_on() == {Feature.REGISTER}


def test_who_takes_in_the_register_by_command_has_it_switched_on(desk: Client) -> None:
    call_command("load_register")
    assert those_on() == {Feature.REGISTER}
    assert desk.get("/redaksjon/kommuner/").status_code == 200


def test_while_the_register_is_off_nobody_is_offered_municipalities(desk: Client) -> None:
    call_command("load_register")
    offered = desk.get("/redaksjon/mottakere/").content.decode()
    SwitchedOn.objects.all().delete()
    hidden = desk.get("/redaksjon/mottakere/").content.decode()
    assert ["?kommuner" in offered, "?kommuner" in hidden] == [True, False]
    form = desk.get("/redaksjon/mottakere/ny/").content.decode()
    assert ("navn, e-post, kanal, språk, kontakt" in form, "kommunenummer" in form) == (True, False)
    assert (choices_of_recipients(), municipalities_to_choose()) == ([], [])


def test_the_database_has_each_of_them_once(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SwitchedOn.objects.bulk_create([SwitchedOn(feature=Feature.WORD), SwitchedOn(feature=Feature.WORD)])
