"""Removing a part of an input: a mark with the reason stands in its place everywhere, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.inputs.actions.change import edit
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import AlreadyRead, TooLate
from kokebok.inputs.seen import seen_by_all, seen_by_sender
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.moderation.actions.letters import sweep, tell_of_ruling_later
from kokebok.moderation.actions.redact import put_back, redact
from kokebok.moderation.models import Measure, Original, Removal, Ruling
from kokebok.moderation.rules import Grounds
from kokebok.people.rules import Refused
from tests.moderation.conftest import PUBLIC, TEXT, browser

SECRET = "Nordmann"


@pytest.fixture
def removed(given, privacy, berit):
    """That the name is removed."""
    return remove(given, privacy, berit)


def remove(given, grounds, by, *words):
    return redact(given, words=words or ["Kari Nordmann"], grounds=grounds, by=by)


def test_the_mark_stands_wherever_the_words_stood_and_the_original_is_kept(given, privacy, berit) -> None:
    ruling = remove(given, privacy, berit)
    given.refresh_from_db()
    assert (given.text, given.suggestion) == (PUBLIC, "Spør alle, som [fjernet: personopplysninger].")
    original = Original.objects.get()
    assert (original.text, original.suggestion) == (TEXT, "Spør alle, som Kari Nordmann.")
    assert [(one.field, one.start, one.end) for one in ruling.removals.all()] == [
        ("suggestion", 15, 28),
        ("text", 5, 18),
        ("text", 34, 47),
    ]
    assert acts_on(given) == ["input.redacted"]


def test_words_that_stand_in_the_shown_name_take_the_name_away_everywhere(
    client, book, given, privacy, berit
) -> None:
    Input.objects.update(name="Kari Nordmann", on_behalf_of="Nordmann AS", may_be_named=True)
    given.refresh_from_db()
    answer(given, Answer(Outcome.LATER, "Takk.", "Vi tar det siden."), by=berit)
    pages = [given.paragraph.page.url, f"/innspill/{given.pk}/", "/innspill/", "/innspill/atom/", "/folg/atom/",
             *(f"/innspill/fil/{form}/" for form in ("csv", "json")), f"/sok/?q={SECRET}"]  # fmt: skip
    before = [page for page in pages if SECRET in client.get(page).getvalue().decode()]
    ruling = remove(given, privacy, berit)
    assert (len(before) > 3, [page for page in pages if SECRET in client.get(page).getvalue().decode()]) == (
        True,
        [f"/sok/?q={SECRET}"],  # what one asked for oneself
    )
    given.refresh_from_db()
    assert seen_by_sender(given).signature == "Kari Nordmann, Nordmann AS"
    put_back(ruling, by=berit)
    assert seen_by_all(Input.objects.get()).signature == "Kari Nordmann, Nordmann AS"


def test_words_that_stand_in_the_name_alone_are_removed_too(given, privacy, berit) -> None:
    Input.objects.update(name="Olga Hemmelig", may_be_named=True)
    given.refresh_from_db()
    remove(given, privacy, berit, "Hemmelig")
    assert (seen_by_all(given).name, given.text) == ("", TEXT)


def test_the_mark_is_in_the_language_of_the_input(given, privacy, berit) -> None:
    Input.objects.update(language="nn")
    remove(Input.objects.get(), privacy, berit)
    assert Input.objects.get().text.startswith("Spør [fjerna: personopplysningar] i")


def test_nothing_public_says_what_was_removed(client, book, given, privacy, berit) -> None:
    answer(given, Answer(Outcome.LATER, "Takk.", "Vi tar det siden."), by=berit)
    remove(given, privacy, berit)
    pages = [
        given.paragraph.page.url,
        f"/innspill/{given.pk}/",
        "/innspill/",
        "/innspill/atom/",
        *(f"/innspill/fil/{form}/" for form in ("csv", "json")),
        f"/innspill/{given.pk}/stott/",
        f"/innspill/{given.pk}/kommenter/",
        f"/innspill/?q={SECRET}",
        f"/sok/?q={SECRET}",
    ]
    answers = {page: client.get(page, follow=True) for page in pages}
    said = {page: one.getvalue().decode() for page, one in answers.items()}
    assert {page: one.status_code for page, one in answers.items() if one.status_code != 200} == {}
    assert [page for page, words in said.items() if "Kari" in words] == []
    assert said["/innspill/"].count("[fjernet: personopplysninger]") >= 2
    words = list(csv.reader(io.StringIO(said["/innspill/fil/csv/"]), delimiter=";"))
    assert "[fjernet: personopplysninger] i Storgata" in words[1][6]
    assert json.loads(said["/innspill/fil/json/"])["inputs"][0]["input"]["text"] == PUBLIC


def test_the_files_with_layout_do_not_say_it_either(client, given, privacy, berit) -> None:
    import zipfile

    remove(given, privacy, berit)
    for form in ("xlsx", "docx"):
        packed = zipfile.ZipFile(io.BytesIO(client.get(f"/innspill/fil/{form}/").getvalue()))
        whole = b"".join(packed.read(name) for name in packed.namelist()).decode(errors="replace")
        assert ("Nordmann" in whole, "fjernet: personopplysninger" in whole) == (False, True)


def test_the_journal_does_not_say_what_was_removed(given, privacy, berit) -> None:
    remove(given, privacy, berit)
    assert not Entry.objects.filter(what__icontains="Nordmann").exists()


def test_the_sender_sees_all_they_wrote_and_what_is_removed(client, given, privacy, berit) -> None:
    remove(given, privacy, berit)
    receipt = client.get(f"/kvittering/{given.code}/").content.decode()
    assert "Spør Kari Nordmann i Storgata 12. Kari Nordmann vet det." in receipt
    assert "[fjernet: personopplysninger]" in receipt
    assert f"/kvittering/{given.code}/ny-vurdering/{Ruling.objects.get().pk}/" in receipt


@pytest.mark.parametrize(("who", "sees"), [("berit", False), ("mona", True)])
def test_at_the_desk_only_moderators_and_administrators_see_what_was_removed(
    removed, berit, mona, who, sees
) -> None:
    given, client = removed.given, browser({"berit": berit, "mona": mona}[who])
    pages = [f"/redaksjon/innspill/{given.pk}/", f"/redaksjon/moderering/{Ruling.objects.get().pk}/"]
    shown = [SECRET in client.get(page).getvalue().decode() for page in pages]
    assert shown == [sees, sees]


def test_a_second_part_is_removed_beside_the_first_and_each_is_put_back_alone(
    given, reasons, berit, egil
) -> None:
    first = remove(given, Grounds(reasons["personopplysninger"]), berit)
    second = remove(first.given, Grounds(reasons["hets"]), berit, "Storgata 12")
    put_back(first, by=egil)
    assert Input.objects.get().text == TEXT.replace("Storgata 12", "[fjernet: hets eller trusler]")
    put_back(second, by=egil)
    now = Input.objects.get()
    assert (now.text, now.suggestion) == (TEXT, "Spør alle, som Kari Nordmann.")
    assert acts_on(given) == ["input.redacted", "input.redacted", "input.restored", "input.restored"]


def test_a_part_is_put_back_once(given, privacy, berit, egil) -> None:
    ruling = remove(given, privacy, berit)
    put_back(Ruling.objects.get(), by=berit)
    with pytest.raises(TooLate):
        put_back(ruling, by=egil)


@pytest.mark.parametrize("words", [["Ola"], ["Kar"], [], ["  "], ["Kari Nordmann", "finnes ikke"]])
def test_words_that_are_not_there_are_refused_and_nothing_is_kept(given, privacy, berit, words) -> None:
    with pytest.raises(Refused):
        redact(given, words=words, grounds=privacy, by=berit)
    assert (Ruling.objects.count(), Original.objects.count(), Input.objects.get().text) == (0, 0, TEXT)


def test_what_is_removed_already_cannot_be_removed_again(given, privacy, berit) -> None:
    ruling = remove(given, privacy, berit)
    with pytest.raises(Refused):
        remove(ruling.given, privacy, berit)
    assert Ruling.objects.count() == 1


def test_parts_that_overlap_are_one_mark(given, privacy, berit) -> None:
    remove(given, privacy, berit, "Kari Nordmann", "Kari Nordmann i Storgata 12")
    assert Input.objects.get().text == (
        "Spør [fjernet: personopplysninger]. [fjernet: personopplysninger] vet det."
    )


def test_of_two_who_remove_at_once_the_second_is_told(given, privacy, berit, egil) -> None:
    seen_by_egil = Input.objects.get(pk=given.pk)
    remove(given, privacy, berit)
    with pytest.raises(TooLate):
        remove(seen_by_egil, privacy, egil, "Storgata 12")
    assert Ruling.objects.count() == 1


def test_from_then_on_the_sender_cannot_change_the_words(given, privacy, berit) -> None:
    seen_by_sender = Input.objects.get(pk=given.pk)
    remove(given, privacy, berit)
    with pytest.raises(AlreadyRead):
        edit(seen_by_sender, text="Kari Nordmann igjen", suggestion=given.suggestion)
    assert "Kari" not in Input.objects.get().text


def test_what_the_sender_changed_meanwhile_is_not_overwritten(given, privacy, berit) -> None:
    seen_by_berit = Input.objects.get(pk=given.pk)
    edit(given, text="Noe annet om Kari Nordmann.", suggestion=given.suggestion)
    with pytest.raises(TooLate):
        remove(seen_by_berit, privacy, berit)
    assert Input.objects.get().text == "Noe annet om Kari Nordmann."


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN])
def test_there_is_nothing_to_remove_from_what_readers_cannot_see(given, privacy, berit, state) -> None:
    Input.objects.update(state=state, settled_at=timezone.now(), refusal="Nei.")
    with pytest.raises(TooLate):
        remove(Input.objects.get(), privacy, berit)


def test_a_suggestion_with_a_mark_in_it_is_not_taken_in_as_it_is(removed, egil) -> None:
    given = removed.given
    now = wording_now(given.paragraph)
    said = Answer(Outcome.TAKEN_IN, "Takk.", new_text=given.suggestion)
    with pytest.raises(Refused, match="uten merket"):
        answer(given, said, by=egil, seen=now)
    assert Input.objects.get().state == State.OPEN
    given.refresh_from_db()
    changed = Answer(Outcome.TAKEN_IN_CHANGED, "Takk.", new_text="Spør alle.")
    answer(given, changed, by=egil, seen=now)
    assert wording_now(given.paragraph).text == "Spør alle."


def test_the_sender_is_told_by_letter_once(given, privacy, berit) -> None:
    ruling = remove(given, privacy, berit)
    for _time in range(2):
        tell_of_ruling_later.call(ruling_id=ruling.pk)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.no"]
    assert ("Personopplysninger" in letter.body, "Nordmann" in letter.body) == (True, False)


def test_one_who_confirms_the_address_afterwards_is_told_then(given, privacy, berit) -> None:
    Input.objects.update(email_confirmed_at=None)
    remove(Input.objects.get(), privacy, berit)
    sweep()
    assert mail.outbox == []
    Input.objects.update(email_confirmed_at=timezone.now())
    for _time in range(2):
        sweep()
    assert len(mail.outbox) == 1


def test_the_form_keeps_what_was_typed_and_removes_on_the_second_try(book, given, reasons, berit) -> None:
    client, address = browser(berit), f"/redaksjon/innspill/{given.pk}/fjern/"
    seen = client.get(address).context["seen"]
    said = {"seen": seen, "removed": "Ola\n", "reason": reasons["hets"].pk, "words": "Derfor."}
    page = client.post(address, said)
    assert (page.status_code, "Derfor." in page.content.decode()) == (422, True)
    assert client.post(address, {**said, "removed": "Storgata 12", "seen": "x"}).status_code == 409
    assert client.post(address, {**said, "removed": "Storgata 12\r\nvet"}).status_code == 302
    assert Input.objects.get().text == (
        "Spør Kari Nordmann i [fjernet: hets eller trusler]. Kari Nordmann [fjernet: hets eller trusler] det."
    )


def test_a_double_click_removes_once(book, given, reasons, berit) -> None:
    client, address = browser(berit), f"/redaksjon/innspill/{given.pk}/fjern/"
    said = {"seen": client.get(address).context["seen"], "removed": "vet", "reason": reasons["hets"].pk}
    assert [client.post(address, said).status_code for _click in range(2)] == [302, 409]
    assert Ruling.objects.count() == 1


def test_removed_parts_are_counted_in_the_public_numbers(client, book, given, privacy, berit) -> None:
    remove(given, privacy, berit)
    assert client.get("/innspill/").context["overview"].redacted.number == 1
    assert [row.number for row in client.get("/innspill/?status=redacted").context["rows"]] == [given.pk]
    assert client.get("/regler/").context["numbers"].redacted == 1
    put_back(Ruling.objects.get(), by=berit)
    assert client.get("/regler/").context["numbers"].redacted == 0


@pytest.mark.parametrize("wrong", [{"start": 3, "end": 3}, {"start": 5, "end": 2}])
def test_the_database_refuses_to_remove_nothing(given, privacy, berit, wrong) -> None:
    ruling = remove(given, privacy, berit)
    assert ruling.measure == Measure.REDACTED
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(ruling=ruling, field="text", **wrong)
