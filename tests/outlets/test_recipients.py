from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.doors.rules import Unreadable
from kokebok.lib.contents import decoded
from kokebok.outlets.recipients import (
    Recipient,
    RecipientsRead,
    Repeat,
    list_in_workbook,
    read_recipients,
    written,
)
from tests.files import macro_docx, xlsx

KARI = Recipient("Kari Nordmann", "kari@kommune.no")
PASTED_FROM_OUTLOOK = (
    "Bærum kommune <post@baerum.example.no>; Asker kommune <post@asker.example.no>; Kari <kari@x.example.no>"
)
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
    unread = ("Etat",) if "Etat" in text else ()
    assert read_recipients(text) == RecipientsRead((KARI, OLA), (), (), unread)


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


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Kari <k@x.no>; Ola <o@x.no>", [("Kari", "k@x.no"), ("Ola", "o@x.no")]),
        ("Til: Kari <k@x.no>;", [("Kari", "k@x.no")]),
        ("Nordmann, Kari <k@x.no>, Berg, Ola <o@x.no>", [("Nordmann, Kari", "k@x.no"), ("Berg, Ola", "o@x.no")]),
        ("\"Berg; leder\" <o@x.no>, k@x.no;'Kari' <K2@x.no>", [
            ("Berg; leder", "o@x.no"), ("", "k@x.no"), ("Kari", "k2@x.no"),
        ]),
        ("k@x.no, o@x.no; p@x.no", [("", "k@x.no"), ("", "o@x.no"), ("", "p@x.no")]),
        ("k@x.no<mailto:k@x.no>, <mailto:o@x.no>", [("", "k@x.no"), ("", "o@x.no")]),
        ("Kari (k@x.no), Ola Berg o@x.no", [("Kari", "k@x.no"), ("Ola Berg", "o@x.no")]),
        ("Kari\tk@x.no", [("Kari", "k@x.no")]),
        ('"Nordmann, Kari";k@x.no', [("Nordmann, Kari", "k@x.no")]),
        ("Post <post@bærum.example.no>", [("Post", "post@bærum.example.no")]),
    ],
)  # fmt: skip
def test_each_address_on_a_line_is_a_recipient_with_its_own_name(line, people) -> None:
    expected = tuple(Recipient(name, email) for name, email in people)
    assert read_recipients(line) == RecipientsRead(expected, (), ())
    several = read_recipients(f"{line}\nSiste <siste@x.no>")
    assert several == RecipientsRead((*expected, Recipient("Siste", "siste@x.no")), (), ())


def test_three_pasted_from_outlook_are_three() -> None:
    assert read_recipients(PASTED_FROM_OUTLOOK).recipients == (
        Recipient("Bærum kommune", "post@baerum.example.no"),
        Recipient("Asker kommune", "post@asker.example.no"),
        Recipient("Kari", "kari@x.example.no"),
    )


def test_on_a_line_of_many_each_that_cannot_be_used_is_named() -> None:
    reading = read_recipients("Kari; Ola <o@x.no>; Per <per@>; Eva <e@x.no>")
    assert [one.email for one in reading.recipients] == ["o@x.no", "e@x.no"]
    assert [(fault.line, fault.said) for fault in reading.faults] == [(1, "Kari"), (1, "Per <per@>")]


def test_one_address_written_in_two_ways_is_one() -> None:
    domain = "bærum.example.no".encode("idna").decode()
    reading = read_recipients(f"A <post@bærum.example.no>; mailto:Post@{domain}; o@x.no")
    assert [one.name for one in reading.recipients] == ["A", ""]
    assert reading.repeats == (Repeat("post@bærum.example.no", (1, 1)),)


def test_a_title_may_stand_above_the_names_of_the_columns() -> None:
    text = "Mottakere 2026\n\nNavn\tE-post\nKari\tmailto:kari@kommune.no\nOla\tfeil"
    reading = read_recipients(text)
    assert reading.recipients == (Recipient("Kari", "kari@kommune.no"),)
    assert [(fault.line, fault.said) for fault in reading.faults] == [(5, "Ola; feil")]


def test_a_workbook_is_read_as_a_list_is() -> None:
    rows: list[list[object]] = [
        ["Etat", "E-post", "Navn"],
        ["NAV", "kari@kommune.no", "Kari Nordmann"],
        [None],
    ]
    assert read_recipients(list_in_workbook(xlsx(rows))).recipients == (KARI,)
    with pytest.raises(Unreadable):
        list_in_workbook(macro_docx())


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
    assert len(read.recipients) <= text.count("@")
