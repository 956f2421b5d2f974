"""Saying something about a paragraph: by keyboard alone, without scripts, about a phrase, and with a slip."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.acts import anchor_of, receipt_code, tab_to, unfold
from tests.browser.conftest import NewVisitor

RECIPE = "/oppskrifter/prov-ut-i-en-pilot/"
STEP = "En pilot skal svare på et spørsmål."
SAID = "Skriv også hvem som eier spørsmålet."

SELECT = """([anchor, words]) => {
  const text = document.createTreeWalker(document.getElementById(`a-${anchor}`), NodeFilter.SHOW_TEXT)
  let node
  while ((node = text.nextNode()) && !node.data.includes(words));
  getSelection().setBaseAndExtent(node, node.data.indexOf(words), node, node.data.indexOf(words) + words.length)
}"""


def test_an_input_is_given_with_the_keyboard_alone(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.goto(RECIPE)
    tab_to(visitor, f".say-it[href='/innspill/gi/{anchor}/']")
    visitor.keyboard.press("Enter")
    expect(visitor).to_have_url(re.compile(f"/innspill/gi/{anchor}/$"))
    expect(visitor.locator(".quoted")).to_contain_text(STEP)
    tab_to(visitor, "[name=text]")
    visitor.keyboard.type(SAID)
    tab_to(visitor, "details.fold:has([name=name]) > summary")
    visitor.keyboard.press("Enter")
    tab_to(visitor, "[name=name]")
    visitor.keyboard.type("Tastatur Nilsen")
    tab_to(visitor, "[name=may_be_named]")
    visitor.keyboard.press("Space")
    tab_to(visitor, "[name=licence]")
    visitor.keyboard.press("Space")
    tab_to(visitor, "form[data-choose-kind] [type=submit]")
    visitor.keyboard.press("Enter")
    code = receipt_code(visitor)
    assert "".join(visitor.locator("#code").inner_text().split()) == code
    expect(visitor.locator("main")).to_contain_text(SAID)
    expect(visitor.locator("main")).to_contain_text("Tastatur Nilsen")


def test_an_input_is_given_without_scripts(new_visitor: NewVisitor) -> None:
    page = new_visitor(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page.goto(RECIPE)
    page.locator(".passage", has_text=STEP).locator(".say-it").click()
    page.locator("[name=kind][value=question]").check()
    page.locator("[name=text]").fill("Hvem stiller spørsmålet?")
    page.locator("[name=licence]").check()
    page.locator("form[data-choose-kind] [type=submit]").click()
    receipt_code(page)
    expect(page.locator("main")).to_contain_text("Hvem stiller spørsmålet?")


def test_what_was_typed_is_kept_when_something_is_wrong(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.goto(f"/innspill/gi/{anchor}/?slag=suggestion")
    visitor.locator("[name=suggestion]").fill("En pilot skal svare på ett spørsmål.")
    visitor.locator("[name=text]").fill("Ett, ikke flere.")
    unfold(visitor)
    visitor.locator("[name=name]").fill("Kari Nordmann")
    visitor.locator("[name=email]").fill("kari at example")
    visitor.locator("form[data-choose-kind] [type=submit]").click()
    summary = visitor.locator("[data-focus]")
    expect(summary).to_be_focused()
    kept = {
        name: visitor.locator(f"[name={name}]").input_value()
        for name in ("suggestion", "text", "name", "email")
    }
    assert kept == {
        "suggestion": "En pilot skal svare på ett spørsmål.",
        "text": "Ett, ikke flere.",
        "name": "Kari Nordmann",
        "email": "kari at example",
    }
    expect(visitor.locator("[name=kind][value=suggestion]")).to_be_checked()
    wrong = visitor.locator("input[aria-invalid=true]")
    assert [one.get_attribute("name") for one in wrong.all()] == ["email", "licence"]
    summary.get_by_role("link").first.click()
    expect(visitor.locator("[name=email]")).to_be_focused()


def test_what_is_typed_survives_a_reload(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.goto(f"/innspill/gi/{anchor}/")
    visitor.locator("[name=text]").fill(SAID)
    visitor.wait_for_function("() => sessionStorage.length > 0")
    visitor.reload()
    expect(visitor.locator("[name=text]")).to_have_value(SAID)


def test_the_field_for_a_wording_shows_when_it_is_wanted(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.goto(f"/innspill/gi/{anchor}/")
    expect(visitor.locator("[name=suggestion]")).to_be_hidden()
    visitor.locator("[name=kind][value=suggestion]").check()
    expect(visitor.locator("[name=suggestion]")).to_have_value(re.compile(f"^{STEP}"))


def test_words_marked_with_the_mouse_are_what_the_input_is_about(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.locator(f"#a-{anchor}").dblclick(position={"x": 30, "y": 10})
    offer = visitor.locator(".speak-of a")
    expect(offer).to_be_visible()
    marked = visitor.evaluate("getSelection().toString().trim()")
    assert marked
    expect(offer).to_have_text(f"Si noe om «{marked}»")
    offer.click()
    expect(visitor).to_have_url(re.compile(f"/innspill/gi/{anchor}/"))
    expect(visitor.locator("[name=phrase]")).to_have_value(marked)


def test_words_marked_by_keyboard_are_reached_by_keyboard(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, STEP)
    visitor.locator(f"a.say-n[href='/a/{anchor}/del/']").focus()
    visitor.evaluate(SELECT, [anchor, "svare på et spørsmål"])
    expect(visitor.locator(".speak-of a")).to_be_visible()
    tab_to(visitor, ".speak-of a", most=4)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("[name=phrase]")).to_have_value("svare på et spørsmål")
    visitor.locator("[name=text]").fill("Flere, kanskje?")
    visitor.locator("[name=licence]").check()
    visitor.locator("form[data-choose-kind] [type=submit]").click()
    receipt_code(visitor)
    expect(visitor.locator("main q")).to_have_text("svare på et spørsmål")
