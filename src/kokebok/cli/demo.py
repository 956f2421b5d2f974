"""`demo`: a book to click in, with its own data and people to sign in as."""

from __future__ import annotations

import argparse
import ipaddress
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from kokebok.cli import processes, ready, server
from kokebok.cli.places import ROOT
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

STAGES = ("skisse", "testversjon", "innspill", "utgitt")
READY = "demo.ready"
BEGUN = "demo.begun"

# Every setting is in one of these: a test says so. What is refused leads out of the demo, to people, letters or data
# that are real, or lets others in; by a slip of the hand it may stand in the environment of whoever tries the demo.
REFUSED = (
    "DATA", "DATABASE", "REDIS", "FILES", "FILES_REGION", "FILES_PUBLIC", "FILES_BY_PROXY",
    "SECRET_KEY", "SMTP", "FROM_EMAIL", "RETURN_PATH", "IMAP", "BEHIND_PROXY",
    "REQUIRE_MFA",
    "OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_SCOPES", "OIDC_EMAIL_CLAIM",
    "OIDC_VERIFIED_CLAIM", "OIDC_ACR", "OIDC_ROLES_CLAIM", "OIDC_ROLES", "WITHOUT",
    "DOI_PREFIX",  # else a demo would cite an edition by a DOI of the body's
)  # fmt: skip
SET_BY_THE_DEMO = ("DEMO",)
TAKEN = (
    "BASE_URL", "HOSTS",  # what those who are shown the demo call it
    "DEBUG", "LOG", "LOG_LEVEL", "BACKUP_DAYS", "METRICS_TOKEN",
    "LETTERS_A_MINUTE", "INPUTS_AN_HOUR", "ATTACHMENT_SORTS", "ATTACHMENT_MB",
    "ATTACHMENTS_AN_INPUT", "ATTACHMENT_MB_AN_HOUR", "FREE_MB", "IMPORT_MB", "SECONDS_TO_WRITE", "UNDO_SECONDS",
    "CHROMIUM", "TEST_DATABASE",
)  # fmt: skip


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "make a demo with the starter cookbook in data/demo, and serve it"
    parser = commands.add_parser("demo", help=about, description=about)
    server.add_address_to(parser)
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data" / "demo", help="folder of the demo (data/demo)"
    )
    parser.add_argument(
        "--stage",
        choices=STAGES,
        default=STAGES[1],
        help=f"how far the story has come ({STAGES[1]}); a demo that is made already stays as it is",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the demo until stopped. Raises Trouble when the port or the folder cannot be used."""
    ready.stop_at_once_when_asked()
    data = options.data.resolve()
    _set_environment(data, options.host, options.port)
    server.require_free_port(options.host, options.port)
    compile_translations()
    ready.keep_files_to_ourselves()
    try:
        with _alone_in(data):
            _make_ready(data, options.stage)
    except PermissionError as error:
        raise Trouble(
            f"No permission to write {error.filename}. Choose another folder: --data DIR"
        ) from error
    _introduce(options.port)
    processes.serve(options.host, options.port)
    return 0


def _set_environment(data: Path, host: str, port: int) -> None:
    require_nothing_outside(os.environ)
    os.environ["KOKEBOK_DEMO"] = "yes"
    os.environ["KOKEBOK_DATA"] = str(data)
    os.environ.setdefault("KOKEBOK_BASE_URL", f"http://localhost:{port}")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("KOKEBOK_HOSTS", "*")  # a phone in the same room asks by the machine's address


def require_nothing_outside(variables: Mapping[str, str]) -> None:
    """Raise Trouble with the names of all settings that lead out of the demo, and what to do."""
    found = [f"KOKEBOK_{name}" for name in REFUSED if variables.get(f"KOKEBOK_{name}")]
    if not is_near(variables.get("KOKEBOK_BASE_URL", "")):
        found.append("KOKEBOK_BASE_URL")
    if not found:
        return
    folder = " Its folder is chosen with --data DIR." if "KOKEBOK_DATA" in found else ""
    are, them = ("is", "it") if len(found) == 1 else ("are", "them")
    what = f"The demo keeps to itself, and {', '.join(found)} {are} set."
    raise Trouble(f"{what} Unset {them}, or use ./kokebok serve.{folder}")


def is_near(address: str) -> bool:
    """Whether an address is of this machine or the room it is in, and so of no real site; so is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if not address or host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    """One demo at a time is made in a folder; raises Trouble for the second. Not held on Windows."""
    data.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (data / "demo.lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble(
                f"Another ./kokebok demo is making {data} ready. Wait for it, and try again."
            ) from error
        yield


def _make_ready(data: Path, stage: str) -> None:
    """Load the starter once. What an interrupted first time left behind is removed, and nothing else ever is."""
    is_ready = (data / READY).exists()
    if not is_ready:
        _require_empty(data)
        (data / BEGUN).touch()
    ready.start_django()
    ready.bring_tables_up_to_date()
    if not is_ready:
        _load_starter(stage)
    ready.gather_static_files()
    (data / READY).touch()
    (data / BEGUN).unlink(missing_ok=True)


def _require_empty(data: Path) -> None:
    left = [item for item in data.iterdir() if item.name not in {BEGUN, "demo.lock"}]
    if left and not (data / BEGUN).exists():
        raise Trouble(f"{data} has files that are not a demo's. Choose an empty folder: --data DIR")
    for item in left:
        shutil.rmtree(item) if item.is_dir() else item.unlink()


def _load_starter(stage: str) -> None:
    from django.core.management import call_command

    ready.say("Loading the starter cookbook: usually half a minute.")
    call_command("load_starter", demo=True, stage=stage)


def _introduce(port: int) -> None:
    ready.say(f"\nKokebok is at http://localhost:{port}/ (stop with Ctrl+C)")
    ready.say(
        f"Sign in at http://localhost:{port}/redaksjon/ as one of these; the code shows here and on /demo/:"
    )
    for name, email, roles in _people():
        ready.say(f"  {email:<32} {name} ({roles})")
    ready.say("")


def _people() -> list[tuple[str, str, str]]:
    """Name, e-mail and roles of each person who has a role, in the order they joined."""
    from kokebok.people.models import Person

    people = Person.objects.filter(is_active=True, roles__isnull=False).distinct().order_by("joined_at", "pk")
    return [
        (person.name, person.email, ", ".join(str(role) for role in person.roles.all()))
        for person in people.prefetch_related("roles")
    ]
