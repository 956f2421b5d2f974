"""What is pasted into a text in the page editor: pieces for its script, and what is otherwise is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.pasting import LARGEST, READ_ADDRESS
from tests.clipboards import EXCEL, GOOGLE, WORD

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client: Client, book: Cookbook, berit: Person) -> Client:
    """An editor in the page editor, who reads bokmål."""
    allow_page_editor(book)
    client.force_login(berit)
    return client


def paste(client: Client, html: str, field: str = "body", **more: str) -> tuple[list[Any], list[str]]:
    """What the page editor's script is answered: the kind and the words of each piece, and what is told."""
    answer = client.post(READ_ADDRESS, {"html": html, "field": field, **more}).json()
    return [read(piece) for piece in answer["pieces"]], answer["told"]


def read(piece: dict[str, Any]) -> Any:
    if piece["type"] == "table":
        return (piece["value"]["caption"], json.loads(piece["value"]["cells"]))
    return [(block["type"], block["text"]) for block in json.loads(piece["value"])["blocks"]]


def test_a_text_of_blocks_gets_its_tables_as_blocks_and_is_told_what_was_left_out(writer: Client) -> None:
    assert paste(writer, WORD, tables="1") == (
        [
            [
                ("header-three", "Medvirkning"),
                ("unstyled", "Det begynte i Porto Alegre.[1] Les mer."),
                ("header-four", "Slik"),
                ("unordered-list-item", "Første"),
                ("unordered-list-item", "Under"),
                ("ordered-list-item", "Tall"),
            ],
            ("Tabell 1: Summer", [["Kommune", "Kroner"], ["Lillevik to", ""]]),
            [("unstyled", "Rødt"), ("unstyled", "Med ord"), ("unstyled", "[1] Boka kom først.")],
        ],
        [
            "Tabellen står under teksten du limte inn i. Skriv hva den viser.",
            "En fotnote står sist.",
            "Utelatt: bilder (sett dem inn ett og ett), merknader i margen, slettede ord, "
            "ruter som var slått sammen (de andre er tomme), farger og gjennomstreking.",
        ],
    )


def test_a_field_without_headings_and_tables_gets_their_words_and_says_so(writer: Client) -> None:
    pieces, told = paste(writer, GOOGLE, field="need")
    assert pieces == [
        [
            ("unstyled", "Tittel"),
            ("unstyled", "Fet og vanlig. lenke"),
            ("unordered-list-item", "En"),
            ("unordered-list-item", "To"),
            ("ordered-list-item", "Tall"),
            ("unstyled", "A | B"),
            ("unstyled", "c | d"),
        ]
    ]
    assert told == [
        "Overskrifter ble til uthevede ord: Dette feltet har ingen overskrifter.",
        "Tabeller ble til linjer med tekst: Dette feltet har ingen tabeller. Sett dem inn der siden har plass til dem.",
    ]


def test_a_spreadsheet_becomes_a_table_and_nothing_else(writer: Client) -> None:
    assert paste(writer, EXCEL, tables="1")[0] == [(None, [["Tiltak", "Pris"], ["Kaffe", "400"]])]


def test_too_much_is_refused_in_words(writer: Client) -> None:
    assert paste(writer, "x" * (LARGEST + 1)) == (
        [],
        ["Dette er for mye å lime inn på en gang. Lim inn litt om gangen."],
    )


def test_nothing_is_read_for_those_who_do_not_write_here(client: Client, book: Cookbook) -> None:
    assert client.post(READ_ADDRESS, {"html": "<p>x</p>"}).status_code == 401


def test_the_address_only_answers_what_is_sent(writer: Client) -> None:
    assert [writer.get(READ_ADDRESS).status_code, paste(writer, "")] == [405, ([], [])]
