"""The text goes out in Word, is commented on and changed there, comes in, is answered at the desk, and is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Door, Input, Kind, State
from tests.desk.conftest import form
from tests.review.conftest import WORDS
from tests.word_files import Sheet, ins, out, r
from tests.world import paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

BETTER = "Spør alle det gjelder."


@pytest.mark.django_db
def test_from_word_to_a_text_that_is_changed(recipe: Recipe, berit: Person) -> None:
    editor, reader = Client(), Client()
    editor.force_login(berit)
    sheet = Sheet(editor.post("/redaksjon/word/ny/", {"pages": [str(recipe.pk)]}).content)

    sheet.comment("tre familier", "Hvorfor akkurat tre?", author="Ola Nordmann")
    sheet.track(WORDS, r("Spør "), out("dem"), ins("alle"), r(" det gjelder."))

    sent = SimpleUploadedFile("Oppskrift, Kari.docx", sheet.saved())
    address = editor.post("/redaksjon/word/", {"came": [sent]}).headers["Location"]
    rows = editor.get(address).context["rows"]
    assert [ticked for _line, ticked in rows] == [True, True]
    keys = [line.key for line, _ticked in rows]
    assert editor.post(f"{address}ta-inn/", {"take": keys, "state": "open"}).status_code == 302

    suggestion, comment = Input.objects.order_by("kind").reverse()
    assert (suggestion.kind, suggestion.door, suggestion.suggestion) == (Kind.SUGGESTION, Door.WORD, BETTER)
    assert suggestion.paragraph == paragraph_saying(WORDS)
    assert (comment.text, comment.name) == ("Hvorfor akkurat tre?", "Ola Nordmann")
    public = reader.get("/oppskrifter/moete/").content.decode()
    assert ["Hvorfor akkurat tre?" in public, "Ola Nordmann" in public] == [True, False]

    answer = form(suggestion, outcome=Outcome.TAKEN_IN, reply="Takk, det er bedre.")
    assert editor.post(f"/redaksjon/innspill/{suggestion.pk}/svar/", answer).status_code == 302
    decision = Decision.objects.get(given=suggestion)
    assert decision.wording is not None
    assert (decision.wording.text, decision.wording.number) == (BETTER, 2)
    suggestion.refresh_from_db()
    assert suggestion.state == State.ANSWERED
    assert BETTER in reader.get("/oppskrifter/moete/").content.decode()

    again = SimpleUploadedFile("Oppskrift, Kari.docx", sheet.saved())
    once_more = editor.get(editor.post("/redaksjon/word/", {"came": [again]}).headers["Location"])
    assert [line.already for line, _ticked in once_more.context["rows"]] == [True, True]
