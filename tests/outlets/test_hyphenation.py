"""Words are divided as their own language divides them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kokebok.outlets.formats import Format
from kokebok.outlets.manuscript import ManuscriptPart
from tests.outlets.sample import SAMPLE, page, placed, section
from tests.outlets.test_pdf_pages import pages_of

HYPHENS = "-\u00ad\u2010"
COMPOUND = "menneskerettighetsorganisasjonene"
ENGLISH = "antidisestablishmentarianism"


def beginnings(word: str, language: str, said: str = "{}") -> set[str]:
    """What stands at the end of a line, of a word that comes at many places of it."""
    lines = [
        f"{step * count}{said.format(word)} slutt" for step in ("x ", "i ", "mi ") for count in range(80)
    ]
    chapter = placed(1, page("ord", "fact", "Ord", "", section("body", "Ord", *lines), language=language))
    book = replace(SAMPLE, parts=(ManuscriptPart("", (chapter,)),), changes=())
    printed = [one.text for words in pages_of(book, Format.PDF) for one in words]
    ends = {text.rstrip(HYPHENS) for text in printed if len(text) > 2 and text[-1] in HYPHENS}
    return {end for end in ends if word.startswith(end)}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_long_compound_is_divided_between_its_syllables(language: str) -> None:
    assert beginnings(COMPOUND, language) == {
        "menneskerettig",
        "menneskerettighetsor",
        "menneskerettighetsorga",
        "menneskerettighetsorgani",
        "menneskerettighetsorganisa",
        "menneskerettighetsorganisasjo",
    }


def test_english_words_in_a_norwegian_text_are_divided_as_english_is() -> None:
    as_english = {"antidisestablish", "antidisestablishmen", "antidisestablishmentari"}
    assert beginnings(ENGLISH, "nb", '<span lang="en">{}</span>') == as_english
    assert beginnings(ENGLISH, "en") == as_english
    assert beginnings(ENGLISH, "nb") - as_english
