"""The language of the interface that a reader has chosen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest


def chosen_language(request: HttpRequest) -> str:
    """The language in the reader's cookie; "" when they have not chosen one we have."""
    return chosen_in(request.COOKIES)


def chosen_in(cookies: Mapping[str, str]) -> str:
    """The same of cookies alone: what a page is made in and what it is kept under have this one answer."""
    wanted = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else ""


@contextmanager
def in_language(request: HttpRequest, own: str) -> Iterator[None]:
    """Inside, the interface is in the language the reader has chosen, otherwise in `own`: that of what is read."""
    language = chosen_language(request) or own
    with translation.override(language):
        request.LANGUAGE_CODE = language
        yield
