"""The first door of a request: what no page can answer, and no database keep, comes no further.

All forms and all questions pass here, also those of the libraries. What can be seen of what somebody typed is left
as it is; only what cannot be seen, and can do harm, is taken out, and letters with loose marks are put together.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kokebok.lib.typed import LINE_ENDS, has_control, tidy, without_control
from kokebok.web.asked_query import note_what_is_read
from kokebok.web.fetched_ahead import is_not_for_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UTF_8 = frozenset({"utf-8", "ascii"})


class FrontDoor:
    """Before all that looks at what a request says; after the language, in which it answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_utf_8 = _is_utf_8(request.content_params or {})
        request.encoding = "utf-8"  # whatever it is called; the page that says no asks what the address says
        if not is_utf_8:
            return render(request, "400.html", {"is_other_charset": True}, status=400)
        if has_control(request.path_info) or LINE_ENDS.search(request.path_info):
            raise Http404
        request.path_info = tidy(request.path_info)
        if is_not_for_now(request):
            return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
        request.COOKIES = {name: without_control(value) for name, value in request.COOKIES.items()}
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        note_what_is_read(request)
        _clean_when_read(request)
        return self.get_response(request)


def _is_utf_8(said: Mapping[str, str]) -> bool:
    """Whether a body is written as ours are; so it is where nothing is said, or what nobody knows."""
    try:
        return codecs.lookup(said.get("charset", "utf-8")).name in UTF_8
    except (LookupError, ValueError):
        return True


def _cleaned(said: QueryDict) -> QueryDict:
    """The same fields, tidy; the very same where they are."""
    kept = [(tidy(name), [_tidy(value) for value in values]) for name, values in said.lists()]
    if kept == list(said.lists()):
        return said
    cleaned = QueryDict(mutable=True)
    for name, values in kept:
        for value in values:
            cleaned.appendlist(name, value)
    cleaned._mutable = False  # noqa: SLF001 (as Django itself closes one)
    return cleaned


def _tidy(value: str) -> str:
    """A field, tidy. What a script sends as JSON may count its letters: whoever reads it puts them together."""
    is_json = value.startswith(("{", "[")) and value.endswith(("}", "]"))
    return without_control(value) if is_json else tidy(value)


def _clean_when_read(request: HttpRequest) -> None:
    """Have the form cleaned when it is read, and not before: a view may refuse it by its size alone."""
    read = request._load_post_and_files  # noqa: SLF001

    def read_and_clean() -> None:
        read()
        request._post = _cleaned(request._post)  # type: ignore[attr-defined]  # noqa: SLF001

    request._load_post_and_files = read_and_clean  # type: ignore[method-assign]  # noqa: SLF001
