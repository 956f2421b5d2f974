"""The fast form by keyboard alone, a file of letters at the desk, and a file with an input, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.acts import clicks, count_clicks, tab_to, unfold
from tests.browser.rules import faults, faults_on
from tests.doors.conftest import letter, mbox
from tests.files import PDF, macro_docx

FORM = "/redaksjon/skriv-inn/"


def payload(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def test_two_notes_are_typed_in_without_the_mouse_and_the_second_begins_in_the_text(editor: Page) -> None:
    editor.goto(FORM)
    count_clicks(editor)
    tab_to(editor, "[name=where]")
    editor.keyboard.type("/a/finnesik")
    tab_to(editor, "[name=text]")
    editor.keyboard.type("Bra for oss.")
    tab_to(editor, "[name=licence]")
    editor.keyboard.press("Space")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".ds-error-summary a[href='#id_where']")).to_be_visible()
    expect(editor.locator("[name=text]")).to_have_value("Bra for oss.")
    editor.locator("[name=where]").fill("")
    editor.keyboard.press("Control+Enter")
    expect(editor).to_have_url(re.compile(r"etter=\d+"))
    expect(editor.locator(".just-typed .code")).to_have_text(re.compile(r"^(\w{4} ){3}\w{4}$"))
    expect(editor.locator("[name=text]")).to_be_focused()
    first = editor.url
    editor.keyboard.type("Nummer to.")
    tab_to(editor, "[name=licence]")
    editor.keyboard.press("Space")
    editor.keyboard.press("Control+Enter")
    expect(editor).not_to_have_url(first)
    expect(editor).to_have_url(re.compile(r"etter=\d+"))
    assert clicks(editor) == 0
    assert faults(editor) == []


def test_a_file_of_letters_is_looked_at_and_taken_in(editor: Page) -> None:
    assert faults_on(editor, "/redaksjon/andre-veier/", "/redaksjon/andre-veier/satt-til-side/") == []
    editor.goto("/redaksjon/andre-veier/")
    letters = mbox(letter(files=(("svar.pdf", PDF),), number="b1"), letter(number="b2", Precedence="bulk"))
    editor.locator("[name=file]").set_input_files(payload("post.mbox", letters))
    editor.locator("main [type=submit]").click()
    expect(editor.locator(".letters > li")).to_have_count(2)
    assert faults(editor) == []
    editor.locator("form[action$='/ta-inn/'] [type=submit]").click()
    expect(editor.locator("#batch-progress progress")).to_have_attribute("value", "2", timeout=20_000)
    expect(editor.locator("#batch-progress dd").nth(1)).to_have_text("1")


def test_rows_that_say_nothing_are_left_out_by_keyboard_and_the_others_taken_in(editor: Page) -> None:
    editor.goto("/redaksjon/andre-veier/")
    rows = b"Uttrekk\nnavn;tekst\nKari;Steg 2 er for langt\nOla;\n"
    editor.locator("[name=file]").set_input_files(payload("svar.csv", rows))
    editor.locator("main [type=submit]").click()
    expect(editor.locator("[name=heading]")).to_have_value("2")
    assert faults(editor) == []
    editor.locator("[value=leave_out]").press("Enter")
    expect(editor.locator("#out-title + p")).to_have_text("4")
    assert faults(editor) == []
    editor.locator("form[action$='/ta-inn/'] [type=submit]").press("Enter")
    expect(editor.locator("main")).to_contain_text("1")


def test_a_file_goes_with_an_input_also_after_something_was_wrong(visitor: Page) -> None:
    visitor.goto("/innspill/gi/")
    visitor.locator("[name=text]").fill("Se vedlegget.")
    unfold(visitor)
    visitor.locator("[name=files_sent]").set_input_files(
        [payload("a.pdf", PDF), payload("b.docx", macro_docx())]
    )
    visitor.locator("main form [type=submit]").click()
    expect(visitor.locator(".ds-error-summary")).to_contain_text("b.docx")
    expect(visitor.locator(".files-kept")).to_contain_text("a.pdf")
    assert faults(visitor) == []
    visitor.locator("[name=licence]").check()
    visitor.locator("main form [type=submit]").click()
    expect(visitor.locator(".files a")).to_have_text("a.pdf")
    with visitor.expect_download() as fetched:
        visitor.locator(".files a").click()
    assert fetched.value.path().read_bytes() == PDF
