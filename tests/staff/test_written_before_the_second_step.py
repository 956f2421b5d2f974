"""What somebody wrote before a second step was asked of them is kept, and sent when they have taken it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.inputs.models import Input
from kokebok.people.models import RoleName
from tests.roads.forms import Press, offers_of
from tests.staff.acts import sign_in
from tests.staff.test_second_step import set_up_app
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

HERE: dict[str, Any] = {"HTTP_ORIGIN": "http://testserver"}
FIRST = "Du trenger et ekstra steg først"


def button(page: str, words: str, address: str = "/") -> Press:
    """The button with these words."""
    found = [press for press in offers_of(page, address).presses if press.words == words]
    assert found, [press.words for press in offers_of(page, address).presses]
    return found[0]


@pytest.fixture
def owing(settings: Any, berit: Person) -> Client:
    """The browser of an editor of whom a second step is suddenly asked."""
    client = Client()
    sign_in(client, berit.email)
    settings.REQUIRE_MFA = frozenset({RoleName.EDITOR})
    return client


def test_an_answer_that_was_written_is_sent_after_the_second_step(owing: Client, settings: Any) -> None:
    given: Any = InputFactory()
    settings.REQUIRE_MFA = frozenset()
    address = f"/redaksjon/innspill/{given.pk}/"
    form = button(owing.get(address).content.decode(), "Svar", address)
    settings.REQUIRE_MFA = frozenset({RoleName.EDITOR})
    typed = {**form.data, "outcome": "taken_in", "reply": "Lenge skrevet på."}
    told = owing.post(form.address, typed, **HERE)
    page = told.content.decode()
    assert (told.status_code, FIRST in page, "Lenge skrevet på." in page) == (401, True, True)
    assert told.headers["Cache-Control"] == "private, no-store"
    set_up_app(owing)
    again = button(page, "Send på nytt")
    assert owing.post(again.address, again.data, **HERE).status_code == 302
    assert Input.objects.get(pk=given.pk).decision.reply == "Lenge skrevet på."


def test_a_page_that_was_written_is_saved_after_the_second_step(owing: Client, book: Cookbook) -> None:
    typed = {"title": "En ny tittel", "body": '{"blocks": []}'}
    told = owing.post(f"/admin/pages/{book.pk}/edit/", typed, **HERE)
    again = button(told.content.decode(), "Send på nytt")
    assert (told.status_code, again.address) == (401, f"/admin/pages/{book.pk}/edit/")
    kept = {name: values for name, values in again.data.items() if name != "csrfmiddlewaretoken"}
    assert kept == {name: [value] for name, value in typed.items()}
    set_up_app(owing)
    assert owing.post(again.address, again.data, **HERE).status_code != 401


def test_a_script_and_what_nothing_was_written_in_are_sent_on_as_before(owing: Client) -> None:
    leads_to = "/konto/sikkerhet/?next=%2Fredaksjon%2Ftemaer%2F"
    empty = owing.post("/redaksjon/temaer/", {}, **HERE)
    script = owing.post("/redaksjon/temaer/", {"name": "Et tema"}, HTTP_X_REQUESTED_WITH="fetch", **HERE)
    assert [(one.status_code, one.headers["Location"]) for one in (empty, script)] == [(302, leads_to)] * 2


def test_what_another_site_sends_is_not_shown(owing: Client) -> None:
    told = owing.post(
        "/redaksjon/temaer/", {"name": "Et tema fra et annet sted"}, HTTP_ORIGIN="https://evil.example"
    )
    assert (told.status_code, "Et tema" in told.content.decode()) == (302, False)
