"""Keeping a library from loading all that it could use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def taken_for_absent(*names: str) -> Iterator[None]:
    """Inside, importing one of these fails as if it were not installed, if it is not loaded already.

    For the import of a library that takes along what is there and does without the rest, at the start of a process.
    (None in sys.modules says that there is no such module.)
    """
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
