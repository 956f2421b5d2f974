"""What every page knows of the site it is on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kokebok.book.queries import TextLink, shelf_urls, text_links, the_cookbook
from kokebok.versions.queries import one_version_each


def site(request: HttpRequest) -> dict[str, Any]:
    """The cookbook, its shelves and text pages (fetched when a template first asks), the languages, whether a demo."""
    return {
        "cookbook": SimpleLazyObject(the_cookbook),
        "shelf_urls": SimpleLazyObject(shelf_urls),
        "text_links": SimpleLazyObject(links_for_reader),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
    }


def links_for_reader() -> list[TextLink]:
    """The text pages that every page links to: of each text one version, in the reader's language if it is there."""
    return one_version_each(text_links(), get_language() or "")
