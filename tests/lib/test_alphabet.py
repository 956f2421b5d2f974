"""Names stand in the order in which Norwegians look them up."""

from __future__ import annotations

import unicodedata

import pytest

from kokebok.lib.alphabet import alphabetical, plain_letters

IN_ORDER = ["Asker", "BUA", "Edel", "Élan", "Exil", "Zoo", "Ære", "Ærlig", "Ø", "Øy", "Åse", "Aasen", "Åål"]


def test_ae_oe_and_aa_come_last_and_double_a_is_aa() -> None:
    by_code = sorted(IN_ORDER)
    assert by_code != IN_ORDER
    assert sorted(by_code, key=alphabetical) == IN_ORDER


def test_capitals_and_the_way_a_letter_is_put_together_make_no_difference() -> None:
    apart = unicodedata.normalize("NFD", "åse")
    assert alphabetical(apart) == alphabetical("ÅSE") == alphabetical("Aase")


@pytest.mark.parametrize(
    ("words", "plain"),
    [("Østfold", "Ostfold"), ("DFØ", "DFO"), ("Ærlig på A\u030as", "Aerlig pa As"), ("café", "café")],
)
def test_an_address_has_a_letter_for_each_of_ours(words: str, plain: str) -> None:
    assert plain_letters(words) == plain
