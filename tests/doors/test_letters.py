"""Files of letters at the desk: looked at, taken in, set aside, never doubled and never lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from kokebok.doors.actions.batches import sweep_batches, take_in_later
from kokebok.doors.actions.take_letters import LetterOutcome, take_in_letter
from kokebok.doors.models import Arrival, Batch, BatchState, SetAside
from kokebok.doors.targets import all_places
from kokebok.inputs.models import LONGEST_TEXT, Input, State
from kokebok.journal.queries import acts_on
from kokebok.later.models import QueuedTask
from kokebok.people.owning import Whose, own_things
from kokebok.reading.actions.erase_person import erase_person
from tests.doors.conftest import letter, mbox, put, words_of
from tests.files import PDF, macro_docx
from tests.world import InputFactory


@pytest.fixture
def take(paragraph: Any) -> Any:
    """Takes in a letter as the mailbox does, and gives back its input."""

    def taken(raw: bytes) -> Any:
        assert take_in_letter(raw, places=all_places()) == LetterOutcome.TAKEN
        return Arrival.objects.latest("pk").given

    return taken


def test_a_file_is_looked_at_before_anything_is_taken_in(as_berit, paragraph):
    InputFactory.create(paragraph=paragraph, text="Fra før")
    mixed = mbox(
        letter("Om /a/" + paragraph.anchor, number="1", subject="Til avsnittet"),
        letter(number="2", subject="Automatisk svar"),
        letter(number="1", subject="Den samme"),
        letter(number="4", files=(("svar.pdf", PDF), ("x.docx", macro_docx()))),
    )
    page = words_of(as_berit.get(put(as_berit, "post.mbox", mixed)))
    assert Input.objects.count() == 1
    for words in ("Til avsnittet", f"{paragraph.page.title}, ", "svar.pdf", "x.docx", "Den samme"):
        assert words in page
    figures = [part.partition("<")[0] for part in page.split("<dd>")[1:5]]
    assert figures == ["2", "1", "1", "2"]


def test_the_letters_are_taken_in_later_and_the_same_file_again_adds_nothing(
    as_berit, berit, paragraph, django_capture_on_commit_callbacks
):
    both = mbox(letter(number="1"), letter(number="2", Precedence="bulk"))
    for _time in range(2):
        where = put(as_berit, "post.mbox", both)
        with django_capture_on_commit_callbacks(execute=True):
            as_berit.post(f"{where}ta-inn/", {"state": "open"})
    given: Any = Input.objects.get()
    assert (given.state, given.arrival.by, SetAside.objects.count()) == (State.OPEN, berit, 1)
    assert [(one.state, one.done, one.total) for one in Batch.objects.all()] == [(BatchState.DONE, 2, 2)] * 2
    assert [letter.to for letter in mail.outbox] == [["kare@example.no"]]
    assert acts_on(given) == ["input.sent", "letter.taken_in"]


def test_taking_in_twice_is_one_taking_in(as_berit, paragraph):
    where = put(as_berit, "brev.eml", letter())
    for _click in range(2):
        as_berit.post(f"{where}ta-inn/", {"state": "waiting"})
    assert Batch.objects.get().state == BatchState.RUNNING
    assert acts_on(Batch.objects.get()) == ["batch.looked_at", "batch.running"]
    for _time in range(2):
        take_in_later.call(batch_id=Batch.objects.get().pk)
    assert (Input.objects.count(), Batch.objects.get().state) == (1, BatchState.DONE)


def test_a_file_whose_taking_in_died_is_gone_on_with_from_where_it_stopped(
    as_berit, paragraph, django_capture_on_commit_callbacks
):
    where = put(as_berit, "post.mbox", mbox(*(letter(f"Ord {n}", number=str(n)) for n in range(4))))
    as_berit.post(f"{where}ta-inn/", {"state": "waiting"})
    batch = Batch.objects.get()
    take_in_letter(letter("Ord 0", number="0"), places=all_places(), by=batch.by, batch=batch)
    Batch.objects.update(touched_at="2026-01-01T00:00Z")
    QueuedTask.objects.all().delete()  # as after the version before, which had no row for it
    with django_capture_on_commit_callbacks(execute=True):
        sweep_batches()
    assert (Input.objects.count(), Batch.objects.get().state, Batch.objects.get().done) == (
        4,
        BatchState.DONE,
        4,
    )


def test_a_dropped_file_cannot_be_taken_in(as_berit, paragraph):
    where = put(as_berit, "brev.eml", letter())
    as_berit.post(f"{where}la-ligge/")
    as_berit.post(f"{where}ta-inn/", {"state": "open"})
    assert (Batch.objects.get().state, Input.objects.count()) == (BatchState.DROPPED, 0)


def test_the_place_is_the_paragraph_the_receipt_or_the_page_that_is_named(take, paragraph, settings):
    earlier = InputFactory.create(paragraph=paragraph)
    grouped = " ".join(earlier.code[n : n + 4] for n in range(0, 16, 4))
    page = paragraph.page
    aims = [
        take(letter(text, number=str(n)))
        for n, text in enumerate(
            [
                f"Se https://kokebok.example/a/{paragraph.anchor}/.",
                f"Min kvittering er {grouped.upper()}",
                f"Se {settings.BASE_URL}{page.url}",
                "Om det hele. Se https://annet.example/fakta/",
            ]
        )
    ]
    assert [(given.paragraph, given.page and given.page.pk) for given in aims] == [
        (paragraph, None),
        (paragraph, None),
        (None, page.pk),
        (None, None),
    ]


def test_the_subject_stands_first_unless_it_is_in_the_text_already(take):
    assert take(letter("Hei", subject="SV: Re: Om boka")).text == "Om boka\n\nHei"
    assert take(letter("Om boka: hei", subject="Om boka", number="2")).text == "Om boka: hei"


def test_a_letter_longer_than_an_input_is_kept_whole_as_a_file(take):
    given = take(letter("ord " * 5000))
    assert len(given.text) <= LONGEST_TEXT
    assert [file.name for file in given.attachments.all()] == ["brev.txt"]


def test_files_that_are_not_taken_are_named_with_why_and_the_letter_is_kept(take, as_berit):
    raw = letter(files=(("../../x.docx", macro_docx()), ("svar.pdf", PDF)))
    given = take(raw)
    assert [file.name for file in given.attachments.all()] == ["svar.pdf"]
    assert [left[0] for left in given.arrival.left_out] == ["../../x.docx"]
    opened = words_of(as_berit.get(f"/redaksjon/innspill/{given.pk}/"))
    assert "x.docx" in opened
    kept = as_berit.get(f"/redaksjon/andre-veier/innspill/{given.pk}/brev/")
    assert (kept.content, kept.headers["Content-Type"]) == (raw, "application/octet-stream")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in kept.headers["Content-Security-Policy"]


def test_more_files_than_there_is_room_for_are_named(take, settings):
    settings.ATTACHMENTS_AN_INPUT = 1
    given = take(letter(files=(("a.txt", b"En"), ("b.txt", b"To"))))
    assert (
        [file.name for file in given.attachments.all()],
        [left[0] for left in given.arrival.left_out],
    ) == (["a.txt"], ["b.txt"])


def test_a_wrong_address_is_no_address(take):
    assert take(letter(From="Kåre <ikke en adresse@@x>")).email == ""


def test_a_letter_from_ourselves_is_set_aside(paragraph, settings):
    take_in_letter(letter(From=settings.DEFAULT_FROM_EMAIL), places=all_places())
    assert SetAside.objects.get().reason == "ours"


def test_what_was_set_aside_can_be_made_an_input_once_or_let_lie(as_berit, berit, paragraph):
    for n in range(2):
        take_in_letter(letter(f"Ord {n}", number=str(n), Precedence="bulk"), places=all_places())
    listed = words_of(as_berit.get("/redaksjon/andre-veier/satt-til-side/"))
    assert listed.count('value="take_in"') == 2
    lie, take = SetAside.objects.all()
    for _click in range(2):
        as_berit.post(f"/redaksjon/andre-veier/satt-til-side/{take.pk}/", {"do": "take_in"})
        as_berit.post(f"/redaksjon/andre-veier/satt-til-side/{lie.pk}/", {"do": "let_lie"})
    assert (Input.objects.count(), Arrival.objects.get().by) == (1, berit)
    assert set(SetAside.objects.values_list("closed_by", flat=True)) == {berit.pk}
    assert as_berit.get(f"/redaksjon/andre-veier/brev/{lie.pk}/").status_code == 200
    assert take_in_letter(letter("Ord 0", number="0"), places=all_places()) == LetterOutcome.ALREADY


def test_a_letter_that_says_nothing_stays_set_aside(as_berit, paragraph):
    take_in_letter(b"From: x@example.no\nMessage-ID: <1@x>\n\n", places=all_places())
    aside = SetAside.objects.get()
    as_berit.post(f"/redaksjon/andre-veier/satt-til-side/{aside.pk}/", {"do": "take_in"})
    aside.refresh_from_db()
    assert (aside.closed_at, Input.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("brev.eml", b""), ("brev.eml", b"  \n"), ("brev.msg", b"x"), ("post.zip", b"PK\x03\x04")],
)
def test_a_file_that_is_not_taken_is_said_by_the_field(as_berit, paragraph, name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = as_berit.post("/redaksjon/andre-veier/", {"file": SimpleUploadedFile(name, content)})
    assert (response.status_code, Batch.objects.count()) == (422, 0)
    assert 'href="#id_file"' in response.content.decode()


def test_a_file_above_the_limit_is_refused(as_berit, paragraph, settings):
    settings.IMPORT_MB = 0
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = as_berit.post("/redaksjon/andre-veier/", {"file": SimpleUploadedFile("a.eml", letter())})
    assert response.status_code == 422


@pytest.mark.parametrize(
    "address",
    ["", "satt-til-side/", "brev/1/", "innspill/1/brev/", "1/", "1/fremdrift/", "1/ta-inn/", "1/la-ligge/"],
)
def test_only_who_handles_inputs_comes_in(address, hege, rana):
    for person in (hege, rana):
        client = Client()
        client.force_login(person)
        assert client.get(f"/redaksjon/andre-veier/{address}").status_code == 403
    assert Client().get(f"/redaksjon/andre-veier/{address}").status_code == 302


def test_the_list_of_letters_set_aside_takes_the_same_number_of_queries_for_1_and_30(as_berit, paragraph):
    from tests.desk.conftest import queries_of

    places = all_places()
    take_in_letter(letter(number="0", Precedence="bulk"), places=places)
    one = queries_of(as_berit, "/redaksjon/andre-veier/satt-til-side/")
    for n in range(1, 30):
        take_in_letter(letter(number=str(n), Precedence="bulk"), places=places)
    assert queries_of(as_berit, "/redaksjon/andre-veier/satt-til-side/") == one


def test_two_who_take_in_the_same_letter_at_once_make_one_input(committed):
    from tests.world import make_cookbook

    make_cookbook()
    both, outcomes = threading.Barrier(2), []

    def take() -> None:
        places = all_places()
        both.wait()
        outcomes.append(take_in_letter(letter(files=(("svar.pdf", PDF),)), places=places))
        connection.close()

    threads = [threading.Thread(target=take) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2
    assert (Input.objects.count(), Arrival.objects.count()) == (1, 1)
    assert Input.objects.get().attachments.count() == 1


def kept() -> list[str]:
    """What stands in all files of letters and rows."""
    return [
        file.read_bytes().decode() for file in sorted(Path(settings.ARRIVALS).rglob("*")) if file.is_file()
    ]


def test_of_a_file_of_letters_nothing_of_who_is_erased_is_left_and_the_others_stay(
    as_berit, paragraph, django_capture_on_commit_callbacks
):
    letters = (
        letter("Ord en", number="1"),
        letter("Ord to", number="2", Precedence="bulk"),
        letter("Ord tre", number="3", From="Siri <siri@example.no>"),
    )
    with django_capture_on_commit_callbacks(execute=True):
        where = put(as_berit, "post.mbox", mbox(*letters))
        as_berit.post(f"{where}ta-inn/", {"state": State.OPEN})
    batch = Batch.objects.get()
    assert (batch.state, batch.sha256) == (BatchState.DONE, "")
    assert [sum(name in one for one in kept()) for name in ("kare@", "siri@")] == [2, 1]
    assert "avgjort" in words_of(as_berit.post(f"{where}ta-inn/", {"state": State.OPEN}, follow=True))
    of_kare = Input.objects.get(text__contains="Ord en")
    whose = Whose(inputs=(of_kare.pk,), email="kare@example.no")
    assert [(one.sort, one.facts[1].says) for one in own_things(whose) if one.sort == "letter"] == [
        ("letter", "Om kokeboka")
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(whose)
    assert [sum(name in one for one in kept()) for name in ("kare@", "siri@")] == [0, 1]
    assert "kare@" not in str([*SetAside.objects.values(), *Batch.objects.values()])
    assert "Ingen e-poster er satt til side" in words_of(
        as_berit.get("/redaksjon/andre-veier/satt-til-side/")
    )
    with django_capture_on_commit_callbacks(execute=True):
        again = [take_in_letter(one, places=all_places()) for one in letters]
    assert again == [LetterOutcome.ALREADY] * 3
    assert [sum(name in one for one in kept()) for name in ("kare@", "siri@")] == [0, 1]


def test_the_file_of_one_that_was_settled_before_goes_by_the_clock(
    as_berit, paragraph, django_capture_on_commit_callbacks
):
    where = put(as_berit, "post.mbox", mbox(letter()))
    Batch.objects.update(state=BatchState.DROPPED)
    assert len(kept()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        sweep_batches()
    assert (kept(), Batch.objects.get().sha256) == ([], "")
    assert as_berit.get(where).status_code == 200
