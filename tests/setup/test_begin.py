"""From nothing to a cookbook of one's own, through the pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from kokebok.book.models import BookPage, Cookbook, PageKind, Paragraph, Recipe, Shelf, Value
from kokebok.following.models import Follower
from kokebok.inputs.models import State
from kokebok.journal.models import Entry
from kokebok.moderation.models import Reason
from kokebok.people.models import Body, Person, RoleName
from kokebok.rounds.models import Participant, Round
from kokebok.setup.actions.begin import begin
from kokebok.setup.actions.begin_again import begin_again
from kokebok.setup.queries import SAID_BY_PEOPLE
from kokebok.setup.rules import BegunAlready, SpokenAbout
from kokebok.starter.to_write_over import fields_left
from tests.inputs.conftest import slip_on
from tests.world import InputFactory, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = {
    "title": "Deltakende budsjett i praksis",
    "lead": "Slik lar dere innbyggerne bestemme over en del av budsjettet.",
    "responsible_body": "Innbyggerdirektoratet",
    "role_mailbox": "post@innbyggerdirektoratet.no",
    "language": "nb",
    "beginning": "empty",
}
START = "/redaksjon/innstillinger/begynn/"


def test_whoever_may_set_up_is_led_to_where_it_begins_from_the_desk_and_from_the_page_editor(
    desk: Client,
) -> None:
    assert desk.get("/")["Content-Type"].startswith("text/html")
    for address in ("/redaksjon/", "/redaksjon/innstillinger/"):
        assert desk.get(address)["Location"] == START
    came = desk.get("/admin/", follow=True)
    assert [address for address, _status in came.redirect_chain][-2:] == ["/redaksjon/", START]


def test_empty_shelves_are_the_bodys_own_and_a_draft_of_each_kind_waits_to_be_written_over(
    desk: Client,
) -> None:
    done = desk.post(START, SAID)
    assert done["Location"] == "/redaksjon/innstillinger/"
    front = desk.get("/").content.decode()
    assert (SAID["title"] in front, SAID["responsible_body"] in front) == (True, True)
    drafts = [page.specific for page in Page.objects.filter(depth=4)]
    assert sorted((type(page).__name__, page.live) for page in drafts) == [
        ("Example", False),
        ("FactChapter", False),
        ("Post", False),
        ("Recipe", False),
        ("Tool", False),
    ]
    assert {page.responsible_body for page in drafts if isinstance(page, BookPage)} == {
        "Innbyggerdirektoratet"
    }
    assert desk.get("/oppskrifter/skriv-over-en-oppskrift/").status_code == 404
    assert desk.get(f"/admin/pages/{Recipe.objects.get().pk}/edit/").status_code == 200
    assert (Reason.objects.exists(), Entry.objects.filter(act="cookbook.made").count()) == (True, 1)


def test_whoever_joins_a_cookbook_that_began_empty_says_what_kind_of_actor_they_are(desk: Client) -> None:
    desk.post(START, SAID)
    kinds = desk.get("/aktorer/bli-med/").context["form"].fields["kind"].choices
    assert [str(name) for key, name in kinds if key] == [
        "Offentlig virksomhet",
        "Bedrift",
        "Forening eller organisasjon",
        "Forskning og utdanning",
        "Nettverk",
        "Annet",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nn", ("Døme", "Finn situasjonen som liknar", "Her fortel de kven", "Kokeboka er laga")),
        ("en", ("Examples", "Find the situation that is", "Here you tell who", "The cookbook is made")),
    ],
)
def test_a_cookbook_in_another_language_begins_in_it(
    desk: Client, language: str, said: tuple[str, ...]
) -> None:
    shelf, lead, draft, told = said
    came = desk.post(START, {**SAID, "language": language}, follow=True)
    assert told in came.content.decode()
    assert lead in desk.get("/oppskrifter/").content.decode()
    assert Shelf.objects.get(kind=PageKind.EXAMPLE).title == shelf
    drafts = [page.specific for page in Page.objects.filter(live=False)]
    assert {page.language for page in drafts} == {language}
    assert any(page.lead.startswith(draft) for page in drafts)
    assert [page.title for page in drafts if not fields_left(page)] == []


def test_the_starter_comes_without_the_demos_words_people_and_blog(desk: Client) -> None:
    desk.post(START, {**SAID, "beginning": "starter"})
    pages = [desk.get(page.url_path.replace("/kokebok", "", 1)).content.decode() for page in _readable()]
    assert len(pages) > 30
    for words in ("Eksempeldepartementet", "demonstrasjon", "example.no", "Eksempel kommune"):
        assert [page[:200] for page in pages if words in page] == []
    assert all(SAID["responsible_body"] in page for page in pages)


def _readable() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1))


def test_what_is_wrong_is_said_and_nothing_is_made(desk: Client) -> None:
    page = desk.post(START, {**SAID, "title": "", "role_mailbox": "post@example.no"})
    assert (page.status_code, sorted(page.context["form"].errors)) == (422, ["role_mailbox", "title"])
    assert SAID["lead"] in page.content.decode()
    assert not Cookbook.objects.exists()


def test_of_two_who_begin_the_second_is_told(desk: Client, ada: Person) -> None:
    desk.post(START, SAID)
    assert desk.post(START, SAID)["Location"] == "/redaksjon/innstillinger/"
    values = {name: SAID[name] for name in ("title", "lead", "responsible_body", "role_mailbox", "language")}
    with pytest.raises(BegunAlready):
        begin("empty", values, by=ada)
    assert Cookbook.objects.count() == 1


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.HOST, RoleName.RESOURCE, RoleName.MODERATOR])
@pytest.mark.usefixtures("db")
def test_only_an_administrator_sets_up(client: Client, role: RoleName) -> None:
    client.force_login(make_person("somebody@example.no", "Noen", role))
    assert [client.get(address).status_code for address in (START, "/redaksjon/innstillinger/")] == [403, 403]
    assert (client.post(START, SAID).status_code, Cookbook.objects.exists()) == (403, False)


def test_what_nobody_has_spoken_about_is_deleted_whole_and_one_begins_again(desk: Client) -> None:
    desk.post(START, {**SAID, "beginning": "starter"})
    again = "/redaksjon/innstillinger/begynn-pa-nytt/"
    assert "Slett alt og begynn på nytt" in desk.get("/redaksjon/innstillinger/").content.decode()
    assert desk.post(again, {"title": "Noe annet"}).status_code == 422
    assert Cookbook.objects.exists()
    assert desk.post(again, {"title": SAID["title"]})["Location"] == START
    left = [model.objects.count() for model in (Cookbook, Recipe, Paragraph, Value, Body)]
    assert (left, Page.objects.filter(depth__gt=1).count()) == ([0] * 5, 0)
    assert desk.get("/").status_code == 200
    desk.post(START, {**SAID, "title": "På nytt"})
    assert "På nytt" in desk.get("/").content.decode()


def test_a_cookbook_somebody_has_spoken_about_is_not_deleted(desk: Client, ada: Person) -> None:
    desk.post(START, {**SAID, "beginning": "starter"})
    InputFactory.create(paragraph=Paragraph.objects.first())
    again = "/redaksjon/innstillinger/begynn-pa-nytt/"
    assert (desk.get(again).status_code, desk.post(again, {"title": SAID["title"]}).status_code) == (404, 404)
    with pytest.raises(SpokenAbout):
        begin_again(Cookbook.objects.get(), by=ada)
    assert "Slett alt" not in desk.get("/redaksjon/innstillinger/").content.decode()


def follow() -> None:
    Follower.objects.create(email="berit@example.no")


def say(state: State) -> None:
    settled_at = None if state in {State.WAITING, State.OPEN} else timezone.now()
    refusal = "Navngir en privatperson." if state == State.REFUSED else ""
    InputFactory.create(state=state, settled_at=settled_at, refusal=refusal)


def join_a_round() -> None:
    held = Round.objects.create(title="Samling", host=Person.objects.get(email="ada@example.no"))
    Participant.objects.create(round=held, sender="b" * 64, joined_at=timezone.now())


SENT = {
    **{f"an input that is {state}": partial(say, state) for state in State},
    "a follower": follow,
    "one who joined a round": join_a_round,
}


@pytest.mark.parametrize("send", SENT.values(), ids=SENT)
def test_whatever_people_have_sent_to_the_whole_text_closes_the_door_of_beginning_again(
    desk: Client, ada: Person, send: Callable[[], object]
) -> None:
    desk.post(START, SAID)
    send()
    again = "/redaksjon/innstillinger/begynn-pa-nytt/"
    assert "Slett alt" not in desk.get("/redaksjon/innstillinger/").content.decode()
    assert (desk.get(again).status_code, desk.post(again, {"title": SAID["title"]}).status_code) == (404, 404)
    with pytest.raises(SpokenAbout):
        begin_again(Cookbook.objects.get(), by=ada)
    assert Cookbook.objects.exists()


def test_a_reader_who_has_sent_something_to_empty_shelves_keeps_the_receipt(
    desk: Client, settings: Any
) -> None:
    settings.SECONDS_TO_WRITE = 0
    desk.post(START, SAID)
    reader, at = Client(), "/innspill/gi/"
    said = {"kind": "comment", "text": "Et ord om det hele.", "licence": "on", "slip": slip_on(reader, at)}
    receipt = reader.post(at, said)["Location"]
    desk.post("/redaksjon/innstillinger/begynn-pa-nytt/", {"title": SAID["title"]})
    assert reader.get(receipt).status_code == 200


@pytest.mark.usefixtures("db")
def test_every_table_that_closes_the_door_is_there() -> None:
    assert [apps.get_model(name)._meta.label for name in SAID_BY_PEOPLE] == list(SAID_BY_PEOPLE)
