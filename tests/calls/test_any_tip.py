"""Every tip can become a page: made in one act, those it names asked, and published all the same only with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kokebok.book.models import Cookbook, Example, Page
from kokebok.book.newest import draft_text
from kokebok.calls.actions import take_in
from kokebok.calls.models import Consent, Making, Party
from kokebok.calls.telling import consents
from kokebok.inputs.actions.forget_parties import forget_parties
from kokebok.inputs.actions.letters import confirmation_token
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Door, Input, Kind, NamedParty, State
from kokebok.journal.models import Entry
from kokebok.letters.actions.post import MOST_ASKED_A_DAY, post_to_stranger
from kokebok.letters.models import Letter
from kokebok.letters.shares import forget_askings
from kokebok.lib.named_parties import named_parties
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from kokebok.people.telling import Item
from tests.calls.conftest import Answer
from tests.calls.test_take_in import edit

TIP = {
    "what": "Pårørende fikk melding når de kunne komme på besøk.",
    "where": "Malvik",
    "parties": "Malvik kommune, post@malvik.example\n- Ventefri AS",
    "licence": "on",
}


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def tip(book: Cookbook, client: Client) -> Input:
    """A tip by the form, which names two who took part."""
    slip = client.get("/tips/example/").context["form"].initial["slip"]
    client.post("/tips/example/", {**TIP, "slip": slip})
    return Input.objects.get()


@pytest.fixture
def making(tip: Input, berit: Person) -> Making:
    """The draft of it."""
    return take_in.begin(tip, by=berit)


def finish(making: Making) -> None:
    """Fill in what only an editor knows, in the page editor."""
    edit(making, form="pilotavtale", need="<p>Ingen visste når.</p>", result="<p>Færre ventet.</p>")


def desk_of(tip: Input) -> str:
    return f"/redaksjon/innspill/{tip.pk}/til-boka/"


def test_whom_the_form_names_is_kept_for_the_editors_alone(
    tip: Input, client: Client, as_berit: Client
) -> None:
    assert list(tip.named_parties.values_list("name", "email")) == [
        ("Malvik kommune", "post@malvik.example"), ("Ventefri AS", ""),
    ]  # fmt: skip
    Input.objects.update(state=State.OPEN, published_at=timezone.now())
    for address in (f"/innspill/{tip.pk}/", "/innspill/", "/innspill/fil/csv/", f"/kvittering/{tip.code}/"):
        assert "malvik.example" not in client.get(address).getvalue().decode()
    opened = as_berit.get(f"/redaksjon/innspill/{tip.pk}/").content.decode()
    assert ("Malvik kommune, Ventefri AS" in opened, desk_of(tip) in opened) == (True, True)


def test_the_same_tip_sent_twice_is_one_and_with_others_named_another(tip: Input, client: Client) -> None:
    slip = client.get("/tips/example/").context["form"].initial["slip"]
    for _time in range(2):
        client.post("/tips/example/", {**TIP, "slip": slip})
    assert Input.objects.count() == 2
    client.post("/tips/example/", {**TIP, "parties": "Noen andre", "slip": slip})
    assert (Input.objects.count(), NamedParty.objects.filter(name="Noen andre").exists()) == (2, False)


def test_a_tip_becomes_a_draft_with_its_words_and_those_it_names(making: Making) -> None:
    page = Example.objects.get(pk=making.page_id)
    assert (page.title, page.lead, page.live) == (
        "Pårørende fikk melding når de kunne komme på besøk", TIP["what"], False,
    )  # fmt: skip
    assert "Malvik" in page.happened
    assert [block.value["role"] for block in page.parties] == ["Malvik kommune", "Ventefri AS"]
    assert "malvik.example" not in str(draft_text(making.page))
    assert list(making.parties.values_list("is_sender", "name", "email")) == [
        (True, making.parties.get(is_sender=True).name, ""),
        (False, "Malvik kommune", "post@malvik.example"),
        (False, "Ventefri AS", ""),
    ]


@pytest.mark.parametrize("door", [Door.ROUND, Door.EMAIL, Door.PAPER, Door.PHONE])
@pytest.mark.parametrize(("act", "kind"), [("begin-example", "Example"), ("begin-tool", "Tool")])
def test_what_came_by_another_door_becomes_what_the_editor_says(
    book: Cookbook, as_berit: Client, door: Door, act: str, kind: str
) -> None:
    given = send(Said(kind=Kind.COMMENT, text="Vi gjorde noe."), door=door)
    as_berit.post(desk_of(given), {"act": act})
    assert type(Making.objects.get(given=given).page.specific).__name__ == kind


def test_what_is_about_a_paragraph_becomes_no_page_by_itself(
    recipe: Page, berit: Person, as_berit: Client
) -> None:
    given = send(Said(kind=Kind.COMMENT, text="Dette er uklart."), page=recipe)
    assert "til-boka" not in as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    with pytest.raises(Refused):
        take_in.begin(given, by=berit)


def test_only_those_who_may_take_in_are_offered_to(tip: Input, rana: Person) -> None:
    as_rana = Client()
    as_rana.force_login(rana)
    assert as_rana.post(desk_of(tip), {"act": "begin"}).status_code in (403, 404)
    assert not Making.objects.exists()


def test_each_who_is_named_gets_a_letter_and_only_a_button_says_anything(
    making: Making, as_berit: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    finish(making)
    with django_capture_on_commit_callbacks(execute=True):
        as_berit.post(desk_of(making.given), {"act": "ask"})
    assert [letter.to for letter in mail.outbox] == [["post@malvik.example"]]
    party = Party.objects.get(email="post@malvik.example")
    link = f"/etterlysninger/tekst/{party.token}/"
    assert link in mail.outbox[0].body
    asked = "Godkjenner du denne teksten: «Pårørende fikk melding når de kunne komme på besøk»?"
    assert mail.outbox[0].subject == asked
    seen = client.get(link).context["form"].initial["seen"]
    assert party.consents.get().said == ""
    client.post(link, {"seen": seen, "refuse": "yes"})
    assert party.consents.get().said == Consent.Said.OUT
    assert "vil ikke være med" in as_berit.get(desk_of(making.given)).content.decode()
    client.post(link, {"seen": seen, "agree": "yes"})
    assert party.consents.get().said == Consent.Said.YES


def test_the_desk_says_to_whom_no_letter_has_gone_and_the_sender_gets_it_on_confirming(
    tip: Input, berit: Person, as_berit: Client, client: Client
) -> None:
    Input.objects.update(email="kari@rana.example")
    tip.refresh_from_db()
    finish(take_in.begin(tip, by=berit))
    told = as_berit.post(desk_of(tip), {"act": "ask"}, follow=True)
    rows = [" ".join(row.text.split()) for row in BeautifulSoup(told.content, "html.parser").select("li")]
    asked = [row for row in rows if "avsenderen" in row or "Malvik kommune:" in row or "Ventefri AS:" in row]
    assert ["ikke sendt: adressen er ikke bekreftet" in row for row in asked] == [True, False, False]
    assert ["spurt" in row for row in asked] == [False, True, False]
    assert ["har ingen adresse: gi dem lenken" in row for row in asked] == [False, False, True]
    client.post(reverse("inputs:confirm", args=[confirmation_token(tip)]))
    assert "Prøv igjen å sende" in as_berit.get(desk_of(tip)).content.decode()
    assert (take_in.write_again(), mail.outbox[-1].to) == (1, ["kari@rana.example"])
    assert "Prøv igjen å sende" not in as_berit.get(desk_of(tip)).content.decode()


def test_nobody_is_asked_of_a_draft_that_lacks_something_and_the_desk_says_what(
    making: Making, as_berit: Client
) -> None:
    edit(making, form="pilotavtale", need="<p>Ingen visste når.</p>")
    shown = BeautifulSoup(as_berit.get(desk_of(making.given)).content, "html.parser")
    assert ("«Resultat»" in shown.text, shown.select("[value=ask]")) == (True, [])
    told = as_berit.post(desk_of(making.given), {"act": "ask"}, follow=True).content.decode()
    assert ("Fyll ut dette i skriveverktøyet før du spør noen: «Resultat»" in told, mail.outbox) == (True, [])
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "ask"})
    assert [letter.to for letter in mail.outbox] == [["post@malvik.example"]]


def test_only_a_yes_to_the_text_as_it_stands_is_counted(
    making: Making, as_berit: Client, client: Client, berit: Person
) -> None:
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "ask"})
    sender, municipality, _firm = making.parties.all()
    opened = f"/redaksjon/innspill/{making.given_id}/"
    for party in (sender, municipality):
        says(client, party, "agree")
    assert "2 av 3 har sagt ja" in as_berit.get(opened).content.decode()
    edit(making, result="<p>Ingen ventet.</p>")
    assert "0 av 3 har sagt ja" in as_berit.get(opened).content.decode()
    assert "0 av 3 har sagt ja" in consents(berit, timezone.now())[0].words
    says(client, sender, "agree")
    says(client, municipality, "refuse")
    assert "1 av 3 har sagt ja" in as_berit.get(opened).content.decode()


def test_it_is_published_all_the_same_only_with_a_reason_that_stands_in_the_journal(
    making: Making, as_berit: Client
) -> None:
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": "", "anyway": "Det haster."})
    take_in.ask_all(making, by=making.made_by)
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": "", "anyway": "  "})
    assert Page.objects.get(pk=making.page_id).live is False
    why = "Kommunen har sagt ja på telefon 12. mai."
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": "Takk!", "anyway": why})
    making.refresh_from_db()
    assert (Page.objects.get(pk=making.page_id).live, making.anyway) == (True, why)
    line = Entry.objects.get(act="making.published")
    assert (line.what["anyway"], line.what["not_agreed"]) == (
        why, list(making.parties.values_list("name", flat=True)),
    )  # fmt: skip
    assert why in as_berit.get(desk_of(making.given)).content.decode()


def says(client: Client, party: Party, button: str, note: str = "") -> None:
    """A party opens their link and presses a button."""
    link = f"/etterlysninger/tekst/{party.token}/"
    seen = client.get(link).context["form"].initial["seen"]
    client.post(link, {"seen": seen, button: "yes", "note": note})


def test_a_no_and_what_is_asked_for_stand_though_the_text_is_edited_and_publishing_names_who_refused(
    making: Making, as_berit: Client, client: Client
) -> None:
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "ask"})
    sender, municipality, firm = making.parties.all()
    says(client, sender, "agree")
    says(client, municipality, "disagree", "Skriv at det var i Malvik.")
    says(client, firm, "refuse", "Vi vil ikke nevnes.")
    edit(making, result="<p>Ingen ventet.</p>")
    shown = BeautifulSoup(as_berit.get(desk_of(making.given)).content, "html.parser")
    rows = [" ".join(row.text.split()) for row in shown.select(".call-parties > li")]
    assert "teksten er endret siden de svarte" in rows[0]
    assert "vil ha noe endret (teksten er endret siden) Skriv at det var i Malvik." in rows[1]
    assert "vil ikke være med (teksten er endret siden) Vi vil ikke nevnes." in rows[2]
    assert [box["value"] for box in shown.select("[name=despite]")] == [str(firm.pk)]
    typed = {"act": "publish", "reply": "Takk!", "anyway": "Det haster."}
    refused = as_berit.post(desk_of(making.given), typed)
    page = BeautifulSoup(refused.content, "html.parser")
    assert (refused.status_code, "Ventefri AS: vil ikke være med i teksten." in page.text) == (422, True)
    kept = [page.select(f"[name={name}]")[0].text.strip() for name in ("reply", "anyway")]
    assert kept == ["Takk!", "Det haster."]
    as_berit.post(desk_of(making.given), {**typed, "despite": [firm.pk]})
    line = Entry.objects.get(act="making.published").what
    assert (line["refused"], line["wanted_changes"], line["not_agreed"]) == (
        ["Ventefri AS"], ["Malvik kommune"], [sender.name],
    )  # fmt: skip


def test_a_no_to_a_later_text_stands_when_the_words_they_agreed_to_are_put_back_until_they_agree_again(
    making: Making, as_berit: Client, client: Client
) -> None:
    finish(making)
    for party in making.parties.all():
        says(client, party, "agree")
    firm = making.parties.get(name="Ventefri AS")
    edit(making, result="<p>Ingen ventet.</p>")
    says(client, firm, "refuse")
    edit(making, result="<p>Færre ventet.</p>")
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": ""})
    assert Page.objects.get(pk=making.page_id).live is False
    says(client, firm, "agree")
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": ""})
    assert Page.objects.get(pk=making.page_id).live is True


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Ein mal for førstemøtet med ein entreprenør. Vi bruker han ofte.",
            "Ein mal for førstemøtet med ein entreprenør.",
        ),
        ("Vi " + "venter lenge " * 12, "Vi " + "venter lenge " * 7 + "…"),
    ],
)
def test_the_title_of_a_draft_is_the_first_sentence_or_ends_with_a_whole_word(text: str, title: str) -> None:
    assert take_in.first_sentence(text) == title


def test_with_all_agreed_no_reason_is_asked_for_or_kept(making: Making, as_berit: Client) -> None:
    finish(making)
    text = take_in.ask_all(making, by=making.made_by)
    for party in making.parties.all():
        take_in.say(party, sha256=text.sha256, said=Consent.Said.YES)
    shown = BeautifulSoup(as_berit.get(desk_of(making.given)).content, "html.parser")
    assert shown.select("[name=anyway]") == []
    as_berit.post(desk_of(making.given), {"act": "publish", "reply": "", "anyway": "Uten grunn"})
    making.refresh_from_db()
    assert (making.published_at is not None, making.anyway) == (True, "")


def test_the_editor_is_reminded_of_how_many_have_agreed(making: Making, berit: Person, egil: Person) -> None:
    assert consents(berit, timezone.now()) == []
    finish(making)
    text = take_in.ask_all(making, by=berit)
    take_in.say(making.parties.get(is_sender=True), sha256=text.sha256, said=Consent.Said.YES)
    words = f"“{making.page.title}”: 1 of 3 have agreed to the text."
    with override("en"):
        assert consents(berit, timezone.now()) == [Item(words, desk_of(making.given))]
    assert consents(egil, timezone.now()) == []


def test_the_parties_an_answer_names_are_asked_too(call: Any, answer: Answer, berit: Person) -> None:
    question = call.phases.get(number=1).questions.get(fills="places")
    type(question).objects.filter(pk=question.pk).update(fills="parties")
    made = answer()
    made.replies.filter(question=question).update(text="Malvik kommune post@malvik.example")
    making = take_in.begin(made.given, by=berit)
    assert list(making.parties.filter(is_sender=False).values_list("name", "email")) == [
        ("Malvik kommune", "post@malvik.example")
    ]
    assert "malvik.example" not in str(draft_text(making.page))


def test_those_who_are_named_are_forgotten_a_month_after_the_input_is_settled(tip: Input) -> None:
    assert forget_parties() == 0
    settled = timezone.now() - timedelta(days=29)
    Input.objects.filter(pk=tip.pk).update(state=State.WITHDRAWN, settled_at=settled)
    assert forget_parties() == 0
    Input.objects.filter(pk=tip.pk).update(settled_at=settled - timedelta(days=2))
    assert (forget_parties(), NamedParty.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("", {}),
        ("A kommune: a@b.no\nA kommune: c@d.no", {"A kommune": "a@b.no"}),
        ("a@b.no", {"a@b.no": "a@b.no"}),
        ("• Ola Nordmann <ola@nav.example>.", {"Ola Nordmann": "ola@nav.example"}),
        ("- NAV (Malvik)\nA (a@b.no)\n(B)", {"NAV (Malvik)": "", "A": "a@b.no", "B": ""}),
        ("--\n\n  ;", {}),
        ("x" * 300, {"x" * 200: ""}),
        ("\n".join(f"part {n}" for n in range(30)), {f"part {n}": "" for n in range(20)}),
    ],
)
def test_a_line_is_a_name_and_perhaps_an_address(said: str, read: dict[str, str]) -> None:
    assert named_parties(said) == read


def test_addresses_go_a_month_after_the_input_is_settled_though_no_page_is_published(
    making: Making, as_berit: Client, django_capture_on_commit_callbacks: Any
) -> None:
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "ask"})
    Input.objects.update(state=State.ANSWERED, settled_at=timezone.now() - timedelta(days=29))
    assert take_in.forget_addresses() == 0
    Input.objects.update(settled_at=timezone.now() - timedelta(days=31))
    assert (take_in.forget_addresses(), take_in.forget_addresses()) == (1, 0)
    assert not Party.objects.exclude(email="").exists()
    assert not Letter.objects.filter(to="post@malvik.example").exists()
    assert "malvik.example" not in as_berit.get(desk_of(making.given)).content.decode()


def test_a_letter_that_the_limit_stopped_is_told_of_and_goes_by_itself_later(
    making: Making, as_berit: Client
) -> None:
    finish(making)
    for number in range(MOST_ASKED_A_DAY):
        post_to_stranger(key=f"k{number}", to="post@malvik.example", subject="Hei", text="Hei.")
    at = desk_of(making.given)
    as_berit.post(at, {"act": "ask"})
    assert "ikke sendt: denne adressen har fått" in as_berit.get(at).content.decode()
    as_berit.post(at, {"act": "publish", "reply": "", "anyway": "Det haster."})
    assert (take_in.write_again(), Page.objects.get(pk=making.page_id).live) == (0, False)
    forget_askings(at=timezone.now() + timedelta(days=2))
    assert (take_in.write_again(), take_in.write_again()) == (1, 0)
    assert "ikke sendt: denne adressen har fått" not in as_berit.get(at).content.decode()
    as_berit.post(at, {"act": "publish", "reply": "", "anyway": "Det haster."})
    assert Page.objects.get(pk=making.page_id).live is True


def test_what_was_stopped_does_not_go_when_the_text_is_another_or_the_input_is_settled(
    making: Making, as_berit: Client
) -> None:
    finish(making)
    as_berit.post(desk_of(making.given), {"act": "ask"})
    Consent.objects.update(letter_at=None)
    Letter.objects.all().delete()
    Input.objects.update(state=State.ANSWERED, settled_at=timezone.now())
    assert take_in.write_again() == 0
    Input.objects.update(state=State.OPEN, settled_at=None, published_at=timezone.now())
    edit(making, need="")
    assert take_in.write_again() == 0
    edit(making, need="<p>Noe annet.</p>")
    take_in.text_now(making)
    assert take_in.write_again() == 0
