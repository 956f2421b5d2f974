"""Asking the database from the loop: in a thread, whose connection is looked after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
Found = TypeVar("Found")


async def asked(query: Callable[P, Found], /, *args: P.args, **kwargs: P.kwargs) -> Found:
    """What a query finds."""

    def ask() -> Found:
        close_old_connections()
        return query(*args, **kwargs)

    return await asyncio.to_thread(ask)
