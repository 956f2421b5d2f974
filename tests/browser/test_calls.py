"""A call in a browser: with scripts off, and on a phone where what is written is kept by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import receipt_code
from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults

CALL = "/etterlysninger/fortell-om-et-samarbeid/"
PHONE = {"width": 360, "height": 740}
WHAT = "Vi prøvde en felles kjøkkenhage med naboskolen."


def answer(page: Page) -> str:
    """Answer the first phase; gives the code of the receipt."""
    page.goto(CALL)
    page.get_by_label("Hva gjorde dere?").fill(WHAT)
    page.get_by_label("Hvor var det?").fill("Malvik")
    page.locator("[name=licence]").check()
    page.locator("main form [type=submit]").last.click()
    return receipt_code(page)


def test_a_call_is_answered_in_both_phases_with_scripts_off(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport=PHONE, java_script_enabled=False)
    code = answer(page)
    page.locator(f"a[href='/kvittering/{code}/etterlysning/2/']").click()
    page.get_by_label("Hvilket behov begynte det med?").fill("Ungene manglet et sted å være.")
    page.locator("[name=save][type=submit]").click()
    expect(page.get_by_label("Hvilket behov begynte det med?")).to_have_value(
        "Ungene manglet et sted å være."
    )
    page.get_by_label("Hva ble resultatet?").fill("Tretti dyrker nå.")
    page.locator("main form [type=submit]").first.click()
    assert receipt_code(page) == code
    expect(page.locator("main")).to_contain_text("Tretti dyrker nå.")


def test_what_is_written_on_a_phone_is_kept_by_itself_and_found_on_another_device(
    new_visitor: NewVisitor,
) -> None:
    phone = new_visitor(viewport=PHONE)
    code = answer(phone)
    address = f"/kvittering/{code}/etterlysning/2/"
    phone.goto(address)
    phone.get_by_label("Hvilket behov begynte det med?").type("Ungene manglet et sted å være.")
    expect(phone.locator("[data-autosave-status]")).to_have_text(re.compile(r"^Lagret \d\d:\d\d"))
    other = new_visitor()
    other.goto(address)
    expect(other.get_by_label("Hvilket behov begynte det med?")).to_have_value(
        "Ungene manglet et sted å være."
    )


def test_what_is_written_before_the_scripts_have_come_is_kept_too(new_visitor: NewVisitor) -> None:
    phone = new_visitor(viewport=PHONE)
    address = f"/kvittering/{answer(phone)}/etterlysning/2/"
    late: list[Route] = []

    def hold_back(route: Route) -> None:
        late.append(route)

    phone.route(re.compile(r"/calls/js/autosave[.\w]*\.js"), hold_back)
    phone.goto(address, wait_until="domcontentloaded")
    phone.get_by_label("Hva ble resultatet?").type("Tretti dyrker nå.")
    expect(phone.locator("[data-autosave-status]")).to_have_text("")
    phone.wait_for_timeout(100)
    late[0].continue_()
    expect(phone.locator("[data-autosave-status]")).to_have_text(re.compile(r"^Lagret \d\d:\d\d"))
    other = new_visitor()
    other.goto(address)
    expect(other.get_by_label("Hva ble resultatet?")).to_have_value("Tretti dyrker nå.")


def test_without_contact_it_stays_on_the_phone_and_is_kept_when_there_is(new_visitor: NewVisitor) -> None:
    phone = new_visitor(viewport=PHONE)
    address = f"/kvittering/{answer(phone)}/etterlysning/2/"
    phone.goto(address)
    phone.wait_for_load_state("networkidle")  # the scripts are there before the net is gone
    phone.context.set_offline(True)
    phone.get_by_label("Hva ble resultatet?").type("Tretti dyrker nå.")
    expect(phone.locator("[data-autosave-status]")).to_contain_text("Ingen kontakt")
    phone.context.set_offline(False)
    expect(phone.locator("[data-autosave-status]")).to_contain_text("Lagret")
    phone.reload()
    expect(phone.get_by_label("Hva ble resultatet?")).to_have_value("Tretti dyrker nå.")


def test_two_windows_on_the_same_question_lose_nothing(new_visitor: NewVisitor) -> None:
    first = new_visitor()
    address = f"/kvittering/{answer(first)}/etterlysning/2/"
    second = first.context.new_page()
    first.goto(address)
    second.goto(address)
    for page, words in ((first, "Fra det første."), (second, "Fra det andre.")):
        page.get_by_label("Hva ble resultatet?").type(words)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Lagret")
    expect(second.locator(".elsewhere details")).to_have_count(1)
    expect(second.locator(".elsewhere blockquote")).to_have_text("Fra det første.")


@pytest.mark.parametrize("address", ["/etterlysninger/", CALL, f"{CALL}minn-meg/"])
def test_the_pages_of_calls_have_no_fault_a_machine_can_find(new_visitor: NewVisitor, address: str) -> None:
    page = new_visitor(viewport={"width": 320, "height": 700})
    page.goto(address)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
