"""What a browser fetches before anybody has asked for it: it may never be seen, so nobody has opened or taken it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

SAID_IN = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD = ("prefetch", "prerender", "preview")
NOT_AHEAD = ("/admin/", "/redaksjon/")
"""Where a page that is opened tells others that somebody has it open."""


def is_fetched_ahead(request: HttpRequest) -> bool:
    """Whether a browser says that it fetches this on its own, in case it is asked for."""
    said = " ".join(request.headers.get(name, "").lower() for name in SAID_IN)
    return any(word in said for word in AHEAD)


def is_not_for_now(request: HttpRequest) -> bool:
    """Whether this is fetched ahead where nothing may be."""
    return request.path_info.startswith(NOT_AHEAD) and is_fetched_ahead(request)
