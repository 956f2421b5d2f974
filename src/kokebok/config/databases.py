"""The database as a setting: an address in, Django's dictionary out."""

from __future__ import annotations

from typing import Any

from kokebok.lib.env import address

# Write-ahead log with a sync at every commit: what a sender is told is received survives a power cut.
# IMMEDIATE takes the write lock at once, so a read-then-write never fails half way; no mmap (docs/decisions/).
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
    ),
}


def database(raw: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///file` or `postgres://user:word@host:port/name`; ValueError for others."""
    where = address(raw)
    if where.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": where.path[1:],
            "OPTIONS": dict(_SQLITE),
            "CONN_MAX_AGE": None,
        }
    if where.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": where.path.lstrip("/"),
            "USER": where.user,
            "PASSWORD": where.password,
            "HOST": where.host,
            "PORT": where.port or "",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError("write sqlite:///file or postgres://user:word@host/name")


def read_only(one: dict[str, Any]) -> dict[str, Any]:
    """Django's settings for the same database, to be read and not written."""
    if "sqlite3" not in one["ENGINE"]:
        return {**one, "OPTIONS": {"options": "-c default_transaction_read_only=on"}}
    # Not by mode=ro: a file whose log has not been written back is read by way of a file beside it.
    how = {"timeout": 20, "transaction_mode": "DEFERRED", "init_command": "PRAGMA query_only=1;"}
    return {**one, "OPTIONS": how}
