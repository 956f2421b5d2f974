"""The plots: bars as tall as their numbers, words that fit."""

from __future__ import annotations

from kokebok.reading.plots import BarPart, rows, shares


def test_the_longest_row_fills_the_width_and_nothing_has_no_length() -> None:
    assert [bar.width for bar in rows([("Tatt inn", 4), ("Senere", 1), ("Delvis", 0)]).bars] == [
        "100.00%", "25.00%", "0.00%",
    ]  # fmt: skip


def test_a_plot_of_nothing_can_be_drawn() -> None:
    assert rows([]).height == 0


def test_shares_divide_the_whole_width_in_the_order_given_and_leave_out_what_is_none() -> None:
    found = shares([("Alle skal få svar", (3, 0, 1)), ("Ingen har svart", (0, 0, 0))])
    assert found.bars[0].parts == (BarPart(0, "0.00%", "75.00%"), BarPart(2, "75.00%", "25.00%"))
    assert (found.bars[1].parts, found.height) == ((), 92)
