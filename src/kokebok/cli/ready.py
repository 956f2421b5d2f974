"""What must be in place before the site can serve: settings, tables, static files."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def say(line: str) -> None:
    """A line for the person at the keyboard, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def stop_at_once_when_asked() -> None:
    """Make Ctrl+C end the process there and then.

    A KeyboardInterrupt may be swallowed or reworded by whatever runs when it is raised. Nothing made here minds:
    each step is either whole or done again at the next start.
    """
    signal.signal(signal.SIGINT, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    say("\nStopped.")
    os._exit(130)


def name_settings() -> None:
    """Tell Django where its settings are, unless the person has."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokebok.config.settings")


def start_django() -> None:
    """Read the settings and load the apps. Raises WrongSetting, or Trouble when the data folder cannot be written."""
    from kokebok.cli.trouble import Trouble

    name_settings()
    import django

    try:
        django.setup()
    except PermissionError as error:
        raise Trouble(
            f"No permission to write {error.filename}. Choose a folder you may write to with KOKEBOK_DATA."
        ) from error


def bring_tables_up_to_date() -> None:
    """Run the migrations that have not been run. Raises Trouble when the database does not answer."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    from kokebok.cli.trouble import Trouble

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise Trouble(
            f"The database does not answer ({reason}). Check KOKEBOK_DATABASE, or KOKEBOK_DATA."
        ) from error
    if plan:
        say("Bringing the tables of the database up to date: usually a quarter of a minute the first time.")
        call_command("migrate", interactive=False, verbosity=0)


def gather_static_files() -> None:
    """Copy the static files of all apps to where the server reads them; only those that changed."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
