"""Django’s cache in Redis; while Redis is gone, in the process itself: no page fails for it, and no count is let go."""

from __future__ import annotations

import logging
import time
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

REST = 5.0  # seconds Redis is left alone after it has not answered
OLD = 60.0  # seconds after which what the process kept during an earlier break is forgotten
logger = logging.getLogger(__name__)


class SharedCache(BaseCache):
    """What all processes keep together. It holds counts and what can be found anew, nothing that must not be lost."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
        self._shared = RedisCache(server, {**params, "OPTIONS": patience})
        self._own = LocMemCache(server, params)
        self._gone_at = float("-inf")

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._done("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._done("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._done("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._done("touch", key, timeout, version))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._done("delete", key, version))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._done("incr", key, delta, version))

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._done("has_key", key, version))

    def clear(self) -> None:
        self._done("clear")

    def _done(self, what: str, *given: Any) -> Any:
        """Raises ValueError where Django's caches do, and nothing for a Redis that is gone."""
        now = time.monotonic()
        if now - self._gone_at < REST:
            return getattr(self._own, what)(*given)
        try:
            return getattr(self._shared, what)(*given)
        except redis.RedisError as error:
            if now - self._gone_at > OLD:
                self._own.clear()
                logger.warning("Redis does not answer; what it counts is counted in each process: %s", error)
            self._gone_at = now
            return getattr(self._own, what)(*given)
