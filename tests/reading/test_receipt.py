"""What became of an input: its receipt, and its page for everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Paragraph, Weight
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.models import Edition, EditionPage, EditionWording
from kokebok.inputs import form_tokens
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.actions.moderate import approve, refuse
from kokebok.inputs.models import UNSETTLED, Input, Kind, State
from kokebok.inputs.sender import COOKIE, InputSender, name_of, remember
from kokebok.people.models import Body, RoleName
from kokebok.reading.receipts import receipt_of, status_of, story_of
from tests.world import InputFactory, make_fact, make_person, paragraph_saying

TEXT = "En bedrift med et samfunnsmål."
BETTER = "En virksomhet med et samfunnsmål."


@pytest.fixture
def paragraph(book) -> Paragraph:
    make_fact(book, f"<p>{TEXT}</p>")
    return paragraph_saying(TEXT)


@pytest.fixture
def given(paragraph) -> Input:
    made: Input = InputFactory.create(
        paragraph=paragraph,
        kind=Kind.SUGGESTION,
        state=State.WAITING,
        text="Virksomhet er videre.",
        suggestion=BETTER,
        name="Ada",
        on_behalf_of="Eksempel kommune",
        email="ada@example.no",
    )
    return made


def taken_in(given: Input, berit, new_text: str = BETTER) -> Decision:
    assert given.paragraph is not None
    seen = wording_now(given.paragraph)
    said = Answer(
        outcome=Outcome.TAKEN_IN, reply="Takk, det er bedre.", new_text=new_text, weight=Weight.SMALL
    )
    return answer(given, said, by=berit, seen=seen)


def frozen(number: str, wording, berit) -> Edition:
    cookbook = wording.paragraph.page.get_parent().get_parent().specific
    edition = Edition.objects.create(
        cookbook=cookbook, number=number, title="Veier", genre_word="kokebok", stage="test", language="nb",
        date=timezone.localdate(), content_hash=number, frozen_at=timezone.now(), frozen_by=berit,
    )  # fmt: skip
    page = EditionPage.objects.create(
        edition=edition, order=0, path="fakta/hva", title="Hva er det?", text={}
    )
    EditionWording.objects.create(edition=edition, wording=wording, page=page)
    return edition


def receipt(client, given) -> str:
    return str(client.get(f"/kvittering/{given.code}/").content.decode())


def test_the_receipt_shows_the_code_the_words_and_the_place(client, given, paragraph):
    page = receipt(client, given)
    code = receipt_of(given).code
    assert code.replace(" ", "") == given.code
    for words in (
        code,
        "Virksomhet er videre.",
        "Ada, Eksempel kommune",
        f'href="/a/{paragraph.anchor}/"',
        TEXT,
    ):
        assert words in page


def test_the_receipt_is_for_its_holder_alone(client, given):
    headers = client.get(f"/kvittering/{given.code}/").headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex"
    assert ("no-store" in headers["Cache-Control"], "private" in headers["Cache-Control"]) == (True, True)


@pytest.mark.parametrize("written", [str.upper, lambda code: f"{code[:4]} {code[4:8]}-{code[8:]}"])
def test_a_code_leads_home_however_it_is_written(client, given, written):
    response = client.post("/kvittering/", {"code": written(given.code)})
    assert response.headers["Location"] == f"/kvittering/{given.code}/"
    assert (
        client.get(f"/kvittering/{given.code.upper()}/").headers["Location"] == f"/kvittering/{given.code}/"
    )


@pytest.mark.parametrize("code", ["", "bcdf23456789bcdf", "x" * 300])
def test_a_code_we_do_not_know_is_shown_again_with_what_to_do(client, book, code):
    response = client.post("/kvittering/", {"code": code})
    assert response.status_code == 422
    assert f'value="{code}"' in response.content.decode() or not code


def test_an_unknown_receipt_gets_a_page_that_helps_and_is_passed_on_to_nobody(client, book):
    response = client.get("/kvittering/bcdf23456789bcdf/")
    assert (response.status_code, response.headers["Referrer-Policy"]) == (404, "same-origin")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("read", [True, False])
def test_each_state_has_its_own_words_for_now_and_next(paragraph, state, read):
    at = timezone.now()
    given = Input(state=state, read_at=at if read else None)
    others = {status_of(Input(state=other, read_at=given.read_at)).now for other in State if other != state}
    status = status_of(given)
    assert status.state == state
    assert status.now not in others
    assert status.next


def test_until_it_is_read_the_receipt_offers_a_change_and_until_it_is_settled_to_withdraw(
    client, given, berit
):
    change, take_back = f"/kvittering/{given.code}/endre/", f"/kvittering/{given.code}/trekk/"
    offered = []
    for act in (lambda: None, lambda: approve(given, by=berit), lambda: withdraw(given)):
        act()
        page = receipt(client, given)
        offered.append((change in page, take_back in page))
    assert offered == [(True, True), (False, True), (False, False)]


def test_a_refused_input_says_why(client, given, berit):
    refuse(given, by=berit, reason="Det er reklame.")
    assert "Det er reklame." in receipt(client, given)


def test_an_answer_is_shown_with_who_gave_it_and_what_changed(client, given, berit):
    berit.body = Body.objects.create(name="Statens hus", slug="statens-hus")
    berit.save()
    taken_in(given, berit)
    story = story_of(Input.objects.get())
    assert story.outcome is not None
    assert story.outcome.change == [
        ("same", "En "), ("removed", "bedrift"), ("added", "virksomhet"), ("same", " med et samfunnsmål."),
    ]  # fmt: skip
    page = receipt(client, given)
    for words in ("Takk, det er bedre.", "Berit Redaktør", "Statens hus", "<ins>", "<del>"):
        assert words in page


def test_a_reason_is_shown_where_nothing_changed(client, given, berit):
    answer(given, Answer(outcome=Outcome.NOT_TAKEN, reply="Nei.", reason="Loven sier bedrift."), by=berit)
    outcome = story_of(Input.objects.get()).outcome
    assert outcome is not None
    assert (outcome.change, outcome.edition) == ([], None)
    assert "Loven sier bedrift." in receipt(client, given)


def test_the_change_is_printed_in_the_first_edition_that_has_it(client, given, berit):
    frozen("1", wording_now(given.paragraph), berit)
    decision = taken_in(given, berit)
    assert "/utgave/1/" not in receipt(client, given)
    assert decision.wording is not None
    frozen("2", decision.wording, berit)
    frozen("3", decision.wording, berit)
    page = receipt(client, given)
    assert ["/utgave/1/" in page, "/utgave/2/" in page, "/utgave/3/" in page] == [False, True, False]


def test_a_later_wording_in_an_edition_has_the_change_in_it(client, given, berit):
    taken_in(given, berit)
    later = rewrite(
        wording_now(given.paragraph), to="En virksomhet med flere mål.", by=berit, note=ReasonForChange()
    )
    frozen("2", later, berit)
    assert "/utgave/2/" in receipt(client, given)


def test_the_receipt_says_when_the_text_has_changed_since(given, berit):
    assert story_of(given).text_has_changed is False
    rewrite(wording_now(given.paragraph), to="Noe annet enn det som sto.", by=berit, note=ReasonForChange())
    fresh = Input.objects.select_related("paragraph", "wording").get()
    assert story_of(fresh).text_has_changed is True
    assert story_of(fresh).target.text == TEXT


@pytest.mark.parametrize("state", State)
def test_only_public_inputs_have_a_page_for_everyone(client, given, state):
    settled = None if state in UNSETTLED else timezone.now()
    Input.objects.update(state=state, settled_at=settled, refusal="Nei" if state == State.REFUSED else "")
    expected = 200 if state in (State.OPEN, State.ANSWERED) else 404
    hidden, absent = client.get(f"/innspill/{given.pk}/"), client.get(f"/innspill/{given.pk + 1}/")
    assert (hidden.status_code, absent.status_code) == (expected, 404)


@pytest.mark.parametrize("may", [True, False])
def test_everyone_reads_the_name_of_those_who_agreed_and_nobody_their_address(client, given, berit, may):
    Input.objects.update(may_be_named=may)
    approve(Input.objects.get(), by=berit)
    page = client.get(f"/innspill/{given.pk}/").content.decode()
    assert ("Ada" in page, "Eksempel kommune" in page) == (may, may)
    assert "Virksomhet er videre." in page
    assert ("ada@example.no" in page, given.code in page) == (False, False)


def test_the_public_page_shows_the_answer_and_the_change(client, given, berit):
    taken_in(given, berit)
    page = client.get(f"/innspill/{given.pk}/").content.decode()
    for words in ("Takk, det er bedre.", "Berit Redaktør", "<ins>", TEXT):
        assert words in page


def test_what_this_browser_has_sent_is_listed_once_it_is_public(client, paragraph):
    slip_page = client.get(f"/innspill/gi/{paragraph.anchor}/").content.decode()
    slip = slip_page.split('name="slip" value="')[1].split('"')[0]
    sent = {"kind": "comment", "text": "Mitt", "suggestion": TEXT, "licence": "on", "slip": slip}
    drawn = form_tokens.read_token(slip)
    assert drawn is not None
    early = form_tokens.FormToken(drawn.ticket, drawn.wording, drawn.drawn_at - 60)
    client.post(f"/innspill/gi/{paragraph.anchor}/", {**sent, "slip": early.signed()})
    given = Input.objects.get()
    link = f"/innspill/{given.pk}/"
    before = client.get("/kvittering/").content.decode()
    Input.objects.update(state=State.OPEN)
    after = client.get("/kvittering/").content.decode()
    assert [link in before, link in after, given.code in after] == [False, True, False]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    client, paragraph, count, django_assert_num_queries
):
    InputFactory.create_batch(count, paragraph=paragraph, sender=name_of("ada"))
    answer = HttpResponse()
    remember(answer, InputSender("ada", name_of("ada")))
    client.cookies[COOKIE] = answer.cookies[COOKIE].value
    client.get("/kvittering/")
    with django_assert_num_queries(3):
        page = client.get("/kvittering/").content.decode()
    assert page.count("/innspill/") >= count


def test_a_receipt_looks_once_for_what_the_input_is_about(client, book, django_assert_num_queries):
    given = InputFactory.create(
        paragraph=None, language=""
    )  # so that the language of the text is asked for too
    receipt(client, given)
    with django_assert_num_queries(8):
        receipt(client, given)


@pytest.mark.parametrize("others", [0, 29])
def test_a_receipt_takes_the_same_number_of_queries_however_much_others_said(
    client, given, berit, others, django_assert_num_queries
):
    InputFactory.create_batch(
        others, paragraph=given.paragraph, received_at=timezone.now() - timedelta(days=1)
    )
    taken_in(given, berit)
    receipt(client, given)
    with django_assert_num_queries(
        12
    ):  # one of them: is a page being made of it, about which its sender is asked
        receipt(client, given)


@pytest.mark.django_db
@pytest.mark.parametrize(("may", "stands"), [("yes", True), ("no", False)])
def test_a_browser_may_send_the_form_on_the_receipt(given, may, stands):
    Input.objects.filter(pk=given.pk).update(email_confirmed_at=timezone.now(), may_be_contacted=not stands)
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"/kvittering/{given.code}/")
    passed_on = page.headers["Referrer-Policy"] != "no-referrer"  # without it, the form comes from "null"
    form = {"may": may, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    origin = "http://testserver" if passed_on else "null"
    answer = browser.post(f"/kvittering/{given.code}/kontakt/", form, HTTP_ORIGIN=origin)
    given.refresh_from_db()
    assert (answer.status_code, given.may_be_contacted) == (302, stands)


def test_the_sender_sees_whom_they_named_and_nobody_else_does(given: Input, client: Client) -> None:
    Input.objects.update(kind=Kind.EXAMPLE, suggestion="")
    given.named_parties.create(name="Karlsen barnehage", email="post@karlsen.example")
    receipt = client.get(f"/kvittering/{given.code}/").content.decode()
    assert ("Hvem var med?" in receipt, "Karlsen barnehage" in receipt) == (True, True)
    approve(given, by=make_person("berit@example.no", "Berit", RoleName.EDITOR))
    assert "Karlsen barnehage" not in Client().get(f"/innspill/{given.pk}/").content.decode()
