"""One heap for all threads."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNTED = """
import ctypes, threading
from kokebok.lib.one_heap import keep_one_heap
keep_one_heap()
libc = ctypes.CDLL(None)
threads = [threading.Thread(target=lambda: [bytearray(20_000) for _ in range(100)]) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
libc.malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc alone")
def test_threads_take_memory_from_one_heap() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTED], check=True, capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if line.startswith("Arena")] == ["Arena 0:"]
