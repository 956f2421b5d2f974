"""Reply templates: checked when saved, filled in when chosen; and the letter before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.models import Outcome, ReplyTemplate
from kokebok.desk.replies.actions.reply_templates import change_template, make_template, remove_template
from kokebok.desk.replies.placeholders import MEANINGS, choices_for, filled_for
from kokebok.inputs.models import Input
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.lib.filling import unknown_in
from kokebok.people.rules import Refused
from tests.desk.conftest import Giver, form, queries_of
from tests.world import BodyFactory

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

PAGE = "/redaksjon/maler/"


def make(by: Person, **fields: str) -> ReplyTemplate:
    return make_template(**{"name": "Takk", "language": "nb", "text": "Takk, {navn}!", **fields}, by=by)


def test_each_placeholder_is_filled_in(give: Giver, berit: Person, settings: Any) -> None:
    berit.body = BodyFactory.create(name="Departementet")
    given = give(name="Ada Lovås", may_be_named=True)
    text = "{navn}|{side}|{avsnitt}|{utgave}|{innspill}|{redaktør}|{virksomhet}|{kokebok}"
    assert filled_for(text, given, berit).split("|") == [
        "Ada Lovås",
        "Ta det første møtet",
        str(given.paragraph.order + 1),
        "",
        f"{settings.BASE_URL}/innspill/{given.pk}/",
        "Berit Redaktør",
        "Departementet",
        "Veier",
    ]


def test_the_name_of_somebody_who_does_not_want_to_be_named_is_left_out(give: Giver, berit: Person) -> None:
    given = give(name="Ada Lovås", may_be_named=False)
    assert filled_for("Hei, {navn}!", given, berit) == "Hei!"


def test_placeholders_have_a_name_in_each_language(give: Giver, berit: Person) -> None:
    given = give(name="Ada", may_be_named=True)
    assert [filled_for(text, given, berit) for text in ("{navn}", "{namn}", "{name}")] == ["Ada"] * 3


@pytest.mark.parametrize(
    ("text", "named"),
    [("Hei {fornavn}", "{fornavn}"), ("Se {kvittering}", "{kvittering}"), ("Hei {navn", "{navn}")],
)
def test_a_placeholder_there_is_not_is_named_when_it_is_saved(berit: Person, text: str, named: str) -> None:
    with pytest.raises(Refused) as refusal:
        make(berit, text=text)
    assert named in str(refusal.value)
    assert ReplyTemplate.objects.count() == 0


def test_all_that_is_offered_is_known() -> None:
    assert unknown_in("{navn} {namn} {name} {utgåve} {verksemd} {Redaktør}", MEANINGS) == []


def test_those_in_the_inputs_language_come_first(give: Giver, berit: Person) -> None:
    for language in ("nb", "nn", "en"):
        make(berit, language=language)
    nynorsk, unknown = give(language="nn"), give(language="")
    assert [
        ([one.language for one in choices.fitting], [one.language for one in choices.others])
        for choices in (choices_for(nynorsk, berit), choices_for(unknown, berit))
    ] == [(["nn"], ["en", "nb"]), (["nb"], ["en", "nn"])]


def test_for_an_input_in_northern_sami_its_templates_come_first_and_their_lack_is_told(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    make(berit)
    given = give(language="se")
    told = "Ingen mal er på språket til innspillet (Nordsamisk)"
    assert told in as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    kept = {"name": "Giitu", "language": "se", "text": "Giitu, {navn}!"}
    assert as_berit.post("/redaksjon/maler/ny/", kept).status_code == 302
    assert [one.name for one in choices_for(given, berit).fitting] == ["Giitu"]
    assert told not in as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()


def test_a_template_fills_the_reply_and_keeps_what_was_typed_without_scripts(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give(name="Ada", may_be_named=True)
    template = make(berit)
    typed = form(
        given, outcome="later", reply="Du har rett.", reason="Neste utgave.", template=str(template.pk)
    )
    shown = as_berit.post(f"/redaksjon/innspill/{given.pk}/mal/", typed)
    initial = shown.context["answer_form"].initial
    assert (shown.status_code, initial["reply"], initial["reason"], initial["outcome"]) == (
        200, "Du har rett.\n\nTakk, Ada!", "Neste utgave.", "later",
    )  # fmt: skip
    assert Input.objects.get(pk=given.pk).state == "open"


def test_names_are_taken_once_a_language_and_free_when_out_of_use(berit: Person) -> None:
    template = make(berit)
    make(berit, language="nn", text="Takk, {namn}!")
    with pytest.raises(Refused):
        make(berit, name="takk")
    remove_template(template, by=berit)
    make(berit, name="takk")
    assert ReplyTemplate.objects.in_use().count() == 2


def test_of_two_editors_who_change_a_template_the_second_is_told(berit: Person, egil: Person) -> None:
    template = make(berit)
    words = {"name": "Takk", "language": "nb"}
    change_template(template, **words, text="Berits", by=berit, seen=1)
    with pytest.raises(TooLate):
        change_template(template, **words, text="Egils", by=egil, seen=1)
    assert ReplyTemplate.objects.get().text == "Berits"
    assert [line.what["text"] for line in Entry.objects.filter(act__startswith="template.")] == [
        "Takk, {navn}!", "Berits",
    ]  # fmt: skip


def test_a_template_out_of_use_is_taken_out_once(berit: Person) -> None:
    template = make(berit)
    for _twice in range(2):
        remove_template(template, by=berit)
    assert Entry.objects.filter(act="template.removed").count() == 1


def test_the_pages_make_change_and_remove(as_berit: Client) -> None:
    as_berit.post(f"{PAGE}ny/", {"name": "Takk", "language": "nn", "text": "Takk, {namn}!"})
    template = ReplyTemplate.objects.get()
    address = f"{PAGE}{template.pk}/"
    wrong = as_berit.post(address, {"name": "Takk", "language": "nn", "text": "Hei {fornamn}", "seen": "1"})
    assert (wrong.status_code, "{fornamn}" in wrong.content.decode()) == (422, True)
    as_berit.post(address, {"name": "Takk", "language": "nn", "text": "Hei!", "seen": "1"})
    late = as_berit.post(address, {"name": "Takk", "language": "nn", "text": "Sein", "seen": "1"})
    assert (late.status_code, "Hei!" in late.content.decode(), "Sein" in late.content.decode()) == (
        409,
        True,
        True,
    )
    as_berit.post(address, {"remove": "yes"})
    assert as_berit.get(address).status_code == 404


def test_the_list_takes_the_same_few_queries_for_one_as_for_thirty(as_berit: Client, berit: Person) -> None:
    make(berit)
    one = queries_of(as_berit, PAGE)
    for number in range(29):
        make(berit, name=f"Mal {number}")
    assert queries_of(as_berit, PAGE) == one <= 12


def test_opening_an_input_takes_the_same_queries_however_many_templates_there_are(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    make(berit, text="{navn} {side} {avsnitt} {utgave} {kokebok}")
    address = f"/redaksjon/innspill/{given.pk}/"
    one = queries_of(as_berit, address)
    for number in range(29):
        make(berit, name=f"Mal {number}", text="{navn} {side} {avsnitt} {utgave} {kokebok}")
    assert queries_of(as_berit, address) == one


def test_the_database_refuses_two_of_a_name(berit: Person) -> None:
    make(berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyTemplate.objects.create(name="TAKK", language="nb", text="x", by=berit)


def test_the_letter_that_is_shown_is_the_letter_that_is_sent(
    as_berit: Client, suggestion: Any, berit: Person
) -> None:
    Input.objects.update(email="ola@example.no", email_confirmed_at=timezone.now(), language="nn")
    typed = form(suggestion, outcome="taken_in", reply="Takk for framlegget.")
    shown = as_berit.post(f"/redaksjon/innspill/{suggestion.pk}/brev/", typed).context["letter"]
    said = Answer(Outcome.TAKEN_IN, reply="Takk for framlegget.", new_text=suggestion.suggestion)
    given = Input.objects.get(pk=suggestion.pk)
    decision = answer(given, said, by=berit, seen=wording_now(suggestion.paragraph))
    send_due_letters(at=decision.rest.until)
    [sent] = mail.outbox
    words = shown.letter["subject"], shown.letter["text"]
    assert (*words, shown.why_not) == (sent.subject, sent.body, "")


@pytest.mark.parametrize("fields", [{}, {"email": "ola@example.no"}], ids=["no address", "not confirmed"])
def test_who_gets_no_letter_is_said_with_the_reason(
    as_berit: Client, give: Giver, fields: dict[str, str]
) -> None:
    given = give(**fields)
    shown = as_berit.post(f"/redaksjon/innspill/{given.pk}/brev/", form(given, outcome="taken_in"))
    assert shown.context["letter"].why_not in shown.content.decode()
    assert shown.context["letter"].why_not


def test_a_letter_is_not_shown_for_an_answer_that_could_not_be_given(as_berit: Client, give: Giver) -> None:
    given = give()
    shown = as_berit.post(f"/redaksjon/innspill/{given.pk}/brev/", form(given, outcome="later", reply="Ord."))
    assert (shown.status_code, list(shown.context["answer_form"].errors)) == (422, ["reason"])


def test_the_language_is_changed_at_the_desk(as_berit: Client, give: Giver) -> None:
    given = give(language="")
    as_berit.post(f"/redaksjon/innspill/{given.pk}/sprak/", {"language": "nn"})
    assert Input.objects.get(pk=given.pk).language == "nn"
