"""Letters that once broke something, taken in by the mailbox's door: what becomes an input, and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kokebok.doors.actions.take_letters import LetterOutcome, take_in_letter
from kokebok.doors.models import Arrival, SetAside
from kokebok.doors.targets import all_places
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.lib.mail import letters_in
from tests.doors.conftest import letter

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Paragraph

CASES = Path(__file__).with_name("cases")
pytestmark = pytest.mark.django_db
BECOMES = {
    "please-in-the-middle.eml": "Avsnitt om avtaler\n\nHei.\n\nAvsnitt 3 er uklart om hvem som betaler.\n\n"
    "Vennligst rett dette før utgaven trykkes.\n\nDet samme gjelder avsnitt 5 om fristen.",
    "own-sentence-that-somebody-wrote.eml": "Om rundskrivet\n\nVi har tre merknader.\n\n"
    "Den viktigste endringen departementet skrev om i fjor, mangler her:\n"
    "Kravet om skriftlig avtale gjelder nå også samarbeid uten penger.\n\nI tillegg bør vedlegget tas ut.",
    "reply-gmail-bokmal.eml": "Innspill\n\nJeg er enig i forslaget.",
    "reply-gmail-weekday-first.eml": "Innspillet ditt\n\nJa, jeg mente steg 3.",
    "reply-apple-quoted-head.eml": "Innspill\n\nFint, men legg til barnehager.",
    "reply-iphone-not-quoted.eml": "Deres innspill\n\nJa, det stemmer.",
    "windows-1252-said-to-be-latin-1.eml": "Anforsel\n\nVi foreslår å skrive “samarbeid” – ikke “anskaffelse” … "
    "det er noe annet. Prisen er 100 €.",
    "windows-1252-with-apostrophe.eml": "Sitater\n\nVi mener at “høring” koster 500 € – og at de’re feil… Så langt.",
    "format-flowed.eml": "Flytende tekst\n\nDette er et langt avsnitt som programmet har delt i flere linjer "
    "ved om lag 72 tegn, slik at hver linje slutter med et mellomrom, og som skal leses som et eneste avsnitt.\n\n"
    "- et punkt som står for seg\n- et punkt til",
    "answers-between-the-questions.eml": "Sporsmal\n\n> Er fristen lang nok?\n\nNei, den bør være seks uker.\n\n"
    "> Mangler noe?\n\nJa, et eksempel fra en liten kommune.",
    "rule-of-underscores.eml": "Skjema\n\nHØRINGSSVAR FRA VELFORENINGEN\n______________________________\n"
    "Punkt 1: Vi er for.\nPunkt 2: Vi er imot.",
    "sentences-that-begin-as-greetings.eml": "Hilsen fra byrådet må med i forordet, det lovte dere.\n\n"
    "Hilsningen bør være på begge målformer.\n\nOg husk samisk.",
    "two-dashes-between-two-parts.eml": "To deler\n\nFørste del: bra.\n--\n"
    "Andre del: dårlig, fordi fristen er for kort.",
    "from-line-without-year.eml": "Om steg 2\n\nSteg 2 er for langt.",
}


def take_in(name: str) -> list[LetterOutcome]:
    """Take in the letters of a file of the cases, as the mailbox's clock does."""
    return [take_in_letter(raw, places=all_places()) for raw in letters_in((CASES / name).read_bytes())]


@pytest.mark.parametrize("name", BECOMES)
def test_what_the_sender_wrote_and_nothing_else_becomes_the_input(book, name):
    assert (take_in(name), Input.objects.get().text) == ([LetterOutcome.TAKEN], BECOMES[name])


def test_a_file_whose_first_from_line_has_no_day_holds_two_letters(book):
    assert take_in("first-from-line-without-day.mbox") == [LetterOutcome.TAKEN, LetterOutcome.TAKEN]
    assert [given.text for given in Input.objects.order_by("pk")] == [
        "FORSTE brev\n\nDet forste brevet.",
        "ANDRE brev\n\nDet andre brevet.",
    ]


@pytest.mark.parametrize(
    ("name", "file"), [("only-winmail-dat.eml", "winmail.dat"), ("only-a-heic-picture.eml", "IMG_0001.HEIC")]
)
def test_a_letter_that_says_all_in_a_file_we_cannot_read_waits_for_a_person_who_is_told_which(
    book, as_berit: Client, name, file
):
    assert (take_in(name), Input.objects.count()) == ([LetterOutcome.ASIDE], 0)
    page = as_berit.get("/redaksjon/andre-veier/satt-til-side/").content.decode()
    assert (f"{file} –" in page, "det som sies, står i en fil som ikke kan tas inn" in page) == (True, True)


def test_a_letter_sent_on_waits_and_becomes_an_input_of_who_wrote_it(book, as_berit: Client):
    assert take_in("sent-on-with-a-line-above.eml") == [LetterOutcome.ASIDE]
    aside = SetAside.objects.get()
    as_berit.post(f"/redaksjon/andre-veier/satt-til-side/{aside.pk}/", {"do": "take_in"})
    given = Input.objects.get()
    assert (aside.reason, given.name, given.email, given.text) == (
        "sent_on",
        "Inne Bygger",
        "inne.bygger@example.com",
        "Merknad til kokeboken\n\nJeg synes oppskriften glemmer dem som ikke har bil.",
    )
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert "Videresender denne fra en innbygger." in page


def test_an_editor_reads_what_was_left_out_and_takes_it_back_with_one_press(
    paragraph: Paragraph, as_berit: Client
):
    take_in_letter(letter("Steg 2 er for langt.\n\nHilsen Kåre\nog det er steg 3 også"), places=all_places())
    given = Input.objects.get()
    address = f"/redaksjon/andre-veier/innspill/{given.pk}/ta-tilbake/0/"
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert ("og det er steg 3 også" in page, address in page) == (True, True)
    answer = as_berit.post(address, follow=True)
    given.refresh_from_db()
    assert given.text == "Om kokeboka\n\nSteg 2 er for langt.\n\nHilsen Kåre\nog det er steg 3 også"
    assert "Ordene står nå sist i innspillet." in answer.content.decode()
    assert address not in answer.content.decode()
    assert [entry.about for entry in Entry.objects.filter(act="letter.words_taken_back")] == [
        f"inputs.input:{given.pk}"
    ]
    again = as_berit.post(address, follow=True)
    given.refresh_from_db()
    assert "Noen har allerede tatt med disse ordene." in again.content.decode()
    assert given.text.count("steg 3 også") == 1


@pytest.mark.parametrize("part", [1, 7])
def test_words_that_are_not_there_are_not_taken_back(paragraph: Paragraph, as_berit: Client, part):
    take_in_letter(letter("Steg 2.\n\nHilsen Kåre"), places=all_places())
    given = Input.objects.get()
    answer = as_berit.post(f"/redaksjon/andre-veier/innspill/{given.pk}/ta-tilbake/{part}/", follow=True)
    assert "Det er ingen slike ord i e-posten." in answer.content.decode()


def test_words_are_not_taken_back_into_an_input_that_is_withdrawn(paragraph: Paragraph, as_berit: Client):
    take_in_letter(letter("Steg 2.\n\nHilsen Kåre"), places=all_places())
    given = Input.objects.get()
    withdraw(given)
    answer = as_berit.post(f"/redaksjon/andre-veier/innspill/{given.pk}/ta-tilbake/0/", follow=True)
    assert "Innspillet er endret eller besvart i mellomtiden." in answer.content.decode()
    assert Arrival.objects.get().left_out == [["", "underskriften", "Hilsen Kåre", False]]


def test_a_line_that_may_be_anothers_is_named_for_the_editor(book, as_berit: Client):
    take_in("own-sentence-that-somebody-wrote.eml")
    page = as_berit.get(f"/redaksjon/innspill/{Input.objects.get().pk}/").content.decode()
    assert "Tatt med, men kan være en annens ord: «Den viktigste endringen departementet skrev" in page


def test_a_letter_that_starts_with_a_from_line_is_read_from_a_file_at_the_desk(book, as_berit: Client):
    file = SimpleUploadedFile("brev.eml", (CASES / "from-line-without-year.eml").read_bytes())
    answer = as_berit.post("/redaksjon/andre-veier/", {"file": file}, follow=True)
    assert "Om steg 2" in answer.content.decode()
