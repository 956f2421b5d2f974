"""Limits that a hall behind one address does not trip over: on wrong codes, on haste, and on streams held.

They count in this process, and nothing of it is written down. Of several processes each has its own, and where there
is a Redis they are told what all have counted together (`everywhere`). Streams are counted in each process alone: what
they protect is its memory.
"""

from __future__ import annotations

import time
from collections import deque

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
        self.wrong: dict[str, deque[float]] = {}
        self.wrong_of_devices: dict[str, deque[float]] = {}
        self.buckets: dict[str, tuple[float, float]] = {}
        self.shut: dict[str, float] = {}
        self.streams = 0

    def note_wrong_code(self, network: str, device: str = "") -> None:
        """A code that is none has come from this network, and from this device if it is known."""
        _note(self.wrong, network)
        _note(self.wrong_of_devices, device)

    def guesses_too_much(self, network: str, device: str = "", *, is_in: bool = False) -> bool:
        """Whether so many wrong codes have come from a network, or a device, that it must wait.

        `is_in`: the device takes part in the round it asks for. It is not held up by what others on its network do;
        any other is, also one we have met: a cookie is had for the asking.
        """
        if (
            self._is_shut(f"device {device}")
            or _number_in(self.wrong_of_devices, device) >= WRONG_CODES_OF_A_DEVICE
        ):
            return True
        if is_in:
            return False
        return self._is_shut(f"network {network}") or _number_in(self.wrong, network) >= WRONG_CODES

    def shut_out(self, seconds: dict[str, float]) -> None:
        """Hold up somebody, as "network …" or "device …", for so long: all processes together have seen enough."""
        for who, wait in seconds.items():
            if wait > 0:
                self.shut.pop(who, None)
                self.shut[who] = time.monotonic() + wait
        while len(self.shut) > MOST_KEPT:
            del self.shut[next(iter(self.shut))]

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

    def _is_shut(self, who: str) -> bool:
        return self.shut.get(who, 0.0) > time.monotonic()

    def _wait(self, who: str, burst: float, a_second: float) -> float:
        """Take one from a bucket that holds `burst` and is filled by `a_second`; the seconds until there is one."""
        now = time.monotonic()
        left, at = self.buckets.get(who, (burst, now))
        left = min(burst, left + (now - at) * a_second)
        if len(self.buckets) > MOST_KEPT:
            self.buckets.clear()
        self.buckets[who] = (left - 1 if left >= 1 else left, now)
        return 0.0 if left >= 1 else (1 - left) / a_second


def _number_in(wrong: dict[str, deque[float]], who: str) -> int:
    """How many wrong codes of somebody are less than ten minutes old."""
    tries = wrong.get(who)
    while tries and tries[0] < time.monotonic() - WITHIN:
        tries.popleft()
    return len(tries or ())


def _note(wrong: dict[str, deque[float]], who: str) -> None:
    """Count one more. Where too many are remembered, those that have been quiet longest are forgotten."""
    if not who:
        return
    tries = wrong.pop(who, None) or deque()
    tries.append(time.monotonic())
    wrong[who] = tries  # now the last of all
    while len(wrong) > MOST_KEPT:
        del wrong[next(iter(wrong))]


of_this_process = Limits()
