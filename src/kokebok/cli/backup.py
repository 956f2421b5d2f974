"""`backup`: all of the site in a folder, while it goes on; looked through."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble
from kokebok.lib.written import counted

if TYPE_CHECKING:
    from kokebok.archive.backup.taking import BackupTaken

MISSING_SHOWN = 10


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "take a backup to a folder while the site goes on, and look through it: backup FOLDER --keep 14"
    parser = commands.add_parser("backup", help=about, description=about)
    parser.add_argument("folder", type=Path, help="where backups lie, each in a folder of its own")
    parser.add_argument(
        "--keep", type=_a_number, metavar="N", help="keep the N newest, and take away the others"
    )
    parser.add_argument(
        "--known-missing",
        type=Path,
        metavar="FILE",
        help="the files that this list names are lost for good: the missing.txt of a backup, when you have read it",
    )
    parser.add_argument(
        "--secret-key", type=Path, metavar="FILE", help="also write the secret key, to this file"
    )
    parser.set_defaults(run=run)


def _a_number(raw: str) -> int:
    number = int(raw)
    if number < 1:
        raise ValueError
    return number


def run(options: argparse.Namespace) -> int:
    """Take one. Raises Trouble where it cannot be taken, or is not whole when it is looked through.

    Also where files are not there that the database names: such a backup is kept, beside all that are older.
    """
    folder = options.folder.resolve()
    if options.secret_key and options.secret_key.resolve().is_relative_to(folder):
        raise Trouble("The secret key is kept apart: name a file outside the folder of backups")
    known = _lines_of(options.known_missing) if options.known_missing else frozenset()
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    ready.take_tables_as_they_are()
    from kokebok.archive.backup.dumping import NoProgram
    from kokebok.archive.backup.layout import NotWhole
    from kokebok.archive.backup.taking import OtherKey, UnderWay, keep_key, take

    try:
        done = take(folder, keep=options.keep, known=known, told=ready.say)
        is_new_key = bool(options.secret_key) and keep_key(options.secret_key)
    except (UnderWay, NoProgram, OtherKey) as error:
        raise Trouble(str(error)) from error
    except NotWhole as error:
        raise Trouble(
            f"What was written is not whole ({error}). It was taken away. Look at the disk"
        ) from error
    except OSError as error:
        raise Trouble(f"The backup could not be written ({error})") from error
    _note(is_verified=not done.lost, known_missing=len(done.known), missing=len(done.lost))
    _tell(done)
    if is_new_key:
        ready.say(f"{options.secret_key}: the secret key. Keep it apart from the backups.")
    if done.lost:
        raise Trouble(
            f"{counted(len(done.lost), 'file')} that the database names {_are(done.lost)} not where files lie. The "
            "backup is kept, and no older one gives way. See that the disk or the store of files is there "
            "(KOKEBOK_FILES), put back what an older "
            "backup has, and take another. If they are lost for good, say so: "
            f"./kokebok backup {options.folder} --known-missing {done.list_of_missing}"
        )
    return 0


def _lines_of(file: Path) -> frozenset[str]:
    try:
        return frozenset(file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{file} cannot be read ({error})") from error


def _tell(done: BackupTaken) -> None:
    held = f"{counted(done.rows, 'row')}, {counted(done.files, 'file')}, {done.size / 1e6:.1f} MB"
    ready.say(f"{done.place}: {held}. {_how_whole(done)}")
    if done.known:
        ready.say(
            f"{counted(len(done.known), 'file')} {_are(done.known)} lost for good, as somebody has said."
        )
    others = sorted({*done.missing} - {*done.known})
    for line in others[:MISSING_SHOWN]:
        ready.say(f"Not in it, since it is not in the data folder: {line}")
    if len(others) > MISSING_SHOWN:
        ready.say(f"... and {len(others) - MISSING_SHOWN} more: all are in {done.list_of_missing}")
    for name in done.gave_way:
        ready.say(f"Taken away, since newer ones are kept: {name}")


def _are(files: list[str]) -> str:
    return "is" if len(files) == 1 else "are"


def _how_whole(done: BackupTaken) -> str:
    if done.lost:
        return "Files are lacking."
    return "All that is not lost is in it." if done.known else "It is whole."


def _note(*, is_verified: bool, known_missing: int, missing: int) -> None:
    from django.db import Error

    from kokebok.setup.actions.note_backup import note_backup

    try:
        note_backup(by=None, is_verified=is_verified, known_missing=known_missing, missing=missing)
    except Error as error:
        ready.say(f"The site could not note it ({' '.join(str(error).split())}): its tables may be older.")
