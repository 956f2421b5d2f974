"""After the round: slips typed in by keyboard, opinion groups, and the report with its files."""

from __future__ import annotations

import io
import re

import docx
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.test_rounds import make_round

STATEMENTS = (
    "Alle skal få svar.",
    "Møtene bør være på kveldstid.",
    "Skjemaene er for lange.",
    "Vi trenger flere folk.",
)


def vote(new_visitor: NewVisitor, code: str, values: tuple[int, ...]) -> None:
    """Vote as a phone without scripts does."""
    phone = new_visitor(java_script_enabled=False)
    phone.goto(f"/r/{code}/")
    for at, value in enumerate(values):
        phone.locator(".live-stance").nth(at).locator(f"input[value='{value}']").check()
    phone.locator("main form [type=submit]").click()
    expect(phone.locator("h1")).to_have_text("Det er mottatt")
    phone.context.close()


def type_in_two_slips(editor: Page) -> None:
    """Type in two slips by keyboard alone, on the page for it."""
    for text in ("Si hvem man ringer.", "Vis et eksempel fra en liten kommune."):
        editor.locator("textarea[name=text]").fill(text)
        editor.keyboard.press("Tab")
        editor.keyboard.type("Kari")
        editor.keyboard.press("Tab")
        editor.keyboard.type("4")
        editor.keyboard.press("Control+Enter")
        expect(editor).to_have_url(re.compile(r"etter=\d+"))
        expect(editor.locator("textarea[name=text]")).to_have_value("")
        expect(editor.locator("textarea[name=text]")).to_be_focused()


def end_and_open_the_report(editor: Page, round_page: str) -> None:
    """End the round, and wait on its report until everything is found."""
    editor.goto(round_page)
    editor.locator("button[value=close]").click()
    editor.locator("a[href$='/rapport/']").click()
    expect(editor.locator("h1")).to_have_text("Innspill på testversjonen")
    for _try in range(30):
        if editor.locator("[role=status]").count() == 0:
            return
        editor.wait_for_timeout(1000)
        editor.reload()


def test_a_slip_is_typed_in_by_keyboard_and_the_report_is_there_when_the_round_has_ended(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(
        editor,
        {"title": "Hva mangler?", "visibility": "direct"},
        {"title": "Enig?", "kind": "stance", "statements": "\n".join(STATEMENTS)},
    )
    round_page = editor.url.replace("styr/", "")

    editor.goto(f"{round_page}skriv-inn/")
    assert faults(editor) == []
    type_in_two_slips(editor)
    expect(editor.locator(".just-typed .code")).to_have_text(re.compile(r"^(\w{4} ?){4}$"))
    expect(editor.locator(".section-lead")).to_contain_text("2 lapper")

    editor.goto(f"{round_page}styr/")
    editor.locator(".remote-next").click()
    expect(editor.locator(".remote-now h2")).to_have_text("Enig?")
    for person in range(9):
        vote(new_visitor, code, (1, 1, -1, 1) if person < 5 else (1, -1, 1, -1))
    editor.locator("button[value=groups]").click()
    expect(editor.locator("#remote")).to_contain_text("2 meningsgrupper", timeout=60_000)

    end_and_open_the_report(editor, round_page)
    expect(editor.locator(".opinion-map path")).to_have_count(9)
    expect(editor.locator(".opinion-key li")).to_have_text(["Gruppe A: 5 personer", "Gruppe B: 4 personer"])
    first = editor.locator("section.round-prompt").nth(1).locator("table").nth(1).locator("tbody tr").first
    expect(first).to_contain_text("Alle skal få svar.")
    expect(first).to_contain_text("Alle gruppene er enige")
    editor.locator("main summary").first.click()
    assert faults(editor) == []

    editor.locator("button[value=publish]").click()
    editor.locator("a[href^='/runder/']").click()
    reader = new_visitor(viewport={"width": 360, "height": 760})
    reader.goto(editor.url)
    expect(reader.locator(".round-lines")).to_contain_text("Si hvem man ringer.")
    expect(reader.locator(".plot rect.stance-0")).to_have_count(4)
    assert faults(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    editor.go_back()

    with editor.expect_download() as waited:
        editor.locator("a[href$='/fil/docx/']").click()
    document = docx.Document(io.BytesIO(waited.value.path().read_bytes()))
    assert any("Si hvem man ringer." in cell.text for table in document.tables for cell in table._cells)

    editor.set_viewport_size({"width": 360, "height": 760})
    editor.reload()
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360
    editor.goto(round_page)
    assert faults(editor) == []
