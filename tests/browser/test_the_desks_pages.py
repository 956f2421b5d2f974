"""How the desk's pages are laid out: the header, by mouse, by keyboard, on a phone and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.acts import tab_to, texts
from tests.browser.conftest import EDITOR, NewVisitor
from tests.browser.rules import faults, faults_by_axe
from tests.browser.test_accessibility import ADMINISTRATOR, PHONE

SignedIn = Callable[[str], StorageState]
MANAGING = [
    "Innstillinger",
    "Folk",
    "Journal",
    "Svarmaler",
    "Moderering",
    "Andreleser",
    "Lister",
    "Kommuner",
    "Søkeord",
    "Arbeid i bakgrunnen",
    "E-post",
    "Nøkler for programmer",
]


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["height"]


def names(page: Page, selector: str) -> list[str]:
    """What the links are called, without how much waits there: other tests leave something."""
    return [re.sub(r"\s\d+$", "", text) for text in texts(page, selector)]


def test_the_whole_header_is_a_line_and_a_half_also_where_the_menu_is_longest(
    new_visitor: NewVisitor, signed_in: SignedIn
) -> None:
    page = new_visitor(
        storage_state=signed_in(ADMINISTRATOR),
        viewport={"width": 1280, "height": 900},
        java_script_enabled=False,
    )
    page.goto("/redaksjon/innstillinger/")
    assert height(page, "header.top") <= 96
    page.locator(".menu-more:visible summary").click()
    assert names(page, ".menu-items:visible a:visible") == MANAGING
    page.locator("a.menu-group", has_text="Skrive").click()
    page.locator(".menu-more:visible summary").click()
    assert names(page, ".menu-items:visible a:visible") == [
        "Utgaver", "Mottakerlister", "Brevmaler", "Nyhetsbrev", "Tekster", "Språkversjoner",
        "Ta inn et Word-dokument",
    ]  # fmt: skip
    page.locator("a.menu-group", has_text="Invitere").click()
    page.locator(".menu-more:visible summary").click()
    page.locator(".menu-items a", has_text="Lesinger").click()
    page.get_by_role("link", name="Word-filer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Word-filer")


def test_the_menu_is_walked_with_the_keyboard(editor: Page) -> None:
    editor.goto("/redaksjon/")
    tab_to(editor, "a.menu-group[href='/redaksjon/journal/']")
    editor.keyboard.press("Enter")
    expect(editor).to_have_url(re.compile("/redaksjon/journal/$"))
    tab_to(editor, "[data-open] > .menu-items .menu-more summary")
    editor.keyboard.press("Enter")
    tab_to(editor, ".menu-items a[href='/redaksjon/moderering/']")
    editor.keyboard.press("Enter")
    expect(editor.locator(".menu-items [aria-current=page]")).to_have_text("Moderering")
    tab_to(editor, ".menu-own summary")
    editor.keyboard.press("Enter")
    tab_to(editor, ".menu-own a[href='/konto/sikkerhet/']")
    assert faults(editor) == []


def test_on_a_phone_the_menu_is_folded_and_all_of_it_is_there_when_it_is_opened(
    new_visitor: NewVisitor, signed_in: SignedIn
) -> None:
    page = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE, java_script_enabled=False)
    page.goto("/redaksjon/")
    assert height(page, "header.top") <= 72
    expect(page.locator(".menu-items a").first).to_be_hidden()
    page.locator(".menu-button").click()
    assert names(page, "a.menu-group:visible") == [
        "Svare", "Skrive", "Invitere", "Styre",
    ]  # fmt: skip
    page.locator("a.menu-group", has_text="Skrive").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utgaver")


def test_the_open_menu_on_a_phone_has_no_fault(new_visitor: NewVisitor, signed_in: SignedIn) -> None:
    page = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE, color_scheme="dark")
    page.goto("/redaksjon/")
    page.locator(".menu-button").click()
    assert faults_by_axe(page) == []


@pytest.mark.parametrize("who", [EDITOR, ADMINISTRATOR])
def test_no_page_in_the_menu_is_wider_than_a_phone(
    new_visitor: NewVisitor, signed_in: SignedIn, who: str
) -> None:
    page = new_visitor(storage_state=signed_in(who), viewport=PHONE)
    page.goto("/redaksjon/")
    links = page.eval_on_selector_all(".menu-items a", "all => all.map(one => one.getAttribute('href'))")
    ours = [address for address in dict.fromkeys(links) if not address.startswith("/admin/")]
    wide = {}
    for address in ours:
        page.goto(address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
            wide[address] = width
    assert (len(ours) > 12, wide) == (True, {})


def test_the_first_input_of_the_queue_stands_high_on_the_page(editor: Page) -> None:
    editor.goto("/redaksjon/")
    box = editor.locator(".queue > li").first.bounding_box()
    assert box is not None
    assert box["y"] < 300
    expect(editor.get_by_label("Side", exact=True)).to_be_visible()
    expect(editor.get_by_label("Hvem har det")).to_be_visible()


def test_the_other_filters_are_folded_until_one_is_on_and_a_chosen_one_can_be_taken_away(
    editor: Page,
) -> None:
    editor.goto("/redaksjon/innspill/")
    expect(editor.get_by_label("Type", exact=True)).to_be_hidden()
    editor.get_by_text("Flere filtre").click()
    editor.get_by_label("Type", exact=True).select_option("question")
    editor.get_by_role("button", name="Vis", exact=True).click()
    expect(editor).to_have_url(re.compile("kind=question"))
    expect(editor.get_by_label("Type", exact=True)).to_have_value("question")
    expect(editor.get_by_label("Type", exact=True)).to_be_visible()
    assert faults(editor) == []
    editor.get_by_role("link", name="Type: Spørsmål").click()
    expect(editor).to_have_url(re.compile(r"/redaksjon/innspill/$"))
    expect(editor.locator(".chip")).to_have_count(0)


def open_first(page: Page, kind: str) -> None:
    page.goto(f"/redaksjon/innspill/?kind={kind}")
    page.locator(".row-open a").first.click()
    expect(page.locator(".opened")).to_be_visible()


def test_the_reason_shows_where_the_decision_needs_it_and_what_is_written_in_it_stays(editor: Page) -> None:
    open_first(editor, "comment")
    reason = editor.locator("textarea[name=reason]")
    expect(reason).to_be_hidden()
    editor.locator("[name=outcome][value=later]").check()
    expect(reason).to_be_visible()
    expect(editor.get_by_label("Begrunnelse (må fylles ut)")).to_have_attribute("required", "")
    editor.locator("[name=outcome][value=taken_in]").check()
    expect(reason).to_be_hidden()
    editor.locator("[name=outcome][value=partly]").check()
    reason.fill("Bare det første.")
    editor.locator("[name=outcome][value=taken_in]").check()
    expect(reason).to_be_visible()
    assert faults(editor) == []


def test_without_scripts_the_reason_says_when_it_is_needed_and_the_links_open_their_forms(
    new_visitor: NewVisitor, signed_in: SignedIn
) -> None:
    page = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE, java_script_enabled=False)
    open_first(page, "comment")
    expect(page.get_by_label("Begrunnelse (må fylles ut for «Delvis tatt inn»")).to_be_visible()
    expect(page.locator("#notes textarea")).to_be_hidden()
    page.locator("#notes > summary").click()
    expect(page.locator("#notes textarea")).to_be_visible()


def test_a_suggestion_is_compared_once_until_its_words_are_changed(editor: Page) -> None:
    open_first(editor, "suggestion")
    expect(editor.locator(".diff:visible")).to_have_count(1)
    field = editor.locator("textarea[name=new_text]")
    field.fill(f"{field.input_value()} Og litt til.")
    expect(editor.locator("#preview ins").last).to_contain_text("Og litt til.")


def test_nothing_on_an_opened_input_scrolls_inside_itself(editor: Page) -> None:
    open_first(editor, "suggestion")
    inside = """() => [...document.querySelectorAll(".opened, .opened *:not(textarea, select)")].filter(
        one => ["auto", "scroll"].includes(getComputedStyle(one).overflowY)).length"""
    assert editor.evaluate(inside) == 0


def test_what_stands_under_the_paragraph_does_not_wait_for_the_answer_beside_it(editor: Page) -> None:
    open_first(editor, "suggestion")
    place, panels, answer = [
        editor.locator(f".opened-{part}").bounding_box() for part in ("place", "panels", "answer")
    ]
    assert place
    assert panels
    assert answer
    assert 0 <= panels["y"] - place["y"] - place["height"] < 40
    assert panels["y"] < answer["y"]


def test_an_opened_input_on_a_phone_begins_with_its_words_and_the_paragraph(
    new_visitor: NewVisitor, signed_in: SignedIn
) -> None:
    page = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE)
    open_first(page, "suggestion")
    tops = [page.locator(f".opened-{part}").bounding_box() for part in ("words", "place", "answer", "panels")]
    heights = [box["y"] for box in tops if box]
    assert heights == sorted(heights)
    assert heights[0] < 250
