"""A recipe and a tool on paper, and the tables of a worksheet on every screen."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewVisitor

RECIPE, TOOL = "/oppskrifter/finn-veien-inn-i-kommunen/", "/verktoy/effektplan/"
SIZES = """() => ["h1", "h2", "h3", "h4"].map((name) => [...document.querySelectorAll(`main ${name}`)]
    .filter((one) => one.checkVisibility()).map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
    .filter((sizes) => sizes.length > 0)"""
PRESSED = """() => [...document.querySelectorAll("nav, button, form, .ds-button, .say-it, .say-count, .cards, .follow")]
    .filter((one) => one.checkVisibility()).map((one) => one.className || one.tagName)"""
WHOLE = ".step, .stop, .glance, tr, .sheet .passage, .checks .passage, .sources li"
DIVIDED = """(whole) => [...document.querySelectorAll(whole)]
    .filter((one) => one.checkVisibility() && getComputedStyle(one).breakInside !== "avoid")
    .map((one) => one.className || one.tagName)"""
TABLE = """() => {
  const cells = [...document.querySelectorAll(".table :is(td, th)")]
  const region = document.querySelector(".table .scroll")
  region.focus()
  return {
    narrowest: Math.min(...cells.map((one) => one.getBoundingClientRect().width)) >= 100,
    room: Math.min(...cells.filter((one) => !one.innerText).map((one) => one.getBoundingClientRect().height)) >= 48,
    reached: document.activeElement === region && region.getAttribute("role") === "region",
    overflow: document.documentElement.scrollWidth - window.innerWidth,
  }
}"""


@pytest.mark.parametrize("address", [RECIPE, TOOL])
def test_on_paper_nothing_is_cut_in_two_and_headings_are_in_their_order_of_size(
    visitor: Page, address: str
) -> None:
    visitor.goto(address)
    visitor.emulate_media(media="print")
    sizes = visitor.evaluate(SIZES)
    assert len(sizes) > 2
    assert all(min(above) > max(below) for above, below in pairwise(sizes))
    assert (visitor.evaluate(PRESSED), visitor.evaluate(DIVIDED, WHOLE)) == ([], [])


def test_what_is_folded_on_the_screen_is_printed_open_with_facts_in_two_columns(visitor: Page) -> None:
    visitor.goto(RECIPE)
    visitor.emulate_media(media="print")
    about = visitor.locator("details.about-page")
    assert about.get_attribute("open") is None
    assert about.locator(".cite p").first.evaluate(
        "(one) => one.checkVisibility({contentVisibilityAuto: true})"
    )
    assert about.locator(".cite").evaluate("(one) => one.getBoundingClientRect().height") > 20
    marks = "(all) => [...new Set(all.map((one) => getComputedStyle(one).listStyleType))]"
    assert visitor.locator("summary").evaluate_all(marks) == ["none"]
    columns = "(one) => getComputedStyle(one).gridTemplateColumns.split(' ').length"
    assert visitor.locator(".glance .facts").first.evaluate(columns) == 2


def test_a_worksheet_is_printed_whole_with_room_to_write(visitor: Page, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads what is printed")
    visitor.goto(TOOL)
    visitor.pdf(path=tmp_path / "tool.pdf", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "tool.pdf", "-"], capture_output=True, check=True
    )
    pages = told.stdout.decode().split("\f")
    table = next(page for page in pages if "Korleis måler" in page)
    assert [name in table for name in ("Mål", "Halvvegs", "Til slutt", "fører?")] == [True] * 4
    visitor.emulate_media(media="print")
    lowest = visitor.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".table td")].filter((one) => !one.innerText)
            .map((one) => one.getBoundingClientRect().height))"""
    )
    assert lowest >= 14 * 96 / 25.4 - 1


@pytest.mark.parametrize("width", [1280, 360])
def test_no_column_of_a_worksheet_is_squeezed(new_visitor: NewVisitor, width: int) -> None:
    page = new_visitor(viewport={"width": width, "height": 800})
    page.goto(TOOL)
    assert page.evaluate(TABLE) == {"narrowest": True, "room": True, "reached": True, "overflow": 0}
