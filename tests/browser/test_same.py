"""Three say nearly the same: linked with the pointer in four clicks, answered once, and each can read the answer."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.browser.acts import anchor_of, clicks, count_clicks, open_from_queue, send_comment
from tests.browser.conftest import NewVisitor

PATIENCE = 180.0  # seconds: the sweep comes once a minute, and compares for some seconds
NEED = "/oppskrifter/start-med-behovet/"
SAID = (
    "Her mangler det en oversikt over telefonnumrene til barnehagene i Lillevik.",
    "Jeg savner her en oversikt over telefonnumrene til barnehagene i Lillevik!",
    "Det mangler en oversikt over barnehagene i Lillevik og telefonnumrene deres.",
)
AGAINST = "Her trengs ikke en oversikt over telefonnumrene til barnehagene i Lillevik."


def wait_until_compared(page: Page) -> None:
    """See that the machine has compared what has just come in: the page of all heaps says when some are left."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        page.goto("/redaksjon/like/")
        if page.get_by_text("ikke sammenlignet").count() == 0:
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the inputs are not compared")


def test_three_who_say_nearly_the_same_are_linked_in_four_clicks_and_answered_at_once(
    new_visitor: NewVisitor, editor: Page
) -> None:
    visitor = new_visitor()
    visitor.goto(NEED)
    anchor = anchor_of(visitor, NEED, visitor.locator(".reading .passage [id^='a-']").first.inner_text())
    codes = [send_comment(new_visitor(), anchor, text, name=f"Tråd {n}") for n, text in enumerate(SAID)]
    send_comment(new_visitor(), anchor, AGAINST, name="Tråd mot")

    wait_until_compared(editor)
    editor.goto("/redaksjon/")
    count_clicks(editor)
    open_from_queue(editor, "Tråd 0")
    boxes = editor.locator(".alike [name=input]")
    expect(boxes).to_have_count(3)
    expect(editor.locator(".alike h3").nth(1)).to_have_text("Om det samme, men kanskje uenige")
    for text in SAID[1:]:
        editor.locator(".alike label", has_text=text).click()
    editor.locator(".alike-form [value=link]").click()
    expect(editor.locator(".messages")).to_contain_text("3 innspill er koblet sammen")
    assert clicks(editor) == 4
    expect(boxes).to_have_count(1)

    expect(editor.locator("#reaches")).to_be_checked()
    editor.locator("[name=outcome][value=not_taken]").check()
    editor.locator("textarea[name=reply]").fill("Takk, alle sammen!")
    editor.locator("textarea[name=reason]").fill("Numrene endrer seg for ofte.")
    editor.locator("form[data-keep-draft] [type=submit]").click()
    expect(editor.locator(".messages")).to_contain_text("Svaret nådde 2 andre")
    for code in codes:
        visitor.goto(f"/kvittering/{code}/")
        expect(visitor.locator("main")).to_contain_text("Takk, alle sammen!")
