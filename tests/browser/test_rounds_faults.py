"""What can go wrong with a phone in a hall: a held-up stream, a killed browser, no store, a wrong clock, two tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, Route, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.site import Site
from tests.browser.test_rounds import PHONE, make_round, say

NO_STORE = """
Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no", "SecurityError") } })
"""
NOTHING_KEPT = (
    NO_STORE
    + """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })
"""
)


@pytest.fixture
def open_again(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Site, tmp_path: Path
) -> Callable[[], BrowserContext]:
    """Opens the same browser, with all that it keeps on its disk, in a process of its own."""
    options = {"base_url": site.url, "locale": "nb-NO", **browser_type_launch_args}
    return lambda: browser_type.launch_persistent_context(tmp_path / "browser", **options)


def on_the_wall(editor: Page, code: str, new_visitor: NewVisitor) -> Counter[str]:
    """The texts on the wall."""
    editor.locator("[name=wall][value=inputs]").check()
    editor.locator("button[value=wall]").click()
    wall = new_visitor(viewport={"width": 1280, "height": 720})
    expect(editor.locator("[name=wall][value=inputs]")).to_be_checked()
    wall.goto(f"/r/{code}/vegg/")
    return Counter(wall.locator(".wall-said").all_inner_texts())


def test_a_phone_whose_stream_is_held_up_asks_instead(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva mangler?"}, {"title": "Og så?"})
    phone = new_visitor(viewport=PHONE)
    phone.route("**/live/*/stream", lambda _route: None)  # neither answered nor broken off
    phone.goto(f"/r/{code}/")
    expect(phone.locator("h1")).to_have_text("Hva mangler?")
    editor.locator(".remote-next").click()
    expect(phone.locator("h1")).to_have_text("Og så?", timeout=10_000)


def test_a_browser_that_is_killed_with_something_unsent_sends_it_once_when_it_is_back(
    editor: Page, open_again: Callable[[], BrowserContext], new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    first = open_again()
    phone = first.new_page()
    phone.goto(f"/r/{code}/")
    expect(phone.locator("[data-answer]")).to_be_visible()
    phone.route("**/live/*/send", lambda route: route.abort())
    say(phone, "Skrevet rett før batteriet døde.")
    expect(phone.locator(".live-status")).to_have_text("Lagret her")
    with suppress(Error):  # it dies before it can answer
        first.new_cdp_session(phone).send("Browser.crash")
    again = open_again()
    phone = again.new_page()
    phone.goto(f"/r/{code}/")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    phone.reload()
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    assert on_the_wall(editor, code, new_visitor) == {"Skrevet rett før batteriet døde.": 1}
    again.close()


def test_without_a_database_a_phone_keeps_what_is_written_all_the_same(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.add_init_script(NO_STORE)
    phone.goto(f"/r/{code}/")
    phone.route("**/live/*/send", lambda route: route.abort())
    say(phone, "Uten database.")
    expect(phone.locator(".live-status")).to_have_text("Lagret her")
    phone.reload()
    expect(phone.locator(".live-status")).to_have_text("Lagret her")
    phone.unroute("**/live/*/send")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    assert on_the_wall(editor, code, new_visitor) == {"Uten database.": 1}


def test_a_phone_that_can_keep_nothing_sends_a_plain_form_and_still_follows_the_round(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"}, {"title": "Og så?"})
    phone = new_visitor(viewport=PHONE)
    phone.add_init_script(NOTHING_KEPT)
    phone.goto(f"/r/{code}/")
    say(phone, "Ingenting kan lagres her.")
    expect(phone.locator("h1")).to_have_text("Det er mottatt")
    phone.goto(f"/r/{code}/")
    editor.locator(".remote-next").click()
    expect(phone.locator("h1")).to_have_text("Og så?")


def test_two_tabs_and_a_double_press_send_each_input_once(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    other = phone.context.new_page()
    other.goto(f"/r/{code}/")
    phone.context.set_offline(True)
    phone.locator("textarea[name=text]").fill("Trykket to ganger.")
    phone.locator("[data-answer] [type=submit]").dblclick()
    say(other, "Fra den andre fanen.")
    expect(other.locator(".live-mine li")).to_have_count(2)
    expect(phone.locator(".live-mine li")).to_have_count(2)
    phone.context.set_offline(False)
    for tab in (phone, other):
        expect(tab.locator(".live-status").first).to_have_text("Sendt")
        expect(tab.locator(".live-status").last).to_have_text("Sendt")
    assert on_the_wall(editor, code, new_visitor) == {"Trykket to ganger.": 1, "Fra den andre fanen.": 1}


def test_the_clock_is_right_on_a_phone_whose_own_is_wrong(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.add_init_script("const real = Date.now; Date.now = () => real() + 3 * 3600 * 1000")
    phone.goto(f"/r/{code}/")
    expect(phone.locator("[data-clock] b")).to_contain_text("4:")


def test_what_was_refused_is_taken_up_again_and_nothing_private_is_kept_by_the_browser(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    phone.locator("textarea[name=text]").evaluate("one => one.removeAttribute('maxlength')")
    too_long = "Ble ikke tatt imot. " * 60
    say(phone, too_long)
    expect(phone.locator(".live-status")).to_have_text("Ikke tatt imot: Det er plass til 1000 tegn.")
    phone.locator(".live-mine li button").click()
    expect(phone.locator("textarea[name=text]")).to_have_value(too_long.strip())
    say(phone, "Ble ikke tatt imot.")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    phone.locator("[data-my-link]").click()
    phone.wait_for_url("**/r/min/*/")  # the page before it has the same words
    expect(phone.locator("main")).to_contain_text("Ble ikke tatt imot.")
    kept = phone.evaluate(
        "caches.open('kokebok-round-1').then((c) => c.keys()).then((all) => all.map((x) => new URL(x.url).pathname))"
    )
    assert [path for path in kept if not path.startswith("/static/")] in ([], [f"/r/{code}/"])


def test_what_the_host_has_in_hand_is_not_taken_away_when_an_input_comes(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    editor.locator("main summary").first.click()
    editor.locator("[name=wall][value=result]").check()
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    say(phone, "Kommer midt i.")
    expect(editor.locator("#remote")).to_contain_text("1 på veggen")
    expect(editor.locator("[name=wall][value=result]")).to_be_checked()
    expect(editor.locator("main details").first).to_have_attribute("open", "")


def test_the_pages_of_a_round_have_no_fault_in_light_and_dark_wide_and_narrow(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(
        editor,
        {"title": "Hva mangler?", "visibility": "moderated"},
        {"title": "Enig?", "kind": "stance", "statements": "Alle skal få svar."},
    )
    round_ = editor.url.removesuffix("styr/")
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    say(phone, "Venter på en moderator.")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    found = faults(phone)
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            editor.set_viewport_size({"width": width, "height": 800})
            editor.emulate_media(color_scheme=scheme)
            for part in ("", "ko/", "styr/", "endre/", "sporsmal/ny/"):
                editor.goto(round_ + part)
                found += wrong(editor)
        other = new_visitor(viewport=PHONE, color_scheme=scheme)
        for page in ("/r/", f"/r/{code}/", f"/r/{code}/vegg/"):
            other.goto(page)
            found += wrong(other)
    assert found == []


def wrong(page: Page) -> list[str]:
    """What axe finds wrong on the page, and whether it is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*faults(page), *([f"{page.url} is too wide"] if wide else [])]


@pytest.mark.parametrize("lost_is_the", ["way there", "way back"])
def test_what_the_host_presses_without_contact_is_said_and_not_sent_again_by_itself(
    editor: Page, lost_is_the: str
) -> None:
    make_round(editor, {"title": "Hva mangler?"}, {"title": "Og så?"}, {"title": "Til slutt?"})
    minute = editor.locator("button[value=minute]")
    expect(minute).to_be_visible()
    ends = float(editor.locator("[data-clock]").get_attribute("data-ends") or 0)
    sent: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.url)
        if lost_is_the == "way back":
            route.fetch(max_redirects=0)
        route.abort()

    editor.route("**/styr/", lose)
    minute.click()
    expect(editor.locator(".not-sent")).to_contain_text("Ingen kontakt med serveren")
    more = 60 if lost_is_the == "way back" else 0
    expect(editor.locator("[data-clock]")).to_have_attribute("data-ends", str(round(ends + more)))
    assert len(sent) == 1
    editor.unroute("**/styr/")
    minute.click()
    expect(editor.locator("[data-clock]")).to_have_attribute("data-ends", str(round(ends + more + 60)))
    expect(editor.locator(".not-sent")).to_have_count(0)
