"""`manage`: Django's own commands."""

from __future__ import annotations

import argparse

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

NEED_TABLES = frozenset({"welcome", "sign_in_link", "load_starter", "forget_second_step", "mend_pages"})
"""Commands of ours, which bring the tables up to date first: they may be the first on an empty machine."""
WRITE_SOURCE = frozenset({"makemigrations", "makemessages", "compilemessages"})
"""Commands that write files of the code, for everybody to read."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "Django's commands: manage migrate, manage shell, manage help"
    parser = commands.add_parser("manage", help=about, description=about, add_help=False, allow_abbrev=False)
    parser.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """Hand over to Django; exit code 0, or SystemExit with Django's own.

    Raises Trouble when the database, its tables or the data folder are not there to work with.
    """
    command = options.rest[0] if options.rest else "help"
    ready.name_settings()
    compile_translations()
    if command not in WRITE_SOURCE:
        ready.keep_files_to_ourselves()
    if command in NEED_TABLES and not {"-h", "--help"} & set(options.rest):
        ready.start_django()
        ready.bring_tables_up_to_date()
    _hand_over(options.rest)
    return 0


def _hand_over(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(["./kokebok manage", *arguments])
    except PermissionError as error:
        raise Trouble(ready.no_permission(error)) from error
    except (OperationalError, ProgrammingError) as error:
        reason = " ".join(str(error).split())
        raise Trouble(
            f"The database could not be used ({reason}). Are its tables made (./kokebok manage migrate), and is "
            "KOKEBOK_DATABASE or KOKEBOK_DATA right?"
        ) from error
