"""What looks private in letters and rows is told beside them, before anybody lets them be read by all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.doors.actions.take_letters import take_in_letter
from kokebok.doors.targets import all_places
from kokebok.inputs.models import Input
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


def test_the_fast_form_asks_of_whom_the_sender_speaks_for_too(as_berit: Client, paragraph: Paragraph) -> None:
    typed = {
        "door": "paper", "kind": "comment", "text": "Nyttig.", "language": "nb", "licence": "on",
        "on_behalf_of": f"Kontoen {NUMBER}", "where": TEXT,
    }  # fmt: skip
    assert TOLD in page_of(as_berit.post("/redaksjon/skriv-inn/", typed))
    assert not Input.objects.exists()
    as_berit.post("/redaksjon/skriv-inn/", typed | {"acknowledged": "yes"})
    assert Input.objects.get().on_behalf_of == f"Kontoen {NUMBER}"
