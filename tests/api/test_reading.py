"""Everything public is read as data; what is absent and what is hidden are answered alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kokebok.book.models import Value, ValueVersion
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.events.models import Event, EventState
from kokebok.features.models import SwitchedOn
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State
from kokebok.people.models import Body, RoleName
from tests.api.asking import PROBLEM, frozen, got, refused
from tests.world import make_example, make_person, make_post, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

NOT_THERE = (404, PROBLEM, "Her er det ikke noe som alle kan lese.")
WORDS, BETTER = "Ring tre familier.", "Ring fem familier."


def suggested(**more: Any) -> Input:
    said = Said(Kind.SUGGESTION, "Tre er for få.", BETTER, name="Åpen Olsen", may_be_named=True, **more)
    return send(said, paragraph=paragraph_saying(WORDS), state=State.OPEN)


def taken_in(by: Person) -> Input:
    given = suggested()
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk.", new_text=BETTER), by=by, seen=given.wording)
    return given


def test_a_program_goes_from_the_list_of_pages_to_a_paragraph_and_what_shaped_it(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    given = taken_in(berit)
    pages = got(client, "pages", kind="recipe")
    assert [(one["number"], one["title"]) for one in pages["items"]] == [(recipe.pk, "Ta det første møtet")]
    page = got(client, "page", recipe.pk)
    (paragraph,) = [one for one in page["paragraphs"] if one["text"] == BETTER]
    assert (paragraph["heading"], paragraph["kind"], paragraph["inputs"]) == ("Finn behovet", "item", 1)
    whole = got(client, "paragraph", paragraph["anchor"])
    told = [(one["number"], one["text"], one["inputs"]) for one in whole["wordings"]]
    assert told == [(2, BETTER, [given.pk]), (1, WORDS, [])]


def test_an_input_is_read_with_its_answer_and_its_change(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    given = taken_in(berit)
    read = got(client, "input", given.pk)
    assert read["input"]["name"] == "Åpen Olsen"
    assert (read["state"], read["assessment"]["outcome"]) == ("answered", "taken_in")
    assert (read["change"]["before"], read["change"]["after"]) == (WORDS, BETTER)
    (listed,) = got(client, "inputs", outcome="taken_in", page=recipe.pk)["items"]
    assert {**read, **listed} == read


def test_an_input_that_waits_is_as_absent_as_one_that_never_was(client: Client, recipe: Recipe) -> None:
    hidden = send(Said(Kind.COMMENT, "Hemmelig."), page=recipe)
    assert hidden.state == State.WAITING
    assert got(client, "inputs") == {"next": None, "items": []}
    assert refused(client.get(reverse("api:input", args=[hidden.pk]))) == NOT_THERE
    assert refused(client.get(reverse("api:input", args=[hidden.pk + 99]))) == NOT_THERE


def test_a_name_stands_only_where_its_sender_agreed_and_never_an_address(
    client: Client, recipe: Recipe
) -> None:
    said = Said(Kind.COMMENT, "Bra.", name="Skjult Navn", email="skjult@example.no")
    given = send(said, page=recipe, state=State.OPEN)
    answered = client.get(reverse("api:input", args=[given.pk])).content.decode()
    assert ("Bra." in answered, "Skjult" in answered, "skjult@" in answered) == (True, False, False)


def test_a_draft_page_is_as_absent_as_one_that_never_was(client: Client, recipe: Recipe) -> None:
    anchor = paragraph_saying(WORDS).anchor
    recipe.unpublish()
    assert refused(client.get(reverse("api:page", args=[recipe.pk]))) == NOT_THERE
    assert refused(client.get(reverse("api:paragraph", args=[anchor]))) == NOT_THERE
    assert refused(client.get("/api/v1/finnes-ikke")) == NOT_THERE


def test_examples_and_posts_are_pages_of_their_kinds(client: Client, book: Cookbook) -> None:
    make_example(book)
    make_post(book)
    kinds = {kind: got(client, "pages", kind=kind)["items"] for kind in ("example", "post", "tool")}
    assert {kind: [one["title"] for one in found] for kind, found in kinds.items()} == {
        "example": ["Trondheim prøvde et verktøy"],
        "post": ["Vi er i gang"],
        "tool": [],
    }


def test_an_edition_tells_what_changed_and_which_inputs_led_to_it(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    frozen(book, "0.1", by=berit)
    given = taken_in(berit)
    frozen(book, "0.2", by=berit)
    numbers = [one["number"] for one in got(client, "editions", order="newest")["items"]]
    assert numbers == ["0.2", "0.1"]
    edition = got(client, "edition", "0.2")
    (change,) = edition["changes"]
    assert (change["before"], change["after"], change["inputs"]) == (WORDS, BETTER, [given.pk])
    assert (edition["previous"], edition["withdrawn"]) == ("0.1", None)
    assert refused(client.get(reverse("api:edition", args=["9.9"]))) == NOT_THERE


def test_an_event_is_read_without_the_address_for_those_who_come(client: Client, book: Cookbook) -> None:
    begins = datetime(2027, 1, 1, 12, tzinfo=UTC)
    said = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "place": "Oslo"}
    draft = Event.objects.create(title="Utkast", **said)
    public = Event.objects.create(
        title="Møte", online="https://mote.example.no/", state=EventState.PUBLISHED, **said
    )
    (event,) = got(client, "events")["items"]
    assert (event["number"], event["title"], event["starts"]) == (public.pk, "Møte", "2027-01-01T12:00:00Z")
    assert "mote.example.no" not in client.get(reverse("api:event", args=[public.pk])).content.decode()
    assert refused(client.get(reverse("api:event", args=[draft.pk]))) == NOT_THERE


def test_an_actor_that_no_page_names_is_absent(client: Client, recipe: Recipe) -> None:
    named = Body.objects.create(name="Malvik kommune", slug="malvik", kind="annet")
    Body.objects.create(name="Ukjent", slug="ukjent", kind="annet")
    recipe.actors.add(named)
    recipe.save_revision().publish()
    assert [one["name"] for one in got(client, "actors")["items"]] == ["Malvik kommune"]
    assert got(client, "actor", "malvik")["name"] == "Malvik kommune"
    assert refused(client.get(reverse("api:actor", args=["ukjent"]))) == NOT_THERE


def test_a_value_that_no_page_refers_to_is_not_told_of(client: Client, book: Cookbook) -> None:
    value = Value.objects.create(
        key="sats", label="Sats", source_title="Loven", review_by=date(2030, 1, 1), unit="kroner"
    )
    ValueVersion.objects.create(value=value, amount="100", valid_from=date(2026, 1, 1))
    assert got(client, "values") == {"next": None, "items": []}


@pytest.mark.parametrize("name", ["book", "pages", "inputs", "openapi", "absent"])
def test_what_is_switched_off_is_as_if_it_never_was(client: Client, book: Cookbook, name: str) -> None:
    SwitchedOn.objects.filter(feature="api").delete()
    address = "/api/v1/hva-som-helst" if name == "absent" else reverse(f"api:{name}")
    assert refused(client.get(address)) == NOT_THERE
    assert [client.get(reverse(f"api:{page}")).status_code for page in ("docs", "fields")] == [404, 404]


def queries_of(client: Client, name: str, *args: object) -> int:
    got(client, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        got(client, name, *args)
    return len(asked)


def test_what_an_address_asks_of_the_database_does_not_grow_with_what_it_tells(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person
) -> None:
    given = taken_in(berit)
    frozen(book, "0.1", by=berit)
    addresses = [
        ("book", ()),
        ("pages", ()),
        ("page", (recipe.pk,)),
        ("paragraph", (given.paragraph.anchor,)),  # type: ignore[union-attr]
        ("inputs", ()),
        ("input", (given.pk,)),
        ("editions", ()),
        ("edition", ("0.1",)),
        ("calls", ()),
        ("rounds", ()),
        ("events", ()),
        ("actors", ()),
        ("topics", ()),
    ]
    before = {name: queries_of(client, name, *args) for name, args in addresses}
    for number in range(5):
        send(Said(Kind.COMMENT, f"Bra {number}."), paragraph=given.paragraph, state=State.OPEN)
        send(Said(Kind.COMMENT, f"Enig {number}."), page=recipe, state=State.OPEN, reply_to=given)
        make_post(book, slug=f"post-{number}")
        body = Body.objects.create(name=f"Aktør {number}", slug=f"aktor-{number}", kind="annet")
        recipe.actors.add(body)
    recipe.save_revision().publish()
    frozen(book, "0.2", by=berit)
    after = {name: queries_of(client, name, *args) for name, args in addresses}
    grown = {name: (before[name], after[name]) for name in before if after[name] > before[name] + 2}
    assert (grown, {name: count for name, count in after.items() if count > 25}) == ({}, {})


def test_the_list_of_inputs_is_stable_while_others_are_sent(client: Client, recipe: Recipe) -> None:
    first = [send(Said(Kind.COMMENT, f"Nr. {n}."), page=recipe, state=State.OPEN).pk for n in range(5)]
    part = got(client, "inputs", limit=2, order="newest")
    send(Said(Kind.COMMENT, "Ny."), page=recipe, state=State.OPEN)
    Input.objects.filter(pk=first[3]).update(state=State.WITHDRAWN, settled_at=timezone.now())
    rest = got(client, "inputs", limit=2, order="newest", cursor=part["next"])
    numbers = [[one["number"] for one in items["items"]] for items in (part, rest)]
    assert numbers == [[first[4], first[3]], [first[2], first[1]]]


def test_whoever_has_read_to_the_end_gets_only_what_is_new(client: Client, recipe: Recipe) -> None:
    send(Said(Kind.COMMENT, "Gammel."), page=recipe, state=State.OPEN)
    last = got(client, "inputs")["items"][-1]["number"]
    assert got(client, "inputs", cursor=last)["items"] == []
    new = send(Said(Kind.COMMENT, "Ny."), page=recipe, state=State.OPEN)
    assert [one["number"] for one in got(client, "inputs", cursor=last)["items"]] == [new.pk]


def test_an_administrator_who_is_signed_in_reads_no_more_than_a_stranger(
    client: Client, recipe: Recipe
) -> None:
    send(Said(Kind.COMMENT, "Hemmelig."), page=recipe)
    stranger = client.get(reverse("api:inputs")).content
    client.force_login(make_person("adm@example.no", "Adm", RoleName.ADMINISTRATOR))
    assert client.get(reverse("api:inputs")).content == stranger
