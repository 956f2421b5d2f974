"""The word lists of bokmål and nynorsk."""

from __future__ import annotations

import simplemma

from kokebok.lib.word_lists import is_listed, lemma_of

WORDS = [
    "innbyggerne",
    "innbyggjarane",
    "Oslo",
    "skjemaer",
    "anskaffelsesloven",
    "xyzzy",
    "hus",
    "ein",
    "A",
    "e-post",
]


def test_a_word_is_found_in_the_packed_lists_as_in_the_unpacked() -> None:
    for word in WORDS:
        known = [simplemma.is_known(word, lang=language) for language in ("nb", "nn")]
        assert [is_listed(word, "nb"), is_listed(word, "nn"), is_listed(word, "nb", "nn")] == [
            *known,
            any(known),
        ]
        assert lemma_of(word, "nb", "nn") == simplemma.lemmatize(word, lang=("nb", "nn"))
