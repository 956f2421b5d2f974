"""The language of the interface: the one a reader has chosen, otherwise the site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse


def chosen_language(request: HttpRequest) -> str:
    """The language in the reader's cookie; "" when they have not chosen one we have."""
    return chosen_in(request.COOKIES)


def chosen_in(cookies: Mapping[str, str]) -> str:
    """The same of cookies alone: what a page is made in and what it is kept under have this one answer."""
    wanted = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else ""


class LanguageMiddleware:
    """Activates the reader's language for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
