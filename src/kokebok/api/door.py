"""The door of every address of the API: whether it is on, in which language, for whom, and whether it is known already.

A program of another site may read (CORS): all that is here is public, and nobody's cookie is looked at. An answer that
was had before is not sent again (RFC 9110, conditional requests). Its words tell, not the time: a clock cannot say
when what is still being written becomes public, nor that a new version of the program says it otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from kokebok.api.problems import not_there, not_understood, other_method, too_large
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.inputs.doors import largest_request

if TYPE_CHECKING:
    from django.http import HttpRequest

View = Callable[..., Any]
READ = frozenset({"GET", "HEAD"})
FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Language, ETag, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def door(view: View, *methods: str, is_public: bool = True, takes_files: bool = False) -> View:
    """A view that takes these methods. One that `is_public` answers everybody alike; others are kept by nobody."""
    allowed = sorted({*methods, "OPTIONS"} | ({"HEAD"} if "GET" in methods else set()))

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language, most = _language(request), largest_request(files=takes_files)
        with translation.override(language or settings.LANGUAGE_CODE):
            answer = _answer(
                request, ", ".join(allowed), language, most, lambda: view(request, *args, **kwargs)
            )
        is_reading = (request.method or "") in {*READ, "OPTIONS"}
        return _for_everybody(request, answer) if is_public and is_reading else _for_nobody_else(answer)

    return answered


def _answer(
    request: HttpRequest, allowed: str, language: str, most: int, view: Callable[[], HttpResponse]
) -> HttpResponse:
    method = request.method or ""
    if not is_on(Feature.API):
        answer = not_there()
    elif method == "OPTIONS":
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed, **PREFLIGHT})
    elif method not in allowed.split(", "):
        answer = other_method(allowed)
    elif int(request.META.get("CONTENT_LENGTH") or 0) > most:
        answer = too_large(most)
    elif not language:
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        answer = not_understood([("lang", known)])
    else:
        answer = _asked(request, view)
    answer.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    return answer


def _asked(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """What the view says to whoever asks for the whole; the server sends those who ask for the head no more."""
    method = request.method
    request.method = "GET" if method == "HEAD" else method
    try:
        return view()
    except Http404:
        return not_there()
    finally:
        request.method = method


def _for_everybody(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    for name, value in FOR_ALL.items():
        answer.headers[name] = value
    answer.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(answer, ["Accept-Language"])
    if request.method not in READ or answer.status_code != HTTPStatus.OK:
        return answer
    set_response_etag(answer)
    known = get_conditional_response(request, answer.headers["ETag"], None, answer)
    if known is not None and known is not answer:
        for name in (*FOR_ALL, "Content-Language"):
            known.headers[name] = answer.headers[name]
    return known or answer


def _for_nobody_else(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _language(request: HttpRequest) -> str:
    """The language asked for, by `lang` or by Accept-Language, else the site's; "" for one we do not have."""
    wanted = request.GET.get("lang")
    if wanted is not None:
        return wanted if wanted in dict(settings.LANGUAGES) else ""
    for said, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        with suppress(LookupError):
            return get_supported_language_variant(said)
    return settings.LANGUAGE_CODE
