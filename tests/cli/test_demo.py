"""The demo keeps to itself, whatever stands in the environment of whoever tries it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kokebok.cli.demo import REFUSED, SET_BY_THE_DEMO, TAKEN, require_nothing_outside
from kokebok.cli.trouble import Trouble
from kokebok.config.settings import SETTINGS_WE_KNOW
from tests.cli.test_server import run
from tests.test_docs import rows_of


def test_of_every_setting_it_is_decided_what_the_demo_does() -> None:
    decided = [f"KOKEBOK_{name}" for name in (*REFUSED, *SET_BY_THE_DEMO, *TAKEN)]
    assert sorted(decided) == sorted(SETTINGS_WE_KNOW)


def told(environment: dict[str, str]) -> str:
    """What the demo refuses to start for; "" if it starts."""
    try:
        require_nothing_outside(environment)
    except Trouble as trouble:
        return str(trouble)
    return ""


@pytest.mark.parametrize("name", REFUSED)
def test_one_that_leads_out_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(Trouble, match=f"^The demo keeps to itself, and KOKEBOK_{name} is set. Unset it, "):
        require_nothing_outside({f"KOKEBOK_{name}": "x", "PATH": "/bin"})


@pytest.mark.parametrize("name", [*TAKEN, *SET_BY_THE_DEMO])
def test_one_that_does_not_is_no_hindrance(name: str) -> None:
    said = told({f"KOKEBOK_{name}": "http://localhost:8018" if name == "BASE_URL" else "x"})
    assert said == ""


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("http://localhost:8018", True),
        ("http://192.168.1.20:8018", True),
        ("http://[::1]:8018", True),
        ("http://maskinen.local:8018", True),
        ("", True),
        ("https://kokebok.kommune.no", False),
        ("https://localhost.kommune.no", False),
        ("http://8.8.8.8", False),
        ("kokebok.kommune.no", False),
        ("http://[::1", False),
    ],
)
def test_the_address_of_a_real_site_is_refused(address: str, is_taken: bool) -> None:
    said = told({"KOKEBOK_BASE_URL": address})
    assert ("KOKEBOK_BASE_URL is set" not in said, said == "") == (is_taken, is_taken)


def test_one_that_is_empty_is_none() -> None:
    assert told(dict.fromkeys((f"KOKEBOK_{name}" for name in REFUSED), "")) == ""


def test_a_real_mailbox_and_a_real_provider_are_named_together_and_nothing_is_made(tmp_path: Path) -> None:
    done = run(
        "demo",
        "--data",
        str(tmp_path / "demo"),
        KOKEBOK_IMAP="imaps://x@post.example.no/INBOX",
        KOKEBOK_OIDC_ISSUER="https://id.example.no",
        KOKEBOK_DATA=str(tmp_path / "real"),
    )
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (1, "", [])
    assert done.stderr == (
        "kokebok: The demo keeps to itself, and KOKEBOK_DATA, KOKEBOK_IMAP, KOKEBOK_OIDC_ISSUER are set. Unset "
        "them, or use ./kokebok serve. Its folder is chosen with --data DIR.\n"
    )


def test_the_page_of_settings_says_so() -> None:
    said = {
        row[0].strip("`"): row[1] for row in rows_of("docs/settings.md", "## What the demo does with them")
    }
    listed = {word.strip("`, ") for word in said["refuses to start"].split()}
    assert listed == {f"KOKEBOK_{name}" for name in REFUSED}
