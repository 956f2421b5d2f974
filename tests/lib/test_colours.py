"""A colour of one's own: told as it is written, refused where it cannot be read, and readable in all its shades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.colours import (
    BLACK,
    READABLE,
    SEEN,
    WHITE,
    colour_in,
    contrast,
    fits,
    in_dark,
    in_files,
    in_light,
    nearest_that_fits,
    stylesheet,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
A_LITTLE = 0.15
"""What rounding to whole steps of the screen's colours may take."""


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ("#0C6672", "#0c6672"),
        ("0c6672", "#0c6672"),
        (" #0af ", "#00aaff"),
        ("blå", None),
        ("#12345", None),
        ("#0c6672; }", None),
        ("", None),
    ],
)
def test_a_colour_is_read_as_people_write_it(said: str, colour: str | None) -> None:
    assert colour_in(said) == colour


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert [round(contrast(one, other), 2) for one, other in ((WHITE, BLACK), ("#777777", WHITE))] == [
        21,
        4.48,
    ]


def test_the_nearest_shade_that_fits_keeps_the_hue() -> None:
    assert [nearest_that_fits(colour) for colour in ("#ffcc00", "#777777", "#0c6672")] == [
        "#917300",
        "#767676",
        "#0c6672",
    ]


@given(colours)
def test_what_is_offered_fits_and_is_no_darker_than_it_must_be(colour: str) -> None:
    offered = nearest_that_fits(colour)
    assert fits(offered)
    if not fits(colour):
        assert contrast(offered, WHITE) < READABLE + A_LITTLE


@given(colours.map(nearest_that_fits))
def test_every_colour_that_fits_can_be_read_in_all_its_shades_light_and_dark(colour: str) -> None:
    for shades in (in_light(colour), in_dark(colour)):
        grounds = [
            shades[f"{ground}"] for ground in ("background-default", "background-tinted", "surface-tinted")
        ]
        texts = [shades[text] for text in ("text-subtle", "text-default")]
        assert min(contrast(text, ground) for text in texts for ground in grounds) >= READABLE
        presses = [shades[f"base-{state}"] for state in ("default", "hover", "active")]
        said = [shades[f"base-contrast-{how}"] for how in ("default", "subtle")]
        assert min(contrast(text, press) for text in said for press in presses) >= READABLE
        assert contrast(shades["base-default"], shades["background-default"]) >= SEEN
        assert contrast(shades["border-default"], shades["background-default"]) >= SEEN


@given(colours.map(nearest_that_fits))
def test_the_colours_of_files_can_be_read_on_paper(colour: str) -> None:
    main, night, tint = (f"#{in_files(colour)[like]}" for like in ("0c6672", "12303a", "e7f2f1"))
    assert min(contrast(main, WHITE), contrast(main, tint), contrast(night, WHITE)) >= READABLE
    assert contrast("#f2b04a", night) >= READABLE


def test_the_stylesheet_says_nothing_but_the_shades() -> None:
    lines = {line for line in stylesheet("#0c6672").splitlines() if line.startswith("  ")}
    assert all(line.startswith("  --ds-color-accent-") and line.endswith(";") for line in lines)
    assert "  --ds-color-accent-base-default: #0c6672;" in lines
