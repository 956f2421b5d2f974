"""What every page knows of the site it is on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kokebok.book.queries import text_links, the_cookbook


def site(request: HttpRequest) -> dict[str, Any]:
    """The cookbook and its text pages (fetched when a template first asks), the languages, whether this is the demo."""
    return {
        "cookbook": SimpleLazyObject(the_cookbook),
        "text_links": SimpleLazyObject(text_links),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
    }
