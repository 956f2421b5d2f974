"""The language of the interface: the one a reader has chosen, otherwise the book's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from kokebok.book.queries import cookbook_kept, the_cookbook
from kokebok.web.language import chosen_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from kokebok.book.models import Cookbook

NORWEGIAN = ("nb", "nn")
CHANGES_NOTHING = frozenset({"GET", "HEAD"})
WHERE_THERE_IS_NO_BOOK = settings.LANGUAGE_CODE
_last = [WHERE_THERE_IS_NO_BOOK]
"""What the book's language was when it was last asked for, in this process."""


def language_of_the_book(cookbook: Cookbook | None = None) -> str:
    """The language of the book's own texts, where we have the interface in it; the site's own where there is no book.

    Whoever has the book already gives it.
    """
    found = cookbook or the_cookbook()
    written = str(found.language) if found else ""
    _last[0] = written if written in dict(settings.LANGUAGES) else WHERE_THERE_IS_NO_BOOK
    return _last[0]


def language_around(written: str, cookbook: Cookbook | None = None) -> str:
    """The language of the interface around a text, for those who have chosen none: the book's own.

    Whoever reads one form of Norwegian reads the other, so the menus stay as they were. Around a text in another
    language that we have, they are in that.
    """
    if written in dict(settings.LANGUAGES) and written not in NORWEGIAN:
        return written
    return language_of_the_book(cookbook)


def last_known_language() -> str:
    """The same as it was when last asked for: for answers that may ask nothing of the database."""
    return _last[0]


class LanguageMiddleware:
    """Activates the reader's language for the request.

    The book is kept for a request that changes nothing: nearly every page asks for it anyway.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in CHANGES_NOTHING:
            return self._answer(request)
        with cookbook_kept():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request) or language_of_the_book()
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
