"""Two who act in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from kokebok.people.rules import Refused


def at_once(*acts: Callable[[], str]) -> list[str]:
    """What each act ended with, sorted; an act that was refused ends with the name of the refusal."""
    start, ends = Barrier(len(acts)), list[str]()

    def run(act: Callable[[], str]) -> None:
        start.wait(20)
        try:
            ends.append(act())
        except Refused as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ends)
