"""A store bounded by weight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.least_used import LeastUsed


def test_what_is_asked_for_is_there_until_it_is_dropped() -> None:
    store: LeastUsed[str, int] = LeastUsed(100)
    assert (store.put("a", 1, 10), store.get("a"), store.get("a"), store.weight) == (True, 1, 1, 10)
    store.drop("a")
    assert (store.get("a"), store.weight, len(store)) == (None, 0, 0)


def test_a_flood_of_what_nobody_asks_for_again_pushes_out_nothing_that_is_used() -> None:
    store: LeastUsed[str, int] = LeastUsed(100)
    for n in range(4):
        store.put(f"used {n}", n, 20)
        store.get(f"used {n}")
    for n in range(1000):
        store.put(f"made up {n}", n, 10)
    assert [store.get(f"used {n}") for n in range(4)] == [0, 1, 2, 3]
    assert store.weight <= 100


def test_of_what_is_used_the_least_recently_used_goes_first() -> None:
    store: LeastUsed[str, int] = LeastUsed(100)
    for n in range(4):
        store.put(f"{n}", n, 20)
        store.get(f"{n}")
    store.get("0")
    store.put("4", 4, 20)
    store.get("4")
    assert [store.get(f"{n}") for n in range(5)] == [0, None, 2, 3, 4]


def test_what_is_too_heavy_is_not_kept_and_what_it_should_replace_is_gone() -> None:
    store: LeastUsed[str, int] = LeastUsed(100)
    store.put("a", 1, 5)
    assert (store.put("a", 2, 21), store.get("a"), store.weight) == (False, None, 0)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["put", "get", "drop"]), st.integers(0, 30))
    )
)
def test_whatever_comes_it_never_weighs_more_than_it_may_and_tells_what_was_put_last(
    acts: list[tuple[str, str, int]],
) -> None:
    store: LeastUsed[str, int] = LeastUsed(100)
    last: dict[str, int | None] = {}
    for key, act, weight in acts:
        if act == "put":
            last[key] = weight if store.put(key, weight, weight) else None
        elif act == "drop":
            store.drop(key)
            last[key] = None
        else:
            assert store.get(key) in {None, last.get(key)}
        assert 0 <= store.weight <= 100
        assert store.weight == sum(_weight_of(store, key) for key in "abcdefgh")


def _weight_of(store: LeastUsed[str, int], key: str) -> int:
    return sum(part[key][1] for part in (store._known, store._newcomers) if key in part)
