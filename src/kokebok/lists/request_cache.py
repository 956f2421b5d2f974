"""The lists, fetched once and kept while a request is answered: a page asks for many names, and the database once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kokebok.lists.words import ListWords

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_shelf: ContextVar[list[ListWords] | None] = ContextVar("lists", default=None)


@contextmanager
def cached() -> Iterator[None]:
    """Inside, the lists are fetched when first asked for, and not again until `forget` is called."""
    before = _shelf.set([])
    try:
        yield
    finally:
        _shelf.reset(before)


def words(fetch: Callable[[], ListWords]) -> ListWords:
    """What is kept, or what `fetch` gives; outside of `kept` it is fetched each time."""
    shelf = _shelf.get()
    if shelf is None:
        return fetch()
    if not shelf:
        shelf.append(fetch())
    return shelf[0]


def forget() -> None:
    """Let the lists be fetched again: who has changed them calls it."""
    shelf = _shelf.get()
    if shelf:
        shelf.clear()


class RequestCache:
    """Middleware: one request, one fetching of the lists at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with cached():
            return self.get_response(request)
