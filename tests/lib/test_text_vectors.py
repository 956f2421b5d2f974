"""The nearest in meaning of some texts, and of those that they have come near to."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from kokebok.lib.text_vectors import Array, nearest

MOST = 4


@pytest.fixture(scope="module")
def vectors() -> Array:
    """Of 300 texts about twenty things."""
    rng = np.random.default_rng(5)
    return rng.normal(size=(20, 24))[rng.integers(20, size=300)] + rng.normal(size=(300, 24))


def found(vectors: Array, most: int = MOST, **of: object) -> dict[int, list[int]]:
    return nearest([f"{at}" for at in range(len(vectors))], [list(vectors)], most, **of)  # type: ignore[arg-type]


def test_whoever_a_new_one_is_near_to_is_looked_at_again_also_where_it_is_not_near_to_the_new_one(
    vectors: Array,
) -> None:
    whole = found(vectors)
    one_sided = 0
    for new in Random(1).sample(range(300), 25):
        longer = found(vectors, MOST + 1)
        before = {at: [n for n in near if n != new][:MOST] for at, near in longer.items() if at != new}
        now = found(vectors, rows=[new], kept=before)
        one_sided += sum(new in near and at not in whole[new] for at, near in whole.items())
        assert before | now == whole
        assert len(now) < 30
    assert one_sided > 10


def test_one_who_has_room_is_looked_at_again_when_somebody_near_comes(vectors: Array) -> None:
    few = vectors[:5]
    whole = found(few, 8)
    before = {at: [n for n in near if n != 4] for at, near in whole.items() if at != 4}
    assert before | found(few, 8, rows=[4], kept=before) == whole
