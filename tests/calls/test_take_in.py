"""From an accepted answer to a page: a draft filled in, consents to the very words, and publishing with credit."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, Example, Page
from kokebok.book.newest import draft_text
from kokebok.book.publishing import NotYet
from kokebok.calls.actions import take_in
from kokebok.calls.actions.answer import hand_in
from kokebok.calls.models import Call, CallAnswer, Consent, FinalText, Making, Party
from kokebok.desk.answering.actions.take_into_book import take_into_book
from kokebok.desk.answering.actions.undo import undo
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.letters.models import Letter
from kokebok.people.models import Body, Person
from kokebok.people.rules import Refused
from tests.calls.conftest import Answer, asked, phase_of
from tests.without import without


@pytest.fixture
def full(call: Call, answer: Answer) -> CallAnswer:
    """An answer to both phases, by somebody who may be named."""
    mine = answer(name="Ingrid Solheim", may_be_named=True)
    title, need, result = asked(call, 2)
    said = {title.pk: "Bedre besøk", need.pk: "Pårørende <ventet>.\n\nLenge.", result.pk: "Færre ventet."}
    return hand_in(mine, phase_of(call, 2), said)


@pytest.fixture
def making(full: CallAnswer, berit: Person) -> Making:
    """The draft of it."""
    return take_in.begin(full, by=berit)


def edit(making: Making, **fields: Any) -> None:
    """Save other words in the page editor."""
    page = Page.objects.get(pk=making.page_id).specific.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()


def ready(making: Making) -> None:
    """Fill in what only an editor knows."""
    edit(making, form="pilotavtale")


def agree(making: Making, by: Person) -> None:
    """Everybody is asked, and says yes."""
    text = take_in.ask_all(making, by=by)
    for party in making.parties.all():
        take_in.say(party, sha256=text.sha256, agrees=True)


def test_the_draft_is_filled_in_and_nobody_reads_it(making: Making) -> None:
    page = Example.objects.get(pk=making.page_id)
    assert (page.title, page.slug, page.live, page.places) == (
        "Bedre besøk", "bedre-besok", False, ["Trondheim", "Malvik"],
    )  # fmt: skip
    assert page.need == "<p>Pårørende &lt;ventet&gt;.</p><p>Lenge.</p>"
    assert page.happened == "<p>Vi prøvde et verktøy på to sykehjem.</p>"
    assert "Ingrid Solheim" in draft_text(making.page).sources[0].title
    assert Client().get("/eksempler/bedre-besok/").status_code == 404


def test_a_draft_is_made_once_however_often_the_button_is_pressed(full: CallAnswer, berit: Person) -> None:
    assert take_in.begin(full, by=berit).pk == take_in.begin(full, by=berit).pk
    assert Example.objects.count() == 1


def test_two_drafts_with_the_same_title_have_addresses_of_their_own(
    call: Call, answer: Answer, berit: Person
) -> None:
    slugs = [take_in.begin(answer(name=name).given, by=berit).page.slug for name in ("A", "B")]
    assert slugs == ["vi-provde-et-verktoy-pa-to-sykehjem", "vi-provde-et-verktoy-pa-to-sykehjem-2"]


def test_who_did_not_agree_to_be_named_is_not_named_in_the_draft(
    call: Call, answer: Answer, berit: Person
) -> None:
    made = take_in.begin(answer(name="Ingrid Solheim"), by=berit)
    assert "Ingrid" not in str(draft_text(made.page))


def test_nothing_is_published_before_all_have_agreed(making: Making, berit: Person) -> None:
    ready(making)
    take_in.add_party(making, name="Malvik kommune", email="", by=berit)
    with pytest.raises(Refused, match="Malvik kommune"):
        take_into_book(making, reply="", by=berit)
    text = take_in.ask_all(making, by=berit)
    take_in.say(making.parties.get(is_sender=True), sha256=text.sha256, agrees=True)
    with pytest.raises(Refused, match="Malvik kommune"):
        take_into_book(making, reply="", by=berit)
    assert (Page.objects.get(pk=making.page_id).live, Decision.objects.count()) == (False, 0)


def test_what_all_agreed_to_is_published_with_credit_and_answers_the_input(
    making: Making, berit: Person
) -> None:
    ready(making)
    agree(making, berit)
    decision = take_into_book(making, reply="Takk!", by=berit)
    given = Input.objects.get()
    assert (decision.outcome, given.state, decision.wording is None) == (
        Outcome.TAKEN_IN, State.ANSWERED, False,
    )  # fmt: skip
    page = Client().get("/eksempler/bedre-besok/").content.decode()
    assert ("Færre ventet." in page, "Ingrid Solheim" in page) == (True, True)
    receipt = Client().get(f"/kvittering/{given.code}/").content.decode()
    assert ("/eksempler/bedre-besok/" in receipt, "Takk!" in receipt) == (True, True)
    with pytest.raises(TooLate):
        take_into_book(making, reply="", by=berit)


def test_taking_the_answer_back_makes_the_page_a_draft_again_and_it_can_be_published_anew(
    making: Making, berit: Person
) -> None:
    ready(making)
    agree(making, berit)
    undo(take_into_book(making, reply="Takk!", by=berit), by=berit)
    assert (Page.objects.get(pk=making.page_id).live, Input.objects.get().state) == (False, State.WAITING)
    assert Client().get("/eksempler/bedre-besok/").status_code == 404
    assert take_into_book(making, reply="Takk!", by=berit).outcome == Outcome.TAKEN_IN
    assert Client().get("/eksempler/bedre-besok/").status_code == 200


def test_a_text_that_is_changed_is_asked_about_anew_and_the_old_consent_is_kept(
    making: Making, berit: Person
) -> None:
    ready(making)
    agree(making, berit)
    old = Consent.objects.get()
    edit(making, result="<p>Ingen ventet.</p>")
    with pytest.raises(Refused):
        take_into_book(making, reply="", by=berit)
    with pytest.raises(TooLate):
        take_in.say(making.parties.get(), sha256=old.text.sha256, agrees=True)
    new = take_in.ask_all(making, by=berit)
    assert (new.sha256 == old.text.sha256, FinalText.objects.count()) == (False, 2)
    old.refresh_from_db()
    assert (old.said, old.said_at is None) == ("yes", False)
    take_in.say(making.parties.get(), sha256=new.sha256, agrees=True)
    assert take_into_book(making, reply="", by=berit).outcome == Outcome.TAKEN_IN


def test_words_put_back_as_they_were_are_still_agreed_to(making: Making, berit: Person) -> None:
    ready(making)
    agree(making, berit)
    edit(making, result="<p>Ingen ventet.</p>")
    edit(making, result="<p>Færre ventet.</p>")
    assert take_into_book(making, reply="", by=berit).outcome == Outcome.TAKEN_IN


def test_a_page_that_lacks_something_is_not_published_and_nothing_is_answered(
    making: Making, berit: Person
) -> None:
    agree(making, berit)
    with pytest.raises(Refused, match=r"(?i)form"), transaction.atomic():
        take_into_book(making, reply="", by=berit)
    assert (Input.objects.get().state, Decision.objects.count()) == (State.WAITING, 0)


def test_a_no_needs_words_and_the_last_word_counts(making: Making, berit: Person) -> None:
    ready(making)
    text, sender = take_in.ask_all(making, by=berit), making.parties.get()
    with pytest.raises(Refused):
        take_in.say(sender, sha256=text.sha256, agrees=False)
    no = take_in.say(sender, sha256=text.sha256, agrees=False, note="Vi heter Solheim.")
    assert (no.said, no.note) == ("no", "Vi heter Solheim.")
    with pytest.raises(Refused):
        take_into_book(making, reply="", by=berit)
    yes = take_in.say(sender, sha256=text.sha256, agrees=True)
    again = take_in.say(sender, sha256=text.sha256, agrees=True)
    assert (yes.said, again.said_at) == ("yes", yes.said_at)


def test_only_examples_and_tools_become_pages(call: Call, answer: Answer, berit: Person) -> None:
    mine = answer()
    Call.objects.filter(pk=call.pk).update(gathers="definition")
    with pytest.raises(Refused):
        take_in.begin(mine, by=berit)


def test_who_has_been_asked_is_not_taken_away(making: Making, berit: Person) -> None:
    party = take_in.add_party(making, name="Malvik", email="", by=berit)
    take_in.remove_party(party, by=berit)
    party = take_in.add_party(making, name="Malvik", email="", by=berit)
    assert take_in.add_party(making, name="Malvik", email="", by=berit).pk == party.pk
    take_in.ask_all(making, by=berit)
    for one in making.parties.all():
        with pytest.raises(Refused):
            take_in.remove_party(one, by=berit)


def test_a_party_in_the_directory_is_pointed_to(call: Call, answer: Answer, berit: Person) -> None:
    body = Body.objects.create(name="Malvik kommune", slug="malvik")
    asked(call)
    call.phases.get(number=2).questions.filter(fills="title").update(fills="parties")
    mine = hand_in(answer(), phase_of(call, 2), {
        asked(call, 2)[0].pk: "malvik kommune\n- Et firma", asked(call, 2)[2].pk: "Færre.",
    })  # fmt: skip
    made = take_in.begin(mine, by=berit)
    values = [block.value for block in Example.objects.get(pk=made.page_id).parties]
    assert [(value["actor"], value["role"]) for value in values] == [(body, ""), (None, "Et firma")]


def test_the_letter_is_written_once(making: Making, berit: Person) -> None:
    take_in.add_party(making, name="Malvik", email="post@malvik.example", by=berit)
    for _time in range(2):
        take_in.ask_all(making, by=berit)
    assert [letter.to for letter in mail.outbox] == [["post@malvik.example"]]


def test_the_database_holds_one_consent_a_text_with_its_day(making: Making, berit: Person) -> None:
    text, party = take_in.ask_all(making, by=berit), making.parties.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(party=party, text=text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(party=party).update(said="yes")
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(making=making, is_sender=True, name="En til")


def test_addresses_are_erased_a_month_after_the_text_is_published_and_the_consents_stay(
    making: Making, berit: Person
) -> None:
    ready(making)
    take_in.add_party(making, name="Malvik kommune", email="post@malvik.example.no", by=berit)
    agree(making, berit)
    take_into_book(making, reply="Takk!", by=berit)
    assert take_in.forget_addresses() == 0
    about_consents = Letter.objects.filter(key__startswith="calls.consent:")
    assert about_consents.exclude(to="").exists()
    Making.objects.update(published_at=timezone.now() - timedelta(days=31))
    assert (take_in.forget_addresses(), take_in.forget_addresses()) == (1, 0)
    assert list(Party.objects.exclude(email="")) == []
    assert not about_consents.exclude(to="").exists()
    assert list(Consent.objects.values_list("party__name", "said").order_by("pk")) == [
        ("Ingrid Solheim", "yes"),
        ("Malvik kommune", "yes"),
    ]


def test_from_the_desk_to_the_published_page_by_the_pages_alone(
    full: CallAnswer, as_berit: Client, client: Client
) -> None:
    given = full.given
    at = f"/redaksjon/innspill/{given.pk}/til-boka/"
    assert as_berit.get(at).status_code == 200
    as_berit.post(at, {"act": "begin"})
    as_berit.post(at, {"act": "begin"})
    making = Making.objects.get()
    ready(making)
    as_berit.post(at, {"act": "party", "name": "Malvik kommune", "email": ""})
    as_berit.post(at, {"act": "ask"})
    receipt = client.get(f"/kvittering/{given.code}/").content.decode()
    links = [re.search(r"/etterlysninger/tekst/[\w-]+/", receipt)]
    links.append(
        re.search(
            rf"/etterlysninger/tekst/{making.parties.get(is_sender=False).token}/", at_desk(as_berit, at)
        )
    )
    for link in links:
        assert link
        page = client.get(link[0])
        assert "Færre ventet." in page.content.decode()
        seen = page.context["form"].initial["seen"]
        client.post(link[0], {"seen": seen, "agree": "yes"})
    done = as_berit.post(at, {"act": "publish", "reply": "Takk!"})
    assert done.headers["Location"] == f"/redaksjon/innspill/{given.pk}/"
    assert Client().get("/eksempler/bedre-besok/").status_code == 200
    assert as_berit.get(at).status_code == 200
    assert client.get(links[0][0] if links[0] else "").status_code == 200
    assert client.get("/etterlysninger/tekst/abc/").status_code == 404


def at_desk(as_berit: Client, at: str) -> str:
    return as_berit.get(at).content.decode()


def test_the_page_editor_keeps_the_draft_and_leads_to_the_desk_instead_of_publishing_past_the_consents(
    making: Making, full: CallAnswer, book: Cookbook, as_berit: Client
) -> None:
    allow_page_editor(book)
    ready(making)
    at = f"/redaksjon/innspill/{full.given_id}/til-boka/"
    page = Page.objects.get(pk=making.page_id).specific
    written = in_the_editor(as_berit, page)
    done = as_berit.post(f"/admin/pages/{page.pk}/edit/", {**written, "action-publish": "yes"})
    assert (done.status_code, done.headers.get("Location")) == (302, at)
    assert draft_text(page).title == "Bedre besøk hver dag"
    bulk = as_berit.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {})
    assert bulk.headers.get("Location") == at
    copied = as_berit.post(f"/admin/pages/{page.pk}/copy/", {"new_title": "Kopi", "new_slug": "kopi"})
    assert (copied.headers.get("Location"), Page.objects.filter(slug="kopi").exists()) == (at, False)
    with pytest.raises(NotYet):
        page.get_latest_revision().publish()
    assert Page.objects.get(pk=page.pk).live is False


def test_where_calls_are_left_out_a_text_that_must_be_agreed_to_still_stays_a_draft(
    making: Making, full: CallAnswer, book: Cookbook, as_berit: Client
) -> None:
    allow_page_editor(book)
    ready(making)
    page = Page.objects.get(pk=making.page_id).specific
    with without("calls"):
        written = in_the_editor(as_berit, page)
        done = as_berit.post(f"/admin/pages/{page.pk}/edit/", {**written, "action-publish": "yes"})
        told = as_berit.get(done.headers["Location"])
    assert (done.headers["Location"], told.status_code) == (f"/redaksjon/innspill/{full.given_id}/", 200)
    assert "Alle som er nevnt, skal si ja til den først" in told.content.decode()
    assert (draft_text(page).title, Page.objects.get(pk=page.pk).live) == ("Bedre besøk hver dag", False)


def in_the_editor(editor: Client, page: Any) -> dict[str, str]:
    """The form of the page editor as it stands, with another title."""
    form = BeautifulSoup(editor.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser").select_one(
        "[data-edit-form]"
    )
    assert form is not None
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    fields |= {str(field["name"]): field.text.strip() for field in form.select("textarea[name]")}
    for chosen in form.select("select[name]:not([multiple]) option[selected]"):
        fields[str(chosen.find_parent("select")["name"])] = str(chosen["value"])  # type: ignore[index]
    party = {
        "id": "",
        "deleted": "",
        "order": "0",
        "type": "party",
        "value-actor": "",
        "value-role": "Malvik",
    }
    fields |= {"sources-count": "0", "parties-count": "1", "pictures-count": "0"}
    fields |= {f"parties-0-{name}": value for name, value in party.items()}
    return {**fields, "title": "Bedre besøk hver dag"}
