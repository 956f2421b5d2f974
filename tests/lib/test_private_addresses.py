"""E-mail addresses, account numbers and homes in a text that is to be public; and how often the warning is wrong."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kokebok.lib.private_numbers import PrivateNumber, private_numbers

STARTER = Path(__file__).parents[2] / "src" / "kokebok" / "starter"

PRIVATE = [
    ("Skriv til kari.nordmann@gmail.com.", "email", "kari.nordmann@gmail.com"),
    ("Skriv til kari84@hotmail.no i dag", "email", "kari84@hotmail.no"),
    ("Min adresse er <o.hansen@online.no>", "email", "o.hansen@online.no"),
    ("Spør ola.nordmann@kommune.no, han vet det", "email", "ola.nordmann@kommune.no"),
    ("Spør Kari-Anne_Berg@bedrift.no", "email", "Kari-Anne_Berg@bedrift.no"),
    ("Betal til 8601.11.17947 innen fredag", "account", "8601.11.17947"),
    ("Kontonummeret er 8601 11 17947.", "account", "8601 11 17947"),
    ("konto 86011117947", "account", "86011117947"),
    ("Naboen i Storgata 12 har demens og går ut om natta.", "home", "Storgata 12"),
    ("Hun ble innlagt i mai. De bor i Øvre Kirkevei 4B.", "home", "Øvre Kirkevei 4B"),
    ("Mora mi er sjuk, og bur i Nygardsvegen 7", "home", "Nygardsvegen 7"),
    ("Gutten i Lillebakken 3 a har autisme.", "home", "Lillebakken 3 a"),
]
AT_PEACE = [
    "Send til post@kommune.no eller postmottak@bydel.oslo.kommune.no.",
    "innkjop.avdeling@fylke.no og post.naering@kommune.no",
    "Rådhuset har adressen Storgata 12, og legevakten ligger i Kirkeveien 166.",
    "Sykehjemmet i Solveien 3 har kafé.",
    "Organisasjonsnummer 987 654 321, saksnummer 86011117948",
    "Veien 12 kommuner gikk sammen om, for folk med demens, var lang.",
    "Summen er 8601.11.17948 eller 1 234 567 890 1",
    "Følg @kokebok og #innspill; se a@b",
]


@pytest.mark.parametrize(("text", "kind", "words"), PRIVATE)
def test_what_is_private_is_found_as_it_is_written(text: str, kind: Any, words: str) -> None:
    assert private_numbers(text) == [PrivateNumber(kind, words)]


@pytest.mark.parametrize("text", AT_PEACE)
def test_what_belongs_to_an_office_is_left_in_peace(text: str) -> None:
    assert private_numbers(text) == []


def test_a_number_that_is_right_as_both_is_an_identity_number() -> None:
    assert private_numbers("1510.86.95088") == [PrivateNumber("identity", "1510.86.95088")]


def test_an_address_that_is_public_already_is_left_out_however_it_is_written() -> None:
    assert private_numbers("KARI.Nordmann@gmail.com", known="Skriv til kari.nordmann@gmail.com") == []


@pytest.mark.parametrize(
    "hostile", ["A" * 8000, "a.@" * 2600, "Storgata " * 900, "1 " * 4000, "a@" + "b." * 4000]
)
def test_what_is_written_to_take_long_is_read_to_its_end(hostile: str) -> None:
    assert private_numbers(f"{hostile}\nSkriv til kari@gmail.com") == [
        PrivateNumber("email", "kari@gmail.com")
    ]


@pytest.mark.parametrize(
    "hostile", ["Storgata 1 syk ", "15108695088 99887766 ", "86011117947 kari@gmail.com "]
)
def test_four_times_as_much_takes_four_times_the_steps(hostile: str) -> None:
    few, many = (steps_to_read(hostile * times) for times in (100, 400))
    assert (many > 3 * few, many < 5 * few) == (True, True)


def steps_to_read(text: str) -> int:
    """How many functions are called to read a text."""
    steps = count()
    sys.setprofile(lambda _frame, event, _arg: next(steps) if event in {"call", "c_call"} else None)
    try:
        private_numbers(text)
    finally:
        sys.setprofile(None)
    return next(steps)


@pytest.mark.parametrize(
    ("between", "is_told"),
    [("x" * 150, True), ("x" * 157, False), ("\n", False), (" Ola \n syk ", False)],
)
@pytest.mark.parametrize("order", ["Storgata 12 {} syk", "syk {} Storgata 12"])
def test_only_a_word_near_and_in_the_same_line_makes_a_home_private(
    order: str, between: str, is_told: bool
) -> None:
    if "syk" in between and order.startswith("syk"):
        between = " syk \n Ola "
    assert bool(private_numbers(order.format(between))) is is_told


def test_over_all_texts_of_the_starter_the_warning_is_wrong_not_once() -> None:
    said = list(texts_of_the_starter())
    found = [number for text in said for number in private_numbers(text)]
    assert (len(said) > 1500, sum(map(len, said)) > 100_000) == (True, True)
    assert found == []


def texts_of_the_starter() -> Iterator[str]:
    for file in sorted(STARTER.rglob("*.toml")):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
