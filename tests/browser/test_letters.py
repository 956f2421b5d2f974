"""The outbox at the desk, in a real browser: an administrator finds what was not taken, and sends it again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults_on
from tests.browser.site import Site

ADMINISTRATOR = "administrator@example.no"


@pytest.mark.parametrize("width", [360, 1280])
def test_one_that_was_not_taken_is_sent_again(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState], site: Site, width: int
) -> None:
    page: Page = new_visitor(storage_state=signed_in(ADMINISTRATOR), viewport={"width": width, "height": 900})
    for state, number in (("failed", 1), ("unknown", 2)):
        _post(site, f"{width}:{number}", f"Brev {width} {number}", state)
    page.goto("/redaksjon/brev/")
    assert faults_on(page, "/redaksjon/brev/") == []
    page.get_by_role("button", name=re.compile(f"Send på nytt.*Brev {width} 1")).click()
    expect(page.get_by_text("E-posten er på vei.")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"La den ligge.*Brev {width} 2")).click()
    expect(page.get_by_text("E-posten blir ikke sendt")).to_be_visible()
    page.reload()
    expect(page.locator("main")).not_to_contain_text(f"Brev {width}")


def _post(site: Site, key: str, subject: str, state: str) -> None:
    """A letter that is in this state already."""
    with sqlite3.connect(site.data / "kokebok.sqlite3", timeout=30) as database:
        database.execute(
            "INSERT INTO letters_letter (key, about, 'to', subject, text, html, reply_to, headers, is_secret,"
            " is_unwanted, token, state, posted_at, wanted_at, due_at, tries, handed_at, answer)"
            " VALUES (?, '', 'leser@example.no', ?, 'Hei.', '', '', '{}', 0, 0, '', ?, datetime('now'),"
            " datetime('now'), datetime('now'), 1, datetime('now'), '550 5.1.1 no such user')",
            (key, subject, state),
        )
