"""The pages of dispatches and newsletters on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import EDITOR, NewVisitor
from tests.browser.test_accessibility import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

LONG_NAME = "Interkommunalt samarbeidsorgan for arbeidsinkludering i Indre Østfold og Nordre Follo"
ROWS = f"navn;e-post;kanal\n{LONG_NAME};;for hånd\nVik;{'v' * 40}@{'vik' * 12}.example.no;e-post\n"


def width_of(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def dispatch_prepared(page: Page) -> str:
    """A dispatch to a kept list, of which one is handed over by hand; its address. Each page on the way fits."""
    page.goto("/redaksjon/mottakere/ny/")
    page.locator("[name=name]").fill("Smale skjermer")
    page.locator("[name=rows]").fill(ROWS)
    page.locator("[name=do][value=look]").click()
    assert width_of(page) == PHONE["width"]
    page.locator("[name=do][value=keep]").click()
    page.goto("/redaksjon/utgaver/0.1/utsending/")
    page.locator("[name=to]").select_option(label="Smale skjermer")
    page.locator("[name=do][value=try]").click()
    assert width_of(page) == PHONE["width"]
    page.locator("[name=do][value=make]").click()
    expect(page).to_have_url(re.compile(r"/redaksjon/utsending/\d+/$"))
    return page.url


def newsletter_written(page: Page) -> str:
    """A newsletter that is not sent; its address."""
    page.goto("/redaksjon/nyhetsbrev/nytt/")
    page.locator("[name=subject_nb]").fill(LONG_NAME)
    page.locator("[name=letter_nb]").fill(f"Les mer på https://example.no/{'lang' * 20}/")
    page.get_by_role("button", name="Lagre").click()
    expect(page).to_have_url(re.compile(r"/redaksjon/nyhetsbrev/\d+/$"))
    return page.url


def test_no_page_of_a_dispatch_or_a_newsletter_is_wider_than_a_phone(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState]
) -> None:
    page = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE)
    dispatch = dispatch_prepared(page)
    letter = page.locator("#brev td a").first.get_attribute("href") or ""
    addresses = [dispatch, letter, f"{letter}mottaker/", "/redaksjon/mottakere/", "/redaksjon/retur/"]
    page.goto("/redaksjon/mottakere/")
    addresses.append(page.get_by_role("link", name="Smale skjermer").get_attribute("href") or "")
    addresses += ["/redaksjon/brevmaler/", "/redaksjon/brevmaler/ny/", "/redaksjon/nyhetsbrev/"]
    addresses.append(newsletter_written(page))
    wide = {}
    for address in addresses:
        page.goto(address)
        if (width := width_of(page)) > PHONE["width"]:
            wide[address] = width
    assert wide == {}
