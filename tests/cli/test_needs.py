"""Programs the tests need: what is missing and cannot be installed is named, with what it is for."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from kokebok.cli.needs import look_for_programs, require_programs
from kokebok.cli.trouble import Trouble


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where programs are looked for, with all but a browser in it."""
    for name in ("java", "pdftotext", "pdftoppm"):
        (tmp_path / name).symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KOKEBOK_CHROMIUM", raising=False)
    return tmp_path


def test_a_program_that_cannot_be_had_is_named_with_how_to_get_it(path: Path) -> None:
    (path / "java").unlink()
    wanted = (
        "Missing: Chromium for the tests in a real browser; Java for the official check of EPUB files."
        " Install it (Debian and Ubuntu, as root: apt-get install chromium default-jre-headless) and try again."
    )
    with pytest.raises(Trouble, match=f"^{re.escape(wanted)}$"):
        require_programs()


def test_a_browser_on_the_path_is_handed_to_the_tests(path: Path) -> None:
    (path / "chromium-browser").symlink_to(sys.executable)
    assert require_programs() == {"KOKEBOK_CHROMIUM": str(path / "chromium-browser")}


def test_the_browser_that_is_named_goes_before_the_one_on_the_path(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path / "chromium").symlink_to(sys.executable)
    monkeypatch.setenv("KOKEBOK_CHROMIUM", os.fspath(sys.executable))
    assert require_programs() == {"KOKEBOK_CHROMIUM": sys.executable}


def test_a_run_of_some_tests_goes_on_without_what_is_missing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look_for_programs() == {}
    assert capsys.readouterr().out == (
        "Missing: Chromium, for the tests in a real browser (Debian and Ubuntu: apt-get install chromium).\n"
    )
