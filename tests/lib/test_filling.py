"""Words with placeholders."""

from __future__ import annotations

import pytest

from kokebok.lib.filling import fill, has_loose_brace, placeholders, unknown_in


@pytest.mark.parametrize(
    ("text", "name", "filled"),
    [
        ("Hei, {navn}!", "Ada", "Hei, Ada!"),
        ("Hei, {navn}!", "", "Hei!"),
        ("Hei {Navn}!", "Ada", "Hei Ada!"),
        ("{ navn } har rett.", "Ada", "Ada har rett."),
        ("Takk,\n{navn}", "", "Takk,\n"),
    ],
)
def test_a_value_takes_its_place_and_an_empty_one_leaves_no_hole(text: str, name: str, filled: str) -> None:
    assert fill(text, {"navn": name}) == filled


def test_what_is_not_known_stays_as_it_is() -> None:
    assert fill("Hei {hvem}, se {side}.", {"side": "Fakta"}) == "Hei {hvem}, se Fakta."


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("Om {side}", {"side": "{navn}", "navn": "Ada"}) == "Om {navn}"


def test_placeholders_are_found_in_order_and_unknown_ones_as_they_were_written() -> None:
    text = "{Navn}, {side} og {Tull} {tull }"
    assert placeholders(text) == ["navn", "side", "tull", "tull"]
    assert unknown_in(text, {"navn", "side"}) == ["Tull", "tull "]


@pytest.mark.parametrize("text", ["Hei {navn", "Hei navn}", "{{navn}}"])
def test_half_a_placeholder_is_noticed(text: str) -> None:
    assert has_loose_brace(text)
    assert not has_loose_brace("Hei {navn}")
