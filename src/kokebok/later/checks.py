"""What whoever watches the server is told of work in the background: named checks, each a sentence or None.

Readers can read, and inputs are taken in, whatever these say: they are no reason to send readers elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import Error, connection
from django.utils import translation

from kokebok.later.queries import queue_trouble, sweeps_trouble, worker_trouble


def _in_english(ask: Callable[[], str | None]) -> str | None:
    try:
        with translation.override("en"):
            return ask()
    except Error:
        connection.close()
        return "The database does not answer."


CHECKS: list[tuple[str, Callable[[], str | None]]] = [
    ("worker", partial(_in_english, worker_trouble)),
    ("sweeps", partial(_in_english, sweeps_trouble)),
    ("queue", partial(_in_english, queue_trouble)),
]
"""They ask the database, in the thread that calls them."""
