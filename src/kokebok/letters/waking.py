"""The bell of the outbox: who posts rings it, and the sender of the same process comes at once."""

from __future__ import annotations

from threading import Event

rung = Event()


def wake() -> None:
    """Ring. Nothing depends on it: the sender looks by itself twice a second."""
    rung.set()
