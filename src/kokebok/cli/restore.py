"""`restore`: put a backup back."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble
from kokebok.lib.written import counted


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "put a backup back where there is nothing, or over what is there: restore FOLDER/kokebok-…"
    parser = commands.add_parser("restore", help=about, description=about)
    parser.add_argument(
        "backup", type=Path, help="the backup; or the folder of backups, for the newest of them"
    )
    parser.add_argument("--over", action="store_true", help="in the place of what is here, which is lost")
    parser.add_argument(
        "--secret-key", type=Path, metavar="FILE", help="also put back the secret key, from this file"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Put it back. Raises Trouble, with nothing changed, where it is not whole, or does not fit what is here."""
    if options.secret_key and not options.secret_key.is_file():
        raise Trouble(f"{options.secret_key} is not there")
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    from kokebok.archive.backup.dumping import NoProgram
    from kokebok.archive.backup.layout import NotWhole, backups_in
    from kokebok.archive.backup.restoring import CannotRestore, NotFinished, restore
    from kokebok.config.later import is_ours
    from kokebok.config.tables import in_turn

    backup = next(iter(backups_in(options.backup)), options.backup)
    with ExitStack() as held, ready.a_database_that_answers():
        if not is_ours(held):
            raise Trouble("The site is being served. Stop the server first; nothing is changed")
        held.enter_context(in_turn())
        try:
            done = restore(backup, over=options.over, key=options.secret_key, told=ready.say)
        except NotWhole as error:
            raise Trouble(f"{backup} cannot be used: {error}. Nothing is changed") from error
        except (CannotRestore, NoProgram) as error:
            raise Trouble(f"{backup} is not put back: {error}. Nothing is changed") from error
        except NotFinished as error:
            raise ready.half_restored(error) from error
        except OSError as error:
            raise Trouble(f"{backup} could not be put back ({error}). Nothing is changed") from error
    ready.say(
        f"Put back as it was {done.at}: {counted(done.rows, 'row')} and {counted(done.files, 'file')}. "
        "./kokebok serve shows them."
    )
    for line in done.missing:
        ready.say(f"It was not there when the backup was taken: {line}")
    if not options.secret_key:
        ready.say(
            "Put the secret key back too (--secret-key, or KOKEBOK_SECRET_KEY): see docs/operations.md."
        )
    return 0
