"""What somebody has had of their share within the hour. Counted in the cache, and forgotten with it."""

from __future__ import annotations

from django.core.cache import cache

AN_HOUR = 3600  # seconds


def has_share(key: str, most: int, taken: int = 1) -> bool:
    """Whether as much more may be taken within the hour as is asked for. Counts it."""
    cache.add(key, 0, timeout=AN_HOUR)
    try:
        return bool(cache.incr(key, taken) <= most)
    except ValueError:
        return True  # it ran out between the two
