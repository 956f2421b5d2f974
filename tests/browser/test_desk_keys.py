"""Answering at the desk without a page load: by keys, by mouse, and when the connection is lost."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import OPENED, clicks, count_clicks, send_comment

PAGE = "/oppskrifter/start-med-behovet/"
COUNT_KEYS = """
addEventListener("keydown", ({ key }) => {
  if (["Control", "Shift"].includes(key)) return
  const all = JSON.parse(sessionStorage.getItem("keys") ?? "[]")
  if (key.length > 1 || !document.activeElement.matches("textarea")) all.push(key)
  sessionStorage.setItem("keys", JSON.stringify(all))
}, { capture: true })
"""

LETTERS = str.maketrans("0123456789", "ghijklmnop")  # eight digits would look like a telephone number


def comment(visitor: Page, words: str) -> str:
    """Send a comment; gives its words, with something of their own to be found by."""
    own = uuid.uuid4().hex[:8].translate(LETTERS)
    said = f"{words} {own}"
    first = re.search(r'class="passage.*?id="a-([^"]+)"', visitor.request.get(PAGE).text(), re.DOTALL)
    assert first is not None
    send_comment(visitor, first.group(1), said)
    return said


def open_one(editor: Page, said: str) -> None:
    """Find an input by its words, and open it from the list."""
    editor.goto(f"/redaksjon/innspill/?q={said.rpartition(' ')[2]}")
    editor.locator(".queue > li .row-open a").click()
    expect(editor).to_have_url(OPENED)
    editor.locator(".input-card", has_text=said).wait_for()


def same_page(editor: Page) -> None:
    """Leave a mark in the page, which a page load would wipe out."""
    editor.evaluate("window.mark = 'here'")


def is_same_page(editor: Page) -> bool:
    return bool(editor.evaluate("window.mark === 'here'"))


@pytest.fixture
def two_waiting(visitor: Page) -> tuple[str, str]:
    """Two comments that wait, in the order they came."""
    return comment(visitor, "Bra."), comment(visitor, "Mer om dette.")


def test_an_answer_takes_one_key_and_ctrl_enter_and_no_page_is_loaded(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    first, _second = two_waiting
    open_one(editor, first)
    address = editor.url.partition("?")[0]
    editor.goto(address)
    editor.evaluate("sessionStorage.removeItem('keys')")
    editor.evaluate(COUNT_KEYS)
    count_clicks(editor)
    same_page(editor)

    editor.keyboard.press("1")
    expect(editor.locator("textarea[name=reply]")).to_be_focused()
    editor.keyboard.type("Takk! Det står der nå.")
    editor.keyboard.press("Control+Enter")

    expect(editor.locator(".messages")).to_contain_text("er besvart")
    expect(editor).not_to_have_url(address)
    expect(editor.locator("h1")).to_be_focused()
    expect(editor.locator("[role=status].ds-sr-only")).to_contain_text("er besvart")
    assert is_same_page(editor)
    assert editor.evaluate("JSON.parse(sessionStorage.getItem('keys'))") == ["1", "Enter"]
    assert clicks(editor) == 0

    editor.go_back()
    expect(editor).to_have_url(address)
    expect(editor.locator(".answer")).to_contain_text("Takk! Det står der nå.")
    assert is_same_page(editor)


def test_an_answer_takes_two_clicks_and_no_page_is_loaded(editor: Page, two_waiting: tuple[str, str]) -> None:
    first, _second = two_waiting
    open_one(editor, first)
    address = editor.url
    count_clicks(editor)
    same_page(editor)

    editor.locator("label[for]", has_text="Tatt inn med endringer").first.click()
    expect(editor.locator("textarea[name=reply]")).to_be_focused()
    editor.keyboard.type("Takk, vi skriver det slik.")
    editor.locator("form[data-keep-draft] [type=submit]").click()

    expect(editor.locator(".messages")).to_contain_text("er besvart")
    expect(editor).not_to_have_url(address)
    assert is_same_page(editor)
    assert clicks(editor) == 2


def test_what_is_missing_is_said_and_what_was_written_stays(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    open_one(editor, two_waiting[0])
    address = editor.url
    same_page(editor)
    editor.keyboard.press("4")
    editor.keyboard.type("Vi lar det stå.")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".ds-error-summary")).to_be_focused()
    expect(editor.locator("textarea[name=reply]")).to_have_value("Vi lar det stå.")
    expect(editor.locator("[name=outcome][value=not_taken]")).to_be_checked()
    expect(editor).to_have_url(address)
    editor.locator(".ds-error-summary a").first.click()
    expect(editor.locator("textarea[name=reason]")).to_be_focused()
    expect(editor.locator("textarea[name=reply]")).to_have_value("Vi lar det stå.")
    assert is_same_page(editor)


def test_a_lost_connection_is_told_and_the_answer_can_be_sent_again_without_doubling(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    open_one(editor, two_waiting[0])
    number = editor.url.partition("/innspill/")[2].partition("/")[0]
    editor.keyboard.press("1")
    editor.keyboard.type("Takk for det.")

    editor.context.set_offline(True)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".not-sent")).to_contain_text("Vi får ikke kontakt med serveren")
    expect(editor.locator("textarea[name=reply]")).to_have_value("Takk for det.")
    editor.context.set_offline(False)

    # The server takes it, but its word of that is lost.
    editor.route("**/svar/*", lambda route: (route.fetch(), route.abort()), times=1)
    editor.locator("[data-again]").click()
    expect(editor.locator(".not-sent")).to_be_visible()
    expect(editor.locator("textarea[name=reply]")).to_have_value("Takk for det.")
    editor.locator("[data-again]").click()
    expect(editor.locator(".messages")).to_contain_text(f"Innspill {number} er besvart")
    editor.goto("/redaksjon/journal/")
    link = f"a[href='/redaksjon/innspill/{number}/']"
    expect(editor.locator(".ds-table tr", has=editor.locator(link, has_text="Svarte på"))).to_have_count(1)


def test_a_draft_survives_a_lost_connection_and_a_reload(editor: Page, two_waiting: tuple[str, str]) -> None:
    open_one(editor, two_waiting[0])
    editor.keyboard.press("5")
    editor.keyboard.type("Et halvt svar.")
    editor.context.set_offline(True)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".not-sent")).to_be_visible()
    editor.context.set_offline(False)
    editor.reload()
    expect(editor.locator("textarea[name=reply]")).to_have_value("Et halvt svar.")


def test_keys_go_through_the_list_and_never_fire_in_a_field(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    editor.goto("/redaksjon/innspill/")
    same_page(editor)
    editor.keyboard.press("j")
    editor.keyboard.press("j")
    expect(editor.locator(".queue > li .row-open a").nth(1)).to_be_focused()
    editor.keyboard.press("k")
    expect(editor.locator(".queue > li .row-open a").first).to_be_focused()
    editor.keyboard.press("Enter")
    expect(editor.locator(".neighbours")).to_be_visible()
    first = editor.url
    editor.keyboard.press("j")
    expect(editor).not_to_have_url(first)
    editor.keyboard.press("k")
    expect(editor).to_have_url(first)
    editor.keyboard.press("u")
    expect(editor.locator("#filter-q")).to_be_visible()
    editor.keyboard.press("/")
    expect(editor.locator("#filter-q")).to_be_focused()
    editor.keyboard.type("juk?")
    expect(editor.locator("#filter-q")).to_have_value("juk?")
    expect(editor.locator("#keys")).not_to_be_visible()
    assert is_same_page(editor)


def test_the_keys_are_shown_on_demand_changed_and_switched_off(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    try:
        open_one(editor, two_waiting[0])
        editor.keyboard.press("?")
        expect(editor.locator("#keys")).to_be_visible()
        expect(editor.locator("#keys")).to_contain_text("Ikke publiser: skriv hvorfor")
        expect(editor.locator("#keys kbd[data-act=search]")).not_to_be_visible()
        editor.locator("#keys a").click()
        editor.locator("[name=reply]").fill("w")
        editor.locator("form.own-keys [type=submit]").first.click()
        expect(editor.locator(".messages")).to_be_visible()

        open_one(editor, two_waiting[0])
        editor.keyboard.press("r")
        expect(editor.locator("textarea[name=reply]")).not_to_be_focused()
        editor.keyboard.press("w")
        expect(editor.locator("textarea[name=reply]")).to_be_focused()

        editor.goto("/redaksjon/taster/")
        editor.locator("[name=is_on]").uncheck()
        editor.locator("form.own-keys [type=submit]").first.click()
        open_one(editor, two_waiting[0])
        editor.keyboard.press("w")
        editor.keyboard.press("?")
        expect(editor.locator("textarea[name=reply]")).not_to_be_focused()
        expect(editor.locator("#keys")).not_to_be_visible()
        editor.locator(".keys-link a").click()
        expect(editor.locator("#keys")).to_contain_text("Enkelttaster er slått av")
    finally:
        editor.goto("/redaksjon/taster/")
        editor.locator("[name=usual]").click()


def test_refusing_has_a_key_and_the_next_opens_by_itself(editor: Page, two_waiting: tuple[str, str]) -> None:
    open_one(editor, two_waiting[0])
    editor.goto(editor.url.partition("?")[0])
    address = editor.url
    same_page(editor)
    editor.keyboard.press("x")
    reason = editor.locator("select[name=reason]")
    expect(reason).to_be_focused()
    reason.select_option(label="Personopplysninger")
    editor.keyboard.press("Tab")
    editor.keyboard.type("Navngir noen.")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".messages")).to_contain_text("er ikke publisert")
    expect(editor).not_to_have_url(address)
    assert is_same_page(editor)


def test_an_input_is_taken_and_an_answer_taken_back_by_a_key(
    editor: Page, two_waiting: tuple[str, str]
) -> None:
    open_one(editor, two_waiting[0])
    address = editor.url.partition("?")[0]
    editor.keyboard.press("t")
    expect(editor.locator(".holder b")).to_have_text("Randi Redaktør")
    editor.goto(address)
    editor.keyboard.press("1")
    editor.keyboard.type("Takk.")
    editor.keyboard.press("Control+Enter")
    expect(editor).not_to_have_url(address)
    editor.goto(address)
    editor.keyboard.press("z")
    expect(editor.locator("textarea[name=reply]")).to_have_value("Takk.")


def test_two_editors_at_once_the_second_keeps_what_was_written(
    editor: Page, second_editor: Page, two_waiting: tuple[str, str]
) -> None:
    open_one(editor, two_waiting[0])
    second_editor.goto(editor.url)
    editor.keyboard.press("1")
    editor.keyboard.type("Først.")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".messages")).to_be_visible()
    second_editor.keyboard.press("1")
    second_editor.keyboard.type("Sist.")
    second_editor.keyboard.press("Control+Enter")
    expect(second_editor.locator(".late")).to_be_focused()
    expect(second_editor.locator(".late")).to_contain_text("Randi Redaktør")
    expect(second_editor.locator(".late")).to_contain_text("Sist.")


def test_what_is_done_beside_the_answer_has_keys_too(editor: Page, two_waiting: tuple[str, str]) -> None:
    editor.goto("/redaksjon/temaer/")
    name = f"Tema {two_waiting[0].rpartition(' ')[2]}"
    editor.locator("details:has(#id_name)").evaluate(
        "one => (one.open = true)"
    )  # shut where there are themes
    editor.locator("#id_name").fill(name)
    editor.get_by_role("button", name="Legg til temaet").click()
    open_one(editor, two_waiting[0])
    expect(editor.locator("#notes")).to_be_visible()
    editor.keyboard.press("n")
    expect(editor.locator("#notes textarea")).to_be_focused()
    editor.locator("h1").click()
    editor.keyboard.press("y")
    expect(editor.locator("select[name=language]")).to_be_focused()
    editor.locator("h1").click()
    editor.keyboard.press("s")
    expect(editor.locator(".themes-panel button:focus")).to_have_count(1)
    editor.keyboard.press("d")
    expect(editor).to_have_url(re.compile(r"/fjern/$"))
