"""`translate`: brings the files of translations in line with the source."""

from __future__ import annotations

import argparse

from kokebok.cli import ready
from kokebok.cli.places import SOURCE
from kokebok.cli.translations import compile_translations, files


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "add new strings to the translations, and take out those no longer used"
    parser = commands.add_parser("translate", help=about, description=about)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rewrite the .po files, and say how many strings each lacks."""
    from kokebok.cli.strings import strings_in, update

    found = strings_in(SOURCE)
    for file in files():
        lacking = update(file, found)
        ready.say(f"{file.relative_to(SOURCE)}: {len(found)} strings, {lacking} to translate")
    compile_translations()
    return 0
