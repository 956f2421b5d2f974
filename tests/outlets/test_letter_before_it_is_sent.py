"""A letter is seen as each recipient gets it, and sent to oneself as a test that does not count."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.queries import acts_on
from kokebok.letters.actions.send import send_due_letters
from kokebok.outlets.actions.dispatch import prepare
from kokebok.outlets.actions.try_letter import send_draft, send_test
from kokebok.outlets.already_had import already_had
from kokebok.outlets.letter_words import LetterText
from kokebok.outlets.models import Dispatch, OptedOut
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Refused
from tests.world import make_person

pytestmark = pytest.mark.django_db
LINK = "http://localhost:8000/utgave/0.1/"


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def edition(book: Any, recipe: Any, berit: Person) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


def prepared(edition: Edition, by: Person) -> Dispatch:
    return prepare(
        edition,
        subject="{tittel} er ute",
        letter="Hei {mottaker}: {lenke}",
        others={"nn": LetterText("{tittel} er ute no", "Hei {mottakar}, sjå {lenkje}")},
        a_minute=6000,
        recipients=[
            Recipient("Oslo", "post@oslo.example.no", language="nb"),
            Recipient("Vik", "post@vik.example.no", language="nn"),
            Recipient("Berit", by.email),
        ],
        by=by,
    )


def page_of(dispatch: Dispatch, name: str) -> str:
    return f"/redaksjon/utsending/{dispatch.pk}/e-post/{dispatch.deliveries.get(name=name).pk}/"


def fields_of(page: Any) -> dict[Any, Any]:
    form = BeautifulSoup(page.content, "lxml").select_one("form.form")
    assert form is not None
    chosen = form.select_one("select[name=to] option[selected]")
    said: dict[Any, Any] = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    return said | {"to": chosen["value"] if chosen else ""}


def test_the_letter_to_each_recipient_is_shown_as_html_and_text_with_its_links(
    desk: Client, edition: Edition, berit: Person
) -> None:
    dispatch = prepared(edition, berit)
    listed = BeautifulSoup(desk.get(f"/redaksjon/utsending/{dispatch.pk}/").content, "lxml")
    where = [str(one["href"]) for one in listed.select("#brev td a")]
    assert where == [page_of(dispatch, name) for name in ("Oslo", "Vik", "Berit")]
    shown = BeautifulSoup(desk.get(where[1]).content, "lxml")
    html, text = shown.select(".letter-shown")
    way_out = "Dette er sendt til dykk som verksemd. Kvifor, og kven de skriv til:"
    address = "http://localhost:8000/meld-av/…/"
    assert (html["lang"], " ".join(html.get_text(" ").split())) == (
        "nn",
        f"Veier er ute no Hei Vik, sjå {LINK} {way_out} {address}",
    )
    assert (text.name, text.get_text()) == ("pre", f"Hei Vik, sjå {LINK}\n\n{way_out}\n{address}")
    assert [str(one["href"]) for one in shown.select("section:has(#links-title) a")] == [LINK, address]


def test_a_test_goes_once_to_oneself_is_marked_and_does_not_count(
    desk: Client, edition: Edition, berit: Person
) -> None:
    dispatch = prepared(edition, berit)
    page = desk.get(page_of(dispatch, "Vik"))
    assert fields_of(page)["to"] == berit.email
    for _press in range(2):
        answer = desk.post(page_of(dispatch, "Vik"), fields_of(page), follow=True)
        assert f"A test is on its way to {berit.email}." in answer.content.decode()
    send_due_letters()
    (sent,) = mail.outbox
    marked = "DETTE ER EI PRØVE. Det er dette Vik vil få. Ho er send berre til deg, og tel ikkje."
    assert (sent.to, sent.subject) == ([berit.email], "[Prøve] Veier er ute no")
    own_words, way_out = str(sent.body).rsplit("\n", 1)
    why = "Dette er sendt til dykk som verksemd. Kvifor, og kven de skriv til:"
    assert own_words == f"{marked}\n\nHei Vik, sjå {LINK}\n\n{why}"
    for answer in (Client().get(way_out), Client().post(way_out, {"do": "stop"})):
        assert "Dette var ei prøve" in answer.content.decode()
    assert OptedOut.objects.count() == 0
    assert "List-Unsubscribe" not in sent.extra_headers
    assert acts_on(dispatch) == ["dispatch.prepared", "dispatch.tested"]
    assert set(dispatch.deliveries.values_list("state", flat=True)) == {"waiting"}
    assert already_had(prepared(edition, berit)).total == 0


def draft_on(page: Any) -> dict[Any, Any]:
    """What stands in the form of a dispatch that is written."""
    form = BeautifulSoup(page.content, "lxml").select_one("form[enctype]")
    assert form is not None
    said = {one["name"]: one.get("value", "") for one in form.select("input[name]:not([type=file])")}
    return said | {one["name"]: one.get_text().removeprefix("\n") for one in form.select("textarea")}


def test_a_test_can_be_sent_to_oneself_while_the_dispatch_is_written_and_nothing_is_made(
    desk: Client, edition: Edition, berit: Person
) -> None:
    where = "/redaksjon/utgaver/0.1/utsending/"
    typed = {**draft_on(desk.get(where)), "subject_nn": "Ut no", "letter_nn": "Sjå {lenkje}", "do": "test"}
    for _press in range(2):
        answer = desk.post(where, typed)
        assert (answer.status_code, f"A test is on its way to {berit.email}." in answer.content.decode()) == (
            200,
            True,
        )
    kept = draft_on(answer)
    assert {name: kept[name] for name in ("subject", "letter", "subject_nn")} == {
        name: typed[name] for name in ("subject", "letter", "subject_nn")
    }
    send_due_letters()
    assert [one.to for one in mail.outbox] == [[berit.email]] * 2
    assert [one.subject for one in mail.outbox] == ["[Prøve] Veier: Utgave 0.1 er klar", "[Prøve] Ut no"]
    assert (Dispatch.objects.count(), acts_on(edition)[-1]) == (0, "dispatch.tested")
    as_kari = desk.post(where, {**typed, "recipients": "Kari;kari@example.no"})
    assert "The e-mail as the first one will read it" in as_kari.content.decode()
    send_due_letters()
    in_bokmal, in_nynorsk = (str(one.body) for one in mail.outbox[2:])
    assert "Det er dette Kari vil få." in in_bokmal
    assert "Det er dette ein som les nynorsk, vil få." in in_nynorsk
    assert "Kari" not in in_nynorsk


def test_each_test_of_a_draft_names_one_who_gets_that_language(
    desk: Client, edition: Edition, berit: Person
) -> None:
    texts = {"nb": LetterText("Ut", "{lenke}"), "nn": LetterText("Ut no", "{lenkje}")}
    recipients = [
        Recipient("Kari", "kari@example.no", language="nn"),
        Recipient(
            "Ola", "ola@example.no", language="en"
        ),  # there is no text in english: bokmål, as the edition
    ]
    send_draft(edition, texts, recipients=recipients, to=berit, ticket=uuid4())
    send_due_letters()
    assert [str(one.body).splitlines()[0] for one in mail.outbox] == [
        "DETTE ER EN PRØVE. Det er dette Ola vil få. Den er sendt bare til deg, og teller ikke.",
        "DETTE ER EI PRØVE. Det er dette Kari vil få. Ho er send berre til deg, og tel ikkje.",
    ]


def test_a_letter_with_a_fault_is_not_sent_as_a_test(desk: Client, edition: Edition) -> None:
    where = "/redaksjon/utgaver/0.1/utsending/"
    answer = desk.post(where, {**draft_on(desk.get(where)), "letter": "Uten adressen", "do": "test"})
    send_due_letters()
    assert (answer.status_code, mail.outbox) == (422, [])


def test_a_test_goes_to_nobody_but_those_who_send_dispatches(
    desk: Client, edition: Edition, berit: Person
) -> None:
    dispatch = prepared(edition, berit)
    make_person("vert@example.no", "Vera Vert", RoleName.HOST)
    page = desk.get(page_of(dispatch, "Vik"))
    for to in ("post@vik.example.no", "vert@example.no"):
        answer = desk.post(page_of(dispatch, "Vik"), {**fields_of(page), "to": to})
        assert (answer.status_code, "to" in answer.context["form"].errors) == (422, True)
    with pytest.raises(Refused):
        send_test(dispatch.deliveries.get(name="Vik"), to="vert@example.no", by=berit, ticket=uuid4())
    send_due_letters()
    assert mail.outbox == []


def test_a_letter_of_another_dispatch_and_one_there_is_not_are_both_unknown(
    desk: Client, edition: Edition, berit: Person
) -> None:
    first, second = prepared(edition, berit), prepared(edition, berit)
    of_first = first.deliveries.get(name="Vik").pk
    assert desk.get(f"/redaksjon/utsending/{second.pk}/e-post/{of_first}/").status_code == 404
    assert desk.get(f"/redaksjon/utsending/{second.pk}/e-post/999999/").status_code == 404
