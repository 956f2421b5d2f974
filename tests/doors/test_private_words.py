"""What looks private in letters and rows is told beside them, before anybody lets them be read by all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kokebok.doors.actions.take_letters import take_in_letter
from kokebok.doors.targets import all_places
from kokebok.inputs.models import Input
from kokebok.inputs.private import READ_BY_OTHERS
from tests.doors.conftest import TEXT, letter, mbox, put

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Paragraph

NUMBER = "8601.11.17947"
SAID = f"Betal til {NUMBER}, sa de."
TOLD = f"et kontonummer <b>{NUMBER}</b>"


def page_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_letters_are_named_with_what_looks_private_before_they_are_taken_in(
    as_berit: Client, paragraph: Paragraph
) -> None:
    letters = mbox(letter(SAID, subject="Om penger"), letter("Dette er nyttig.", number="2"))
    page = page_of(as_berit.get(put(as_berit, "brev.mbox", letters)))
    assert (page.count(TOLD), f"Om penger: Dette ser privat ut: {TOLD}" in page) == (2, True)


def test_a_letter_from_the_mailbox_has_it_beside_the_button_that_publishes_it(
    as_berit: Client, paragraph: Paragraph
) -> None:
    take_in_letter(letter(SAID), places=all_places())
    assert TOLD in page_of(as_berit.get(f"/redaksjon/innspill/{Input.objects.get().pk}/"))


def test_rows_are_named_with_what_looks_private_however_far_down_they_stand(
    as_berit: Client, paragraph: Paragraph
) -> None:
    rows = ["Tekst", *(f"Et innspill {n}" for n in range(20)), SAID]
    page = page_of(as_berit.get(put(as_berit, "ark.csv", "\n".join(rows).encode())))
    assert f"Rad 22: Dette ser privat ut: {TOLD}" in page


@pytest.mark.parametrize("heading", ["Tekst", "Forslag", "Navn", "På vegne av"])
def test_all_that_others_read_of_a_row_is_looked_through(
    as_berit: Client, paragraph: Paragraph, heading: str
) -> None:
    row = {"Tekst": "Nyttig.", "Sted": TEXT, heading: f"Kontoen {NUMBER}"}
    if heading == "Forslag":
        row["Type"] = "Forslag"
    sheet = "\n".join(";".join(cells) for cells in (row.keys(), row.values()))
    page = page_of(as_berit.get(put(as_berit, "ark.csv", sheet.encode())))
    assert f"Rad 2: Dette ser privat ut: {TOLD}" in page


def test_of_very_many_rows_the_first_are_named_and_the_rest_are_counted(
    as_berit: Client, paragraph: Paragraph
) -> None:
    rows = ["Tekst", *(f"Konto {NUMBER}" for _row in range(103))]
    page = page_of(as_berit.get(put(as_berit, "ark.csv", "\n".join(rows).encode())))
    assert (page.count("Dette ser privat ut:"), "Og 3 til med noe som ser privat ut." in page) == (100, True)


@pytest.mark.parametrize("field", READ_BY_OTHERS)
def test_the_fast_form_asks_of_all_that_others_read(
    as_berit: Client, paragraph: Paragraph, field: str
) -> None:
    typed = {
        "door": "paper", "kind": "suggestion", "text": "Nyttig.", "suggestion": "Ny.", "language": "nb",
        "licence": "on", "where": TEXT, field: f"Kontoen {NUMBER}",
    }  # fmt: skip
    assert TOLD in page_of(as_berit.post("/redaksjon/skriv-inn/", typed))
    assert not Input.objects.exists()
    as_berit.post("/redaksjon/skriv-inn/", typed | {"acknowledged": "yes"})
    assert getattr(Input.objects.get(), field) == f"Kontoen {NUMBER}"
