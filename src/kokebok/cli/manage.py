"""`manage`: Django's own commands."""

from __future__ import annotations

import argparse

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "Django's commands: manage migrate, manage shell, manage help"
    parser = commands.add_parser("manage", help=about, description=about, add_help=False, allow_abbrev=False)
    parser.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """Hand over to Django; exit code 0, or SystemExit with Django's own."""
    ready.name_settings()
    compile_translations()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./kokebok manage", *options.rest])
    return 0
