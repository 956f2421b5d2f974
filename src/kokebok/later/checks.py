"""What whoever watches the server is told of work in the background: named checks, each a sentence or None.

Readers can read, and inputs are taken in, whatever these say: they are no reason to send readers elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import Error, connection
from django.utils import translation
from django.utils.module_loading import import_string


def _in_english(ask: Callable[[], str | None]) -> str | None:
    try:
        with translation.override("en"):
            return ask()
    except Error:
        connection.close()
        return "The database does not answer."


CHECKS: list[tuple[str, Callable[[], str | None]]] = [
    (name, partial(_in_english, import_string(ask))) for name, ask in settings.TROUBLES.items()
]
"""They ask the database, in the thread that calls them."""
