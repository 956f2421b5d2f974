"""“What to click first” in the README: each of its steps, done word by word with the words it gives."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import open_from_queue, unfold
from tests.browser.conftest import NewVisitor

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
STEPS = re.split(
    r"^\d\. ", README.split("## What to click first")[1].split("## Where next")[0], flags=re.MULTILINE
)
SUGGESTED = "Hvis dere ikke kan tenke dere noe svar, er det for tidlig å prøve."
TAKEN = "Hvis dere ikke kan tenke dere noe svar ennå, er det for tidlig å prøve."
WRITTEN = "Dette avsnittet er skrevet slik README-filen sier."


def quoted(step: int, words: str) -> str:
    """These words, if the step of the README has them in quotation marks."""
    said = re.findall("“([^”]+)”", " ".join(STEPS[step].split()))
    assert words in said, f"Step {step} of the README does not say “{words}”, but {said}"
    return words


def test_the_readmes_first_clicks_do_what_it_says(new_visitor: NewVisitor) -> None:
    reader, editor = new_visitor(), new_visitor(viewport={"width": 1280, "height": 900})
    for page in (reader, editor):
        page.goto("/")
        page.get_by_role("button", name="English").first.click()
    address = read(reader)
    receipt = say_something(reader)
    sign_in(editor)
    take_in(editor)
    reader.goto(address)
    expect(reader.get_by_text(TAKEN)).to_be_visible()
    reader.goto(receipt)
    expect(reader.get_by_text("Taken in").first).to_be_visible()
    write(editor)
    freeze(editor)
    take_part(reader)


def read(page: Page) -> str:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Du er enhetsleder og vil prøve en ny løsning")).click()
    expect(page.locator("article[data-kind=recipe]")).to_be_visible()
    return page.url


def bubble_of(page: Page, words: str) -> Locator:
    """The speech bubble beside the paragraph with these words."""
    anchor = page.locator("[id^='a-']", has_text=words).first.get_attribute("id") or ""
    return page.locator(f"a[href*='/innspill/gi/{anchor.removeprefix('a-')}/']").first


def say_something(page: Page) -> str:
    bubble_of(page, "Hvis dere ikke kan tenke dere noe svar").click()
    page.get_by_role("radio", name=quoted(2, "Suggested wording")).check()
    page.locator("[name=suggestion]").fill(SUGGESTED)
    unfold(page)
    page.locator("[name=name]").fill("Rita Readme")
    page.locator("[name=may_be_named]").check()
    page.locator("[name=licence]").check()
    page.locator("form[data-choose-kind] [type=submit]").click()
    expect(page).to_have_url(re.compile(r"/kvittering/\w{16}/$"))
    return page.url


def sign_in(page: Page) -> None:
    page.goto("/demo/")
    page.get_by_role("listitem").filter(has_text="Randi Redaktør").get_by_role("button").click()
    page.locator("#letters").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/redaksjon/"))


def take_in(page: Page) -> None:
    page.goto("/redaksjon/innspill/")
    open_from_queue(page, "Rita Readme")
    expect(page.locator("main").get_by_text("Rita Readme").locator("visible=true").first).to_be_visible()
    page.get_by_role("radio", name=quoted(4, "Taken in with changes")).check()
    page.locator("[name=new_text]").fill(TAKEN)
    page.get_by_role("button", name=quoted(4, "Publish and answer")).click()
    expect(page.get_by_text("is answered: taken in with changes").first).to_be_visible()


def write(page: Page) -> None:
    page.goto("/redaksjon/innspill/")
    page.locator(".queue li", has_text="Emma Clarke").get_by_role("link").first.click()
    page.get_by_role("link", name=quoted(5, "Open in the page editor")).click()
    expect(page).to_have_url(re.compile("/admin/pages/.*#block-"))
    block = page.locator(page.url.rpartition("#")[1] + page.url.rpartition("#")[2])
    expect(block).to_be_in_viewport()
    block.locator("[role=textbox]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(WRITTEN)
    expect(block.locator("input[name$='-value']").first).to_have_value(re.compile(re.escape(WRITTEN)))
    page.get_by_label(quoted(5, "Why the text is changed")).fill("Fordi README-filen ba om det.")
    page.locator("footer").get_by_role("button", name=quoted(5, "Publish"), exact=True).click()
    expect(page).to_have_url(re.compile("/redaksjon/etter-publisering/"))
    page.get_by_role("link", name=quoted(5, "See the page")).click()
    expect(bubble_of(page, WRITTEN)).to_be_attached()


def freeze(page: Page) -> None:
    page.goto("/redaksjon/")
    page.get_by_role("link", name=quoted(6, "Writing")).click()
    page.get_by_role("link", name=quoted(6, "Editions"), exact=True).click()
    page.get_by_role("link", name=quoted(6, "Freeze a new edition")).click()
    expect(page).not_to_have_url(re.compile("/redaksjon/$"))


def take_part(page: Page) -> None:
    for address in ("/r/kkbk25/", "/r/kkbk25/vegg/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
