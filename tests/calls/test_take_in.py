"""From an accepted answer to a page: a draft filled in, consents to the very words, and publishing with credit."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
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
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.answering.actions.take_into_book import take_into_book
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.letters.models import Letter
from kokebok.people.models import Body, Person
from kokebok.people.rules import Refused
from kokebok.versions.actions.make import make_version
from kokebok.versions.actions.tie import tie
from tests.calls.conftest import Answer, asked, phase_of
from tests.without import without
from tests.world import SIGNED, make_example, make_recipe, parties


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
    return take_in.begin(full.given, by=berit)


def edit(making: Making, **fields: Any) -> None:
    """Save other words in the page editor."""
    page = Page.objects.get(pk=making.page_id).specific.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(clean=False)  # as a draft


def ready(making: Making) -> None:
    """Fill in what only an editor knows."""
    edit(making, form="pilotavtale", parties=parties("Malvik kommune"))


def agree(making: Making, by: Person) -> None:
    """Everybody is asked, and says yes."""
    text = take_in.ask_all(making, by=by)
    for party in making.parties.all():
        take_in.say(party, sha256=text.sha256, said=Consent.Said.YES)


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
    assert take_in.begin(full.given, by=berit).pk == take_in.begin(full.given, by=berit).pk
    assert Example.objects.count() == 1


def test_two_drafts_with_the_same_title_have_addresses_of_their_own(
    call: Call, answer: Answer, berit: Person
) -> None:
    slugs = [take_in.begin(answer(name=name).given, by=berit).page.slug for name in ("A", "B")]
    assert slugs == ["vi-provde-et-verktoy-pa-to-sykehjem", "vi-provde-et-verktoy-pa-to-sykehjem-2"]


def test_who_did_not_agree_to_be_named_is_not_named_in_the_draft(
    call: Call, answer: Answer, berit: Person
) -> None:
    made = take_in.begin(answer(name="Ingrid Solheim").given, by=berit)
    assert "Ingrid" not in str(draft_text(made.page))


def test_nothing_is_published_before_all_have_agreed(making: Making, berit: Person) -> None:
    ready(making)
    take_in.add_party(making, name="Malvik kommune", email="", by=berit)
    with pytest.raises(Refused, match="Malvik kommune"):
        take_into_book(making, reply="", by=berit)
    text = take_in.ask_all(making, by=berit)
    take_in.say(making.parties.get(is_sender=True), sha256=text.sha256, said=Consent.Said.YES)
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


def test_what_came_of_an_input_is_the_whole_page_wherever_it_is_told(making: Making, berit: Person) -> None:
    Input.objects.update(email="ingrid@example.no", email_confirmed_at=timezone.now())
    ready(making)
    agree(making, berit)
    take_into_book(making, reply="Takk!", by=berit)
    given, client = Input.objects.get(), Client()
    for at in (f"/kvittering/{given.code}/", f"/innspill/{given.pk}/", "/innspill/"):
        page = BeautifulSoup(client.get(at).content, "html.parser")
        assert (page.select("ins"), len(page.select('main a[href="/eksempler/bedre-besok/"]'))) == ([], 1), at
    assert "Det ble en side:\nBedre besøk" in client.get("/innspill/fil/csv/").getvalue().decode("utf-8-sig")
    change = json.loads(client.get("/innspill/fil/json/").getvalue())["inputs"][0]["change"]
    assert (change["page"], change["after"]) == ("Bedre besøk", "")
    assert client.get("/innspill/fil/docx/").status_code == 200
    send_due_letters(at=timezone.now() + timedelta(days=1))
    assert "Det ble en side:\nBedre besøk\nhttp" in mail.outbox[-1].body

    page = BeautifulSoup(client.get("/eksempler/bedre-besok/").content, "html.parser")
    told = page.select_one("#inputs")
    assert told is not None
    assert ("1 innspill til denne siden" in " ".join(told.text.split()), "Bli den første" in told.text) == (
        True,
        False,
    )
    assert f"laget av innspill {given.pk}, fra Ingrid Solheim." in " ".join(told.text.split())
    assert len(told.select(f"a[href='/innspill/{given.pk}/']")) == 1


def test_taking_the_answer_back_makes_the_page_a_draft_again_with_what_says_the_same_and_the_desk_says_so(
    making: Making, berit: Person, book: Cookbook, as_berit: Client
) -> None:
    ready(making)
    agree(making, berit)
    desk, opened = (
        f"/redaksjon/innspill/{making.given_id}/til-boka/",
        f"/redaksjon/innspill/{making.given_id}/",
    )
    earlier = make_example(book, slug="tidligere", language="nn")
    as_berit.post(desk, {"act": "publish", "reply": "Takk!"})
    page = Page.objects.get(pk=making.page_id).specific
    tie(page, earlier, by=berit)
    make_version(page, language="en", title="Better visits", slug="better", by=berit)
    version = Page.objects.get(slug="better").specific
    version.get_latest_revision().publish()
    shown = as_berit.get(opened).content.decode()
    assert ("Siden det ble til" in shown, "Se hva som ble endret" in shown) == (True, False)
    for at in (opened, f"{opened}angre/"):
        said = " ".join(as_berit.get(at).content.decode().split())
        assert ("siden «bedre besøk»" in said.lower(), "et utkast igjen" in said) == (True, True), at
    told = as_berit.post(f"{opened}angre/", follow=True).content.decode()
    assert "utkast igjen, og leserne kan ikke lenger åpne det: «Bedre besøk», «Better visits»." in told
    readers = {at: Client().get(at).status_code for at in (page.url, version.url, earlier.url)}
    assert list(readers.values()) == [404, 404, 200]
    assert Input.objects.get().state == State.WAITING
    form = BeautifulSoup(as_berit.get(desk).content, "html.parser")
    assert [area.text.strip() for area in form.select("[name=reply]")] == ["Takk!"]  # to be mended

    as_berit.post(desk, {"act": "publish", "reply": "Takk!"})
    assert Client().get(page.url).status_code == 200
    version.get_latest_revision().publish()
    assert Client().get(version.url).status_code == 200


def test_a_page_that_an_edition_has_frozen_cannot_be_taken_back_and_the_desk_says_which(
    making: Making, berit: Person
) -> None:
    ready(making)
    agree(making, berit)
    take_into_book(making, reply="Takk!", by=berit)
    editor, opened = Client(), f"/redaksjon/innspill/{making.given_id}/"
    editor.force_login(berit)
    assert editor.get(opened).content.decode().count(f"{opened}angre/") == 1
    editor.post("/redaksjon/utgaver/ny/", {"number": "0.1", "title": "Veier", "date": "2026-03-01"})
    page = " ".join(editor.get(opened).content.decode().split())
    assert (f"{opened}angre/" in page, "Utgave 0.1 har låst dette svaret" in page) == (False, True)
    assert "Utgave 0.1 har låst dette svaret" in editor.get(f"{opened}angre/").content.decode()
    told = editor.post(f"{opened}angre/", follow=True).content.decode()
    assert told.count("Utgave 0.1 har låst dette svaret") == 2
    assert Client().get("/eksempler/bedre-besok/").status_code == 200
    assert Input.objects.get().state == State.ANSWERED


def test_the_next_edition_says_once_why_the_page_is_new(
    making: Making, berit: Person, as_berit: Client
) -> None:
    on, book = date(2026, 3, 1), Cookbook.objects.get()
    make_example(book, slug="tidligere")
    freeze(book, number="0.1", title="Veier", foreword="", on=on, by=berit, signed=SIGNED)
    ready(making)
    agree(making, berit)
    take_into_book(making, reply="Takk!", by=berit)
    shown = BeautifulSoup(as_berit.get("/redaksjon/utgaver/ny/").content, "html.parser")
    section = next(one for one in shown.select(".changed-page") if "Bedre besøk" in one.text)
    said = [" ".join(one.text.split()) for one in section.select(".change-why")]
    assert (section.text.count("Hele siden er ny"), said) == (1, ["Innspill."])
    assert len(section.select("li")) > 1


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
        take_in.say(making.parties.get(), sha256=old.text.sha256, said=Consent.Said.YES)
    new = take_in.ask_all(making, by=berit)
    assert (new.sha256 == old.text.sha256, FinalText.objects.count()) == (False, 2)
    old.refresh_from_db()
    assert (old.said, old.said_at is None) == ("yes", False)
    take_in.say(making.parties.get(), sha256=new.sha256, said=Consent.Said.YES)
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
    ready(making)
    edit(making, form="")
    with pytest.raises(Refused, match=r"(?i)form"), transaction.atomic():
        take_into_book(making, reply="", anyway="Det haster.", by=berit)
    assert (Input.objects.get().state, Decision.objects.count()) == (State.WAITING, 0)


def test_the_desk_publishes_no_empty_list_that_the_page_editor_asks_for_and_keeps_what_was_typed(
    making: Making, berit: Person, as_berit: Client, book: Cookbook
) -> None:
    ready(making)
    edit(making, parties="[]")
    at = f"/redaksjon/innspill/{making.given_id}/til-boka/"
    as_berit.post(at, {"act": "publish", "reply": "Takk!", "anyway": "Det haster."})
    told = as_berit.post(at, {"act": "publish", "reply": "Takk!", "anyway": "Det haster."})
    page = BeautifulSoup(told.content, "html.parser")
    assert ("«Parter»" in page.text, [area.text.strip() for area in page.select("textarea")]) == (
        True, ["Takk!", "Det haster."],
    )  # fmt: skip
    assert (told.status_code, Page.objects.get(pk=making.page_id).live) == (422, False)
    assert Input.objects.get().state == State.WAITING

    allow_page_editor(book)
    recipe = make_recipe(book, steps=0)
    recipe.unpublish()
    recipe.save_revision(user=berit)
    told = as_berit.post(f"/admin/bulk/wagtailcore/page/publish/?id={recipe.pk}", {}, follow=True)
    assert ("«Steg»" in told.content.decode(), Page.objects.get(pk=recipe.pk).live) == (True, False)


def test_a_no_needs_words_and_the_last_word_counts(making: Making, berit: Person) -> None:
    ready(making)
    text, sender = take_in.ask_all(making, by=berit), making.parties.get()
    with pytest.raises(Refused):
        take_in.say(sender, sha256=text.sha256, said=Consent.Said.NO)
    no = take_in.say(sender, sha256=text.sha256, said=Consent.Said.NO, note="Vi heter Solheim.")
    assert (no.said, no.note) == ("no", "Vi heter Solheim.")
    with pytest.raises(Refused):
        take_into_book(making, reply="", by=berit)
    yes = take_in.say(sender, sha256=text.sha256, said=Consent.Said.YES)
    again = take_in.say(sender, sha256=text.sha256, said=Consent.Said.YES)
    assert (yes.said, again.said_at) == ("yes", yes.said_at)


def test_only_examples_and_tools_become_pages(call: Call, answer: Answer, berit: Person) -> None:
    mine = answer()
    Call.objects.filter(pk=call.pk).update(gathers="definition")
    with pytest.raises(Refused):
        take_in.begin(mine.given, by=berit)


def test_who_has_been_asked_is_not_taken_away(making: Making, berit: Person) -> None:
    ready(making)
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
    made = take_in.begin(mine.given, by=berit)
    values = [block.value for block in Example.objects.get(pk=made.page_id).parties]
    assert [(value["actor"], value["role"]) for value in values] == [(body, ""), (None, "Et firma")]


def test_the_letter_is_written_once(making: Making, berit: Person) -> None:
    ready(making)
    take_in.add_party(making, name="Malvik", email="post@malvik.example", by=berit)
    for _time in range(2):
        take_in.ask_all(making, by=berit)
    assert [letter.to for letter in mail.outbox] == [["post@malvik.example"]]


def test_the_database_holds_one_consent_a_text_with_its_day(making: Making, berit: Person) -> None:
    ready(making)
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


def test_an_old_link_shows_what_is_published_and_no_draft_of_it(
    making: Making, berit: Person, client: Client
) -> None:
    ready(making)
    agree(making, berit)
    take_into_book(making, reply="Takk!", by=berit)
    page = Example.objects.get(pk=making.page_id)
    page.lead = "Ingen har publisert dette."
    page.save_revision()
    link = f"/etterlysninger/tekst/{making.parties.get(is_sender=True).token}/"

    def shown() -> tuple[bool, bool]:
        read = client.get(link).content.decode()
        return "Færre ventet." in read, "Ingen har publisert dette." in read

    assert shown() == (True, False)
    page.unpublish()
    assert shown() == (False, False)


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


def test_the_address_of_a_draft_follows_its_title_until_it_has_been_public(
    making: Making, book: Cookbook, berit: Person, as_berit: Client
) -> None:
    allow_page_editor(book)
    ready(making)
    page = Page.objects.get(pk=making.page_id).specific
    at, written = f"/admin/pages/{page.pk}/edit/", in_the_editor(as_berit, page)

    def saved(**said: str) -> str:
        as_berit.post(at, {**written, **said})
        return str(Page.objects.get(pk=page.pk).get_latest_revision_as_object().slug)

    assert saved() == "bedre-besok-hver-dag"
    assert saved(title="Besøk på Østre", slug="valgt-selv") == "valgt-selv"
    assert saved(title="Besøk på Østre") == "besok-pa-ostre"
    ready(making)
    agree(making, berit)
    take_into_book(making, reply="", by=berit)
    assert Client().get("/eksempler/besok-pa-ostre/").status_code == 200
    now_written = {**in_the_editor(as_berit, page), "title": "Noe annet", "action-publish": "yes"}
    as_berit.post(at, now_written)
    assert "Noe annet" in Client().get("/eksempler/besok-pa-ostre/").content.decode()


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
