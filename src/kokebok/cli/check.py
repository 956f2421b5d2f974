"""`check`: all that a machine can say about the code without running it."""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

from kokebok.cli import ready
from kokebok.cli.checks import CHECKS, FIXES, Check, CheckFailed
from kokebok.cli.translations import compile_translations


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "check format, lint, types, imports, migrations, templates, translations and deployment"
    names = ", ".join(CHECKS)
    parser = commands.add_parser("check", help=about, description=f"{about}. The checks: {names}.")
    parser.add_argument("names", nargs="*", metavar="CHECK", choices=[[], *CHECKS], help="only these (all)")
    parser.add_argument(
        "--fix", action="store_true", help="first format, and mend what can be mended by itself"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 if all checks pass; 1, with the details of those that failed, if not."""
    compile_translations()
    if options.fix:
        for fix in FIXES:
            fix()
    names = options.names or list(CHECKS)
    with ThreadPoolExecutor(max_workers=2) as two:
        passed = list(two.map(lambda name: _tell(name, CHECKS[name]), names))
    ready.say("" if all(passed) else f"\n{passed.count(False)} of {len(passed)} checks failed.")
    return 0 if all(passed) else 1


def _tell(name: str, check: Check) -> bool:
    started = time.monotonic()
    try:
        check()
    except CheckFailed as fault:
        ready.say(f"FAILED  {name:<14} {time.monotonic() - started:5.1f} s\n\n{fault}\n")
        return False
    ready.say(f"ok      {name:<14} {time.monotonic() - started:5.1f} s")
    return True
