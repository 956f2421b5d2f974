"""`import`: a whole cookbook from a file into an empty installation."""

from __future__ import annotations

import argparse
from pathlib import Path

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "read a whole cookbook from a file of export into an empty installation: import FILE.zip"
    parser = commands.add_parser("import", help=about, description=about)
    parser.add_argument("file", type=Path, help="the file that export wrote")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the file. Raises Trouble, with nothing changed, where it is not whole or the installation not empty."""
    if not options.file.is_file():
        raise Trouble(f"{options.file} is not there")
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    ready.bring_tables_up_to_date()
    from kokebok.archive.whole.coming import NotEmpty, read_whole
    from kokebok.archive.whole.opened import CannotBeRead

    try:
        done = read_whole(options.file, told=ready.say)
    except CannotBeRead as error:
        raise Trouble(f"{options.file} cannot be read: {error}. Nothing is changed") from error
    except NotEmpty as error:
        raise Trouble(
            f"this installation is not empty: {error}. Nothing is changed. Read it into a new data folder "
            "(KOKEBOK_DATA) and an empty database"
        ) from error
    ready.say(f"{done.rows} rows and {done.files} files are here. ./kokebok serve shows them.")
    ready.say(
        "People sign in by a code, and set up their second step anew. Links in letters that have left work where the "
        "secret key is the same (docs/operations.md)."
    )
    return 0
