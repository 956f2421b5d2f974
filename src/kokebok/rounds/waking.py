"""Telling other processes that there are events, by Redis where it is set up; without it they look by themselves."""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import Any

from django.conf import settings

from kokebok.later.queueing import after_commit
from kokebok.lib.redis_server import impatient_client, redis_errors

CHANNEL = "kokebok.rounds"
REST = 5.0  # seconds before Redis is tried again
logger = logging.getLogger(__name__)


def wake_after_commit() -> None:
    """Wake all processes when the transaction is on the disk. Without Redis, or if it is gone, nothing happens."""
    if settings.REDIS_URL:
        after_commit(_publish)


class _Gone:
    """Until when Redis is left alone, after it has not answered: a commit must not wait for it each time."""

    until = 0.0


def _publish() -> None:
    if time.monotonic() < _Gone.until:
        return
    try:
        _client().publish(CHANNEL, "1")
    except redis_errors() as error:
        _Gone.until = time.monotonic() + REST
        logger.warning("Redis does not answer; the other processes look for events by themselves: %s", error)


@cache
def _client() -> Any:
    return impatient_client(settings.REDIS_URL)
