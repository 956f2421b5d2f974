"""Editions and dispatches at the desk."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.models import Entry
from kokebok.outlets.actions.render import order_copies
from kokebok.outlets.models import Copy, Delivery, Dispatch
from kokebok.people.models import RoleName
from tests.files import xlsx
from tests.world import make_person

DAY = date(2026, 3, 1)
LETTER = {"subject": "{tittel} er ute", "letter": "Hei {navn}: {lenke}", "a_minute": "6000"}
LIST = "navn;e-post\nKari;kari@kommune.no\nOla;ola@kommune.no\n"


@pytest.fixture
def desk(client: Client, berit: Any) -> Client:
    """The browser of an editor who has signed in."""
    client.force_login(berit)
    return client


@pytest.fixture
def edition(book, recipe, berit) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit)


@pytest.fixture
def dispatch(desk, edition) -> Dispatch:
    desk.post("/redaksjon/utgaver/0.1/utsending/", {**LETTER, "recipients": LIST, "do": "make"})
    return Dispatch.objects.get()


def letters(dispatch: Dispatch) -> dict[str, str]:
    return dict(dispatch.deliveries.values_list("email", "state"))


def test_an_editor_freezes_an_edition_and_its_files_are_made(
    desk, recipe, django_capture_on_commit_callbacks
) -> None:
    shown = desk.get("/redaksjon/utgaver/ny/").content.decode()
    assert 'value="0.1"' in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(
            "/redaksjon/utgaver/ny/", {"number": "0.1", "title": "Veier", "date": "2026-03-01"}
        )
    assert answer.headers["Location"] == "/redaksjon/utgaver/0.1/"
    assert set(Copy.objects.values_list("state", flat=True)) == {"ready"}
    assert "data-poll" not in desk.get("/redaksjon/utgaver/0.1/").content.decode()


def test_a_number_in_use_is_told_beside_its_field_and_keeps_what_was_typed(desk, edition) -> None:
    said = {"number": "0.1", "title": "Veier", "date": "2026-03-01", "foreword": "Et langt forord."}
    answer = desk.post("/redaksjon/utgaver/ny/", said)
    assert answer.status_code == 422
    assert "number" in answer.context["form"].errors
    assert "Et langt forord." in answer.content.decode()
    assert Edition.objects.count() == 1


def test_a_file_that_failed_is_tried_again(desk, edition, django_capture_on_commit_callbacks) -> None:
    Copy.objects.create(edition=edition, form="html", state="failed", error="figure 3 has no text")
    assert "figure 3 has no text" in desk.get("/redaksjon/utgaver/0.1/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post("/redaksjon/utgaver/0.1/eksemplarer/html/")
    assert Copy.objects.get().state == "ready"


def test_the_part_with_the_files_is_fetched_again_until_all_are_made(desk, edition) -> None:
    copy = Copy.objects.create(edition=edition, form="html")
    address = "/redaksjon/utgaver/0.1/eksemplarer/"
    assert f'data-poll="{address}"' in desk.get(address).content.decode()
    Copy.objects.filter(pk=copy.pk).update(state="ready", sha256="0" * 64)
    assert "data-poll" not in desk.get(address).content.decode()


def test_an_editor_stops_the_making_of_files_and_has_one_made_later(
    desk, edition, django_capture_on_commit_callbacks
) -> None:
    for form in ("html", "md"):
        Copy.objects.create(edition=edition, form=form)
    stop = 'action="/redaksjon/utgaver/0.1/eksemplarer/stopp/"'
    assert stop in desk.get("/redaksjon/utgaver/0.1/").content.decode()
    shown = desk.post("/redaksjon/utgaver/0.1/eksemplarer/stopp/", follow=True)
    assert [str(one) for one in shown.context["messages"]] == [
        "Lagingen av filene er stoppet. Hver av dem kan lages senere."
    ]
    page = shown.content.decode()
    assert (stop in page, "data-poll" in page, page.count("Stoppet</span>")) == (False, False, 2)
    late = desk.post("/redaksjon/utgaver/0.1/eksemplarer/stopp/", follow=True)
    assert [str(one) for one in late.context["messages"]] == ["Ingen fil var under arbeid lenger."]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post("/redaksjon/utgaver/0.1/eksemplarer/html/")
    assert dict(Copy.objects.values_list("form", "state")) == {"html": "ready", "md": "stopped"}


def test_one_press_makes_all_the_files_that_are_stopped(
    desk, edition, django_capture_on_commit_callbacks
) -> None:
    page = "/redaksjon/utgaver/0.1/"
    order_copies(edition)
    assert "Lag alle" not in desk.get(page).content.decode()
    desk.post(f"{page}eksemplarer/stopp/")
    Copy.objects.filter(form="json").update(state="failed")
    made = BeautifulSoup(desk.get(page).content, "lxml")
    all_of_them = made.select_one("#copies form:has(button:-soup-contains('Lag alle filene som er stoppet'))")
    assert all_of_them is not None
    for _press in range(2):
        desk.post(str(all_of_them["action"]))
    states = dict(Copy.objects.values_list("form", "state"))
    assert states == {**dict.fromkeys(states, "waiting"), "json": "failed"}
    assert Entry.objects.filter(act="copy.waiting").count() == len(states) - 1


def test_a_list_is_tried_before_anything_is_made(desk, edition) -> None:
    file = SimpleUploadedFile("liste.csv", "navn;e-post\nÅse;ase@kommune.no\nPer;per\n".encode("latin-1"))
    answer = desk.post("/redaksjon/utgaver/0.1/utsending/", {**LETTER, "file": file, "do": "make"})
    assert answer.status_code == 422
    assert [(fault.line, fault.said) for fault in answer.context["faults"]] == [(3, "Per; per")]
    assert answer.context["form"]["recipients"].value() == "navn;e-post\nÅse;ase@kommune.no\nPer;per\n"
    assert not Dispatch.objects.exists()


def test_lines_with_faults_can_be_taken_out(desk, edition) -> None:
    said = {**LETTER, "recipients": LIST + "Per;per\n", "do": "leave_out"}
    answer = desk.post("/redaksjon/utgaver/0.1/utsending/", said)
    assert answer.context["form"]["recipients"].value() == LIST
    bodies = [one.letter.body for one in answer.context["previews"]]
    assert bodies == ["Hei Kari: http://localhost:8000/utgave/0.1/"]
    assert not Dispatch.objects.exists()


def test_a_letter_with_an_unknown_field_is_sent_back(desk, edition) -> None:
    said = {**LETTER, "letter": "{fornavn} {lenke}", "recipients": LIST, "do": "make"}
    answer = desk.post("/redaksjon/utgaver/0.1/utsending/", said)
    assert "{fornavn}" in str(answer.context["form"].errors["letter"])
    assert not Dispatch.objects.exists()


def test_those_pasted_from_a_mail_program_are_each_a_recipient_on_the_page_and_in_the_dispatch(
    desk, edition
) -> None:
    pasted = "Bærum <post@baerum.example.no>; Asker <post@asker.example.no>; Kari"
    where = "/redaksjon/utgaver/0.1/utsending/"
    tried = desk.post(where, {**LETTER, "recipients": pasted, "do": "make"})
    assert (tried.status_code, Dispatch.objects.count()) == (422, 0)
    assert ("Kari" in tried.content.decode(), pasted in html.unescape(tried.content.decode())) == (True, True)
    desk.post(where, {**LETTER, "recipients": pasted.removesuffix("; Kari"), "do": "make"})
    rows = Dispatch.objects.get().deliveries.order_by("pk").values_list("name", "email")
    assert list(rows) == [("Bærum", "post@baerum.example.no"), ("Asker", "post@asker.example.no")]


def test_a_workbook_of_recipients_is_shown_as_a_list_and_one_that_is_none_is_refused_in_words(
    desk, edition
) -> None:
    where = "/redaksjon/utgaver/0.1/utsending/"
    book = SimpleUploadedFile("liste.xlsx", xlsx([["Navn", "E-post"], ["Kari", "kari@kommune.no"]]))
    tried = desk.post(where, {**LETTER, "file": book, "do": "try"})
    assert tried.context["form"]["recipients"].value() == "Navn;E-post\nKari;kari@kommune.no\n"
    assert [one.email for one in tried.context["reading"].recipients] == ["kari@kommune.no"]
    broken = SimpleUploadedFile("liste.xlsx", b"PK\x03\x04 ikke et ark")
    refused = desk.post(where, {**LETTER, "file": broken, "recipients": "Ola <o@x.no>", "do": "make"})
    assert (refused.status_code, "skadet" in refused.content.decode()) == (422, True)
    assert refused.context["form"]["recipients"].value() == "Ola <o@x.no>"


def test_the_page_of_an_edition_names_each_dispatch_as_it_is_read_and_when_it_was_made(
    desk, dispatch
) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(
        subject="{tittel}: utgave {utgave}", made_at="2026-03-02T10:00Z"
    )
    page = " ".join(desk.get("/redaksjon/utgaver/0.1/").content.decode().split())
    assert f'{dispatch.pk}/">Veier: utgave 0.1</a></h3> <p class="meta"> 2. mars 2026 ·' in page


def test_nothing_leaves_before_it_is_started(desk, dispatch, django_capture_on_commit_callbacks) -> None:
    assert (letters(dispatch), mail.outbox) == (
        {"kari@kommune.no": "waiting", "ola@kommune.no": "waiting"},
        [],
    )
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/redaksjon/utsending/{dispatch.pk}/start/")
    assert letters(dispatch) == {"kari@kommune.no": "sent", "ola@kommune.no": "sent"}
    assert [letter.to for letter in mail.outbox] == [["Kari <kari@kommune.no>"], ["Ola <ola@kommune.no>"]]


@pytest.mark.parametrize(("server", "told"), [(None, True), ("smtp://mail.example.no", False)])
def test_where_no_mail_server_is_set_the_dispatch_says_that_nobody_gets_its_letters(
    desk, dispatch, settings, server, told
) -> None:
    settings.SMTP = server
    pages = (
        f"/redaksjon/utsending/{dispatch.pk}/",
        f"/redaksjon/utgaver/{dispatch.edition.number}/utsending/",
    )
    read = [desk.get(page).content.decode() for page in pages]
    assert ["Ingen får disse e-postene" in page for page in read] == [told, told]


def test_the_same_dispatch_twice_goes_to_nobody_twice_unless_ticked(
    desk, edition, django_capture_on_commit_callbacks
) -> None:
    def started(number: int, **ticked: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"/redaksjon/utsending/{number}/start/", ticked)
        return page(number)

    def page(number: int) -> str:
        return " ".join(desk.get(f"/redaksjon/utsending/{number}/").content.decode().split())

    where = "/redaksjon/utgaver/0.1/utsending/"

    def made(slip: str, **said: str) -> int:
        answer = desk.post(where, {**LETTER, "recipients": LIST, "slip": slip, "do": "make", **said})
        return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])

    one, other = (desk.get(where).context["form"]["slip"].value() for _window in range(2))
    first = made(one)
    assert made(one) == first  # the button pressed twice
    second = made(other, recipients=LIST.replace("kari@", "KARI@") + "Per;per@kommune.no\n")
    third = made(other)
    assert Dispatch.objects.count() == 3
    assert "har fått utgave" not in page(second)
    started(first)
    told = page(second)
    assert "2 av disse har fått utgave 0.1 allerede" in told
    assert (f'href="/redaksjon/utsending/{first}/"' in told, "Send også til dem" in told) == (True, True)
    assert "Utelatt fordi de har utgaven fra før" in started(second)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "Kari <kari@kommune.no>",
        "Ola <ola@kommune.no>",
        "Per <per@kommune.no>",
    ]
    started(third, also_had="yes")
    assert letters(Dispatch.objects.get(pk=third)) == {"kari@kommune.no": "sent", "ola@kommune.no": "sent"}
    assert len(mail.outbox) == 5
    left_out = Delivery.objects.get(dispatch=second, email="kari@kommune.no")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/redaksjon/utsending/{second}/brev/{left_out.pk}/", {"do": "send_again"})
    assert letters(Dispatch.objects.get(pk=second))["kari@kommune.no"] == "sent"


def test_a_dispatch_is_stopped(desk, dispatch) -> None:
    desk.post(f"/redaksjon/utsending/{dispatch.pk}/start/")
    assert "data-poll" in desk.get(f"/redaksjon/utsending/{dispatch.pk}/").content.decode()
    desk.post(f"/redaksjon/utsending/{dispatch.pk}/stopp/")
    dispatch.refresh_from_db()
    assert dispatch.state == "stopped"


def test_uncertain_letters_are_shown_and_settled_one_by_one(desk, dispatch) -> None:
    Delivery.objects.update(state="uncertain")
    kari, ola = dispatch.deliveries.all()
    address = f"/redaksjon/utsending/{dispatch.pk}/"
    shown = desk.get(f"{address}?status=uncertain").content.decode()
    assert shown.count('value="was_sent"') == 2
    desk.post(f"{address}brev/{kari.pk}/", {"do": "was_sent"})
    desk.post(f"{address}brev/{ola.pk}/", {"do": "send_again"})
    assert letters(dispatch) == {"kari@kommune.no": "sent", "ola@kommune.no": "waiting"}


def test_letters_are_listed_by_state(desk, dispatch) -> None:
    dispatch.deliveries.filter(email="ola@kommune.no").update(state="failed", error="550 nobody")
    shown = desk.get(f"/redaksjon/utsending/{dispatch.pk}/?status=failed").content.decode()
    assert ("ola@kommune.no" in shown, "kari@kommune.no" in shown, "550 nobody" in shown) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("path", ["utgaver/", "utgaver/ny/", "utgaver/0.1/", "utgaver/0.1/utsending/"])
def test_only_editors_freeze_and_send(client, edition, rana, path) -> None:
    assert client.get(f"/redaksjon/{path}").status_code == 302
    client.force_login(rana)
    assert client.get(f"/redaksjon/{path}").status_code == 403


def test_a_moderator_can_start_nothing(client, dispatch) -> None:
    client.force_login(make_person("mona@example.no", "Mona", RoleName.MODERATOR))
    assert client.post(f"/redaksjon/utsending/{dispatch.pk}/start/").status_code == 403
    dispatch.refresh_from_db()
    assert dispatch.state == "ready"


def queries_with(desk: Client, dispatch: Dispatch, count: int) -> int:
    """How many queries the page of a dispatch takes with so many letters."""
    dispatch.deliveries.all().delete()
    Delivery.objects.bulk_create(
        Delivery(dispatch=dispatch, email=f"p{n}@example.no", message_id=f"<{n}@x>", state="sent")
        for n in range(count)
    )
    desk.get(f"/redaksjon/utsending/{dispatch.pk}/")
    with CaptureQueriesContext(connection) as asked:
        desk.get(f"/redaksjon/utsending/{dispatch.pk}/")
    return len(asked)


def test_a_dispatch_page_takes_the_same_number_of_queries_however_many_letters(desk, dispatch) -> None:
    assert queries_with(desk, dispatch, 1) == queries_with(desk, dispatch, 30) <= 17
