"""Private numbers: a warning before sending, and the sender decides."""

from __future__ import annotations

from typing import Any

import pytest

from kokebok.inputs.models import Input
from tests.inputs.conftest import hidden, typed_in

SAID = "Mor har nummer 151086 95088.\nRing 99 88 77 66."


@pytest.fixture
def warned(give: Any) -> Any:
    return give(text=SAID, name="Ada", email="ada@example.no", may_be_named="on")


def carried(page: str) -> dict[str, str]:
    names = ("kind", "text", "suggestion", "name", "on_behalf_of", "may_be_named", "email", "licence", "slip")
    return {name: hidden(page, name).replace("&#x27;", "'") for name in names}


def test_the_warning_names_what_was_found_and_nothing_is_sent_yet(warned):
    page = warned.content.decode()
    assert warned.status_code == 200
    assert ("<b>151086 95088</b>" in page, "<b>99 88 77 66</b>" in page) == (True, True)
    assert not Input.objects.exists()


def test_who_sends_anyway_has_sent_all_they_typed(client, address, warned):
    response = client.post(address, {**carried(warned.content.decode()), "acknowledged": "yes"})
    given = Input.objects.get()
    assert response.headers["Location"] == f"/kvittering/{given.code}/"
    assert (given.text, given.name, given.email, given.may_be_named) == (SAID, "Ada", "ada@example.no", True)


def test_who_goes_back_has_all_they_typed_in_the_form(client, address, warned):
    response = client.post(address, {**carried(warned.content.decode()), "change": "yes"})
    page = response.content.decode()
    assert response.status_code == 200
    assert typed_in(page, "text") == SAID
    assert 'value="Ada"' in page
    assert "ds-error-summary" not in page
    assert not Input.objects.exists()


@pytest.mark.parametrize("field", ["name", "on_behalf_of", "suggestion"])
def test_the_other_fields_others_read_are_looked_through_too(give, field):
    response = give(kind="suggestion", **{field: "Ola 15108695088"})
    assert (response.status_code, Input.objects.count()) == (200, 0)


def test_a_text_without_such_numbers_is_sent_at_once(give):
    assert give(text="Frist 22.11.2026, 10 000 000 kroner.").status_code == 302


def test_a_suggestion_may_keep_a_number_the_paragraph_has(give, paragraph):
    paragraph.wordings.update(text="Ring kontoret på 22 11 20 26.")
    assert give(kind="suggestion", suggestion="Ring gjerne kontoret på 22 11 20 26.").status_code == 302


def test_the_warning_says_what_each_looks_like_and_is_of_addresses_and_accounts_too(give: Any) -> None:
    said = "Skriv til kari@gmail.com, eller betal til 8601.11.17947. Mor er sjuk, i Storgata 12."
    page = " ".join(give(text=said).content.decode().split())
    for words in (
        "et kontonummer <br><b>8601.11.17947</b>",
        "noens egen e-postadresse <br><b>kari@gmail.com</b>",
        "en adresse, ved siden av ord om noens helse <br><b>Storgata 12</b>",
    ):
        assert words in page
    assert not Input.objects.exists()
