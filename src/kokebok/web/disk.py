"""Reading and writing files from the event loop, in a few threads that are never held by somebody who is slow."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import IO, ParamSpec, TypeVar

from django.conf import settings

P = ParamSpec("P")
Done = TypeVar("Done")

_threads = ThreadPoolExecutor(4, thread_name_prefix="disk")


async def on_disk(act: Callable[P, Done], /, *args: P.args, **kwargs: P.kwargs) -> Done:
    """What an act gives that may wait for the disk."""
    return await asyncio.get_running_loop().run_in_executor(_threads, partial(act, *args, **kwargs))


def passing_file() -> IO[bytes]:
    """A file without a name, on the disk of the data folder: it is gone when it is closed, or the process is killed.

    Not in the system's folder for such, which may be memory.
    """
    return tempfile.TemporaryFile(dir=settings.DATA)
