"""Files fetched from the desk, one after the other, while the page stays."""

from __future__ import annotations

from playwright.sync_api import Page


def test_each_press_gives_a_file_also_on_the_button_that_was_pressed_last(editor: Page) -> None:
    editor.goto("/redaksjon/innspill/?state=all")
    fetched = []
    for name in ("XLSX", "CSV", "CSV"):
        with editor.expect_download() as coming:
            editor.get_by_role("button", name=name, exact=True).click()
        fetched.append(coming.value.suggested_filename.rpartition(".")[2])
        editor.wait_for_timeout(800)  # no double click
    assert fetched == ["xlsx", "csv", "csv"]
