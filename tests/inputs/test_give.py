"""Giving input by the form on a paragraph, a page or the cookbook."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Cookbook, Paragraph
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.seen import seen_by_sender
from kokebok.journal.queries import acts_on
from kokebok.people.models import Person
from tests.inputs.conftest import TEXT, hidden, slip_on, typed_in
from tests.world import InputFactory, make_fact, paragraph_saying, publish


def the_input() -> Input:
    return Input.objects.get()


def test_a_comment_without_name_is_received_and_its_sender_led_to_the_receipt(give, paragraph):
    response = give()
    given = the_input()
    assert (response.status_code, response.headers["Location"]) == (302, f"/kvittering/{given.code}/")
    assert (given.kind, given.text, given.suggestion) == (Kind.COMMENT, "Dette er nyttig.", "")
    assert (given.paragraph, given.wording, given.page) == (paragraph, wording_now(paragraph), None)
    assert (given.name, given.email, given.may_be_named, given.state) == ("", "", False, State.WAITING)
    assert acts_on(given) == ["input.sent"]


@pytest.mark.parametrize("kind", ["comment", "question", "correction"])
def test_what_is_not_a_suggestion_keeps_no_wording(give, kind):
    give(kind=kind)
    assert (the_input().kind, the_input().suggestion) == (kind, "")


def test_a_suggestion_needs_no_other_words(give):
    give(kind="suggestion", text="", suggestion="En virksomhet med et samfunnsmål.")
    assert (the_input().text, the_input().suggestion) == ("", "En virksomhet med et samfunnsmål.")


def test_the_suggestion_starts_from_the_text_of_the_paragraph(client, address):
    assert typed_in(client.get(address).content.decode(), "suggestion") == TEXT


def test_the_kind_can_be_chosen_by_the_link(client, address):
    page = client.get(f"{address}?slag=suggestion").content.decode()
    assert 'value="suggestion" id="id_kind_1" checked' in " ".join(page.split())


def test_name_and_body_are_kept_with_what_their_sender_agreed_to(give):
    give(name="Ada", on_behalf_of="Eksempel kommune", may_be_named="on", email="ada@example.no")
    given = the_input()
    assert (seen_by_sender(given).signature, given.may_be_named, given.email) == (
        "Ada, Eksempel kommune",
        True,
        "ada@example.no",
    )
    assert given.email_confirmed_at is None


def test_a_form_sent_twice_is_one_input_and_leads_to_the_same_receipt(client, give, address):
    slip = slip_on(client, address)
    first, second = give(slip=slip), give(slip=slip)
    assert first.headers["Location"] == second.headers["Location"]
    assert Input.objects.count() == 1


def test_who_goes_back_and_writes_something_else_has_sent_two_when_they_send_once_more(client, give, address):
    slip = slip_on(client, address)
    give(slip=slip, text="Først dette.")
    told = give(slip=slip, text="Så dette.").content.decode()
    give(slip=hidden(told, "slip"), text=typed_in(told, "text"))
    assert [given.text for given in Input.objects.order_by("pk")] == ["Først dette.", "Så dette."]


def test_the_second_input_from_a_browser_waits_only_while_the_first_does(give):
    give(text="En.")
    give(text="To.")
    assert set(Input.objects.values_list("state", flat=True)) == {State.WAITING}
    Input.objects.filter(text="En.").update(state=State.OPEN)
    give(text="Tre.")
    assert Input.objects.get(text="Tre.").state == State.OPEN


def test_a_suggestion_is_kept_against_the_wording_its_sender_saw(
    client, give, paragraph, address, berit: Person
):
    slip, seen = slip_on(client, address), wording_now(paragraph)
    rewrite(seen, to="Noe helt annet enn før.", by=berit, note=ReasonForChange())
    response = give(slip=slip, kind="suggestion", suggestion="En virksomhet med et samfunnsmål.")
    assert response.status_code == 302
    assert (the_input().wording, the_input().suggestion) == (seen, "En virksomhet med et samfunnsmål.")


def test_a_suggestion_that_is_the_text_as_it_stands_is_told_so(give):
    response = give(kind="suggestion", suggestion=f"  {TEXT} ", text="Bedre slik.")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_suggestion"' in page
    assert typed_in(page, "text") == "Bedre slik."
    assert not Input.objects.exists()


def test_an_anchor_that_never_was_is_not_found(client, paragraph):
    assert client.get("/innspill/gi/abcdefg/").status_code == 404
    assert client.post("/innspill/gi/abcdefg/", {"text": "Hei"}).status_code == 404


def without_the_paragraph(paragraph: Paragraph) -> None:
    page = paragraph.page.specific
    page.body = [("text", "<p>Nå handler siden om noe annet: frister, skjemaer og saksgang i kommunen.</p>")]
    publish(page)


def test_a_paragraph_that_is_gone_shows_its_last_words_and_another_way(client, paragraph, address):
    without_the_paragraph(paragraph)
    response = client.get(address)
    assert response.status_code == 410
    assert TEXT in response.content.decode()
    assert f"/innspill/gi/side/{paragraph.page_id}/" in response.content.decode()


def test_what_was_written_before_the_paragraph_left_is_received(client, give, paragraph, address):
    slip = slip_on(client, address)
    without_the_paragraph(paragraph)
    assert give(slip=slip).status_code == 302
    assert (the_input().paragraph, the_input().wording) == (paragraph, wording_now(paragraph))


def test_input_about_a_page_offers_no_suggested_wording(client, give, paragraph):
    at = f"/innspill/gi/side/{paragraph.page_id}/"
    assert "suggestion" not in client.get(at).content.decode()
    assert give(at=at, suggestion=None).status_code == 302
    assert (the_input().page_id, the_input().paragraph, the_input().wording) == (
        paragraph.page_id,
        None,
        None,
    )


def test_input_about_the_cookbook_is_about_no_page(give, book: Cookbook):
    assert give(at="/innspill/gi/", suggestion=None).status_code == 302
    assert (the_input().page, the_input().paragraph) == (None, None)


def test_a_page_that_is_not_published_takes_no_input(client, paragraph):
    paragraph.page.unpublish()
    assert client.get(f"/innspill/gi/side/{paragraph.page_id}/").status_code == 404
    assert client.get("/innspill/gi/side/1/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_takes_the_same_number_of_queries_however_much_was_said(
    client, paragraph, address, count, django_assert_num_queries
):
    InputFactory.create_batch(count, paragraph=paragraph)
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)


@pytest.mark.parametrize("count", [1, 30])
def test_to_send_takes_as_many_queries_however_much_was_said(
    give, paragraph, count, django_assert_num_queries
):
    """The language of the book, 1; the form, 6; what it is about, 3; where from, 1; whether it and its form
    have been here, its network's share, and whether its sender is known, 5; the input, what is found in it, and its
    line in the journal, 4; two beginnings and ends, 4.
    """
    give()
    InputFactory.create_batch(count, paragraph=paragraph)
    with django_assert_num_queries(24):
        give(text="Et annet innspill.")


def test_the_form_is_kept_by_no_cache(client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_form_without_its_token_against_forgery_is_refused(address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"text": "Hei", "licence": "on"}).status_code == 403


def test_two_paragraphs_of_one_page_are_told_apart(client, book):
    make_fact(book, "<p>Det første avsnittet.</p><p>Det andre avsnittet.</p>")
    first, second = paragraph_saying("første"), paragraph_saying("andre")
    pages = [client.get(f"/innspill/gi/{one.anchor}/").content.decode() for one in (first, second)]
    assert ["Det første avsnittet." in page for page in pages] == [True, False]
