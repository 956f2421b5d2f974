"""An administrator sees why work in the background is behind, sets it going again, and an editor is told no more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.site import Site

ADMINISTRATOR = "administrator@example.no"
BEHIND = "Arbeidet i bakgrunnen ligger etter"
WAIT = 60_000  # milliseconds: what is set going again is taken up within a minute


@pytest.fixture
def given_up(site: Site) -> Iterator[None]:
    """A letter about an input that is gone, given up when the mail server would not take it."""
    columns = "task, queue, ids, queued_at, due_at, begun_by, tries, cause, error"
    row = ["kokebok.inputs.actions.letters.ask_to_confirm_later", json.dumps({"input_id": 10**6})]
    times = ["2026-01-01 12:00:00"] * 2
    with closing(sqlite3.connect(site.data / "kokebok.sqlite3", timeout=30)) as book, book:
        book.execute(
            f"INSERT INTO later_queuedtask ({columns})"
            " VALUES (?, 'default', ?, ?, ?, '', 12, 'mail', 'SMTPServerDisconnected')",
            [*row, *times],
        )
    yield
    with closing(sqlite3.connect(site.data / "kokebok.sqlite3", timeout=30)) as book, book:
        book.execute("DELETE FROM later_queuedtask WHERE cause = 'mail'")


@pytest.mark.usefixtures("given_up")
def test_what_was_given_up_is_seen_by_both_and_set_going_again_by_the_administrator(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState], editor: Page
) -> None:
    editor.goto("/redaksjon/")
    expect(editor.get_by_text(BEHIND)).to_be_visible()
    expect(editor.get_by_text("En administrator kan se hva som er galt.")).to_be_visible()

    phone = new_visitor(
        storage_state=signed_in(ADMINISTRATOR),
        viewport={"width": 360, "height": 800},
        java_script_enabled=False,
    )
    phone.goto("/redaksjon/bakgrunn/")
    expect(phone.get_by_text("E-postserveren tok ikke imot e-posten.")).to_be_visible()
    phone.get_by_role("button", name="Prøv igjen").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Den prøves igjen innen ett minutt.")).to_be_visible()

    editor.goto("/redaksjon/")
    expect(editor.get_by_text(BEHIND)).to_be_hidden()
    for _look in range(30):
        phone.goto("/redaksjon/bakgrunn/")
        if not phone.get_by_role("button", name="Prøv igjen").count():
            break
        phone.wait_for_timeout(WAIT / 30)
    expect(phone.get_by_text("Alt går bra.")).to_be_visible()


@pytest.mark.usefixtures("given_up")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_page_has_no_fault(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState], width: int, scheme: str
) -> None:
    page = new_visitor(
        storage_state=signed_in(ADMINISTRATOR), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.goto("/redaksjon/bakgrunn/")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
