"""Pages that are the same for everyone who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse

from kokebok.web.asked_query import names_read

P = ParamSpec("P")
FIELDS_READ = "x-kokebok-reads"
"""In this header the page cache is told what the page has looked for in its query. It says nothing of anybody."""
PRIVATE = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
"""Whoever has one of these cookies gets pages of their own. The second is Django's, for a message that waits."""
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]


def shared(view: View[P, R]) -> View[P, R]:
    """Let the page cache keep what this view answers to a reader who is not signed in; browsers ask each time.

    For views whose answer depends on nothing but the address, its query, the language and the database: no form with a
    token, no message.
    A page has one address: asked for by another way of writing it (/innspill/007/), it is not kept once more.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        response = view(request, *args, **kwargs)
        everyones = (
            response.status_code == 200
            and not request.user.is_authenticated
            and not PRIVATE & request.COOKIES.keys()
            and _is_own_address(request)
        )
        response.headers["Cache-Control"] = "public, no-cache" if everyones else "private, no-store"
        if everyones:
            response.headers[FIELDS_READ] = names_said(names_read(request))
        return response

    return answer


def names_said(names: frozenset[str]) -> str:
    """Names as they stand in the header."""
    return "&".join(quote(name, safe="*") for name in sorted(names))


def names_in(said: str) -> frozenset[str]:
    """The names in the header."""
    return frozenset(unquote(name) for name in said.split("&") if name)


def _is_own_address(request: HttpRequest) -> bool:
    """Whether the address is written as we write it ourselves."""
    found = request.resolver_match
    if found is None:
        return False
    try:
        own = reverse(found.view_name, args=found.args, kwargs=found.kwargs)
    except NoReverseMatch:
        return False
    return request.path == unquote(own)
