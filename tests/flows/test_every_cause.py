"""Each cause of a change has a place wherever one of them is chosen, said or printed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import CAUSES, ChangeCause, Cookbook
from kokebok.book.models.causes import explains
from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.people.models import Person
from tests.pen import open_form, press_publish
from tests.world import make_fact


def test_each_cause_has_its_traits_and_words_in_every_language() -> None:
    assert set(CAUSES) == set(ChangeCause)
    for cause, traits in CAUSES.items():
        assert set(traits.printed) == {"nb", "nn", "en"}
        with translation.override("nb"):
            assert str(cause.label) == traits.printed["nb"]
            assert str(traits.prompt).startswith(str(cause.label))
        assert explains(cause, reason="Fordi.", has_inputs=False)
    assert not explains("", reason="Fordi.", has_inputs=True)


@pytest.mark.parametrize("cause", ChangeCause)
def test_each_cause_is_chosen_in_the_page_editor_and_read_on_the_cover_and_in_the_files(
    cause, book: Cookbook, berit: Person, client: Client
) -> None:
    page = make_fact(book, "<p>En bedrift tjener penger.</p>")
    freeze(book, number="1", title="En", foreword="", on=date(2026, 3, 1), by=berit)
    allow_page_editor(book)
    client.force_login(berit)
    said = {"change_cause": str(cause), "change_reason": "Fordi det er slik."}
    press_publish(client, page, open_form(client, page), ("a1", "En bedrift tjener godt med penger."), **said)
    made = freeze(book, number="2", title="To", foreword="", on=date(2026, 4, 1), by=berit)
    assert made.changes[0]["causes"] == [cause]
    printed = CAUSES[cause].printed["nb"]
    assert f"<b>{printed}.</b>" in Client().get("/utgave/2/").content.decode()
    assert printed in FORMATS[Format.MARKDOWN](manuscript_of(made)).decode()
