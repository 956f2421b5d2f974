"""Signing in by a code on e-mail: who gets in, who does not, and what nobody can find out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext

from kokebok.letters.models import Letter
from kokebok.people.models import Person
from tests.world import make_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from kokebok.book.models import Cookbook

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _nobody_has_tried(db: None, book: Cookbook) -> Iterator[None]:
    """The limits on tries are counted in the cache."""
    cache.clear()
    yield
    cache.clear()


def code_in(letter: mail.EmailMessage) -> str:
    found = CODE.search(str(letter.body))
    assert found is not None
    return found.group(1)


def ask(client: Client, email: str, going_to: str = "") -> None:
    client.post("/konto/login/", {"email": email, **({"next": going_to} if going_to else {})})


def type_code(client: Client, code: str, going_to: str = "") -> str:
    """Where one comes by typing a code; "" when it is refused."""
    done = client.post(
        "/konto/login/code/confirm/", {"code": code, **({"next": going_to} if going_to else {})}
    )
    return done.headers.get("Location", "")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_code_in_the_letter_lets_its_owner_in(client: Client, berit: Person) -> None:
    ask(client, "Berit@Example.no")
    assert [letter.to for letter in mail.outbox] == [["berit@example.no"]]
    assert type_code(client, code_in(mail.outbox[0])) == "/redaksjon/"
    assert client.get("/redaksjon/").status_code == 200


def test_one_comes_to_the_page_one_wanted(client: Client, berit: Person) -> None:
    wanted = "/redaksjon/journal/"
    assert client.get(wanted)["Location"] == f"/konto/login/?next={wanted}"
    ask(client, berit.email, wanted)
    assert type_code(client, code_in(mail.outbox[0]), wanted) == wanted


def test_one_is_never_sent_to_another_site(client: Client, berit: Person) -> None:
    ask(client, berit.email, "https://example.com/")
    assert type_code(client, code_in(mail.outbox[0]), "https://example.com/") == "/redaksjon/"


def test_a_wrong_code_lets_nobody_in_and_the_third_ends_the_try(client: Client, berit: Person) -> None:
    ask(client, berit.email)
    ends = [type_code(client, "AAAA-AAAA") for _try in range(3)]
    assert ends == ["", "", "/konto/login/code/"]
    assert type_code(client, code_in(mail.outbox[0])) == "/konto/login/code/"
    assert not signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked_for_it(client: Client, berit: Person) -> None:
    from django.test import Client as Browser

    ask(client, berit.email)
    other = Browser()
    type_code(other, code_in(mail.outbox[0]))
    assert not signed_in(other)


def test_a_code_works_once(client: Client, berit: Person) -> None:
    ask(client, berit.email)
    code = code_in(mail.outbox[0])
    type_code(client, code)
    client.post("/konto/logout/")
    type_code(client, code)
    assert not signed_in(client)


def test_nobody_can_find_out_which_addresses_are_known(client: Client, berit: Person) -> None:
    from django.test import Client as Browser

    pages = []
    for email in (berit.email, "ukjent@example.no"):
        browser = Browser()
        first = browser.post("/konto/login/", {"email": email})
        then = browser.get(first["Location"])
        wrong = browser.post("/konto/login/code/confirm/", {"code": "AAAA-AAAA"})
        pages.append(
            [
                first["Location"],
                then.status_code,
                *(_without_what_differs(p.content, email) for p in (then, wrong)),
            ]
        )
    assert pages[0] == pages[1]


def _without_what_differs(content: bytes, email: str) -> str:
    text = content.decode().replace(email, "E-MAIL")
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", text)


def test_an_unknown_address_gets_no_letter_however_often_it_is_asked_for_and_no_account(
    client: Client,
) -> None:
    for _time in range(5):
        ask(client, "ukjent@example.no")
        client.post("/konto/logout/")
    assert (mail.outbox, list(Letter.objects.all())) == ([], [])
    assert not Person.objects.filter(email="ukjent@example.no").exists()


def test_the_answer_to_an_unknown_address_takes_the_same_work(client: Client, berit: Person) -> None:
    asked = []
    ask(client, "aller@example.no")  # the first of the day has more to do
    client.post("/konto/logout/")
    for email in (berit.email, "ukjent@example.no"):
        with CaptureQueriesContext(connection) as done:
            ask(client, email)
        asked.append([re.sub(r"\W.*", "", one["sql"]) for one in done.captured_queries])
        client.post("/konto/logout/")
    # What is posted for nobody is undone; of the one we know we read who they are.
    assert abs(len(asked[0]) - len(asked[1])) <= 3
    assert asked[0].count("INSERT") == asked[1].count("INSERT")


def test_whoever_may_no_longer_sign_in_gets_no_code(client: Client, berit: Person) -> None:
    Person.objects.filter(pk=berit.pk).update(is_active=False)
    ask(client, berit.email)
    assert mail.outbox == []


def test_whoever_is_shut_out_while_signed_in_is_out_at_once(client: Client, berit: Person) -> None:
    client.force_login(berit)
    Person.objects.filter(pk=berit.pk).update(is_active=False)
    assert client.get("/redaksjon/").status_code == 302


def test_codes_cannot_be_asked_for_without_end(client: Client, berit: Person) -> None:
    for _try in range(6):
        ask(client, berit.email)
        client.post("/konto/logout/")
    assert len(mail.outbox) == 3


def test_there_is_no_page_for_passwords_or_new_accounts(client: Client) -> None:
    names = ("account_change_password", "account_set_password", "account_reset_password", "account_email")
    found = []
    for name in names:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    assert found == []
    assert client.get("/konto/signup/")["Location"] == "/konto/login/"
    assert 'type="password"' not in client.get("/konto/login/").content.decode()


def test_a_person_has_no_password_one_could_sign_in_with(berit: Person) -> None:
    assert not berit.has_usable_password()


def test_signing_out_asks_first_and_then_does_it(client: Client, berit: Person) -> None:
    client.force_login(berit)
    client.get("/konto/logout/")
    assert signed_in(client)
    assert client.post("/konto/logout/")["Location"] == "/"
    assert not signed_in(client)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_letter_is_in_the_language_of_who_gets_it(client: Client, berit: Person, language: str) -> None:
    Person.objects.filter(pk=berit.pk).update(language=language)
    client.cookies["kokebok_language"] = "nn"
    ask(client, berit.email)
    with translation.override(language):
        assert mail.outbox[0].subject == gettext("Your code to sign in")


def test_the_pen_sends_strangers_to_sign_in_and_tells_others_why_not(client: Client, rana: Person) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/konto/login/?next=/admin/")
    client.force_login(rana)
    page = client.get("/admin/", follow=True)
    assert (page.status_code, next(t.name for t in page.templates)) == (403, "people/no_page_editor.html")
    assert list(page.context["messages"]) == []


def test_a_person_without_a_role_can_sign_in_and_is_told_what_to_do(client: Client) -> None:
    make_person("ny@example.no", "Nils Ny")
    ask(client, "ny@example.no")
    assert client.get(type_code(client, code_in(mail.outbox[0]))).status_code == 403
