"""Each button of the answer does what it says, and no more: with a net and without, with scripts and without, twice."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import OPENED, send_comment
from tests.browser.conftest import NewVisitor
from tests.browser.site import Site

PAGE = "/oppskrifter/start-med-behovet/"
LETTERS = str.maketrans("0123456789", "ghijklmnop")  # eight digits would look like a telephone number
LOST = "Vi får ikke kontakt med serveren"
NEITHER = {"answered": False, "held": False}
HELD = {"answered": False, "held": True}
ANSWERED = {"answered": True, "held": False}


@dataclass(frozen=True)
class Asked:
    """An input that waits, and what an editor is about to answer it."""

    site: Site
    number: int
    code: str
    words: str
    reply: str

    def became(self, page: Page) -> dict[str, bool]:
        """What the database, the public pages and the desk say has become of it; they must say the same."""
        stored = {
            "answered": self._is_in("SELECT 1 FROM desk_decision WHERE given_id = ?"),
            "held": self._is_in("SELECT 1 FROM desk_heldanswer WHERE given_id = ?"),
        }
        receipt = page.request.get(f"/kvittering/{self.code}/").text()
        public = page.request.get(PAGE).text()
        held = page.request.get("/redaksjon/holdt-tilbake/").text()
        shown = {
            "answered": self.reply in receipt and self.reply in public,
            "held": f"/redaksjon/innspill/{self.number}/" in held,
        }
        assert stored == shown
        return stored

    def _is_in(self, question: str) -> bool:
        with closing(sqlite3.connect(self.site.data / "kokebok.sqlite3")) as database:
            return database.execute(question, [self.number]).fetchone() is not None


Ask = Callable[[], Asked]


@pytest.fixture
def ask(visitor: Page, site: Site) -> Ask:
    """Somebody sends a comment."""

    def send() -> Asked:
        own = uuid.uuid4().hex[:8].translate(LETTERS)
        first = re.search(r'class="passage.*?id="a-([^"]+)"', visitor.request.get(PAGE).text(), re.DOTALL)
        assert first is not None
        words = f"Noe om dette {own}"
        code = send_comment(visitor, first.group(1), words)
        with closing(sqlite3.connect(site.data / "kokebok.sqlite3")) as database:
            found = database.execute("SELECT id FROM inputs_input WHERE text LIKE ?", [f"%{own}"]).fetchone()
        return Asked(site, found[0], code, words, f"Takk for det {own}.")

    return send


def begin(editor: Page, asked: Asked) -> None:
    """Open it, and write an answer; nothing is pressed."""
    editor.goto(f"/redaksjon/innspill/{asked.number}/")
    editor.locator("[name=outcome][value=taken_in]").check()
    editor.locator("textarea[name=reply]").fill(asked.reply)


def hold(editor: Page) -> Locator:
    return editor.get_by_role("button", name="Hold det tilbake")


def see_letter(editor: Page) -> Locator:
    return editor.get_by_role("button", name="Se e-posten")


def give_answer(editor: Page) -> Locator:
    return editor.locator("[data-main-button]")


def box_of(editor: Page, asked: Asked) -> Locator:
    """What one ticks on the page of held answers to publish this one."""
    link = editor.locator(f"a[href='/redaksjon/innspill/{asked.number}/']")
    return editor.locator(".held > li").filter(has=link).locator("[name=held]")


def is_held(editor: Page, asked: Asked) -> None:
    expect(editor.locator(".messages")).to_contain_text(
        f"Svaret på innspill {asked.number} er klart og holdt tilbake"
    )


def test_hold_it_back_holds_it_and_publishing_it_afterwards_gives_it(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    with editor.expect_request(f"**/innspill/{asked.number}/hold/"):  # by its own address
        hold(editor).click()
    is_held(editor, asked)
    assert asked.became(editor) == HELD

    editor.goto("/redaksjon/holdt-tilbake/")
    box_of(editor, asked).check()
    editor.get_by_role("button", name="Publiser de valgte").click()
    expect(editor.locator(".messages")).to_contain_text("1 svar er publisert")
    assert asked.became(editor) == ANSWERED


def test_the_letter_is_shown_and_nothing_is_answered(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    see_letter(editor).click()
    expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
    expect(editor.locator("textarea[name=reply]")).to_have_value(asked.reply)
    assert asked.became(editor) == NEITHER
    give_answer(editor).click()
    expect(editor.locator(".messages")).to_contain_text(f"Innspill {asked.number} er besvart")
    assert asked.became(editor) == ANSWERED


def test_a_letter_that_cannot_be_made_says_what_is_missing_and_answers_nothing(
    editor: Page, ask: Ask
) -> None:
    asked = ask()
    begin(editor, asked)
    editor.locator("[name=outcome][value=not_taken]").check()
    see_letter(editor).click()
    expect(editor.locator(".ds-error-summary")).to_be_focused()
    expect(editor.locator("textarea[name=reply]")).to_have_value(asked.reply)
    editor.locator("textarea[name=reason]").fill("Det står der alt.")
    see_letter(editor).click()
    expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
    expect(editor.locator(".ds-error-summary, .ds-validation-message, [aria-invalid]")).to_have_count(0)
    assert asked.became(editor) == NEITHER


def test_the_choice_of_a_template_fills_in_and_sends_nothing(
    editor: Page, ask: Ask, new_visitor: NewVisitor
) -> None:
    words = f"Mal {uuid.uuid4().hex[:8].translate(LETTERS)}"
    editor.goto("/redaksjon/maler/ny/")
    editor.locator("[name=name]").fill(words)
    editor.locator("textarea[name=text]").fill(f"{words}: vi ser på det.")
    editor.get_by_role("button", name="Lagre malen").click()
    expect(editor.locator("main")).to_contain_text(words)
    asked = ask()
    without = new_visitor(storage_state=editor.context.storage_state(), java_script_enabled=False)
    for page in (editor, without):
        begin(page, asked)
        page.locator("select[name=template]").select_option(label=words)
        page.get_by_role("button", name="Fyll inn").click()
        expect(page.locator("textarea[name=reply]")).to_have_value(
            re.compile(f"{asked.reply}\\s+{words}: vi ser på det.")
        )
        assert asked.became(page) == NEITHER


def test_with_scripts_off_the_buttons_do_the_same(editor: Page, ask: Ask, new_visitor: NewVisitor) -> None:
    asked = ask()
    page = new_visitor(storage_state=editor.context.storage_state(), java_script_enabled=False)
    begin(page, asked)
    see_letter(page).click()
    expect(page.locator("#letter .mail-text")).to_contain_text(asked.reply)
    assert asked.became(page) == NEITHER
    hold(page).click()
    is_held(page, asked)
    assert asked.became(page) == HELD


def test_lines_are_stored_alike_whether_a_script_or_the_browser_sends_them(
    editor: Page, ask: Ask, new_visitor: NewVisitor, site: Site
) -> None:
    without = new_visitor(storage_state=editor.context.storage_state(), java_script_enabled=False)
    stored = list[str]()
    for page in (editor, without):
        asked = replace(ask(), reply="Takk.\n\nVi ringer.")
        begin(page, asked)
        hold(page).click()
        is_held(page, asked)
        with closing(sqlite3.connect(site.data / "kokebok.sqlite3")) as database:
            question = "SELECT reply FROM desk_heldanswer WHERE given_id = ?"
            stored += database.execute(question, [asked.number]).fetchone()
    assert stored[0] == stored[1]


@pytest.mark.parametrize("lost_is_the", ["way there", "way back"])
def test_a_hold_without_contact_publishes_nothing_and_sent_again_it_holds(
    editor: Page, ask: Ask, lost_is_the: str
) -> None:
    asked = ask()
    begin(editor, asked)
    if lost_is_the == "way there":
        editor.context.set_offline(True)
    else:
        editor.route("**/hold/*", lambda route: (route.fetch(), route.abort()), times=1)
    hold(editor).click()
    expect(editor.locator(".not-sent")).to_contain_text(LOST)
    editor.context.set_offline(False)
    expect(editor.locator("textarea[name=reply]")).to_have_value(asked.reply)
    assert not asked.became(editor)["answered"]
    editor.locator("[data-again]").click()
    expect(editor.locator(".messages, .late")).to_be_visible()
    assert asked.became(editor) == HELD


def test_a_letter_without_contact_answers_nothing_and_asked_again_it_is_shown(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    editor.context.set_offline(True)
    see_letter(editor).click()
    expect(editor.locator(".not-sent")).to_contain_text(LOST)
    editor.locator("[data-again]").click()
    expect(editor.locator(".not-sent")).to_contain_text(LOST)
    editor.context.set_offline(False)
    assert asked.became(editor) == NEITHER
    editor.locator("[data-again]").click()
    expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
    expect(editor.locator(".not-sent")).to_have_count(0)
    assert asked.became(editor) == NEITHER


@pytest.mark.parametrize("press", [hold, see_letter])
def test_who_is_signed_out_meanwhile_is_told_and_nothing_is_done_before_it_is_sent_again(
    editor: Page, ask: Ask, press: Callable[[Page], Locator]
) -> None:
    asked = ask()
    begin(editor, asked)
    cookies = editor.context.cookies()
    editor.context.clear_cookies()
    press(editor).click()
    expect(editor.locator(".not-sent")).to_contain_text("Du er logget ut")
    editor.context.add_cookies(cookies)  # type: ignore[arg-type]
    assert asked.became(editor) == NEITHER
    editor.locator("[data-again]").click()
    if press is hold:
        is_held(editor, asked)
        assert asked.became(editor) == HELD
    else:
        expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
        assert asked.became(editor) == NEITHER


def test_a_server_that_fails_at_a_look_or_a_hold_leads_to_no_answer(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    for address, press in (("**/brev/*", see_letter), ("**/hold/*", hold)):
        editor.route(address, lambda route: route.fulfill(status=500, body="?"), times=1)
        press(editor).click()
        expect(editor.locator(".not-sent")).to_contain_text("Noe gikk galt")
        editor.locator(".not-sent").evaluate("note => note.remove()")
    assert asked.became(editor) == NEITHER


def test_a_script_that_fails_leaves_the_buttons_to_the_browser(editor: Page, ask: Ask) -> None:
    asked = ask()
    editor.route("**/desk/js/swap.js*", lambda route: route.fulfill(status=500))
    begin(editor, asked)
    see_letter(editor).click()
    expect(editor).to_have_url(re.compile("/brev/"))
    expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
    assert asked.became(editor) == NEITHER
    hold(editor).click()
    is_held(editor, asked)
    assert asked.became(editor) == HELD


def test_a_double_click_on_hold_holds_once_and_touches_not_the_next(editor: Page, ask: Ask) -> None:
    asked, following = ask(), ask()
    begin(editor, asked)
    hold(editor).dblclick()
    is_held(editor, asked)
    assert (asked.became(editor), following.became(editor)) == (HELD, NEITHER)


def test_enter_on_a_choice_sends_nothing_and_on_a_button_it_is_that_button(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    editor.locator("[name=outcome][value=taken_in]").focus()
    editor.keyboard.press("Enter")
    editor.wait_for_timeout(300)
    expect(editor).to_have_url(OPENED)
    assert asked.became(editor) == NEITHER
    see_letter(editor).focus()
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#letter .mail-text")).to_contain_text(asked.reply)
    hold(editor).focus()
    editor.keyboard.press("Control+Enter")
    is_held(editor, asked)
    assert asked.became(editor) == HELD


def test_enter_in_a_box_publishes_no_held_answer(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    hold(editor).click()
    is_held(editor, asked)
    editor.goto("/redaksjon/holdt-tilbake/")
    box_of(editor, asked).check()
    box_of(editor, asked).press("Enter")
    editor.wait_for_timeout(300)
    assert asked.became(editor) == HELD


def test_undo_without_contact_leaves_the_answer_and_sent_again_takes_it_back(editor: Page, ask: Ask) -> None:
    asked = ask()
    begin(editor, asked)
    give_answer(editor).click()
    expect(editor.locator(".messages")).to_contain_text(f"Innspill {asked.number} er besvart")
    editor.goto(f"/redaksjon/innspill/{asked.number}/")
    editor.context.set_offline(True)
    editor.get_by_role("button", name="Angre svaret").click()
    expect(editor.locator(".not-sent")).to_contain_text(LOST)
    editor.context.set_offline(False)
    assert asked.became(editor) == ANSWERED
    editor.locator("[data-again]").click()
    expect(editor.locator("textarea[name=reply]")).to_have_value(asked.reply)
    assert asked.became(editor) == NEITHER
