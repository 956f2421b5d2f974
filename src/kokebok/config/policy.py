"""The content security policy: all from ourselves on every page; the page editor's inline code under /admin/."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PUBLIC_POLICY: dict[str, object] = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# Wagtail's page editor writes inline script and style; nothing of it is reachable without signing in.
ADMIN_POLICY: dict[str, object] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class PolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, with the page editor's policy under /admin/."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]
        done: HttpResponseBase = super().process_response(request, response)
        done.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return done
