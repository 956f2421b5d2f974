"""What every page knows of the site it is on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kokebok.book.queries import the_cookbook


def site(request: HttpRequest) -> dict[str, Any]:
    """The cookbook (fetched when a template first asks for it), what it is called within a sentence, the languages."""
    cookbook = SimpleLazyObject(the_cookbook)
    return {
        "cookbook": cookbook,
        "the_book": SimpleLazyObject(lambda: cookbook.the_genre if cookbook else _("the cookbook")),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
    }
