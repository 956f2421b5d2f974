"""Lists of recipients that are kept, and a dispatch to all municipalities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.models import Entry as Line
from kokebok.outlets.actions.dispatch import start
from kokebok.outlets.actions.recipient_lists import delete_list, forget_persons, keep_list
from kokebok.outlets.actions.sending import send_batch
from kokebok.outlets.kept_recipients import recipients_chosen
from kokebok.outlets.listed_rows import read_listed
from kokebok.outlets.models import (
    Dispatch,
    ListedRecipient,
    RecipientChannel,
    RecipientLanguage,
    RecipientList,
)
from kokebok.outlets.rules import ListChangedMeanwhile
from kokebok.outlets.telling import due
from kokebok.people.models import Person
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas
from tests.files import xlsx

pytestmark = pytest.mark.django_db
NEW = "/redaksjon/mottakere/ny/"
ROWS = (
    "navn;e-post;kanal;språk;kontakt;kommunenummer\n"
    "Oslo;post@oslo.example.no;e-post;nb;Kari Kontakt;0301\n"
    "Vik kommune;post@vik.example.no, arkiv@vik.example.no;e-post;nynorsk;;\n"
    "Bodø;;sakssystem;nb;;1804\n"
)


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def register(db: None) -> None:
    take_in(shipped_areas().rows, day=HOLDS_FROM, is_whole=False, by=None)


@pytest.fixture
def edition(book: Any, recipe: Any, berit: Person) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


def text_of(page: Any) -> str:
    return " ".join(BeautifulSoup(page.content, "lxml").get_text(" ").split())


def form_of(page: Any) -> dict[Any, Any]:
    form = BeautifulSoup(page.content, "lxml").select_one("form[enctype]")
    assert form is not None
    said: dict[Any, Any] = {
        one["name"]: one.get("value", "") for one in form.select("input[name]:not([type=file])")
    }
    return said | {one["name"]: one.get_text().removeprefix("\n") for one in form.select("textarea")}


def pressed(page: Any) -> dict[Any, Any]:
    """What the form of the question sends."""
    form = BeautifulSoup(page.content, "lxml").select_one("form:has(input[name=seen])")
    assert form is not None
    return {one["name"]: one["value"] for one in form.select("input[name=seen]")}


def stands() -> list[tuple[str, str, str, str, str, str]]:
    return [
        (row.name, row.addresses, row.channel, row.language, row.contact, row.area.number if row.area else "")
        for row in ListedRecipient.objects.select_related("area").order_by("pk")
    ]


def test_a_list_is_looked_at_and_kept_and_written_anew(desk: Client, register: None) -> None:
    file = SimpleUploadedFile("liste.csv", ROWS.encode("latin-1"))
    looked = desk.post(NEW, {"name": "De tre", "file": file, "do": "look"})
    assert "3 recipients (1 without an address)" in text_of(looked)
    assert RecipientList.objects.count() == 0
    desk.post(NEW, {**form_of(looked), "do": "keep"})
    kept = [
        ("Oslo", "post@oslo.example.no", "email", "nb", "Kari Kontakt", "0301"),
        ("Vik kommune", "post@vik.example.no, arkiv@vik.example.no", "email", "nn", "", "4639"),
        ("Bodø", "", "case_system", "nb", "", "1804"),
    ]
    assert stands() == kept
    at = f"/redaksjon/mottakere/{RecipientList.objects.get().pk}/"
    page, late = desk.get(at), form_of(desk.get(at))
    desk.post(at, {**form_of(page), "rows": "navn\nBergen\n", "do": "keep"})
    assert stands() == [("Bergen", "", "email", "nb", "", "4601")]
    second = desk.post(at, {**late, "do": "keep"})
    assert (second.status_code, "Somebody has just changed this." in text_of(second)) == (422, True)
    assert "De tre : 1 recipient (1 without an address)" in text_of(desk.get("/redaksjon/mottakere/"))


def test_a_list_is_deleted_after_a_question_once_and_never_as_another_has_just_written_it(
    desk: Client, register: None, berit: Person
) -> None:
    desk.post(NEW, {"name": "De tre", "rows": ROWS, "do": "keep"})
    at = f"/redaksjon/mottakere/{RecipientList.objects.get().pk}/"
    link = BeautifulSoup(desk.get(at).content, "lxml").find("a", string="Delete the list")
    asked = desk.get(link["href"])  # type: ignore[index, arg-type]
    assert "Delete the list De tre? 3 recipients are on it, and are erased with it." in text_of(asked)
    late = pressed(asked)
    desk.post(at, {**form_of(desk.get(at)), "rows": "navn\nBergen\n", "do": "keep"})
    told = desk.post(f"{at}slett/", late, follow=True)
    assert "Somebody has just changed this. Look again." in text_of(told)
    assert "Delete the list De tre? 1 recipient is on it" in text_of(told)
    stale = RecipientList.objects.get()
    done = desk.post(f"{at}slett/", pressed(told), follow=True)
    assert "The list is deleted." in text_of(done)
    second = desk.post(f"{at}slett/", pressed(told), follow=True)
    assert "The list is deleted already." in text_of(second)
    with pytest.raises(ListChangedMeanwhile):
        delete_list(stale, seen=stale.version, by=berit)
    assert (RecipientList.objects.count(), stands()) == (0, [])
    assert Line.objects.filter(act="recipients.deleted").count() == 1


def test_a_file_with_faults_stands_in_the_field_line_for_line_to_be_put_right(
    desk: Client, register: None
) -> None:
    rows = "navn;e-post\nOslo;post@oslo.example.no\n\nVik;per\n"
    sheet = xlsx([["navn", "e-post"], ["Oslo", "post@oslo.example.no"], [], ["Vik", "per"]])
    for file in (SimpleUploadedFile("liste.csv", rows.encode()), SimpleUploadedFile("liste.xlsx", sheet)):
        page = desk.post(NEW, {"name": "En", "file": file, "do": "look"})
        assert (page.status_code, "Row 4: “per” is not an e-mail" in text_of(page)) == (422, True)
        assert form_of(page)["rows"] == rows
    desk.post(NEW, {**form_of(page), "rows": rows.replace("per", "per@vik.example.no"), "do": "keep"})
    assert [row[:2] for row in stands()] == [("Oslo", "post@oslo.example.no"), ("Vik", "per@vik.example.no")]


def test_a_file_nobody_can_read_leaves_what_was_typed(desk: Client) -> None:
    file = SimpleUploadedFile("liste.csv", b"\x00\x01")
    page = desk.post(NEW, {"name": "En", "file": file, "rows": "navn\nBergen\n", "do": "look"})
    assert (page.status_code, form_of(page)["rows"]) == (422, "navn\nBergen\n")


def test_what_is_twice_and_what_is_not_read_is_told_and_the_count_is_that_of_the_dispatch(
    desk: Client, edition: Edition
) -> None:
    rows = "navn;e-post;telefon\nA;post@a.example.no;1\nB;b@b.example.no;2\nC;Post@A.example.no;3\n"
    page = desk.post(NEW, {"name": "Tre", "rows": rows, "do": "look"})
    said = text_of(page)
    assert "3 recipients A dispatch to the list goes to 2 e-mail addresses." in said
    assert "These columns were not read: telefon." in said
    assert "1 address stands there more than once, and gets one e-mail post@a.example.no, lines 2, 4" in said
    desk.post(NEW, {**form_of(page), "do": "keep"})
    where = "/redaksjon/utgaver/0.1/utsending/"
    form = {**form_of(desk.get(where)), "do": "try"}
    kept = desk.post(where, {**form, "to": f"liste:{RecipientList.objects.get().pk}"})
    assert "2 recipients." in text_of(kept)
    pasted = text_of(desk.post(where, {**form, "recipients": rows}))
    assert ("2 recipients." in pasted, "These columns were not read: telefon." in pasted) == (True, True)


def test_a_channel_and_a_language_may_be_written_as_any_of_our_languages_says_them(register: None) -> None:
    said = ("for hånd;nynorsk", "for hand;Bokmål", "By hand;engelsk")
    rows = "navn;kanal;språk\n" + "".join(f"Nr. 1;{one}\n" for one in said)
    for code in ("nb", "nn", "en"):
        with translation.override(code):
            rows += f"Etikett;{RecipientChannel.CASE_SYSTEM.label};{RecipientLanguage.EN.label}\n"
    read = read_listed("x.csv", rows.encode())
    assert (read.faults, [(row.channel, row.language) for row in read.rows]) == (
        (),
        [("by_hand", "nn"), ("by_hand", "nb"), ("by_hand", "en"), *[("case_system", "en")] * 3],
    )


def test_a_municipality_on_several_lists_has_the_address_of_the_one_that_was_changed_last(
    desk: Client, register: None
) -> None:
    for name in ("ny", "gammel"):
        rows = f"navn;e-post;kommunenummer\nOslo;{name}@oslo.example.no;0301\n"
        desk.post(NEW, {"name": name, "rows": rows, "do": "keep"})

    def address_of_oslo() -> list[str]:
        return [one.email for one in recipients_chosen("kommuner").recipients if one.email]

    for name in ("ny", "gammel"):
        RecipientList.objects.update(changed_at=timezone.now() - timedelta(days=1))
        RecipientList.objects.filter(name=name).update(changed_at=timezone.now())
        assert address_of_oslo() == [f"{name}@oslo.example.no"]


def test_what_is_wrong_is_named_by_its_row_and_what_was_typed_stays(desk: Client, register: None) -> None:
    rows = "navn;e-post;kanal;språk;kommunenummer\nA;per;;;\nB;;due;;\nC;;;fr;\nD;;;;9998\n;x@y.no;;;\n"
    page = desk.post(NEW, {"name": "Gal", "rows": rows, "do": "keep"})
    assert page.status_code == 422
    assert [(one.row, one.wrong) for one in page.context["read"].faults] == [
        (2, "“per” is not an e-mail address."),
        (3, "The channel is e-post, sakssystem or for hånd."),
        (4, "The language is nb, nn or en."),
        (5, "No municipality in force has the number 9998."),
        (6, "Write a name of at most 200 characters."),
    ]
    assert (form_of(page)["rows"], RecipientList.objects.count()) == (rows, 0)


def test_a_list_can_begin_with_all_municipalities(desk: Client, register: None) -> None:
    begun = desk.get(f"{NEW}?kommuner")
    desk.post(NEW, {**form_of(begun), "do": "keep"})
    assert (len(stands()), stands()[0]) == (357, ("Oslo", "", "email", "nb", "", "0301"))


def test_all_municipalities_are_one_choice_and_those_without_an_address_are_counted(
    desk: Client, register: None, edition: Edition
) -> None:
    desk.post(NEW, {"name": "De tre", "rows": ROWS, "do": "keep"})
    where = "/redaksjon/utgaver/0.1/utsending/"
    page = desk.get(where)
    choices = [one.get_text() for one in BeautifulSoup(page.content, "lxml").select("select[name=to] option")]
    assert choices[:4] == [
        "The list in the file, or below",
        "All municipalities (357)",
        "De tre",
        "All municipalities in Oslo (1)",
    ]
    said = {**form_of(page), "to": "kommuner", "do": "try"}
    tried = desk.post(where, said)
    assert "355 have no e-mail address, and are to be handed the letter" in text_of(tried)
    made = desk.post(where, {**said, "do": "make"}, follow=True)
    dispatch = Dispatch.objects.get()
    rows = dispatch.deliveries
    assert (rows.count(), rows.filter(state="by_hand").count()) == (358, 355)
    assert "To be handed over 355" in text_of(made)
    run = start(dispatch, by=dispatch.made_by).run
    send_batch(dispatch.pk, run, most=2)
    with translation.override("en"):
        (told,) = due(dispatch.made_by)
    assert told.words in {"1 of 357 municipalities reached", "2 of 357 municipalities reached"}
    by_hand = rows.filter(state="by_hand").first()
    assert by_hand is not None
    desk.post(f"/redaksjon/utsending/{dispatch.pk}/brev/{by_hand.pk}/", {"do": "was_sent"})
    by_hand.refresh_from_db()
    assert by_hand.state == "sent"
    again = desk.post(
        f"/redaksjon/utsending/{dispatch.pk}/brev/{by_hand.pk}/", {"do": "was_sent"}, follow=True
    )
    assert "The e-mail is marked as sent already." in text_of(again)


def test_both_a_choice_and_a_pasted_list_is_refused(desk: Client, register: None, edition: Edition) -> None:
    where = "/redaksjon/utgaver/0.1/utsending/"
    said = {**form_of(desk.get(where)), "to": "kommuner", "recipients": "Kari <kari@example.no>"}
    answer = desk.post(where, {**said, "do": "make"})
    assert (answer.status_code, Dispatch.objects.count()) == (422, 0)
    assert "Choose one: those here, or the list below." in text_of(answer)


MIXED = (
    "navn;e-post;kontakt;kommunenummer\n"
    "Oslo;post@oslo.example.no;Kari Kontakt;0301\n"
    "Per i Vik;per.hansen@vik.example.no, postmottak@vik.example.no;;4639\n"
    "Kari Nordmann;kari.nordmann@gmail.com;;\n"
    "Foreningen;post@forening.example.no;;\n"
)


def test_persons_on_a_list_nobody_has_changed_or_written_to_for_two_years_are_erased(
    desk: Client, register: None
) -> None:
    desk.post(NEW, {"name": "Blandet", "rows": MIXED, "do": "keep"})
    whole, late = stands(), form_of(desk.get(f"/redaksjon/mottakere/{RecipientList.objects.get().pk}/"))
    forget_persons()
    assert stands() == whole
    RecipientList.objects.update(changed_at=timezone.now() - timedelta(days=731))
    forget_persons()
    assert stands() == [
        ("Oslo", "post@oslo.example.no", "email", "nb", "", "0301"),
        ("Vik", "postmottak@vik.example.no", "email", "nb", "", "4639"),
        ("Foreningen", "post@forening.example.no", "email", "nb", "", ""),
    ]
    at = f"/redaksjon/mottakere/{RecipientList.objects.get().pk}/"
    assert desk.post(at, {**late, "do": "keep"}).status_code == 422
    version = RecipientList.objects.get().version
    forget_persons()
    assert RecipientList.objects.get().version == version


def test_whom_the_list_says_is_a_person_is_forgotten_whatever_the_address_looks_like(berit: Person) -> None:
    rows = (
        ListedRecipient(name="Kari", addresses="kari@example.no", kind="person"),
        ListedRecipient(name="Firma", addresses="ola.nes@gmail.com", kind="body"),
    )
    keep_list(None, name="Alle", rows=rows, by=berit)
    RecipientList.objects.update(changed_at=timezone.now() - timedelta(days=731))
    forget_persons()
    assert [(one.name, one.addresses) for one in ListedRecipient.objects.all()] == [
        ("Firma", "ola.nes@gmail.com")
    ]


def test_a_list_that_is_written_to_keeps_its_persons(desk: Client, register: None, edition: Edition) -> None:
    desk.post(NEW, {"name": "Blandet", "rows": MIXED, "do": "keep"})
    RecipientList.objects.update(changed_at=timezone.now() - timedelta(days=731))
    whole, where = stands(), "/redaksjon/utgaver/0.1/utsending/"
    desk.post(where, {**form_of(desk.get(where)), "to": "kommuner", "do": "make"})
    assert Dispatch.objects.count() == 1
    forget_persons()
    assert stands() == whole
    RecipientList.objects.update(used_at=timezone.now() - timedelta(days=731))
    forget_persons()
    assert len(stands()) == 3


def test_the_pages_of_lists_cost_the_same_however_many_there_are(desk: Client, register: None) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get("/redaksjon/mottakere/")
        return len(asked)

    desk.post(NEW, {"name": "En", "rows": ROWS, "do": "keep"})
    one = cost()
    for n in range(5):
        desk.post(NEW, {"name": f"Nr. {n}", "rows": ROWS, "do": "keep"})
    assert cost() == one


def test_only_those_who_send_dispatches_come_in(client: Client, rana: Person) -> None:
    client.force_login(rana)
    assert [client.get(at).status_code for at in ("/redaksjon/mottakere/", NEW)] == [403, 403]
