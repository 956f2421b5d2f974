"""Each key of the desk does what the list of keys says: what page, public and database then have is read."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from kokebok.desk.inbox.keys import DECISIONS, KEYS
from tests.browser.acts import OPENED, send_comment, suggest
from tests.browser.test_desk_buttons import (
    ANSWERED,
    HELD,
    LETTERS,
    NEITHER,
    PAGE,
    Asked,
    ask,
    begin,
    give_answer,
    is_held,
)
from tests.browser.test_same import wait_until_compared

__all__ = ["ask"]  # the fixture

KEY_OF = {one.name: one.key for one in KEYS}


@dataclass(frozen=True)
class Desk:
    """An editor with one input opened, of which a reader has sent several."""

    editor: Page
    visitor: Page
    asked: Asked

    def press(self, name: str) -> None:
        self.editor.keyboard.press(KEY_OF[name])

    def open(self, number: int | None = None) -> None:
        self.editor.goto(f"/redaksjon/innspill/{number or self.asked.number}/")

    def has_focus(self, selector: str) -> None:
        expect(self.editor.locator(selector).first).to_be_focused()


@pytest.fixture
def desk(editor: Page, visitor: Page, ask: Callable[[], Asked]) -> Desk:
    """A comment that has just come, opened."""
    made = Desk(editor, visitor, ask())
    made.open()
    return made


def goes_to_the_next_and_back(desk: Desk) -> None:
    desk.editor.goto("/redaksjon/innspill/")
    desk.editor.locator(".queue .row-open a").first.click()
    expect(desk.editor.locator(".neighbours")).to_be_visible()
    first = desk.editor.url
    desk.press("next")
    expect(desk.editor).not_to_have_url(first)
    desk.press("previous")
    expect(desk.editor).to_have_url(first)


def goes_to_the_list(desk: Desk) -> None:
    desk.press("list")
    expect(desk.editor).to_have_url(re.compile(r"/redaksjon/innspill/$"))


def goes_to_the_search(desk: Desk) -> None:
    desk.editor.goto("/redaksjon/innspill/")
    desk.press("search")
    desk.has_focus("#filter-q")


def chooses_each_decision(desk: Desk) -> None:
    for outcome in DECISIONS:
        desk.editor.locator("h1").click()
        desk.press(outcome.name)
        expect(desk.editor.locator(f"form [name=outcome][value={outcome.name}]")).to_be_checked()
        desk.has_focus("textarea[name=reply]")


def goes_to_what_is_written_in(desk: Desk) -> None:
    for name, selector in PLACES.items():
        desk.editor.locator("h1").click()
        desk.press(name)
        desk.has_focus(selector)


def goes_to_take_in_as_it_is(desk: Desk) -> None:
    code, number = suggested(desk)
    desk.open(number)
    desk.press("as_is")
    desk.has_focus("[data-key=as_is]")
    assert "answer-title" not in desk.editor.request.get(f"/kvittering/{code}/").text()


def suggested(desk: Desk, times: int = 1) -> tuple[str, int]:
    """Somebody suggests other words for a paragraph, so many times; gives the receipt and the number of the last."""
    first = re.search(r'class="passage.*?id="a-([^"]+)"', desk.visitor.request.get(PAGE).text(), re.DOTALL)
    assert first is not None
    code = ""
    for _time in range(times):
        own = uuid.uuid4().hex[:8].translate(LETTERS)
        code = suggest(desk.visitor, first.group(1), f"Et nytt avsnitt {own}.", "Siv Solli")
    desk.editor.goto(f"/redaksjon/innspill/?q={own}")
    desk.editor.locator(".queue .row-open a").first.click()
    expect(desk.editor).to_have_url(OPENED)
    found = re.search(r"/innspill/(\d+)/", desk.editor.url)
    assert found is not None
    return code, int(found.group(1))


def is_public(desk: Desk) -> bool:
    return desk.asked.words in desk.editor.request.get(PAGE).text()


def publishes(desk: Desk) -> None:
    assert not is_public(desk)
    desk.press("publish")
    expect(desk.editor.locator(".messages")).to_contain_text(f"Innspill {desk.asked.number} er publisert")
    assert is_public(desk)
    assert desk.asked.became(desk.editor) == NEITHER


def goes_to_removing_a_part(desk: Desk) -> None:
    desk.press("redact")
    expect(desk.editor).to_have_url(re.compile(r"/fjern/$"))
    assert desk.asked.became(desk.editor) == NEITHER


def chooses_a_template(desk: Desk) -> None:
    name = f"Mal {uuid.uuid4().hex[:8].translate(LETTERS)}"
    desk.editor.goto("/redaksjon/maler/ny/")
    desk.editor.locator("[name=name]").fill(name)
    desk.editor.locator("textarea[name=text]").fill("Vi ser på det.")
    desk.editor.get_by_role("button", name="Lagre malen").click()
    expect(desk.editor.locator("main")).to_contain_text(name)
    desk.open()
    desk.press("template")
    desk.has_focus("select[name=template]")


def holds(desk: Desk) -> None:
    begin(desk.editor, desk.asked)
    desk.editor.locator("[name=outcome][value=taken_in]").focus()
    desk.press("hold")
    is_held(desk.editor, desk.asked)
    assert desk.asked.became(desk.editor) == HELD


def shows_the_letter(desk: Desk) -> None:
    begin(desk.editor, desk.asked)
    desk.editor.locator("[name=outcome][value=taken_in]").focus()
    desk.press("letter")
    expect(desk.editor.locator("#letter .mail-text")).to_contain_text(desk.asked.reply)
    assert desk.asked.became(desk.editor) == NEITHER


def takes_back(desk: Desk) -> None:
    begin(desk.editor, desk.asked)
    give_answer(desk.editor).click()
    expect(desk.editor.locator(".messages")).to_contain_text(f"Innspill {desk.asked.number} er besvart")
    assert desk.asked.became(desk.editor) == ANSWERED
    desk.press("undo")  # right after: the page that asks first
    expect(desk.editor).to_have_url(re.compile(rf"/{desk.asked.number}/angre/$"))
    assert desk.asked.became(desk.editor) == ANSWERED
    desk.open()
    desk.press("undo")  # beside the answer itself: at once
    expect(desk.editor.locator("textarea[name=reply]")).to_have_value(desk.asked.reply)
    assert desk.asked.became(desk.editor) == NEITHER


def links_takes_out_and_tells_apart(desk: Desk) -> None:
    place = f"Lillevik{uuid.uuid4().hex[:4].translate(LETTERS)}"
    first = re.search(r'class="passage.*?id="a-([^"]+)"', desk.visitor.request.get(PAGE).text(), re.DOTALL)
    assert first is not None
    for said in ("Her mangler det", "Jeg savner her", "Det mangler"):
        send_comment(desk.visitor, first.group(1), f"{said} en oversikt over barnehagene i {place}.")
    wait_until_compared(desk.editor)
    desk.editor.goto(f"/redaksjon/innspill/?q={place}")
    desk.editor.locator(".queue .row-open a").first.click()
    expect(desk.editor).to_have_url(OPENED)
    label = desk.editor.locator(".alike-form label", has_text=place)
    expect(label).to_have_count(2)
    label.first.click()
    desk.press("not_same")
    expect(desk.editor.locator(".messages")).to_contain_text("blir ikke foreslått sammen igjen")
    expect(label).to_have_count(1)
    label.click()
    desk.press("link")
    expect(desk.editor.locator(".messages")).to_contain_text("2 innspill er koblet sammen")
    expect(desk.editor.locator("#reaches")).to_be_checked()
    desk.press("take_out")
    expect(desk.editor.locator(".messages")).to_contain_text("står for seg selv igjen")
    expect(desk.editor.locator("#reaches")).to_have_count(0)


def goes_to_those_to_be_answered_together(desk: Desk) -> None:
    suggested(desk, times=2)
    desk.press("together")
    expect(desk.editor).to_have_url(re.compile("/redaksjon/avsnitt/"))
    expect(desk.editor.get_by_role("button", name="Endre teksten og svar alle")).to_be_visible()


def gives_a_theme(desk: Desk) -> None:
    name = f"Tema {uuid.uuid4().hex[:8].translate(LETTERS)}"
    desk.editor.goto("/redaksjon/temaer/")
    desk.editor.locator("details:has(#id_name)").evaluate(
        "one => (one.open = true)"
    )  # shut where there are themes
    desk.editor.locator("#id_name").fill(name)
    desk.editor.get_by_role("button", name="Legg til temaet").click()
    desk.open()
    desk.press("theme")
    focused = desk.editor.locator(".themes-panel button:focus")
    expect(focused).to_have_count(1)
    given = focused.inner_text()
    desk.editor.keyboard.press("Enter")
    expect(desk.editor.locator(".themes-panel li b")).to_have_text([given])


def writes_a_note(desk: Desk) -> None:
    desk.press("note")
    desk.has_focus("#notes textarea")
    desk.editor.keyboard.type("Hva sier jussen?")
    desk.editor.keyboard.press("Control+Enter")
    expect(desk.editor.locator("#notes")).to_contain_text("Randi Redaktør")
    expect(desk.editor.locator("#notes textarea")).to_have_value("")
    desk.open()
    expect(desk.editor.locator("#notes")).to_contain_text("Hva sier jussen?")
    assert "Hva sier jussen?" not in desk.editor.request.get(f"/kvittering/{desk.asked.code}/").text()


def takes_it(desk: Desk) -> None:
    desk.press("take")
    expect(desk.editor.locator(".holder b")).to_have_text("Randi Redaktør")
    desk.editor.goto("/redaksjon/mitt/")
    expect(desk.editor.locator(f"main a[href^='/redaksjon/innspill/{desk.asked.number}/']")).to_be_visible()


def ticks_and_answers_those(desk: Desk) -> None:
    desk.editor.goto(f"/redaksjon/innspill/?q={desk.asked.words.rpartition(' ')[2]}")
    desk.press("next")
    desk.press("tick")
    expect(desk.editor.locator(".queue [name=input]")).to_be_checked()
    desk.press("bulk")
    expect(desk.editor).to_have_url(re.compile(rf"/redaksjon/flere/\?.*input={desk.asked.number}&"))
    expect(desk.editor.locator(".lead")).to_contain_text("1 innspill er valgt")
    there = desk.editor.url
    for one in KEYS:  # here no key does anything
        desk.editor.keyboard.press(one.key)
    expect(desk.editor).to_have_url(there)
    assert desk.asked.became(desk.editor) == NEITHER


def shows_the_keys(desk: Desk) -> None:
    desk.press("help")
    expect(desk.editor.locator("#keys")).to_be_visible()
    desk.press("publish")  # in the dialog no key does anything
    assert not is_public(desk)


PLACES = {
    "reply": "textarea[name=reply]",
    "refuse": "select[name=reason]",
    "change": "textarea[name=new_text]",
    "language": "select[name=language]",
    "give": "details[data-key=give] :is(input:not([type=hidden]), select, textarea)",
    "move": "details[data-key=move] :is(input:not([type=hidden]), select, textarea)",
}
WALKS: dict[Callable[[Desk], None], tuple[str, ...]] = {
    goes_to_the_next_and_back: ("next", "previous"),
    goes_to_the_list: ("list",),
    goes_to_the_search: ("search",),
    chooses_each_decision: tuple(one.name for one in DECISIONS),
    goes_to_what_is_written_in: tuple(PLACES),
    goes_to_take_in_as_it_is: ("as_is",),
    publishes: ("publish",),
    goes_to_removing_a_part: ("redact",),
    chooses_a_template: ("template",),
    holds: ("hold",),
    shows_the_letter: ("letter",),
    takes_back: ("undo",),
    links_takes_out_and_tells_apart: ("link", "take_out", "not_same"),
    goes_to_those_to_be_answered_together: ("together",),
    gives_a_theme: ("theme",),
    writes_a_note: ("note",),
    takes_it: ("take",),
    ticks_and_answers_those: ("tick", "bulk"),
    shows_the_keys: ("help",),
}


ON_A_PAGE_TO_READ = ("approve", "remark", "approve_rest")  # walked in test_reading_a_page


def test_no_key_is_without_a_test() -> None:
    walked = [name for names in WALKS.values() for name in names]
    assert sorted([*walked, *ON_A_PAGE_TO_READ]) == sorted(KEY_OF)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_a_key_does_what_the_list_of_keys_says(desk: Desk, walk: Callable[[Desk], None]) -> None:
    walk(desk)
    if "undo" not in WALKS[walk] and "hold" not in WALKS[walk]:
        assert desk.asked.became(desk.editor) == NEITHER
