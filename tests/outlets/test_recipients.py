from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.outlets.recipients import Reading, Recipient, Repeat, decoded, read_recipients, written

KARI = Recipient("Kari Nordmann", "kari@kommune.no")
OLA = Recipient("Ola Å. Ødegård", "ola@kommune.no")


@pytest.mark.parametrize(
    "text",
    [
        "navn;e-post\nKari Nordmann;kari@kommune.no\nOla Å. Ødegård;ola@kommune.no\n",
        "E-post,Navn\nKARI@kommune.no,Kari Nordmann\nola@kommune.no,Ola Å. Ødegård",
        "name\temail\r\nKari Nordmann\tkari@kommune.no\r\n\r\nOla Å. Ødegård\tola@kommune.no",
        "\ufeffEtat;Navn;Epost\nNAV;Kari Nordmann; kari@kommune.no \nKS;Ola Å. Ødegård;ola@kommune.no;x",
        'navn;e-post\n"Kari Nordmann";"kari@kommune.no"\n"Ola Å. Ødegård";ola@kommune.no',
        "Kari Nordmann;kari@kommune.no\nOla Å. Ødegård;ola@kommune.no",
        "kari@kommune.no;Kari Nordmann\nola@kommune.no;Ola Å. Ødegård",
        "Kari Nordmann <kari@kommune.no>\nOla Å. Ødegård <ola@kommune.no>",
    ],
)
def test_a_list_is_read_however_it_was_saved(text) -> None:
    assert read_recipients(text) == Reading((KARI, OLA), (), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_file_is_read_in_whatever_letters_the_spreadsheet_wrote(encoding) -> None:
    text = "navn;e-post\nOla Å. Ødegård;ola@kommune.no\n"
    assert read_recipients(decoded(text.encode(encoding))).recipients == (OLA,)


def test_names_may_be_missing() -> None:
    assert read_recipients("kari@kommune.no\nola@kommune.no").recipients == (
        Recipient("", "kari@kommune.no"),
        Recipient("", "ola@kommune.no"),
    )


def test_each_line_that_cannot_be_used_is_named_with_its_number() -> None:
    text = 'navn;e-post\nKari;kari@kommune.no\n\n"Per\nPål";per\nOla;\nEva;a@b.no, c@d.no\n'
    reading = read_recipients(text)
    assert [(fault.line, fault.said) for fault in reading.faults] == [
        (4, "Per Pål; per"),
        (6, "Ola"),
        (7, "Eva; a@b.no, c@d.no"),
    ]
    assert all(fault.wrong and fault.remedy for fault in reading.faults)
    assert not reading.is_usable


def test_an_address_that_stands_twice_gets_one_letter() -> None:
    reading = read_recipients("e-post\nkari@kommune.no\nola@kommune.no\nKari@Kommune.no")
    assert [one.email for one in reading.recipients] == ["kari@kommune.no", "ola@kommune.no"]
    assert reading.repeats == (Repeat("kari@kommune.no", (2, 4)),)
    assert reading.is_usable


def test_a_list_without_an_address_column_says_so() -> None:
    (fault,) = read_recipients("navn;telefon\nKari;12345678").faults
    assert (fault.line, fault.said) == (1, "navn; telefon")


@pytest.mark.parametrize("text", ["", "\n \n", "navn;e-post\n"])
def test_an_empty_list_cannot_be_used(text) -> None:
    assert not read_recipients(text).is_usable


def test_what_is_written_is_read_the_same() -> None:
    people = (KARI, Recipient('Åse; "Å"', "a@b.no"), Recipient("", "c@d.no"))
    assert read_recipients(written(people)).recipients == people


@given(st.text(max_size=200))
def test_nothing_pasted_makes_it_fall(text) -> None:
    read = read_recipients(text)
    assert len(read.recipients) <= len(text.splitlines())
