"""Sweeps and tasks for the tests of the clock and the queue."""

from __future__ import annotations

from threading import Event

from django_tasks import task

from kokebok.later.models import Worker, WorkQueue
from kokebok.later.own_row import own_row

done: list[str] = []
hanging, let_go = Event(), Event()


def fails() -> None:
    raise RuntimeError("the third wheel is off")


def fails_otherwise() -> None:
    raise ConnectionRefusedError("nobody there")


def goes() -> None:
    done.append("goes")


def begins(*, alone: bool) -> None:
    done.append("begins alone" if alone else "begins")


def hangs() -> None:
    hanging.set()
    let_go.wait(60)
    done.append("hangs")


def dies() -> None:
    raise SystemExit(1)


@task(backend="later")
def note_later(*, word: str) -> None:
    """Notes a word."""
    done.append(word)


@task(backend="later", queue_name=WorkQueue.HEAVY)
def hang_later(*, number: int) -> None:
    """Takes its time: until it is let go."""
    hangs()
    done.append(f"hung {number}")


@task(backend="later")
def fail_later(*, word: str) -> None:
    """Fails, until the word is there."""
    if word not in done:
        raise OSError(word)
    done.append(f"{word} at last")


@task(backend="later")
def fail_oddly_later() -> None:
    """Fails with what no database takes as it is."""
    raise OSError("o\x00il\ud800")


@task(backend="later")
def find_later(*, key: str, other: str) -> None:
    """Is about one worker, and needs another."""
    own_row(Worker.objects.all(), key)
    Worker.objects.get(pk=other)


@task(backend="later")
def be_killed_later(*, word: str) -> None:
    """Ends the thread it is done in, the first time."""
    done.append(word)
    if done.count(word) == 1:
        raise SystemExit(1)
