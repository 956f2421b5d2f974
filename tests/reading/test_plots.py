"""The plots: bars as tall as their numbers, words that fit."""

from __future__ import annotations

from kokebok.reading.plots import PLOT_HEIGHT, Part, columns, rows, shares


def test_a_column_is_as_tall_as_its_number_and_stands_on_the_floor() -> None:
    plot = columns(["Uke 1", "Uke 2"], [4, 2], [1, 0])
    assert [(bar.series, bar.height) for bar in plot.bars] == [
        ("first", PLOT_HEIGHT), ("second", PLOT_HEIGHT // 4), ("first", PLOT_HEIGHT // 2),
    ]  # fmt: skip
    assert {bar.y + bar.height for bar in plot.bars} == {plot.floor}


def test_no_column_is_outside_the_plot_whatever_the_numbers() -> None:
    for most in (1, 3, 7, 11, 99, 4567):
        plot = columns([str(n) for n in range(40)], list(range(most, most + 40)), [0] * 40)
        assert all(bar.y >= 0 for bar in plot.bars)
        assert all(float(bar.x[:-1]) + float(bar.width[:-1]) <= 100 for bar in plot.bars)


def test_at_most_three_labels_stand_below_and_those_at_the_edges_turn_inwards() -> None:
    plot = columns([f"Uke {n}" for n in range(1, 13)], [1] * 12, [0] * 12)
    labels = [(label.text, label.x, label.anchor) for label in plot.labels]
    assert (labels[0], labels[-1], len(labels)) == (("Uke 1", "0%", "start"), ("Uke 12", "100%", "end"), 3)


def test_the_longest_row_fills_the_width_and_nothing_has_no_length() -> None:
    assert [bar.width for bar in rows([("Tatt inn", 4), ("Senere", 1), ("Delvis", 0)]).bars] == [
        "100.00%", "25.00%", "0.00%",
    ]  # fmt: skip


def test_a_plot_of_nothing_can_be_drawn() -> None:
    assert columns([], [], []).bars == ()
    assert rows([]).height == 0


def test_shares_divide_the_whole_width_in_the_order_given_and_leave_out_what_is_none() -> None:
    found = shares([("Alle skal få svar", (3, 0, 1)), ("Ingen har svart", (0, 0, 0))])
    assert found.bars[0].parts == (Part(0, "0.00%", "75.00%"), Part(2, "75.00%", "25.00%"))
    assert (found.bars[1].parts, found.height) == ((), 92)
