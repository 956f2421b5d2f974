"""Whatever the site refuses, it refuses on a page of its own: why, and with what was typed."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from kokebok.web.stored import StoreIsAway
from kokebok.web.typed_again import takes_forms, typed_again, wants_a_page, where_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SOON = 30  # seconds until it may be tried again
logger = logging.getLogger(__name__)
SIGNED_IN = "X-Signed-In"
FRESH = "X-Form-Token"
"""The header by which a script of ours is told that its token was old, and the new one."""

PAGES = {400: "400.html", 403: "403.html", 404: "404.html", 405: "405.html"}
"""The page for each refusal that Django or a library may leave bare."""


@never_cache
def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's: mostly, somebody has signed in since it was opened.

    Where nothing takes a form, that is what is said.
    """
    if not takes_forms(request.path_info):
        return not_found(request)
    said = {"typed": typed_again(request), "no_cookie": reason == REASON_NO_CSRF_COOKIE}
    answer = render(request, "403_csrf.html", said, status=403)
    if where_from(request) == "here":
        answer.headers[FRESH] = get_token(request)
        if request.user.is_authenticated:
            answer.headers[SIGNED_IN] = "1"
    return answer


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours sends."""
    return _page(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that whoever asks may not have."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere, or to what is no longer there."""
    return _page(request, 404)


def gone_wrong(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The page asks nothing of the database, which may be what is wrong; and it is shown without what
    was typed where that cannot be read."""
    return HttpResponse(render_to_string("500.html", _typed_if_it_can_be_read(request)), status=500)


def files_away(request: HttpRequest, error: StoreIsAway) -> HttpResponse:
    """The store of files is away, but may soon be back: 503. The page asks nothing of it, nor of the database."""
    path = request.path.encode("unicode_escape").decode()  # last, where the log looks for it
    logger.error("A request could not be answered (%s): %s", error, path, extra={"request": request})
    said = {"is_sent": request.method == "POST", **_typed_if_it_can_be_read(request)}
    answer = HttpResponse(render_to_string("503.html", said), status=503)
    answer.headers["Retry-After"] = str(SOON)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _typed_if_it_can_be_read(request: HttpRequest) -> dict[str, object]:
    with suppress(Exception):
        return {"typed": typed_again(request), "csrf_token": get_token(request)}
    return {}


class Refusals:
    """Middleware: a refusal without a page, of whoever wants one, gets ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What needs the store of files while that is away may be done soon. Acts are whole, or undone."""
        return files_away(request, exception) if isinstance(exception, StoreIsAway) else None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponse) or answer.status_code not in PAGES or not _is_bare(answer):
            return answer
        if not wants_a_page(request):
            return answer
        page = _page(request, answer.status_code)
        for name, value in answer.headers.items():
            if name not in {"Content-Type", "Content-Length"}:
                page.headers[name] = value
        page.cookies = answer.cookies
        return page


def _page(request: HttpRequest, status: int) -> HttpResponse:
    typed = typed_again(request, may_be_sent=status == 403)
    answer = render(request, PAGES[status], {"typed": typed}, status=status)
    if typed is not None:
        answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _is_bare(answer: HttpResponse) -> bool:
    """Whether it says nothing, or a line without any markup, to a person."""
    kind = answer.headers.get("Content-Type", "")
    return not answer.content or (
        kind.startswith("text/html") and b"<html" not in answer.content[:2000].lower()
    )
