"""Whatever is sent, there is a clear answer, and what was typed is kept."""

from __future__ import annotations

import html
from typing import Any

import pytest

from kokebok.inputs.models import LONGEST_TEXT, Input
from tests.inputs.conftest import TEXT, hidden, slip_on, typed_in


def page_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_without_the_licence_nothing_is_received_and_all_is_kept(give):
    response = give(licence=None, text="Min mening", name="Ada", email="ada@example.no", kind="question")
    page = page_of(response)
    assert response.status_code == 422
    assert typed_in(response.content.decode(), "text") == "Min mening"
    assert 'value="Ada"' in page
    assert 'value="ada@example.no"' in page
    assert 'value="question" id="id_kind_2" checked' in page
    assert 'href="#id_licence"' in page
    assert not Input.objects.exists()


def test_a_comment_without_words_is_asked_for_them(give):
    response = give(text=" \n\u200b ")
    assert response.status_code == 422
    assert 'href="#id_text"' in page_of(response)


def test_a_suggestion_without_a_wording_is_asked_for_it(give):
    response = give(kind="suggestion", suggestion="")
    assert response.status_code == 422
    assert 'href="#id_suggestion"' in page_of(response)


def test_a_changed_wording_is_not_dropped_when_another_kind_is_chosen(give):
    response = give(kind="comment", suggestion="En virksomhet med et mål.")
    assert response.status_code == 422
    assert typed_in(response.content.decode(), "suggestion") == "En virksomhet med et mål."
    assert not Input.objects.exists()


def test_who_wants_to_be_named_must_give_a_name(give):
    response = give(may_be_named="on", name="", on_behalf_of="")
    assert response.status_code == 422
    assert 'href="#id_name"' in page_of(response)


def test_what_is_not_an_address_is_shown_again(give):
    response = give(email="ada at example")
    assert response.status_code == 422
    assert 'value="ada at example"' in page_of(response)


def test_a_text_at_the_limit_is_received_whole(give):
    give(text="å" * LONGEST_TEXT)
    assert Input.objects.get().text == "å" * LONGEST_TEXT


def test_a_text_over_the_limit_is_kept_and_told_by_how_much(give):
    response = give(text="å" * (LONGEST_TEXT + 17))
    page = response.content.decode()
    assert response.status_code == 422
    assert typed_in(page, "text") == "å" * (LONGEST_TEXT + 17)
    assert "17" in page
    assert str(LONGEST_TEXT) in page


def test_letters_are_counted_as_people_see_them(give):
    give(text="e\u0301" * LONGEST_TEXT)
    assert Input.objects.get().text == "é" * LONGEST_TEXT


def test_lines_are_counted_once_though_browsers_send_them_as_two_characters(give):
    text = "\r\n".join(["rad"] * (LONGEST_TEXT // 4))
    give(text=text)
    assert Input.objects.get().text == text.replace("\r\n", "\n")


def test_a_megabyte_is_answered_with_all_of_it_still_there(give):
    pasted = "Lang tekst. " * 90_000
    response = give(text=pasted)
    assert response.status_code == 422
    assert typed_in(response.content.decode(), "text") == pasted


def test_more_than_we_read_is_answered_in_words_without_being_read(client, address):
    response = client.post(address, {"text": "x" * 6_000_000})
    assert response.status_code == 413
    assert "8000" in page_of(response)


def test_markup_is_kept_as_the_words_it_is(client, give):
    response = give(text="<script>alert(1)</script> & <b>fet</b>", name="<i>Ada</i>")
    assert Input.objects.get().text == "<script>alert(1)</script> & <b>fet</b>"
    page = client.get(response.headers["Location"]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fet&lt;/b&gt;" in page
    assert "&lt;i&gt;Ada&lt;/i&gt;" in page


def test_markup_in_a_refused_form_comes_back_as_it_was_typed(give):
    response = give(text='</textarea><script src="x">', licence=None)
    assert html.unescape(typed_in(response.content.decode(), "text")) == '</textarea><script src="x">'


def test_unseen_characters_are_left_out_and_what_turns_text_round_is_too(give):
    give(text="a\x00b \u202egnp.exe\u202c", name="Ada\x00\u202e")
    given = Input.objects.get()
    assert (given.text, given.name) == ("ab gnp.exe", "Ada")


def test_arabic_is_kept_and_shown_in_its_own_direction(client, give):
    response = give(text="مرحبا بالعالم")
    assert Input.objects.get().text == "مرحبا بالعالم"
    assert 'dir="auto"' in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize("kind", ["", "example", "nonsense"])
def test_a_kind_that_is_not_offered_is_refused(give, kind):
    assert give(kind=kind).status_code == 422
    assert not Input.objects.exists()


def test_what_a_machine_fills_in_is_refused_and_a_person_can_send_again(give):
    refused = give(website="https://spam.example", text="Jeg er et menneske.")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert typed_in(page, "text") == "Jeg er et menneske."
    assert "spam.example" not in page
    assert give(slip=hidden(page, "slip"), text="Jeg er et menneske.").status_code == 302


def test_what_is_sent_in_no_time_is_refused_and_can_be_sent_again(give, settings):
    settings.SECONDS_TO_WRITE = 3
    refused = give(text="Fort gjort.")
    page = refused.content.decode()
    assert (refused.status_code, typed_in(page, "text")) == (422, "Fort gjort.")
    settings.SECONDS_TO_WRITE = 0
    assert give(slip=hidden(page, "slip"), text="Fort gjort.").status_code == 302


@pytest.mark.parametrize("slip", ["", "made-up", None])
def test_a_form_without_our_slip_gets_one_and_can_be_sent_again(give, slip):
    refused = give(slip=slip)
    assert refused.status_code == 422
    assert give(slip=hidden(refused.content.decode(), "slip")).status_code == 302


def test_a_network_that_has_sent_its_share_is_told_to_wait_and_keeps_its_words(give, settings):
    settings.INPUTS_AN_HOUR = 2
    give(text="En"), give(text="To")
    response = give(text="Tre")
    assert (response.status_code, typed_in(response.content.decode(), "text")) == (429, "Tre")
    assert Input.objects.count() == 2


def test_another_network_is_not_made_to_wait(client, give, address, settings):
    settings.INPUTS_AN_HOUR = 1
    give()
    sent = {
        "kind": "comment",
        "text": "Hei",
        "suggestion": TEXT,
        "licence": "on",
        "slip": slip_on(client, address),
    }
    assert client.post(address, sent, REMOTE_ADDR="203.0.113.9").status_code == 302
