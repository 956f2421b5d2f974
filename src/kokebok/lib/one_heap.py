"""One heap for all threads of the process.

glibc gives each thread a heap of its own, and what a thread has had once stays in its heap. Ours wait for one another
anyhow (the interpreter has one lock), so a heap of its own wins nothing and takes some 10 MB.
"""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX = -8  # of glibc’s malloc.h


def keep_one_heap() -> None:
    """Let all threads that are begun from now on share one heap; where there is no glibc, nothing is changed."""
    if sys.platform == "linux":
        choose = getattr(ctypes.CDLL(None), "mallopt", None)
        if choose is not None:
            choose(M_ARENA_MAX, 1)
