"""The checks, each a function that is silent or raises Fault with what it found."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kokebok.cli.places import ROOT, SOURCE
from kokebok.cli.translations import files

Check = Callable[[], None]
LONGEST = 80  # lines of what a tool says; the end says most


class CheckFailed(Exception):
    """What a check found, as the tool says it."""


def formatting() -> None:
    """Python is formatted as ruff does it."""
    _python_tool("ruff", "format", "--check", ".")


def lint() -> None:
    """No rule of ruff is broken; pyproject.toml says which, and why some are left out."""
    _python_tool("ruff", "check", "--quiet", "--output-format", "concise", ".")


def types() -> None:
    """mypy, strict, finds nothing."""
    _python_tool("mypy", "--no-error-summary", *_present("src/kokebok", "tests", "bench"))


def imports() -> None:
    """Who may import whom, as .importlinter says."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    _run([sys.executable, "-c", code, "--no-logo"])


def migrations() -> None:
    """Models and migrations agree."""
    _manage("makemigrations", "--check", "--dry-run")


def deployment() -> None:
    """Django finds nothing to warn of in an installation as for real use."""
    _manage("check", "--deploy", "--fail-level", "WARNING")


def templates() -> None:
    """Templates are formatted as djangofmt does it, and it finds no slip in them."""
    _run([_djangofmt(), "--check", *_template_folders()])
    _run([_djangofmt(), "check", *_template_folders()])


def translations() -> None:
    """Bokmål and nynorsk are complete, certain, and say nothing that the source does not."""
    from kokebok.cli.strings import faults, strings_in

    found = strings_in(SOURCE)
    lines = [line for file in files() for line in faults(file, found)]
    if lines:
        raise CheckFailed("\n".join(lines))


CHECKS: dict[str, Check] = {
    "types": types,  # the slowest first: two run at a time
    "formatting": formatting,
    "lint": lint,
    "imports": imports,
    "templates": templates,
    "translations": translations,
    "migrations": migrations,
    "deployment": deployment,
}


def format_python() -> None:
    """Mend what ruff can mend, and format."""
    _python_tool("ruff", "check", "--quiet", "--fix", "--exit-zero", ".")
    _python_tool("ruff", "format", "--quiet", ".")


def format_templates() -> None:
    """Mend what djangofmt can mend, and format."""
    subprocess.run([_djangofmt(), "--quiet", "check", "--fix", *_template_folders()], cwd=ROOT, check=False)
    _run([_djangofmt(), "--quiet", *_template_folders()])


FIXES: tuple[Check, ...] = (format_python, format_templates)


def _present(*names: str) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


def _template_folders() -> list[str]:
    return sorted(str(folder.relative_to(ROOT)) for folder in SOURCE.glob("*/templates"))


def _djangofmt() -> str:
    name = "djangofmt.exe" if sys.platform == "win32" else "djangofmt"
    return str(Path(sys.executable).parent / name)


def _python_tool(name: str, *args: str) -> None:
    _run([sys.executable, "-m", name, *args])


def _manage(*args: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        _run([sys.executable, "-P", "-m", "kokebok", "manage", *args], env=_as_for_real_use(data))


def _as_for_real_use(data: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return {
        **plain,
        "KOKEBOK_DATA": data,
        "KOKEBOK_SECRET_KEY": "only-for-the-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        "KOKEBOK_BASE_URL": "https://kokebok.example.no",
        "KOKEBOK_HOSTS": "kokebok.example.no",
        "KOKEBOK_SMTP": "smtp+tls://mail.example.no:587",
        "KOKEBOK_FROM_EMAIL": "cookbook@example.no",
    }


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise CheckFailed("\n".join(done.stdout.strip().splitlines()[-LONGEST:]))
