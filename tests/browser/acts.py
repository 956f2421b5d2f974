"""What people do on the site, step by step, as the tests have them do it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

CLICKS = """
addEventListener("pointerdown", () => sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks"))))
"""
RECEIPT = re.compile(r"/kvittering/(\w{16})/$")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
OPENED = re.compile(r"/redaksjon/innspill/\d+/")
QUEUE = re.compile(r"/redaksjon/(innspill/)?$")
LANDED = re.compile(r"/redaksjon/((innspill|lesing|runder)/(\d+/)?)?$")


def count_clicks(page: Page) -> None:
    """Let the browser itself count every press of the pointer from now on."""
    page.add_init_script(CLICKS)
    page.evaluate(CLICKS)
    page.evaluate("sessionStorage.setItem('clicks', 0)")


def clicks(page: Page) -> int:
    """How many times the pointer was pressed since the counting began, in this tab."""
    return int(page.evaluate("Number(sessionStorage.getItem('clicks'))"))


def anchor_of(page: Page, address: str, words: str) -> str:
    """The anchor of the paragraph with these words on a page of the book."""
    page.goto(address)
    named = page.locator("[id^='a-']", has_text=words).first.get_attribute("id")
    assert named is not None, words
    return named.removeprefix("a-")


def unfold(page: Page) -> None:
    """Open all that is folded in a form."""
    for summary in page.locator("details.fold:not([open]) > summary").all()[::-1]:
        summary.click()


def suggest(page: Page, anchor: str, wording: str, name: str) -> str:
    """Send a suggested wording under a name that may be shown; gives the code of the receipt."""
    page.goto(f"/innspill/gi/{anchor}/?slag=suggestion")
    page.locator("[name=suggestion]").fill(wording)
    unfold(page)
    page.locator("[name=name]").fill(name)
    page.locator("[name=may_be_named]").check()
    page.locator("[name=licence]").check()
    page.locator("form[data-choose-kind] [type=submit]").click()
    return receipt_code(page)


def send_comment(page: Page, anchor: str, text: str, **more: str) -> str:
    """Send a comment on a paragraph as a browser would, without drawing the pages; gives the code of the receipt."""
    address = f"/innspill/gi/{anchor}/?slag=comment"
    form = page.request.get(address).text()
    hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(form)}
    came = page.request.post(
        address, form={**hidden, "kind": "comment", "text": text, "licence": "on", **more}
    )
    found = RECEIPT.search(came.url)
    assert found is not None, came.text()
    return found.group(1)


def receipt_code(page: Page) -> str:
    """The code in the address of the receipt the page shows."""
    expect(page).to_have_url(RECEIPT)
    found = RECEIPT.search(page.url)
    assert found is not None
    return found.group(1)


def sign_in(page: Page, email: str) -> None:
    """Sign in on the demo's own page, with the code in the letter that stands there."""
    page.goto("/demo/")
    page.get_by_role("listitem").filter(has_text=email).get_by_role("button").click()
    page.locator("#letters").get_by_role("button").click()
    expect(page).to_have_url(LANDED)


def letter_with(page: Page, words: str) -> Locator:
    """The newest letter with these words in it on the demo's own page; waits for those that are sent in a while."""
    letter = page.locator("#letters article").filter(has_text=words).first
    for _look in range(60):
        page.goto("/demo/")
        if letter.count():
            return letter
        page.wait_for_timeout(1000)
    raise AssertionError(f"no letter with {words} was sent")


def tab_to(page: Page, selector: str, most: int = 250) -> None:
    """Press Tab until what the selector names has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"{selector} was not reached in {most} presses of Tab on {page.url}")


def open_from_queue(page: Page, words: str) -> None:
    """Open the input in the list that has these words in it. What came last is on the last page of many."""
    row = page.locator(".queue > li").filter(has_text=words)
    if not row.count():
        page.goto("/redaksjon/innspill/?page=999")
    row.locator(".row-open a").click()
    expect(page).to_have_url(OPENED)


def answer(editor: Page, anchor: str) -> None:
    """Send the answer that is filled in, and see that the paragraph was changed."""
    editor.locator("form[data-keep-draft] [type=submit]").click()
    expect(editor.locator(f".messages a[href='/a/{anchor}/']")).to_be_visible(timeout=20_000)


def texts(page: Page, selector: str) -> Sequence[str]:
    """The text of all that the selector names, with the white space a reader does not see taken out."""
    return [" ".join(words.split()) for words in page.locator(selector).all_inner_texts()]
