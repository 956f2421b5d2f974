"""The command line: which command was meant, and how its trouble is told."""

from __future__ import annotations

import argparse
import sys

from kokebok.cli import (
    archive,
    backup,
    bench,
    bring_in,
    check,
    demo,
    export,
    manage,
    move,
    restore,
    serve,
    test,
    translate,
)
from kokebok.cli.trouble import Trouble
from kokebok.lib.env import WrongSetting

COMMANDS = (
    demo,
    serve,
    test,
    check,
    bench,
    translate,
    archive,
    export,
    bring_in,
    backup,
    restore,
    move,
    manage,
)


def main(args: list[str]) -> int:
    """Run the command and give its exit code. Trouble is one line on standard error, and exit code 1."""
    parser = _parser()
    options, rest = parser.parse_known_args(args or ["--help"])
    if rest and not options.passes_on:
        parser.error(f"{args[0]} does not know {' '.join(rest)}")
    options.rest = rest
    try:
        code: int = options.run(options)
    except (Trouble, WrongSetting) as trouble:
        sys.stderr.write(f"kokebok: {trouble}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./kokebok",
        description="A cookbook that a public body makes with those who will use it. Begin with: ./kokebok demo",
        epilog="The first command on a machine sets up what it needs in .venv. Each command has its own --help.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    parser.set_defaults(passes_on=False)
    return parser
