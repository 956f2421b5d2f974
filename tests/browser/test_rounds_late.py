"""A phone that loses the net at once, or comes late, or has run out of time; and what one has chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.test_rounds import PHONE, make_round, say

KEPT_AND_READY = """async () => {
  const ready = await navigator.serviceWorker?.getRegistration("/r/")
  const cache = await caches.open("kokebok-round-1")
  const kept = (await cache.keys()).map((one) => new URL(one.url).pathname)
  return Boolean(ready?.active) && kept.includes(location.pathname) && kept.some((path) => path.endsWith("phone.js"))
}"""


def test_the_first_visit_survives_that_the_net_is_lost_and_the_page_loaded_anew(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    expect(phone.locator("textarea[name=text]")).to_be_visible()
    phone.wait_for_function(KEPT_AND_READY)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator("h1")).to_have_text("Hva mangler?")
    expect(phone.locator("[data-net]")).to_contain_text("Du er uten nett akkurat nå.")
    assert phone.evaluate("getComputedStyle(document.querySelector('.live-main')).maxWidth") != "none"
    say(phone, "Skrevet uten nett, etter at siden var lastet på nytt.")
    expect(phone.locator(".live-status")).to_have_text("Lagret her")
    phone.context.set_offline(False)
    expect(phone.locator(".live-status")).to_have_text("Sendt")


def test_at_nought_the_phone_says_that_time_is_out_and_what_one_can_still_do(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.add_init_script("const real = Date.now; window.later = 0; Date.now = () => real() + window.later")
    phone.goto(f"/r/{code}/")
    notice = phone.locator("p[data-time-out]")
    expect(phone.locator("[data-clock] b")).to_contain_text("4:")
    expect(notice).to_be_hidden()
    phone.evaluate("window.later = 6 * 60 * 1000")
    expect(notice).to_have_text("Tiden er ute. Du kan fortsatt sende til verten går videre.")
    expect(phone.locator("[data-clock] b")).to_have_text("0:00")
    say(phone, "Etter tiden.")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    phone.evaluate("window.later = 0")
    expect(notice).to_be_hidden()


def test_what_one_has_chosen_stands_with_what_one_has_written_also_after_a_reload(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(
        editor,
        {"title": "Hva mangler?"},
        {"title": "Enig?", "kind": "stance", "statements": "Alle skal få svar.\nSvar innen en uke."},
        {"title": "Hvor bra?", "kind": "scale"},
        {"title": "Hva er viktigst?", "kind": "prioritise", "choose_from": "Hva mangler?"},
    )
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    for text in ("Ring folk.", "Møt opp."):
        say(phone, text)
    expect(phone.locator(".live-status")).to_have_text(["Sendt"] * 2)

    def go_on_to(title: str) -> None:
        editor.locator(".remote-next").click()
        expect(phone.locator("h1")).to_have_text(title)

    def choose(*labels: str) -> None:
        for label in labels:
            phone.get_by_label(label, exact=True).first.check()
        phone.locator("[data-answer] [type=submit]").click()

    first = phone.locator(".live-mine li").first
    go_on_to("Enig?")
    choose("Enig")
    expect(first).to_contain_text("Alle skal få svar. – Enig")
    phone.get_by_label("Uenig", exact=True).last.check()
    phone.locator("[data-answer] [type=submit]").click()
    expect(first).to_contain_text("Svar innen en uke. – Uenig")
    expect(first).to_contain_text("Alle skal få svar. – Enig")
    go_on_to("Hvor bra?")
    choose("2")
    choose("4")
    expect(first.locator("p").nth(1)).to_have_text("4")
    go_on_to("Hva er viktigst?")
    choose("Møt opp.")
    expect(first).to_contain_text("Møt opp.")
    expect(phone.locator(".live-mine li")).to_have_count(5)
    expect(first.locator(".live-status")).to_have_text("Sendt")
    phone.reload()
    expect(phone.locator(".live-mine li")).to_have_count(5)
    expect(first).to_contain_text("Hva er viktigst?")
    expect(phone.get_by_label("Møt opp.", exact=True)).to_be_checked()
    expect(phone.get_by_label("Ring folk.", exact=True)).not_to_be_checked()
    assert faults(phone) == []
    phone.locator("[data-my-link]").click()
    said = phone.locator("main")
    for one in ("Alle skal få svar. – Enig", "Svar innen en uke. – Uenig", "4", "Møt opp."):
        expect(said).to_contain_text(one)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_who_comes_late_finds_the_way_in_on_the_wall_whatever_it_shows(
    editor: Page, new_visitor: NewVisitor, width: int, height: int
) -> None:
    code = make_round(editor, {"title": "Hva mangler i kokeboka for at dere skal ta den i bruk?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    say(phone, "Et eksempel fra en liten kommune.")
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    wall = new_visitor(viewport={"width": width, "height": height})
    wall.goto(f"/r/{code}/vegg/")
    corner = wall.locator(".wall-corner svg")
    for shows in ("prompt", "inputs", "result", "groups"):
        editor.locator(f"[name=wall][value={shows}]").check()
        editor.locator("button[value=wall]").click()
        expect(editor.locator(f"[name=wall][value={shows}]")).to_be_checked()
        wall.reload()
        box = corner.bounding_box()
        assert box is not None
        assert box["width"] >= 0.15 * height  # a third of a metre where the wall is two metres high
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        head = wall.locator("#wall > header").bounding_box()
        assert head is not None
        assert head["y"] + head["height"] >= box["y"] + box["height"]  # nothing stands on it
        assert wall.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(wall) == []
    editor.locator("[name=wall][value=nothing]").check()
    editor.locator("button[value=wall]").click()
    expect(corner).to_have_count(0)
