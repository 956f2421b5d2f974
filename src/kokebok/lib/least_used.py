"""A store bounded by weight, in which what is asked for again and again is not pushed out by what is asked for once."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LeastUsed(Generic[Key, Value]):
    """Values under keys, at most so much by weight; the least recently used go first.

    (Segmented LRU.) What comes in stands among the newcomers, which have a fifth of the room, until it is asked for;
    only then does it stand among the known. A flood of keys that nobody asks for again pushes out newcomers alone.
    Not for several threads at once.
    """

    def __init__(self, most: int) -> None:
        """`most` is the whole weight, in the unit that `put` is told."""
        self.most = most
        self._newcomers: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._known: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._weight_of_newcomers = self._weight_of_known = 0

    def __len__(self) -> int:
        return len(self._newcomers) + len(self._known)

    @property
    def weight(self) -> int:
        """The weight of all that is kept; never above `most`."""
        return self._weight_of_newcomers + self._weight_of_known

    def get(self, key: Key) -> Value | None:
        """The value under a key, which is then the most recently used; None if there is none."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key][0]
        found = self._newcomers.pop(key, None)
        if found is None:
            return None
        self._weight_of_newcomers -= found[1]
        self._known[key] = found
        self._weight_of_known += found[1]
        self._make_room()
        return found[0]

    def put(self, key: Key, value: Value, weight: int) -> bool:
        """Keep a value in place of what was under its key; False for one that is too heavy for the newcomers' part."""
        self.drop(key)
        if weight > self.most // 5:
            return False
        self._newcomers[key] = (value, weight)
        self._weight_of_newcomers += weight
        self._make_room()
        return True

    def drop(self, key: Key) -> None:
        """Forget what is under a key."""
        self._weight_of_newcomers -= self._newcomers.pop(key, (None, 0))[1]
        self._weight_of_known -= self._known.pop(key, (None, 0))[1]

    def clear(self) -> None:
        """Forget everything."""
        self._newcomers.clear()
        self._known.clear()
        self._weight_of_newcomers = self._weight_of_known = 0

    def _make_room(self) -> None:
        share = self.most // 5
        while self._weight_of_known > self.most - share:
            self._weight_of_known -= self._known.popitem(last=False)[1][1]
        while self._weight_of_newcomers > share:
            self._weight_of_newcomers -= self._newcomers.popitem(last=False)[1][1]
