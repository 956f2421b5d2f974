"""A mark that a browser carries for two seconds after it has sent something: it is shown no page from before that.

Everybody else may be shown a page that is up to a second old while it is made anew (web/page_cache.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

JUST_SENT = "kokebok_sent"
SECONDS = 2
CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class JustSent:
    """Middleware: whoever is sent on after sending something is marked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method not in CHANGES_NOTHING and 300 <= response.status_code < 400:
            response.set_cookie(
                JUST_SENT,
                "1",
                max_age=SECONDS,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response
