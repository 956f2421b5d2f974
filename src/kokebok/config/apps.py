"""Checks that concern the whole installation."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.apps import AppConfig
from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.db import connection


class KokebokConfig(AppConfig):
    """The installation."""

    name = "kokebok.config"
    label = "config"

    def ready(self) -> None:
        register(sqlite_is_new_enough)


def sqlite_is_new_enough(app_configs: Any, **kwargs: Any) -> list[CheckWarning]:
    """A warning when the SQLite in use can corrupt its write-ahead log (fixed in 3.51.3)."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= (3, 51, 3):
        return []
    return [
        CheckWarning(
            f"SQLite {sqlite3.sqlite_version} can corrupt a write-ahead log under load.",
            hint="Install pysqlite3 0.6.1 or newer, or use PostgreSQL (KOKEBOK_DATABASE).",
            id="kokebok.W001",
        )
    ]
