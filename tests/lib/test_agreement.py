"""Agreement beyond chance, against figures others have published, and a draw that can be done again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.agreement import draw, kappa, share_alike


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    """A table of counts, first reader downwards and second across, as pairs."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _n in range(count)
    ]


@pytest.mark.parametrize(
    ("table", "share", "expected"),
    [
        ([[20, 5], [10, 15]], 0.70, 0.4000),  # fifty grant applications, the usual example
        ([[45, 15], [25, 15]], 0.60, 0.1304),  # same agreement, different habits
        ([[25, 35], [5, 35]], 0.60, 0.2593),
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.4915),  # Cohen 1960, 200 cases in three classes
        ([[0, 10], [10, 0]], 0.0, -1.0),
        ([[5, 0], [0, 5]], 1.0, 1.0),
        ([[0, 10], [0, 0]], 0.0, 0.0),  # each always in one class, and not the same one
    ],
)
def test_kappa_is_what_the_books_say(table: list[list[int]], share: float, expected: float) -> None:
    found = kappa(pairs(table))
    assert [share_alike(pairs(table)), found] == pytest.approx([share, expected], abs=5e-5)


def test_kappa_is_not_told_where_it_is_not_defined() -> None:
    assert (kappa([]), share_alike([]), kappa([("a", "a")] * 9), share_alike([("a", "a")])) == (
        None,
        None,
        None,
        1.0,
    )


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), min_size=1, max_size=60))
def test_kappa_is_what_another_reckoning_gives(both: list[tuple[str, str]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    if len({each for pair in both for each in pair}) == 1:
        assert kappa(both) is None
        return
    first, second = zip(*both, strict=True)
    assert kappa(both) == pytest.approx(cohen_kappa_score(first, second))


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    keys = list(range(1, 201))
    one = draw(keys, count=20, seed="a")
    assert one == draw(list(reversed(keys)), count=20, seed="a") == draw(keys, count=200, seed="a")[:20]
    assert len(set(one)) == 20
    assert set(one) != set(draw(keys, count=20, seed="b"))


def test_each_is_drawn_about_as_often_as_any_other() -> None:
    times = [0] * 10
    for seed in range(2000):
        for key in draw(range(10), count=3, seed=str(seed)):
            times[key] += 1
    assert max(abs(number - 600) for number in times) < 100  # some five standard deviations
