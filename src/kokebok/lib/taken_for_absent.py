"""Keeping a library from loading all that it could use."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder


class _Absent(threading.local):
    names: tuple[str, ...] = ()


class _Finder(MetaPathFinder):
    """Asked before all others, it finds nothing, and says so at once where a name is taken for absent."""

    def find_spec(self, fullname: str, *_path_and_target: object) -> None:
        if fullname in _absent.names:
            raise ModuleNotFoundError(f"{fullname} is taken for absent here", name=fullname)


_absent = _Absent()
sys.meta_path.insert(0, _Finder())


@contextmanager
def taken_for_absent(*names: str) -> Iterator[None]:
    """Inside, importing one of these fails as if it were not installed, if it is not loaded already.

    For the import of a library that takes along what is there and does without the rest. Only this thread finds it
    absent: others that are at work import as ever.
    """
    before, _absent.names = _absent.names, (*_absent.names, *names)
    try:
        yield
    finally:
        _absent.names = before
