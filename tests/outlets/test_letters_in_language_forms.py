"""Letters are kept as templates in each language form, and each recipient gets a dispatch in their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.journal.queries import acts_on
from kokebok.outlets.greeting import greeting_to
from kokebok.outlets.models import Delivery, Dispatch, LetterTemplate, TemplateText
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
TEMPLATES, NEW = "/redaksjon/brevmaler/", "/redaksjon/brevmaler/ny/"
SEND = "/redaksjon/utgaver/0.1/utsending/"
ROWS = (
    "navn;e-post;kanal;språk;kontakt\n"
    "Oslo;post@oslo.example.no;e-post;nb;Kari Kontakt\n"
    "Vik;post@vik.example.no;e-post;nynorsk;\n"
    "Leeds;post@leeds.example.org;e-post;en;\n"
)
WORDS = {
    "name": "Ny utgave",
    "is_default": "on",
    "subject_nb": "{tittel} {utgave}",
    "letter_nb": "Hei {mottaker}, {kontakt}: {lenke}",
    "subject_nn": "{tittel}, utgåve {utgåve}",
    "letter_nn": "Hei {mottakar}, {kontakt}: les {lenkje}",
}


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def edition(book: Any, recipe: Any, berit: Person) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


def form_of(page: Any) -> dict[Any, Any]:
    """What the form of a page sends as it stands."""
    form = BeautifulSoup(page.content, "lxml").select_one("form.form")
    assert form is not None
    boxes: dict[Any, Any] = {one["name"]: "on" for one in form.select("input[type=checkbox][checked]")}
    written = form.select("input[name]:not([type=file], [type=checkbox])")
    said = boxes | {one["name"]: one.get("value", "") for one in written}
    return said | {one["name"]: one.get_text().removeprefix("\n") for one in form.select("textarea")}


def errors_of(page: Any) -> dict[str, str]:
    found = BeautifulSoup(page.content, "lxml").select(".ds-validation-message")
    return {
        str(one["id"]).removeprefix("id_").removesuffix("_error"): " ".join(one.get_text(" ").split())
        for one in found
    }


def texts() -> dict[tuple[str, str], str]:
    return {(one.template.name, one.language): one.letter for one in TemplateText.objects.all()}


def kept_list(desk: Client) -> str:
    """The choice of a list with one of each language form."""
    page = desk.get("/redaksjon/mottakere/ny/")
    desk.post("/redaksjon/mottakere/ny/", {**form_of(page), "name": "Tre språk", "rows": ROWS, "do": "keep"})
    options = BeautifulSoup(desk.get(SEND).content, "lxml").select("select[name=to] option")
    return next(str(one["value"]) for one in options if one.get_text() == "Tre språk")


def prepared(desk: Client) -> Dispatch:
    """A dispatch to the list, made by pressing through the form, with the words it begins with."""
    to = kept_list(desk)
    desk.post(SEND, {**form_of(desk.get(SEND)), "to": to, "recipients": "", "do": "make"})
    return Dispatch.objects.get()


@pytest.mark.parametrize(
    ("recipient", "nb", "en"),
    [
        (Recipient("Kari Nordmann", "kari@example.no"), "Hei, Kari Nordmann!", "Hello Kari Nordmann,"),
        (Recipient("Oslo", "post@oslo.example.no", area=1), "Til Oslo kommune", "To Oslo"),
        (Recipient("Vik kommune", "post@vik.example.no", area=1), "Til Vik kommune", "To Vik kommune"),
        (Recipient("Voss", "post@voss.herad.no", area=1), "Til Voss herad", "To Voss"),
        (Recipient("KS", "", kind="body"), "Til KS", "To KS"),
        (Recipient("", "post@example.no"), "Hei!", "Hello,"),
    ],
)
def test_a_person_is_greeted_by_name_and_a_body_as_one_writes_to_it(
    recipient: Recipient, nb: str, en: str
) -> None:
    for language, said in (("nb", nb), ("en", en)):
        with translation.override(language):
            assert greeting_to(recipient) == said


def test_a_template_is_written_in_two_language_forms_changed_and_deleted_after_a_question(
    desk: Client,
) -> None:
    assert desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS}).headers["Location"] == TEMPLATES
    kept = LetterTemplate.objects.get()
    page = f"{TEMPLATES}{kept.pk}/"
    assert {name: form_of(desk.get(page))[name] for name in WORDS} == WORDS
    desk.post(page, {**form_of(desk.get(page)), "letter_nb": "Hallo. {lenke}"})
    assert texts() == {("Ny utgave", "nb"): "Hallo. {lenke}", ("Ny utgave", "nn"): WORDS["letter_nn"]}
    assert acts_on(kept) == ["letter_template.kept"] * 2
    question = BeautifulSoup(desk.get(f"{page}slett/").content, "lxml")
    seen = question.select_one("input[name=seen]")
    assert seen is not None
    desk.post(f"{page}slett/", {"seen": seen["value"]})
    assert not LetterTemplate.objects.exists()
    again = desk.post(f"{page}slett/", {"seen": seen["value"]}, follow=True)
    assert "The template is deleted already." in again.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"letter_nn": "Hei {fornamn}: {lenkje}"},
            {
                "letter_nn": "There is no field called {fornamn}. These can be used: {mottakar}, {tiltale}, {kontakt}, "
                "{tittel}, {utgåve}, {dato}, {lenkje}."
            },
        ),
        (
            {"letter_nb": "Hei {lenke"},
            {"letter_nb": "A brace stands alone. A field has one on each side, as in {mottaker}."},
        ),
        (
            {"letter_nb": "Hei."},
            {"letter_nb": "Write {lenke} in the e-mail, where the address of the edition should stand."},
        ),
        ({"subject_nn": ""}, {"subject_nn": "Write both the subject and the text, or neither."}),
        (
            {"subject_nb": "", "letter_nb": "", "subject_nn": "", "letter_nn": ""},
            {"letter_nb": "Write the letter in at least one language form."},
        ),
    ],
)
def test_what_is_wrong_in_a_template_is_said_in_its_field_with_the_fields_there_are(
    desk: Client, change: dict[str, str], told: dict[str, str]
) -> None:
    answer = desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS, **change})
    assert (answer.status_code, errors_of(answer)) == (422, told)
    assert {name: form_of(answer)[name] for name in WORDS} == {**WORDS, **change}
    assert not LetterTemplate.objects.exists()


def test_one_template_is_the_default_and_two_cannot_have_the_same_name(desk: Client) -> None:
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS})
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS, "name": "Rettelse"})
    assert list(LetterTemplate.objects.values_list("name", "is_default")) == [
        ("Ny utgave", False),
        ("Rettelse", True),
    ]
    taken = desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS, "name": "ny UTGAVE"})
    assert errors_of(taken) == {"name": "Another template has this name."}
    assert LetterTemplate.objects.get(is_default=True).name == "Rettelse"


def test_of_two_who_write_a_template_anew_the_second_sees_the_words_of_the_first(desk: Client) -> None:
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS})
    page = f"{TEMPLATES}{LetterTemplate.objects.get().pk}/"
    mine = form_of(desk.get(page))
    desk.post(page, {**mine, "letter_nb": "Den første. {lenke}"})
    second = desk.post(page, {**mine, "letter_nb": "Den andre. {lenke}"})
    assert second.status_code == 409
    assert "Den første. {lenke}" in second.content.decode()
    assert form_of(second)["letter_nb"] == "Den andre. {lenke}"
    desk.post(page, form_of(second))
    assert texts()["Ny utgave", "nb"] == "Den andre. {lenke}"


def test_a_dispatch_begins_from_the_default_or_the_template_one_chooses(
    desk: Client, edition: Edition
) -> None:
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS})
    other = {"name": "Kort", "is_default": "", "subject_nb": "Kort", "letter_nb": "{lenke}"}
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS, **other})
    page = desk.get(SEND)
    assert (form_of(page)["letter"], form_of(page)["letter_nn"]) == (WORDS["letter_nb"], WORDS["letter_nn"])
    links = BeautifulSoup(page.content, "lxml").select("ul.choices a")
    assert [one.get_text() for one in links] == ["Ny utgave", "Kort"]
    assert form_of(desk.get(SEND + str(links[1]["href"])))["letter"] == "{lenke}"


def test_each_recipient_gets_the_letter_in_their_own_language_form_and_the_fallback_is_said(
    desk: Client, edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS})
    to = kept_list(desk)
    tried = desk.post(SEND, {**form_of(desk.get(SEND)), "to": to, "a_minute": "6000", "do": "try"})
    shown = BeautifulSoup(tried.content, "lxml")
    link = "http://localhost:8000/utgave/0.1/"
    assert [" ".join(one.get_text(" ").split()) for one in shown.select(".letter-shown")] == [
        f"Veier 0.1 Hei Oslo, Kari Kontakt: {link}",
        f"Veier, utgåve 0.1 Hei Vik: les {link}",
        f"Veier 0.1 Hei Leeds: {link}",
    ]
    said = " ".join(shown.get_text(" ").split())
    assert said.count("There is no letter in English, so it is sent in Bokmål.") == 1
    desk.cookies["kokebok_language"] = "nb"
    in_norwegian = desk.get(SEND).content.decode()
    assert ("E-posten på engelsk" in in_norwegian, "E-posten på nynorsk" in in_norwegian) == (True, True)
    desk.cookies["kokebok_language"] = "en"
    desk.post(SEND, {**form_of(tried), "to": to, "do": "make"})
    dispatch = Dispatch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/redaksjon/utsending/{dispatch.pk}/start/")
    sent: list[Any] = mail.outbox
    assert [(one.subject, one.body.partition("\n")[0]) for one in sent] == [
        ("Veier 0.1", f"Hei Oslo, Kari Kontakt: {link}"),
        ("Veier, utgåve 0.1", f"Hei Vik: les {link}"),
        ("Veier 0.1", f"Hei Leeds: {link}"),
    ]
    languages = [BeautifulSoup(one.alternatives[0][0], "lxml").select_one("html")["lang"] for one in sent]  # type: ignore[index]
    assert languages == ["nb", "nn", "nb"]


def test_a_dispatch_keeps_the_words_it_was_made_with_whatever_becomes_of_the_template(
    desk: Client, edition: Edition
) -> None:
    desk.post(NEW, {**form_of(desk.get(NEW)), **WORDS})
    dispatch = prepared(desk)
    template = LetterTemplate.objects.get()
    page = f"{TEMPLATES}{template.pk}/"
    desk.post(page, {**form_of(desk.get(page)), "letter_nn": "Noko anna. {lenkje}"})
    assert [(one.language, one.letter) for one in dispatch.texts.all()] == [("nn", WORDS["letter_nn"])]
    assert dispatch.letter == WORDS["letter_nb"]
    assert list(Delivery.objects.values_list("name", "language", "contact")) == [
        ("Oslo", "nb", "Kari Kontakt"),
        ("Vik", "nn", ""),
        ("Leeds", "en", ""),
    ]


def test_a_letter_in_another_language_with_an_unknown_field_is_sent_back(
    desk: Client, edition: Edition
) -> None:
    said = {"subject_nn": "Hei", "letter_nn": "{fornamn} {lenkje}", "recipients": "a@example.no"}
    answer = desk.post(SEND, {**form_of(desk.get(SEND)), **said, "do": "make"})
    assert (answer.status_code, list(errors_of(answer))) == (422, ["letter_nn"])
    assert not Dispatch.objects.exists()
