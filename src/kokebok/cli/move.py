"""`move`: all of the database to another, from SQLite to PostgreSQL or back."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack, suppress
from getpass import getpass
from typing import Any

from kokebok.cli import ready
from kokebok.cli.moved import note_move
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble
from kokebok.lib.env import address

DATABASE = "KOKEBOK_DATABASE"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "move all of the database to another that is empty: move - <file-with-its-address"
    parser = commands.add_parser("move", help=about, description=about)
    parser.add_argument(
        "to",
        help="where to, as KOKEBOK_DATABASE has it; - reads it from standard input, as one with a password must be. "
        "Where from is what the settings say",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Move it. Raises Trouble, with nothing changed where it is moved from, if it cannot be done or is not the same."""
    before = os.environ.get(DATABASE, "")
    os.environ[DATABASE] = _where_to(options.to)  # what a move makes and writes is the default database
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    from django.conf import settings
    from django.utils import timezone

    from kokebok.archive.whole.across import CannotMove, NotTheSame, move
    from kokebok.config.later import is_ours
    from kokebok.config.tables import in_turn, make_tables

    source = _name_source(before)
    with ExitStack() as held, ready.a_database_that_answers():
        if not is_ours(held):
            raise Trouble("The site is being served. Stop the server first; nothing is changed")
        held.enter_context(in_turn())
        try:
            done = move(make_tables=make_tables, told=ready.say)
        except CannotMove as error:
            raise Trouble(f"Cannot move: {error}. Nothing is changed") from error
        except NotTheSame as error:
            raise Trouble(f"The move is not done: {error}. Where it came from is as it was") from error
        note_move(source, settings.DATABASES["default"], on=timezone.localdate())
    ready.say(f"{done.tables} tables with {done.rows} rows are moved, and are the same in both.")
    ready.say(f"Set {DATABASE} to where they are now, and start the server. The data folder stays as it is.")
    return 0


def _where_to(said: str) -> str:
    """The address to move to: all who are on the machine can see what a command is told when it starts."""
    if said == "-":
        return (getpass("Where to: ") if sys.stdin.isatty() else sys.stdin.readline()).strip()
    with suppress(ValueError):  # what is no address is told as a setting that is none
        if address(said).password:
            raise Trouble(
                "All who are on this machine can see an address that a command is given, and the password in it. Write "
                "it in a file that only you can read, and say: ./kokebok move - <file. Change the password"
            )
    return said


def _name_source(before: str) -> dict[str, Any]:
    """Let the database that the settings name be read under a name of its own; it cannot be written so."""
    from django.conf import settings
    from django.db import connections

    from kokebok.archive.whole.across import SOURCE
    from kokebok.config.databases import database, read_only

    source = database(before or f"sqlite:///{settings.DATA / 'kokebok.sqlite3'}")
    target = settings.DATABASES["default"]
    if _place(source) == _place(target):
        raise Trouble("It is there already: the database to move to is the one that the settings name")
    connections.settings[SOURCE] = connections.configure_settings({"default": {}, SOURCE: read_only(source)})[
        SOURCE
    ]
    return source


def _place(one: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one.get(key) or "" for key in ("ENGINE", "HOST", "PORT", "NAME"))
