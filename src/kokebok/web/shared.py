"""Pages that are the same for everyone who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def shared(view: View[P]) -> View[P]:
    """Let the page cache keep what this view answers to a reader who is not signed in; browsers ask each time.

    For views whose answer depends on nothing but the address and the language: no form with a token, no message.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        everyones = response.status_code == 200 and not request.user.is_authenticated
        response.headers["Cache-Control"] = "public, no-cache" if everyones else "private, no-store"
        return response

    return answer
