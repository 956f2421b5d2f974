"""The content security policy: all from ourselves on every page; the page editor's inline code under /admin/."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Wagtail's page editor writes inline script and style; nothing of it is reachable without signing in.
ADMIN_POLICY: dict[str, object] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}


def policy(of_pictures: list[str]) -> dict[str, object]:
    """All from ourselves, and pictures from these addresses too."""
    return {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *of_pictures],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }


def _admin_policy() -> dict[str, object]:
    pictures: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]
    return {**ADMIN_POLICY, "img-src": [*pictures, "blob:"]}


class PolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, with the page editor's policy under /admin/."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_update = _admin_policy()  # type: ignore[attr-defined]
        done: HttpResponseBase = super().process_response(request, response)
        done.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return done
