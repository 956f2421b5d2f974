"""What a sender does with an input of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kokebok.inputs.models import Input, Kind, State
from tests.inputs.conftest import TEXT, hidden, typed_in
from tests.world import InputFactory


@pytest.fixture
def given(paragraph) -> Input:
    made: Input = InputFactory.create(paragraph=paragraph, state=State.WAITING, text="Før")
    return made


@pytest.fixture
def edit_page(given: Input) -> str:
    return f"/kvittering/{given.code}/endre/"


def test_the_words_can_be_changed(client, given, edit_page):
    response = client.post(edit_page, {"text": "Etter", "seen": ""})
    assert response.headers["Location"] == f"/kvittering/{given.code}/"
    assert Input.objects.get().text == "Etter"


def test_a_suggestion_can_be_changed_with_its_reason(client, paragraph):
    given = InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, text="Hvorfor", suggestion="Nytt")
    page = client.get(f"/kvittering/{given.code}/endre/").content.decode()
    assert (typed_in(page, "suggestion"), typed_in(page, "text")) == ("Nytt", "Hvorfor")
    client.post(f"/kvittering/{given.code}/endre/", {"text": "", "suggestion": "Nyere", "seen": ""})
    assert (Input.objects.get().text, Input.objects.get().suggestion) == ("", "Nyere")


def test_of_two_tabs_the_second_is_told_and_sees_both(client, given, edit_page):
    seen = hidden(client.get(edit_page).content.decode(), "seen")
    client.post(edit_page, {"text": "Fra den første fanen", "seen": seen})
    response = client.post(edit_page, {"text": "Fra den andre fanen", "seen": seen})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Fra den første fanen" in page
    assert typed_in(page, "text") == "Fra den andre fanen"
    assert Input.objects.get().text == "Fra den første fanen"
    again = client.post(edit_page, {"text": "Fra den andre fanen", "seen": hidden(page, "seen")})
    assert (again.status_code, Input.objects.get().text) == (302, "Fra den andre fanen")


def test_who_is_late_is_told_and_keeps_what_they_wrote(client, given, edit_page):
    Input.objects.update(read_at=timezone.now())
    response = client.post(edit_page, {"text": "For sent, men viktig", "seen": ""})
    assert response.status_code == 409
    assert "Det du skrev, står under." in response.content.decode()
    assert "For sent, men viktig" in response.content.decode()
    assert Input.objects.get().text == "Før"


def test_an_input_that_is_read_offers_a_new_one_instead(client, given, edit_page):
    Input.objects.update(read_at=timezone.now())
    page = client.get(edit_page)
    assert page.status_code == 409
    assert "<textarea" not in page.content.decode()
    assert f"/innspill/gi/{given.paragraph.anchor}/" in page.content.decode()
    assert "Du kan sende et nytt." in page.content.decode()
    assert "Det du skrev" not in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x" * 8001}, 422),
        ({"text": "Etter", "seen": "2026-99-99T00:00:00"}, 302),
    ],
)
def test_a_change_is_held_to_what_an_input_is_held_to(client, edit_page, sent, status):
    assert client.post(edit_page, sent).status_code == status


def test_a_suggestion_changed_back_to_the_text_is_told_so(client, paragraph):
    given = InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, text="Hvorfor", suggestion="Nytt")
    response = client.post(
        f"/kvittering/{given.code}/endre/", {"text": "Hvorfor", "suggestion": TEXT, "seen": ""}
    )
    assert (response.status_code, typed_in(response.content.decode(), "suggestion")) == (422, TEXT)


def test_a_change_with_a_private_number_is_warned_about(client, edit_page):
    sent = {"text": "Ring 99 88 77 66", "seen": ""}
    warned = client.post(edit_page, sent)
    assert (warned.status_code, Input.objects.get().text) == (200, "Før")
    page = warned.content.decode()
    assert ("Endringen din er ikke sendt ennå." in page, "Send endringen som den er" in page) == (True, True)
    assert "Innspillet ditt er ikke sendt" not in page
    back = client.post(edit_page, {**sent, "change": "yes"})
    assert typed_in(back.content.decode(), "text") == "Ring 99 88 77 66"
    client.post(edit_page, {**sent, "acknowledged": "yes"})
    assert Input.objects.get().text == "Ring 99 88 77 66"


def test_withdrawing_asks_first(client, given):
    address = f"/kvittering/{given.code}/trekk/"
    assert client.get(address).status_code == 200
    assert Input.objects.get().state == State.WAITING
    assert client.post(address).headers["Location"] == f"/kvittering/{given.code}/"
    assert (Input.objects.get().state, Input.objects.get().text) == (State.WITHDRAWN, "Før")


def test_what_is_withdrawn_already_says_so(client, given):
    address = f"/kvittering/{given.code}/trekk/"
    client.post(address)
    assert '<form method="post">' not in client.get(address).content.decode()
    assert client.post(address).status_code == 302


@pytest.mark.parametrize("act", ["endre/", "trekk/", ""])
def test_a_code_that_never_was_gets_a_page_that_helps(client, book, act: str):
    response: Any = client.get(f"/kvittering/bcdf23456789bcdf/{act}")
    assert response.status_code == 404
    assert 'name="code"' in response.content.decode()
