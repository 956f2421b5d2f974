"""Searching what people have said: any form of a word, at once, and never what is no longer said."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.inputs.actions.change import edit
from kokebok.inputs.actions.note_words import note_words
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind, State, Words
from kokebok.inputs.searching import terms_of, with_words
from kokebok.inputs.tally_triggers import removed
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook


def found(query: str) -> list[str]:
    note_words()
    return list(with_words(Input.objects.all(), query).order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Vi savner innbyggerne her.", "innbygger"),
        ("Snakk med en innbygger.", "innbyggerne"),
        ("Retningslinjene er uklare.", "retningslinje"),
        ("Kommunane treng hjelp.", "kommune"),
        ("Vi ønskjer fleire døme.", "ønskje"),
        ("Lag småboller til møtet.", "SMÅBOLLE"),
        ("Pris 2026 er for høy.", "2026 pris"),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(db: None, said: str, asked: str) -> None:
    InputFactory.create(text=said)
    InputFactory.create(text="Noe helt annet.")
    assert found(asked) == [said]


def test_all_the_words_must_be_there_and_a_star_is_any_ending(db: None) -> None:
    both = InputFactory.create(text="Kommunestyret bestemmer budsjettet.")
    InputFactory.create(text="Kommunen bestemmer.")
    assert found("kommune* budsjett") == [both.text]
    assert len(found("kommun*")) == 2
    assert found("kommunestyre fylke") == []


def test_words_in_quotes_are_found_as_they_stand_one_after_the_other(db: None) -> None:
    right = InputFactory.create(text="Dette er en god idé for oss.")
    InputFactory.create(text="En idé som er god.")
    assert found('"god idé"') == [right.text]


def test_the_suggestion_the_name_and_the_body_are_searched_and_the_address_is_not(db: None) -> None:
    InputFactory.create(text="A", name="Solveig Li", on_behalf_of="Bodø kommune", email="hemmelig@example.no")
    assert (found("solveig"), found("bodø"), found("hemmelig")) == (["A"], ["A"], [])


@pytest.mark.parametrize("query", ["", "  ", '"', '""', "*", "'", "()", "\x00", "AND", "-", ":"])
def test_signs_are_never_taken_for_orders(db: None, query: str) -> None:
    InputFactory.create(text="Hei")
    assert found(query) in (["Hei"], [])


def test_a_word_that_means_something_to_the_engine_is_a_word(db: None) -> None:
    InputFactory.create(text="not near or and 'quoted' (here):*")
    assert found("not near quoted") == ["not near or and 'quoted' (here):*"]


def test_what_is_sent_is_found_and_what_is_changed_is_found_by_its_new_words_alone(book: Cookbook) -> None:
    given = send(Said(kind=Kind.COMMENT, text="Fjern pannekakene.", ticket=uuid.uuid4()))
    assert found("pannekake") == [given.text]
    edit(given, text="Fjern vaflene.", suggestion="")
    assert (found("pannekake"), found("vaffel")) == ([], ["Fjern vaflene."])


def test_inputs_made_in_bulk_and_changed_by_any_way_are_found(db: None) -> None:
    Input.objects.bulk_create(
        [Input(kind=Kind.COMMENT, state=State.OPEN, text=f"Rad {n} om lefser") for n in range(3)]
    )
    assert len(found("lefse")) == 3
    Input.objects.filter(text__startswith="Rad 1").update(text="Rad 1 om kaker")
    assert (len(found("lefse")), found("kake")) == (2, ["Rad 1 om kaker"])


def test_noting_words_again_notes_nothing_and_asks_once(db: None) -> None:
    InputFactory.create_batch(3)
    assert note_words() == 3
    with CaptureQueriesContext(connection) as queries:
        assert note_words() == 0
    assert len(queries) == 1


def test_words_that_are_taken_out_are_noted_anew_and_those_of_an_input_that_is_gone_are_not(db: None) -> None:
    given, gone = InputFactory.create(text="Om lefser"), InputFactory.create(text="Om kaker")
    note_words()
    Words.objects.all().delete()
    gone.delete()
    assert (found("lefse"), found("kake"), note_words()) == ([given.text], [], 0)


def test_whose_words_are_to_be_noted_is_found_anew_when_the_tables_have_been_altered(db: None) -> None:
    InputFactory.create_batch(3)
    note_words()
    with connection.cursor() as cursor:
        for statement in removed(connection.vendor):
            cursor.execute(statement)
    Input.objects.filter(text=InputFactory.create(text="Ny").text).update(text="Om lefser")
    Input.objects.exclude(text="Om lefser").update(name="Solveig")
    call_command("migrate", verbosity=0, interactive=False)
    assert (len(found("solveig")), found("lefse"), note_words()) == (3, ["Om lefser"], 0)


def test_the_index_follows_when_the_words_are_taken_out(db: None) -> None:
    InputFactory.create(text="Borte snart")
    note_words()
    Words.objects.all().delete()
    assert list(with_words(Input.objects.all(), "borte")) == []


@pytest.mark.sqlite_only
def test_the_triggers_are_still_there_after_all_migrations(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'inputs_words'")
        assert sorted(name for (name,) in cursor.fetchall()) == [
            "inputs_words_changed", "inputs_words_in", "inputs_words_lost", "inputs_words_out",
        ]  # fmt: skip


def test_a_query_has_its_terms_and_no_more_than_there_is_room_for() -> None:
    assert terms_of('Innbyggerne "God  idé" kommun*') == [
        (["innbyggerne", "innbygger"], False),
        (["god idé"], False),
        (["kommun"], True),
    ]
    assert len(terms_of("ord " * 100)) == 20
