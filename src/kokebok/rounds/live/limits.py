"""Limits that a hall behind one address does not trip over: on wrong codes, on haste, and on streams held.

They count in this process, and nothing of it is written down. With several processes each has its own.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque

# A network's wrong codes in ten minutes: all in a hall of 300 may mistype twice. So one guesses for years.
WRONG_CODES, WITHIN = 600, 600.0
WRONG_CODES_OF_A_DEVICE = 20
BURST = 6  # inputs a phone may send at once, as when the net comes back
MOST_KEPT = 50_000  # devices and networks remembered
MOST_STREAMS = 20_000  # held by one process; a hall shares an address, so they are not counted by it

# By network: a full hall at once, then (on the average) what a full hall can write and join.
NETWORK_BURST, NETWORK_A_SECOND = 6_000.0, 300.0
NEW_DEVICES_BURST, NEW_DEVICES_A_SECOND = 6_000.0, 20.0


class Limits:
    """Counts in this process."""

    def __init__(self) -> None:
        self.wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self.buckets: dict[str, tuple[float, float]] = {}
        self.streams = 0

    def note_wrong_code(self, network: str, device: str = "") -> None:
        """A code that is none has come from this network, and from this device if it is known."""
        if len(self.wrong) > MOST_KEPT:
            self.wrong.clear()
        for who in filter(None, (network, device)):
            self.wrong[who].append(time.monotonic())

    def guesses_too_much(self, network: str, device: str = "") -> bool:
        """Whether so many wrong codes have come from a network that it must wait.

        A device we have met before is not held up by what others on its network do, only by its own wrong codes.
        """
        if device:
            return self._wrong_of(device) >= WRONG_CODES_OF_A_DEVICE
        return self._wrong_of(network) >= WRONG_CODES

    def _wrong_of(self, who: str) -> int:
        tries = self.wrong.get(who)
        if not tries:
            return 0
        while tries and tries[0] < time.monotonic() - WITHIN:
            tries.popleft()
        return len(tries)

    def seconds_to_wait(
        self, device: str, between: float, network: str = "", *, is_new: bool = False
    ) -> float:
        """How long a phone must wait before its next message; 0 if it may come now.

        One in `between` seconds from a device, with some to spare; and much more than a hall sends from a network.
        `is_new`: a device that has no cookie of ours yet.
        """
        waits = [
            self._wait(f"device {device}", BURST, 1 / max(between, 0.05)),
            self._wait(f"network {network}", NETWORK_BURST, NETWORK_A_SECOND),
        ]
        if is_new:
            waits.append(self._wait(f"new {network}", NEW_DEVICES_BURST, NEW_DEVICES_A_SECOND))
        return max(waits)

    def _wait(self, who: str, burst: float, a_second: float) -> float:
        """Take one from a bucket that holds `burst` and is filled by `a_second`; the seconds until there is one."""
        now = time.monotonic()
        left, at = self.buckets.get(who, (burst, now))
        left = min(burst, left + (now - at) * a_second)
        if len(self.buckets) > MOST_KEPT:
            self.buckets.clear()
        self.buckets[who] = (left - 1 if left >= 1 else left, now)
        return 0.0 if left >= 1 else (1 - left) / a_second


of_this_process = Limits()
