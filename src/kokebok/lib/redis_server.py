"""Redis, loaded where a setting names one: to load it takes 20 MB, and most sites have none.

`config/shared_cache.py` is itself only loaded then.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import ConnectionPool, Redis
    from redis.asyncio import Redis as AsyncRedis


def impatient_client(url: str) -> Redis:
    """A client that waits for a second."""
    from redis import Redis  # noqa: PLC0415 (see above)

    client: Redis = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    return client


def listening_client(url: str) -> AsyncRedis:
    """A client for the event loop, that waits for as long as it takes."""
    from redis.asyncio import Redis  # noqa: PLC0415 (see above)

    client: Redis = Redis.from_url(url)
    return client


def impatient_pool(url: str) -> ConnectionPool:
    """Connections that give up soon, and try once: whoever commits an act waits while the queue is asked."""
    from redis import ConnectionPool  # noqa: PLC0415 (see above)
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return ConnectionPool.from_url(
        url, socket_connect_timeout=1, socket_timeout=5, retry=Retry(NoBackoff(), 0)
    )


def redis_errors() -> tuple[type[Exception], ...]:
    """The errors of Redis, for `except` and `isinstance`; none where it is not loaded, and nobody can raise one."""
    loaded = sys.modules.get("redis")
    return (loaded.RedisError,) if loaded else ()
