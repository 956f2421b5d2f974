"""Bokmål, nynorsk, or unknown."""

from __future__ import annotations

import pytest

from kokebok.lib.written_form import written_form

BOKMAL = [
    "Jeg forstår ikke hva dere mener med avtalen.",
    "Hvor lenge må vi vente på svar fra kommunen?",
    "Dette er en god oppskrift, men det mangler et eksempel fra en liten kommune.",
    "Vi har prøvd dette selv, og brukerne sier at det hjelper.",
    "Kan dere skrive noe mer om hvordan man kommer i gang?",
    "Ta bort den siste setningen. Den gjør avsnittet vanskelig å lese.",
]
NYNORSK = [
    "Eg forstår ikkje kva de meiner med avtala.",
    "Kor lenge må vi vente på svar frå kommunen?",
    "Dette er ei god oppskrift, men det manglar eit døme frå ein liten kommune.",
    "Vi har prøvd dette sjølve, og brukarane seier at det hjelper.",
    "Kan de skrive noko meir om korleis ein kjem i gang?",
    "Ta bort den siste setninga. Ho gjer avsnittet vanskeleg å lese.",
]
UNKNOWN = [
    "",
    "OK",
    "God oppskrift",
    "Takk!",
    "12 500 kroner",
    "https://www.regjeringen.no/no/dokumenter/veier-til-samarbeid/",
    "I do not understand what you mean by the agreement, and the example is not clear.",
    "Jag förstår inte vad ni menar och det är svårt att läsa.",
    "Hvad mener I med aftalen? Jeg har ikke set noget til den, og der er nogle fejl.",
    "Ich verstehe nicht, was mit der Vereinbarung gemeint ist.",
    "Jeg vet ikke. Eg veit ikkje.",
]


@pytest.mark.parametrize("text", BOKMAL)
def test_bokmal_is_told_by_words_that_only_it_has(text: str) -> None:
    assert written_form(text) == "nb"


@pytest.mark.parametrize("text", NYNORSK)
def test_nynorsk_is_told_by_words_that_only_it_has(text: str) -> None:
    assert written_form(text) == "nn"


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_too_short_or_mixed_or_in_another_language_is_unknown(text: str) -> None:
    assert written_form(text) == ""


def test_capitals_do_not_matter() -> None:
    assert [written_form(text.upper()) for text in (BOKMAL[0], NYNORSK[0])] == ["nb", "nn"]


def test_what_is_quoted_is_somebody_elses_words() -> None:
    said = "Setninga «Dere må ikke gjøre noe før dere har fått svar» er ikkje tydeleg."
    assert written_form(said) == "nn"


def test_what_is_nothing_but_a_quotation_is_told_by_it() -> None:
    assert written_form("«Jeg vet ikke hva dere mener.»") == "nb"
