"""Whether an app is part of this cookbook: some can be left out by a setting (docs/decisions/0034)."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings

T = TypeVar("T")


def is_present(app: str) -> bool:
    """Whether the app with this name ("rounds") is not left out. "" is what belongs to no app that can be."""
    return app not in settings.WITHOUT


def only_with(app: str, *things: T) -> list[T]:
    """The things (addresses, for the most part) when the app is there, else none of them."""
    return list(things) if is_present(app) else []
