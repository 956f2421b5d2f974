"""The starter cookbook as an edition, page by page, as both PDFs have it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.starter.loading import load_starter
from tests.outlets.test_pdf_pages import nearly_empty, pages_in
from tests.world import SIGNED

if TYPE_CHECKING:
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db


def test_no_page_is_nearly_empty_no_card_is_cut_on_paper_and_recipes_begin_a_page(berit: Person) -> None:
    edition = freeze(
        load_starter(),
        number="1",
        title="Veier",
        foreword="Les.",
        on=date(2026, 3, 1),
        by=berit,
        signed=SIGNED,
    )
    manuscript = manuscript_of(edition)
    printed = pages_in(FORMATS[Format.PDF](manuscript))
    assert nearly_empty(printed, Format.PDF) == []
    screen = pages_in(FORMATS[Format.PDF_SCREEN](manuscript))
    assert nearly_empty(screen, Format.PDF_SCREEN) == []
    where: dict[str, set[int]] = {}
    tops: dict[str, float] = {}
    for number, words in enumerate(printed):
        for place in (
            word for word in words if re.fullmatch(r"\d+\.\d+", word.text) and word.bottom - word.top < 4
        ):
            where.setdefault(place.text.partition(".")[0], set()).add(number)
        for kicker, dot, chapter in zip(words, words[1:], words[2:], strict=False):
            if (kicker.text, dot.text) == ("Oppskrift", "·"):
                tops[chapter.text] = kicker.top
    kinds = {str(chapter.number): chapter.page.kind for chapter in manuscript.chapters}
    cards = [where[number] for number, kind in kinds.items() if kind == "example"]
    assert (len(cards) > 5, max(map(len, cards))) == (True, 1)
    assert (len(tops) > 5, [top for top in list(tops.values())[1:] if top > 30]) == (True, [])
