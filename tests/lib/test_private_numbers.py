"""Numbers that belong to a person."""

from __future__ import annotations

import pytest

from kokebok.lib.private_numbers import PrivateNumber, private_numbers


@pytest.mark.parametrize(
    "words",
    ["15108695088", "151086 95088", "151086-95088", "151086\u00a095088", "15 10 86 950 88", "55018610034"],
)
def test_identity_numbers_and_d_numbers_are_found_however_they_are_written(words):
    assert private_numbers(f"Hun er født med {words}, sier de.") == [PrivateNumber("identity", words)]


@pytest.mark.parametrize(
    "said",
    [
        "Fødselsnummeret hans er 15108695077.",
        "fnr. 151086 95077",
        "Personnr: 15 10 86 950 77",
        "D-nummer 55018610035",
    ],
)
def test_what_is_called_an_identity_number_is_found_with_wrong_check_digits_too(said):
    assert [(one.kind, one.words in said) for one in private_numbers(said)] == [("identity", True)]


@pytest.mark.parametrize(
    "words",
    [
        "99887766",
        "998 87 766",
        "99 88 77 66",
        "9988 7766",
        "22 11 20 26",
        "+47 99 88 77 66",
        "004799887766",
        "800 33 166",
    ],
)
def test_phone_numbers_are_found_however_they_are_written(words):
    assert private_numbers(f"Ring {words}.") == [PrivateNumber("phone", words)]


@pytest.mark.parametrize(
    "text",
    [
        "15108695077",  # wrong check digits
        "Sak 15108695077, fødselsnummer 98765432100, personnummer 15138695077",  # case number; no day; no month
        "Organisasjonsnummer 987 654 321, personnummeret har 11 sifre. Sak 20060512345",
        "0015108695088",  # part of something longer
        "10 000 000 kroner, 45 000 000 kroner, 2 500 000 000",
        "22.11.2026, 2026-11-22, 20261122, 2024 2025",
        "Organisasjonsnummer 987 654 321",
        "Sak 26/12345678, LOV-2005-06-17-62, https://eksempel.no/id/28877665/",
    ],
)
def test_other_numbers_are_left_in_peace(text):
    assert private_numbers(text) == []


def test_each_number_is_named_once_in_the_order_of_the_text():
    text = "99 88 77 66 eller 99887766, og 15108695088"
    assert private_numbers(text) == [
        PrivateNumber("identity", "15108695088"),
        PrivateNumber("phone", "99 88 77 66"),
    ]


def test_a_number_that_is_public_already_is_left_out():
    assert private_numbers("Ring 22 11 20 26 eller 99887766", known="Kontoret har 22112026.") == [
        PrivateNumber("phone", "99887766")
    ]
