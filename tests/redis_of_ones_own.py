"""A Redis of a test's own, which can go and come again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

needs_redis = pytest.mark.skipif(not shutil.which("redis-server"), reason="no Redis here")


@contextmanager
def redis_at(port: int, folder: Path) -> Iterator[str]:
    """A Redis that answers, by its address; nothing of it is left afterwards."""
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        client = redis.Redis(port=port)
        while True:
            try:
                client.ping()
                break
            except redis.RedisError:
                assert process.poll() is None
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()
