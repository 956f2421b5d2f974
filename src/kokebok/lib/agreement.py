"""A draw by lot that can be done again, and how far two readers of the same things agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from hashlib import sha256

Pair = tuple[Hashable, Hashable]


def share_alike(pairs: Sequence[Pair]) -> float | None:
    """The share of the pairs whose halves are equal, from 0 to 1; None for no pairs."""
    if not pairs:
        return None
    return sum(one == other for one, other in pairs) / len(pairs)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa, unweighted: the agreement beyond what chance would give, as a share of what there was room for.

    1 is full agreement, 0 what two would reach by chance with the same habits, below 0 less than that. None where it
    is not defined: for no pairs, and where both put everything in the same one class, so that chance alone agrees.

    Source: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    20(1), 37-46: (p_o - p_e) / (1 - p_e), where p_e is the sum over the classes of the product of the two's shares.
    """
    number, alike = len(pairs), sum(one == other for one, other in pairs)
    firsts, seconds = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    by_chance = sum(
        firsts[each] * seconds[each] for each in firsts
    )  # times the square of the number, so whole
    room = number**2 - by_chance
    return (number * alike - by_chance) / room if room else None


def drawing_order(key: int, seed: str) -> str:
    """Where a key comes in a draw: the same for the same seed, on every machine, and unlike for another."""
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def draw(keys: Sequence[int], *, count: int, seed: str) -> list[int]:
    """So many of the keys, drawn by lot from a seed, in the order they were drawn. All of them if there are fewer."""
    return sorted(set(keys), key=lambda key: drawing_order(key, seed))[:count]
