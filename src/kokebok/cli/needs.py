"""Programs that the tests need that do not come with Python: found, or installed where that can be done."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from kokebok.cli.ready import say
from kokebok.cli.trouble import Trouble


@dataclass(frozen=True)
class Need:
    """A program by the names it goes by, the Debian package it is in, and what the tests do with it."""

    title: str
    programs: tuple[str, ...]
    package: str
    why: str


CHROMIUM = Need(
    title="Chromium",
    programs=(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    package="chromium",
    why="the tests in a real browser",
)
NEEDS = (
    CHROMIUM,
    Need("Java", ("java",), "default-jre-headless", "the official check of EPUB files"),
    Need("Poppler (pdftotext)", ("pdftotext",), "poppler-utils", "reading the PDF files"),
    Need("Poppler (pdftoppm)", ("pdftoppm",), "poppler-utils", "looking at the PDF files"),
)


def require_programs() -> dict[str, str]:
    """What to add to the environment of the tests. Raises Trouble when a program is missing and cannot be installed."""
    missing = _missing()
    if missing:
        install_packages(
            sorted({need.package for need in missing}), [f"{need.title} for {need.why}" for need in missing]
        )
    return _where()


def look_for_programs() -> dict[str, str]:
    """What to add to the environment of the tests; names what is missing and goes on without it."""
    for need in _missing():
        say(f"Missing: {need.title}, for {need.why} (Debian and Ubuntu: apt-get install {need.package}).")
    return _where()


def _missing() -> list[Need]:
    return [need for need in NEEDS if _find(need) is None]


def _find(need: Need) -> str | None:
    if need is CHROMIUM and os.environ.get("KOKEBOK_CHROMIUM"):
        return shutil.which(os.environ["KOKEBOK_CHROMIUM"])
    return next((found for program in need.programs if (found := shutil.which(program))), None)


def _where() -> dict[str, str]:
    found = _find(CHROMIUM)
    return {"KOKEBOK_CHROMIUM": found} if found else {}


def can_install() -> bool:
    """Whether this is Debian or Ubuntu and we are root."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(packages: Sequence[str], purposes: Sequence[str]) -> None:
    """Install with apt. Raises Trouble, naming what is missing, where that cannot be done or does not work."""
    names = " ".join(packages)
    lacking = f"Missing: {'; '.join(purposes)}."
    if not can_install():
        raise Trouble(
            f"{lacking} Install it (Debian and Ubuntu, as root: apt-get install {names}) and try again."
        )
    say(f"{lacking} Installing {names} with apt-get: usually one to three minutes.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Trouble(
                f"{lacking} “{' '.join(command)}” did not work: {said[-1] if said else 'no explanation'}"
            )
