"""`archive`: the site, an edition, a round or a call as a folder that any web server or archive can keep."""

from __future__ import annotations

import argparse
from pathlib import Path

from kokebok.cli import ready
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

KINDS = ("site", "edition", "round", "call")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "write the site, an edition, a round or a call as a folder of linked files: archive edition 1.0 FOLDER"
    parser = commands.add_parser("archive", help=about, description=about)
    parser.add_argument("what", choices=KINDS)
    parser.add_argument(
        "which", nargs="?", default="", help="number of the edition or round, address of the call"
    )
    parser.add_argument("folder", type=Path, help="where to; it must be empty, or not there")
    parser.add_argument(
        "--package", action="store_true", help="a package for the body's archive, in the terms of Noark 5"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the folder. Raises Trouble where there is nothing finished to archive, or the folder is in use."""
    if bool(options.which) == (options.what == "site"):
        raise Trouble("say which edition, round or call; the site is only one, and has none")
    if options.folder.exists() and (not options.folder.is_dir() or any(options.folder.iterdir())):
        raise Trouble(f"{options.folder} is not empty")
    compile_translations()
    ready.start_django()
    from kokebok.archive.deposit.writing import write_deposit
    from kokebok.archive.gathering import gather
    from kokebok.archive.packing import FolderPack
    from kokebok.archive.scopes import scope_of
    from kokebok.people.rules import Refused

    try:
        write = write_deposit if options.package else gather
        done = write(scope_of(options.what, options.which), FolderPack(options.folder))
    except Refused as refusal:
        raise Trouble(str(refusal)) from refusal
    first = "LES-MEG.txt" if options.package else "index.html"
    ready.say(f"{done.pages} pages and {done.files} other files are in {options.folder}: open {first} there")
    return 0
