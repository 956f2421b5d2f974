"""`serve`: the site, for real use."""

from __future__ import annotations

import argparse
import os

from kokebok.cli import processes, ready, server
from kokebok.cli.moved import require_not_moved
from kokebok.cli.translations import compile_translations


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "serve the site; settings are read from KOKEBOK_… (docs/settings.md)"
    parser = commands.add_parser("serve", help=about, description=about)
    server.add_address_to(parser)
    parser.add_argument("--workers", type=_some, default=1, help="processes that make pages (%(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped. Raises Trouble when the port, the data folder or the database cannot be used, or its rows
    were moved to another; a database server that is not up yet is waited for, serving."""
    ready.stop_at_once_when_asked()
    os.environ.setdefault("KOKEBOK_BASE_URL", f"http://localhost:{options.port}")
    server.require_free_port(options.host, options.port)
    compile_translations()
    ready.keep_files_to_ourselves()
    ready.start_django()
    require_not_moved()
    is_ready = ready.bring_tables_up_to_date(may_wait=True)
    ready.gather_static_files()
    ready.say(f"Kokebok is at http://{options.host}:{options.port}/ (stop with Ctrl+C)")
    if is_ready:
        ready.say_first_link()
    processes.serve(options.host, options.port, options.workers)
    return 0


def _some(raw: str) -> int:
    try:
        number = int(raw)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {raw!r}")
    return number
