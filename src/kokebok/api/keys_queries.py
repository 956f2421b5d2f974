"""Reading keys."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Count
from django.shortcuts import get_object_or_404

from kokebok.api.models import ApiKey

if TYPE_CHECKING:
    from django.db.models import QuerySet


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode("utf-8", "replace")).hexdigest()


def known_key(said: str) -> ApiKey | None:
    """The key that a program shows; None for one that never was, or is revoked."""
    return ApiKey.objects.filter(sha256=hash_of(said), revoked_at=None).first()


def all_keys() -> QuerySet[ApiKey]:
    """Every key, the newest first, with who made and revoked it and `given`: how many inputs came by it."""
    rows: QuerySet[ApiKey] = ApiKey.objects.select_related("made_by", "revoked_by")
    return rows.annotate(given=Count("inputs")).order_by("-made_at", "-pk")


def find_key(number: int) -> ApiKey:
    """The key with this number; Http404 when there is none."""
    return get_object_or_404(ApiKey.objects.select_related("made_by", "revoked_by"), pk=number)
