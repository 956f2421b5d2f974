"""The queues of later work, as tests set them: done at once, or kept where a test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kokebok.later import queueing
from kokebok.later.queues import QUEUES


def done_at_once(it_is: bool) -> None:
    """Whether what is queued is done there and then, without any queue."""
    for huey in QUEUES.values():
        huey.immediate = it_is


@contextmanager
def kept_in(storage_called: Callable[[str], Any]) -> Iterator[None]:
    """What this process queues goes to the storage of that name, as what the server itself queues."""
    done_at_once(False)
    before = {name: huey.storage for name, huey in QUEUES.items()}
    for huey in QUEUES.values():
        huey.storage = storage_called(huey.name)
    queueing._Away.until = 0.0
    try:
        yield
    finally:
        for name, huey in QUEUES.items():
            huey.storage = before[name]
        queueing._Away.until = 0.0
