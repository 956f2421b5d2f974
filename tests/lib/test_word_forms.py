"""What a search takes for one word, for a part of one, and for another."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kokebok.lib.both_forms import one_spelling, pairs
from kokebok.lib.search_query import Near, cleaned, parsed
from kokebok.lib.search_terms import terms, together
from kokebok.lib.word_forms import forms, parts, short, sounded, stem, typed


@pytest.mark.parametrize(
    "words",
    [
        "pilot piloter pilotene piloten",
        "tilskudd tilskot tilskuddet tilskotet tilskuddene",
        "anskaffelse anskaffing anskaffelser anskaffinga anskaffelsene",
        "kommune kommuner kommunar kommunane kommunenes",
        "tjeneste teneste tjenester tenester tenestene",
        "mulighet moglegheit muligheter moglegheiter",
        "forskning forsking forskninga",
        "rådgivning rådgiving rådgjeving",
        "brukermedvirkning brukarmedverknad",
        "driftstilskudd driftstilskot",
        "bok boka bøker bøkene",
        "terskelverdi terskelverdier terskelverdiene",
    ],
)
def test_forms_of_a_word_in_both_written_norwegians_have_something_in_common(words: str) -> None:
    first, *others = words.split()
    assert [word for word in others if not set(forms(word)) & set(forms(first))] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("mål", "mal"), ("råd", "rad"), ("demens", "dem"), ("ferdig", "ferd"), ("måned", "mane"), ("lov", "løv"),
     ("anskaffelsesloven", "anskaffelse"), ("hår", "har")],
)  # fmt: skip
def test_other_words_have_nothing_in_common(word: str, other: str) -> None:
    assert set(forms(word)) & set(forms(other)) == set()


@pytest.mark.parametrize(
    ("word", "made_of"),
    [
        ("eldreomsorg", ("eldre", "omsorg")),
        ("eldreomsorgsplan", ("eldreomsorg", "plan", "eldre", "omsorg")),
        ("sosialentreprenør", ("sosial", "entreprenør")),
        ("terskelverdier", ("terskel", "verdi")),
        ("tenestedesign", ("teneste", "design")),
        ("anskaffelsesloven", ("anskaffelse", "loven")),
        ("møteplass", ("møte", "plass")),
        ("samarbeid", ()),
        ("budsjett", ()),
        ("forskrift", ()),
        ("entreprenør", ()),
        ("evaluering", ()),
    ],
)
def test_a_longer_word_is_made_of_others_where_it_is(word: str, made_of: tuple[str, ...]) -> None:
    assert parts(word) == made_of


def test_a_reference_to_law_and_an_amount_are_words_however_they_are_written() -> None:
    said = "Se anskaffelsesforskriften § 9-3 og 1 400 000 kroner."
    assert terms([said]).split()[:6] == [
        "xse",
        "xanskaffelsesforskriften",
        "xq9x3",
        "xog",
        "x1400000",
        "xkroner",
    ]
    assert [parsed(asked).terms[0].said for asked in ("§ 9-3", "§9-3", "paragraf 9-3", "§§ 9–3")] == [
        "q9x3"
    ] * 4
    assert [parsed(asked).terms[0].said for asked in ("1400000", "1.400.000", "1 400 000")] == ["1400000"] * 3


def test_terms_of_parts_are_those_of_the_whole() -> None:
    texts = ["EØS-terskelverdier i 2026.", "Kommunene søker om råd.", "Who decides?"]
    assert together([terms([text]) for text in texts]) == terms(texts)


def test_words_in_quotes_stand_together_and_small_words_count_only_there() -> None:
    loose, quoted = parsed("lov om anskaffelser"), parsed("«lov om» anskaffelser")
    assert [term.said for term in loose.terms] == ["lov", "anskaffelser"]
    assert [term.up_to(Near.EXACT)[0] for term in quoted.terms] == [(("xlov", "xom"),), (("xanskaffelser",),)]
    assert [term.said for term in parsed("og").terms] == ["og"]


def test_what_cannot_be_seen_is_no_part_of_a_question_and_it_has_an_end() -> None:
    assert cleaned("\x00 pilot\t\x0b\u200b  \n") == "pilot"
    assert len(cleaned("a" * 5000)) == 200
    assert parsed("😀 % * ( ) ' ;").terms == ()


def test_keyboards_and_ears() -> None:
    assert [typed(word) for word in ("mål", "mal", "maal", "økonomi", "okonomi", "oekonomi")] == [
        "mal"
    ] * 3 + ["okonomi"] * 3
    assert sounded("anskafelse") == sounded("anskaffelse")


def test_what_is_found_as_one_word_is_compared_as_one_word() -> None:
    first = dict(reversed(pairs()))
    assert {one: one_spelling(one) for one in first} == first
    assert [pair for pair in pairs() if not set(forms(pair[0])) & set(forms(pair[1]))] == []


def test_threads_that_ask_at_once_are_told_what_one_alone_is_told() -> None:
    endings = ("het", "ene", "ande", "eleg", "slov")
    words = [
        f"{one}o{other}a{third}{ending}"
        for one in "bdfgklmprst"
        for other in "bdfgkl"
        for third in "nprstv"
        for ending in endings
    ]

    def asked(threads: int) -> list[list[tuple[str, ...]]]:
        for kept in (forms, stem, short):
            kept.cache_clear()
        with ThreadPoolExecutor(threads) as pool:
            return list(
                pool.map(lambda some: [forms(word) for word in some], [words[n::6] for n in range(6)])
            )

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        at_once = asked(6)
    finally:
        sys.setswitchinterval(before)
    assert at_once == asked(1)
