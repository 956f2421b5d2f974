"""What a browser calls itself, in words its owner knows it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

# In this order: most browsers also call themselves what they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def device_of(request: HttpRequest) -> str:
    """The browser and the system, as in "Firefox, Windows"; "" when neither is known. No version, no address."""
    said = request.META.get("HTTP_USER_AGENT", "")
    parts = (_first(BROWSERS, said), _first(SYSTEMS, said))
    return ", ".join(part for part in parts if part)


def _first(names: dict[str, str], said: str) -> str:
    return next((name for sign, name in names.items() if sign in said), "")
