"""Pages whose address is a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse


def guarded(response: HttpResponse) -> HttpResponse:
    """A page whose address is a key: not told to other sites, and not to be indexed."""
    response.headers["Referrer-Policy"] = "same-origin"  # with none, the form would seem to come from nowhere
    response.headers["X-Robots-Tag"] = "noindex"
    return response
