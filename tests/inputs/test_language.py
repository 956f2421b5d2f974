"""The language of an input: told by its words, changeable, and what is done where it is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kokebok.book.models import Language
from kokebok.inputs.actions.change import edit
from kokebok.inputs.actions.language import set_language
from kokebok.inputs.actions.letters import compose
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind
from kokebok.inputs.queries import letter_language
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.people.rules import Refused
from tests.world import InputFactory, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person


@pytest.mark.parametrize(
    ("text", "page_in", "stored"),
    [
        ("Eg forstår ikkje kva de meiner.", "nb", "nn"),
        ("Jeg forstår ikke hva dere mener.", "nn", "nb"),
        ("Jeg forstår ikke hva dere mener.", "en", "nb"),
        ("God oppskrift", "nb", ""),
        ("God oppskrift", "nn", ""),
        ("A good recipe", "en", "en"),
    ],
)
def test_the_language_is_told_by_the_words_and_english_by_the_page_that_was_chosen(
    book: Cookbook, text: str, page_in: str, stored: str
) -> None:
    given = send(Said(kind=Kind.COMMENT, text=text, language=page_in))
    assert Input.objects.get(pk=given.pk).language == stored


def test_a_suggestion_without_a_comment_is_told_by_the_words_suggested(recipe: Recipe) -> None:
    paragraph = paragraph_saying("Spør dem det gjelder.")
    said = Said(kind=Kind.SUGGESTION, suggestion="Spør dei det gjeld, og ikkje berre ein gong.")
    assert send(said, paragraph=paragraph).language == "nn"


def test_a_sender_who_writes_anew_is_told_anew_and_an_unsure_text_keeps_what_was_said(book: Cookbook) -> None:
    given = send(Said(kind=Kind.COMMENT, text="Jeg vet ikke hva dere mener."))
    edit(given, text="Eg veit ikkje kva de meiner.", suggestion="")
    assert given.language == "nn"
    edit(given, text="OK", suggestion="", seen=given.edited_at)
    assert given.language == "nn"


def test_an_editor_says_the_language_once_with_a_line_in_the_journal(book: Cookbook, berit: Person) -> None:
    given = InputFactory.create(language="")
    set_language(given, to="nn", by=berit)
    set_language(given, to="nn", by=berit)
    lines = Entry.objects.filter(act="input.language_set")
    assert [(line.by, line.what) for line in lines] == [(berit, {"language": "nn", "was": ""})]


def test_of_two_editors_who_say_different_languages_the_second_is_told(
    book: Cookbook, berit: Person, egil: Person
) -> None:
    given = InputFactory.create(language="")
    seen_by_egil = Input.objects.get(pk=given.pk)
    set_language(given, to="nn", by=berit)
    with pytest.raises(TooLate):
        set_language(seen_by_egil, to="nb", by=egil)
    assert Input.objects.get(pk=given.pk).language == "nn"


def test_what_is_no_language_of_ours_is_refused(book: Cookbook, berit: Person) -> None:
    with pytest.raises(Refused):
        set_language(InputFactory.create(), to="tlh", by=berit)


@pytest.mark.parametrize(
    ("own", "page", "letter"),
    [("nn", "nb", "nn"), ("", "nn", "nn"), ("", "nb", "nb"), ("se", "nn", "nb"), ("en", "nn", "en")],
)
def test_letters_are_in_the_senders_language_else_in_that_of_the_text(
    book: Cookbook, own: str, page: str, letter: str
) -> None:
    make_recipe(book, language=page)
    given: Any = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder."), language=own)
    assert letter_language(given) == letter


def test_an_input_about_the_whole_cookbook_is_answered_in_its_language(book: Cookbook) -> None:
    book.language = Language.NN
    book.save_revision().publish()
    assert letter_language(InputFactory.create(language="")) == "nn"


def test_the_letter_itself_is_in_that_language(book: Cookbook) -> None:
    make_recipe(book, language="nn")
    given = InputFactory.create(paragraph=paragraph_saying("Spør dem det gjelder."), language="")
    letter = compose(given, "inputs/letters/refused")
    assert (letter["subject"], letter["text"].startswith("Hei")) == (
        "Innspelet ditt vart ikkje publisert: Veier",
        True,
    )
