"""The language of a short text, and what it is about, told by its words."""

from __future__ import annotations

import pytest

from kokebok.lib.languages import gist, language_of, without_small_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi fikk ikke barnehageplass før i august.", "nb"),
        ("Ikkje alle kan bruke digitale tenester.", "nn"),
        ("The last bus leaves before the evening shift ends.", "en"),
        ("Busse ii vuolgge eahkedis.", "se"),
        ("Plastihkka ja lása galgá sirret.", "se"),
        ("Die Radwege in der Stadt sind zu schmal.", "de"),
        ("Det finns inte någon busshållplats här.", "sv"),
        ("Bra forside!", ""),
        ("12 %", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_short_text_is_told_by_its_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_two_norwegians_come_to_the_same_gist() -> None:
    assert gist("Skulen treng fleire lærarar.").split()[0] == gist("Skolen trenger flere lærere.").split()[0]
    assert gist("Vegane er for dårlege.") == gist("Veiene er for dårlige.")


def test_a_text_of_small_words_alone_keeps_them() -> None:
    assert [without_small_words(one) for one in ("Det er det.", "", "?!")] == ["Det er det.", "", "?!"]


def test_words_of_other_languages_are_kept_as_they_are() -> None:
    assert (
        gist("The last bus leaves before the evening shift ends.")
        == "last bus leaves before evening shift ends."
    )
