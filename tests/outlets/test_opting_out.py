"""A person opts out of dispatches with one click, and is left out of all later ones; a body's address stays."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.models import Entry
from kokebok.outlets.actions.dispatch import prepare, send_again, start
from kokebok.outlets.actions.erase_own import erase_own
from kokebok.outlets.actions.opt_out import leave_out_opted, opt_out
from kokebok.outlets.actions.recipient_lists import keep_list
from kokebok.outlets.actions.sending import _came_to, send_batch
from kokebok.outlets.letter_words import LetterText
from kokebok.outlets.listed_rows import read_listed, written_rows
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, ListedRecipient, OptedOut
from kokebok.outlets.opting_out import SALT, key_of
from kokebok.outlets.own_queries import own_things
from kokebok.outlets.queries import listed_on
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import Person
from kokebok.people.owning import Whose
from kokebok.people.rules import Refused

pytestmark = pytest.mark.django_db
KARI, POST = "kari@firma.example.no", "postmottak@oslo.example.no"


@pytest.fixture
def edition(book: Any, recipe: Any, berit: Person) -> Edition:
    book.role_mailbox = "kokebok@dep.example.no"
    book.save()
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


@pytest.fixture
def reader() -> Client:
    """A browser without cookies, that must show where a form came from as all others must."""
    return Client(enforce_csrf_checks=True)


def prepared(edition: Edition, by: Person, *recipients: Recipient) -> Dispatch:
    them = recipients or (Recipient("Kari", KARI), Recipient("Oslo", POST))
    return prepare(
        edition, subject="{tittel}", letter="Hei {mottaker}: {lenke}", a_minute=6000, recipients=them, by=by
    )


def sent(dispatch: Dispatch, by: Person) -> list[Any]:
    """The e-mails of a dispatch, once it is sent."""
    going = start(dispatch, by=by, also_had=True)
    send_batch(going.pk, going.run)
    return mail.outbox


def link_in(letter: Any) -> str:
    return urlsplit(letter.body.rstrip().rpartition("\n")[2]).path


def fates(dispatch: Dispatch) -> dict[str, str]:
    return dict(dispatch.deliveries.order_by("pk").values_list("name", "state"))


def heading_of(page: Any) -> str:
    heading = BeautifulSoup(page.content, "lxml").select_one("h1")
    assert heading is not None
    return " ".join(heading.get_text().split())


def test_a_mail_program_opts_a_person_out_by_a_post_without_a_cookie_and_looking_changes_nothing(
    edition: Edition, berit: Person, reader: Client
) -> None:
    to_kari, to_oslo = sent(prepared(edition, berit), berit)
    where = link_in(to_kari)
    assert to_kari.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{where}>"
    assert to_kari.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in to_oslo.extra_headers
    for _look in range(2):
        assert (heading_of(reader.get(where)), OptedOut.objects.count()) == (
            "Melde deg av disse e-postene?",
            0,
        )
    for _click in range(2):
        answer = reader.post(where, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, heading_of(answer)) == (200, "Du har meldt deg av")
    assert (reader.cookies.output(), OptedOut.objects.count()) == ("", 1)
    assert KARI not in answer.content.decode() + OptedOut.objects.get().address_key
    assert Entry.objects.filter(act="recipient.opted_out").count() == 1


@pytest.mark.parametrize(
    ("language", "asked"),
    [("nb", "Melde deg av disse e-postene?"), ("nn", "Melde deg av desse e-postane?"), ("en", None)],
)
def test_the_page_is_in_the_language_of_the_letter_unless_the_reader_has_chosen_another(
    edition: Edition, berit: Person, reader: Client, language: str, asked: str | None
) -> None:
    dispatch = prepare(
        edition,
        subject="{tittel}",
        letter="Hei {mottaker}: {lenke}",
        others={
            "nn": LetterText("{tittel}", "Hei {mottakar}: {lenkje}"),
            "en": LetterText("{title}", "{link}"),
        },
        a_minute=6000,
        recipients=[Recipient("Kari", KARI, language=language), Recipient("Oslo", POST, language=language)],
        by=berit,
    )
    to_kari, to_oslo = sent(dispatch, berit)
    page = reader.get(link_in(to_kari))
    assert heading_of(page) == (asked or "Opt out of these e-mails?")
    assert f'<html lang="{language}"' in page.content.decode()
    assert f'<html lang="{language}"' in reader.get(link_in(to_oslo)).content.decode()
    reader.cookies["kokebok_language"] = "nn"
    assert heading_of(reader.get(link_in(to_kari))) == "Melde deg av desse e-postane?"


def test_a_link_from_before_letters_said_their_language_still_opts_out(reader: Client, book: Any) -> None:
    where = f"/meld-av/{Signer(salt=SALT).sign(f'p{key_of(KARI)}')}/"
    reader.post(where, {"List-Unsubscribe": "One-Click"})
    assert OptedOut.objects.get().address_key == key_of(KARI)


def test_who_has_opted_out_is_left_out_of_every_later_dispatch_and_its_page_says_so(
    edition: Edition, berit: Person, reader: Client, client: Client
) -> None:
    where = link_in(sent(prepared(edition, berit), berit)[0])
    page = BeautifulSoup(reader.get(where).content, "lxml")
    button = page.select_one("main form button")
    assert button is not None
    reader.post(where, {str(button["name"]): button["value"]})
    later = prepared(
        edition, berit, Recipient("Kari", "KARI@firma.example.no".lower()), Recipient("Oslo", POST)
    )
    assert fates(later) == {"Kari": "opted_out", "Oslo": "waiting"}
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    shown = " ".join(
        BeautifulSoup(client.get(f"/redaksjon/utsending/{later.pk}/").content, "lxml").get_text(" ").split()
    )
    assert "Has opted out (1)" in shown
    mail.outbox.clear()
    assert [one.to for one in sent(later, berit)] == [[f"Oslo <{POST}>"]]
    with translation.override("en"), pytest.raises(Refused, match="They have opted out"):
        send_again(later.deliveries.get(name="Kari"), by=berit)


def test_what_waits_when_somebody_opts_out_is_not_sent_and_they_can_opt_in_again(
    edition: Edition, berit: Person, reader: Client
) -> None:
    where = link_in(sent(prepared(edition, berit), berit)[0])
    ready = prepared(edition, berit)
    going = start(prepared(edition, berit), by=berit, also_had=True)
    reader.post(where, {"do": "stop"})
    assert [fates(one)["Kari"] for one in (ready, going)] == ["opted_out"] * 2
    answer = reader.post(where, {"do": "again"})
    assert (heading_of(answer), OptedOut.objects.count()) == ("Melde deg av disse e-postene?", 0)
    assert fates(prepared(edition, berit)) == {"Kari": "waiting", "Oslo": "waiting"}


def test_a_body_is_not_opted_out_by_a_click_and_is_told_why_and_whom_to_write_to(
    edition: Edition, berit: Person, reader: Client
) -> None:
    where = link_in(sent(prepared(edition, berit), berit)[1])
    for answer in (reader.get(where), reader.post(where, {"List-Unsubscribe": "One-Click"})):
        assert heading_of(answer) == "Adressen til en virksomhet meldes ikke av her"
        assert "kokebok@dep.example.no" in answer.content.decode()
    assert (answer.status_code, OptedOut.objects.count()) == (403, 0)
    assert fates(prepared(edition, berit)) == {"Kari": "waiting", "Oslo": "waiting"}


def test_a_link_that_is_changed_is_unknown(edition: Edition, berit: Person, reader: Client) -> None:
    where = link_in(sent(prepared(edition, berit), berit)[1])
    as_a_person = where.replace("/meld-av/b", "/meld-av/p")
    assert (as_a_person != where, reader.post(as_a_person, {"do": "stop"}).status_code) == (True, 404)
    assert not OptedOut.objects.exists()


def test_a_list_says_who_is_a_person_and_who_a_body_and_else_the_address_tells() -> None:
    text = (
        "navn;e-post;kanal;språk;kontakt;type\n"
        "A;leder@firma.example.no;e-post;nb;;person\n"
        "B;kari.nes@oslo.example.no;e-post;nb;;virksomhet\n"
        "C;postmottak@bergen.example.no, per@bergen.example.no;e-post;nb;;\n"
    )
    read = read_listed("liste.csv", text.encode())
    assert ([row.kind for row in read.rows], written_rows(read.rows)) == (["person", "body", ""], text)
    wrong = read_listed("liste.csv", text.replace(";person", ";menneske").encode())
    assert [(one.row, "virksomhet" in one.wrong) for one in wrong.faults] == [(2, True)]


def test_who_is_a_person_follows_into_the_dispatch(edition: Edition, berit: Person) -> None:
    dispatch = prepared(
        edition,
        berit,
        Recipient("A", "leder@firma.example.no", kind="person"),
        Recipient("B", "kari.nes@oslo.example.no", kind="body"),
        Recipient("C", "postmottak@bergen.example.no"),
        Recipient("D", "per@bergen.example.no"),
        Recipient("E", ""),
    )
    told = dict(dispatch.deliveries.values_list("name", "is_person"))
    assert told == {"A": True, "B": False, "C": False, "D": True, "E": False}


def test_to_prepare_and_to_start_takes_few_queries_for_many_and_one_more_for_each_seventy_rows(
    edition: Edition, berit: Person
) -> None:
    def cost(count: int) -> tuple[int, int]:
        many = [Recipient(f"N {n}", f"n{n}.av{count}@example.no") for n in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as preparing:
            dispatch = prepared(edition, berit, *many)
        with CaptureQueriesContext(connection) as starting:
            start(dispatch, by=berit, also_had=True)
        return len(preparing), len(starting)

    cost(2)
    (few, started), (many, started_many) = cost(3), cost(900)
    assert (started, many - few <= 900 // 60) == (started_many, True)


def test_whoever_is_erased_is_erased_from_dispatches_and_lists_and_has_still_opted_out(
    edition: Edition, berit: Person, reader: Client
) -> None:
    rows = (
        ListedRecipient(name="Kari Nes", addresses=KARI, contact="Kari Nes"),
        ListedRecipient(name="Oslo", addresses=f"{POST}, {KARI}", contact="Kari Nes"),
        ListedRecipient(name="Firma", addresses=KARI, kind="body"),
    )
    kept = keep_list(None, name="Alle", rows=rows, by=berit)
    dispatch = prepared(edition, berit)
    where = link_in(sent(dispatch, berit)[0])
    waits = prepared(edition, berit)
    reader.post(where, {"List-Unsubscribe": "One-Click"})
    assert [one.sort for one in own_things(Whose((), KARI))] == ["listed", "listed", "dispatch", "dispatch"]
    assert erase_own(Whose((), KARI)) == 4
    assert erase_own(Whose((), KARI)) == 0
    assert own_things(Whose((), KARI)) == []
    assert [(one.name, one.addresses, one.contact) for one in listed_on(kept)] == [
        ("Oslo", POST, ""),
        ("Firma", KARI, ""),
    ]
    assert not Delivery.objects.filter(email=KARI).exists()
    assert (fates(dispatch), fates(waits)) == (
        {"": "sent", "Oslo": "sent"},
        {"": "opted_out", "Oslo": "waiting"},
    )
    assert fates(prepared(edition, berit))["Kari"] == "opted_out"
    assert heading_of(reader.get(where)) == "Du har meldt deg av"


def test_with_a_person_goes_who_to_ask_there_and_what_the_mail_server_said(
    edition: Edition, berit: Person
) -> None:
    dispatch = prepared(edition, berit)
    dispatch.deliveries.update(contact="Kari Nes, 12345678", error=f"550 {KARI} is away")
    erase_own(Whose((), KARI))
    gone, stays = dispatch.deliveries.order_by("pk")
    assert (gone.name, gone.email, gone.contact, gone.error, gone.erased_at is None) == (
        "",
        "",
        "",
        "",
        False,
    )
    assert (stays.name, stays.contact, stays.erased_at) == ("Oslo", "Kari Nes, 12345678", None)


def test_nobody_opts_a_body_out_whatever_address_they_have(edition: Edition, berit: Person) -> None:
    dispatch = prepared(edition, berit)
    opt_out(key_of(POST))
    leave_out_opted(dispatch)
    assert fates(dispatch) == {"Kari": "waiting", "Oslo": "waiting"}


def test_a_letter_whose_reader_is_erased_while_it_is_handed_over_is_not_tried_again(
    edition: Edition, berit: Person
) -> None:

    dispatch = prepared(edition, berit)
    in_hand = dispatch.deliveries.get(name="Kari")
    Delivery.objects.filter(pk=in_hand.pk).update(state="sending")
    erase_own(Whose((), KARI))
    _came_to(in_hand, DeliveryState.WAITING)
    assert fates(dispatch) == {"": "opted_out", "Oslo": "waiting"}


def test_what_was_sent_is_found_and_erased_also_when_the_secret_key_is_another(
    edition: Edition, berit: Person, settings: Any
) -> None:
    prepared(edition, berit)
    settings.SECRET_KEY = "another-key-than-before-" * 3
    assert [one.sort for one in own_things(Whose((), KARI))] == ["dispatch"]
    assert (erase_own(Whose((), KARI)), own_things(Whose((), KARI))) == (1, [])
    assert Delivery.objects.filter(email=KARI).count() == 0
