"""`bench`: the measurements in bench/, one file each."""

from __future__ import annotations

import argparse
import subprocess
import sys

from kokebok.cli.places import ROOT
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

FOLDER = ROOT / "bench"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "run a measurement; its last line is one JSON object"
    known = ", ".join(names()) or "none yet"
    parser = commands.add_parser(
        "bench", help=about, description=f"{about}. There are: {known}.", allow_abbrev=False
    )
    parser.add_argument("name", help="the measurement")
    parser.set_defaults(run=run, passes_on=True)


def names() -> list[str]:
    """The measurements there are, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))


def run(options: argparse.Namespace) -> int:
    """The measurement's own exit code. Raises Trouble if there is none of that name."""
    if options.name not in names():
        raise Trouble(
            f"No measurement is called {options.name}. There are: {', '.join(names()) or 'none yet'}"
        )
    compile_translations()
    return subprocess.call([sys.executable, str(FOLDER / f"{options.name}.py"), *options.rest], cwd=ROOT)
