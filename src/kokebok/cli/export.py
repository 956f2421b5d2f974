"""`export`: the whole cookbook as one file, to be read in elsewhere or kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

MISSING_SHOWN = 10


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "write the whole cookbook as one file, with personal data: export FILE.zip"
    parser = commands.add_parser("export", help=about, description=about)
    parser.add_argument("file", type=Path, help="the file to write; it must not be there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file. Raises Trouble where it is there already, or the database or the folder cannot be used."""
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    ready.bring_tables_up_to_date()
    from kokebok.archive.whole.leaving import write_whole

    try:
        done = write_whole(options.file)
    except FileExistsError as error:
        raise Trouble(f"{options.file} is there already. Choose another name") from error
    except OSError as error:
        raise Trouble(f"{options.file} could not be written ({error.strerror or error})") from error
    ready.say(
        f"{options.file}: {done.rows} rows, {done.files} files, {done.size / 1e6:.1f} MB. It holds personal data and "
        "the codes of receipts: keep it as you keep the cookbook itself."
    )
    if done.letters_waiting:
        ready.say(
            f"{done.letters_waiting} letters wait to be sent, and are in it. Whoever reads it in with a mail server "
            "sends them: serve only one of the two."
        )
    for line in done.missing[:MISSING_SHOWN]:
        ready.say(f"Not in it, since it is not in the data folder: {line}")
    if len(done.missing) > MISSING_SHOWN:
        ready.say(f"... and {len(done.missing) - MISSING_SHOWN} more files are not there.")
    return 0
