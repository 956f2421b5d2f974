"""Bringing the tables of the database up to date."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

NOT_YET = ("starting up", "shutting down", "recovery")  # PostgreSQL answers, but takes nobody in just now


def bring_up_to_date(*, tell: Callable[[], None] = lambda: None) -> bool:
    """Run the migrations that have not been run; whether there were any. `tell` is called first if there are.

    Raises OperationalError.
    """
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    tell()
    call_command("migrate", interactive=False, verbosity=0)
    return True


def is_not_up_yet(error: OperationalError) -> bool:
    """Whether nobody answered at the address of the database server, or it is starting; not if it refused us."""
    said = str(error)
    has_refused = "FATAL" in said and not any(
        words in said for words in NOT_YET
    )  # no state comes with these errors
    return connection.vendor != "sqlite" and not has_refused
