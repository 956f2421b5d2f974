"""What every page knows of the site it is on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kokebok.book.queries import links_of_every_page, the_cookbook
from kokebok.versions.queries import one_version_each


def site(request: HttpRequest) -> dict[str, Any]:
    """The cookbook, its shelves and text pages (fetched when a template first asks), the languages, whether a demo."""
    links = SimpleLazyObject(links_of_every_page)
    return {
        "cookbook": SimpleLazyObject(the_cookbook),
        "shelf_urls": SimpleLazyObject(lambda: links.shelves),
        "text_links": SimpleLazyObject(lambda: one_version_each(links.texts, get_language() or "")),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
    }
