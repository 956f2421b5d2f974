"""Reading the book: on a phone and a desk, in three languages, on paper, with nobody else told of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import anchor_of, texts
from tests.browser.conftest import NewVisitor
from tests.browser.site import Site

RECIPE = "/oppskrifter/prov-ut-i-en-pilot/"
STEP = "Hvis dere ikke kan tenke dere noe svar"
PAGES = (
    "/",
    "/begynn/",
    "/oppskrifter/",
    RECIPE,
    "/fakta/belopsgrenser/",
    "/eksempler/bua-abonnement/",
    "/verktoy/effektplan/",
    "/blogg/alle-innspill-far-svar/",
    "/aktorer/",
    "/sok/?q=pilot",
    "/innspill/",
    "/innspill/gi/",
    "/utgave/0.1/",
    "/folg/",
    "/tilgjengelighet/",
)


@pytest.fixture
def told(visitor: Page, site: Site) -> list[str]:
    """What the browser complains of, and what it asks others than the site for, on the visitor's pages."""
    said: list[str] = []
    visitor.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    visitor.on("pageerror", lambda error: said.append(str(error)))
    visitor.on(
        "request",
        lambda asked: None if asked.url.startswith((site.url, "data:")) else said.append(asked.url),
    )
    return said


def test_a_situation_leads_from_the_front_page_to_a_recipe_in_two_clicks(visitor: Page) -> None:
    visitor.goto("/")
    visitor.locator(".hero .actions a").first.click()
    situation = "Du er enhetsleder og vil prøve en ny løsning i det små før dere bestemmer dere."
    visitor.get_by_role("link", name=situation).click()
    expect(visitor).to_have_url(re.compile(f"{RECIPE}$"))
    expect(visitor.locator("article[data-kind=recipe] h1")).to_have_text(
        "Prøv ut en løsning, og vit hva som skjer etterpå"
    )


def test_no_page_complains_or_asks_anybody_else_for_anything(visitor: Page, told: list[str]) -> None:
    for address in PAGES:
        visitor.goto(address)
        visitor.wait_for_load_state("load")
    assert told == []


def test_no_page_is_wider_than_the_screen(visitor: Page) -> None:
    too_wide = []
    for address in PAGES:
        visitor.goto(address)
        for width in (1280, 360, 320):
            visitor.set_viewport_size({"width": width, "height": 800})
            more = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
            too_wide += [(address, width, more)] if more > 0 else []
    assert too_wide == []


def test_the_table_of_contents_leads_to_the_part(visitor: Page) -> None:
    visitor.goto(RECIPE)
    visitor.locator(".toc a", has_text="Vanlige feil").click()
    part = visitor.locator("section.part:target h2").first
    expect(part).to_have_text("Vanlige feil")
    expect(part).to_be_in_viewport()


def test_the_number_of_a_paragraph_is_its_lasting_address(new_visitor: NewVisitor, site: Site) -> None:
    page = new_visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    anchor = anchor_of(page, RECIPE, STEP)
    page.locator(f"a.say-n[href='/a/{anchor}/del/']").click()
    expect(page.get_by_role("status")).to_have_text("Lenken er kopiert")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Del dette avsnittet")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site.url}/a/{anchor}/"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Del dette avsnittet")
    page.goto(copied)
    expect(page).to_have_url(f"{site.url}{RECIPE}#a-{anchor}")
    expect(page.locator(f"#a-{anchor}")).to_be_in_viewport()


def test_the_menu_changes_language_and_the_text_keeps_its_own(visitor: Page) -> None:
    visitor.goto("/oppskrifter/gjer-det-lett-a-ta-kontakt/")
    visitor.get_by_role("button", name="English").first.click()
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.get_by_role("navigation", name="Main menu")).to_contain_text("Recipes")
    expect(visitor.locator(".reading")).to_have_attribute("lang", "nn")


def test_on_paper_there_is_the_text_with_its_numbers_and_nothing_to_press(visitor: Page) -> None:
    visitor.goto(RECIPE)
    visitor.emulate_media(media="print")
    shown = visitor.evaluate(
        """() => [".menu", ".toc", ".say-it", ".page-inputs", ".reading", ".say-n"].filter(
            (part) => [...document.querySelectorAll(part)].some((one) => one.checkVisibility()))"""
    )
    assert shown == [".reading", ".say-n"]


def test_one_who_wants_it_dark_gets_it_dark(new_visitor: NewVisitor) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        page = new_visitor(color_scheme=scheme)
        page.goto(RECIPE)
        seen[scheme] = page.evaluate(
            """() => [document.body, document.querySelector(".reading p")].map((part) => {
                const colour = part === document.body ? "backgroundColor" : "color"
                const shown = getComputedStyle(part)[colour].match(/[0-9.]+/g).slice(0, 3).map(Number)
                return shown.reduce((one, other) => one + other) > 383
            })"""
        )
    assert seen == {"light": [True, False], "dark": [False, True]}


def test_the_menu_of_a_phone_opens_by_keyboard_and_closes_with_escape(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 360, "height": 800})
    page.goto("/")
    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu a").first).to_be_hidden()


def test_the_first_tab_leads_past_the_menu(visitor: Page) -> None:
    visitor.goto(RECIPE)
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()


def test_every_wording_of_a_paragraph_can_be_opened(visitor: Page) -> None:
    anchor = anchor_of(visitor, RECIPE, "uten å bruke mer enn ti minutter i uken")
    visitor.goto(f"/a/{anchor}/ordlyder/")
    assert [words.split(" ·")[0][:8] for words in texts(visitor, ".wordings h2")] == ["Ordlyd 2", "Ordlyd 1"]
    expect(visitor.locator(".wordings ins")).not_to_have_count(0)
