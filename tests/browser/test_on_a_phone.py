"""On a phone the text comes first: what one can do beside reading it is folded, or stands below."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.test_reading import RECIPE

SMALL = {"width": 360, "height": 740}
TOP = "(part) => part.getBoundingClientRect().top + scrollY"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(new_visitor: NewVisitor, request: pytest.FixtureRequest) -> Page:
    """A small phone, with scripts and without."""
    return new_visitor(viewport=SMALL, java_script_enabled=request.param)


def test_a_recipe_begins_with_its_situation_within_the_first_screen(phone: Page) -> None:
    phone.goto("/oppskrifter/")
    recipes = [str(link.get_attribute("href")) for link in phone.locator(".card a").all()]
    late: dict[str, float] = {}
    for address in recipes:
        phone.goto(address)
        top = phone.locator("#s-1 p").first.bounding_box()
        assert top is not None
        late |= {address: top["y"]} if top["y"] + 20 > SMALL["height"] else {}
    assert (len(recipes) > 5, late) == (True, {})


def test_contents_and_facts_open_with_a_tap_and_stand_open_on_a_wide_page(phone: Page) -> None:
    phone.goto(RECIPE)
    for part, inside in ((".toc", ".toc li"), (".glance", ".glance dt")):
        expect(phone.locator(inside).first).to_be_hidden()
        phone.locator(f"{part} summary").click()
        expect(phone.locator(inside).first).to_be_visible()
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(RECIPE)
    for inside in (".toc li", ".glance dt"):
        expect(phone.locator(inside).first).to_be_visible()


def test_one_bubble_ends_each_paragraph_with_room_for_a_thumb(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport=SMALL)
    page.goto(RECIPE)
    expect(page.locator(".say-n:visible")).to_have_count(0)
    bubble = page.locator(".say-it:visible").first
    box, room = bubble.bounding_box(), bubble.evaluate("(one) => getComputedStyle(one, '::after').inset")
    assert box is not None
    assert (box["width"] >= 24, box["height"] >= 24, room) == (True, True, "-8px -8.8px")
    bubble.click()
    expect(page.locator("form[data-choose-kind]")).to_be_visible()


def test_the_optional_parts_of_the_form_are_folded_and_open_where_something_is_written(
    new_visitor: NewVisitor,
) -> None:
    page = new_visitor(viewport=SMALL)
    page.goto("/innspill/gi/")
    expect(page.locator("[name=email]")).to_be_hidden()
    page.locator("details.fold:has([name=email]) > summary").click()
    page.locator("[name=email]").fill("kari at example")
    page.locator("form[data-choose-kind] [type=submit]").click()
    expect(page.locator("[aria-invalid=true][name=email]")).to_be_visible()
    assert faults(page) == []
