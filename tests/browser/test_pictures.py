"""A picture, from the editor's machine to the page, the reader's words about it, and the files of an edition."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
from playwright.sync_api import Page, expect

from tests.book.test_pen_files import claims_to_be
from tests.browser.acts import send_comment
from tests.browser.rules import faults
from tests.browser.test_pen import PUBLISHED, address_of, new_chapter, press_publish
from tests.pictures import photo

if TYPE_CHECKING:
    from playwright.sync_api import Locator

MADE = 180_000  # milliseconds for the files of an edition
RECIPE = "/oppskrifter/prov-ut-i-en-pilot/"
ALT, CAPTION, ORIGIN = "En bro i rødt og blått.", "Broen i 2016.", "Foto: Kari Nordmann · CC BY 4.0"
SAID = {
    "alt": ALT,
    "caption": CAPTION,
    "credit": "Foto: Kari Nordmann",
    "licence": "CC BY 4.0",
}


def add_block(editor: Page, path: str = "body") -> Locator:
    """Put a block for a picture last in a text; the block."""
    stream = editor.locator(f"[data-contentpath='{path}']")
    stream.get_by_role("button", name="Sett inn en blokk").last.click()
    editor.get_by_role("option", name="Bilde", exact=True).first.click()
    return stream.locator("[data-contentpath]:has(> * [data-contentpath='picture'])").last


def open_window(editor: Page, block: Locator) -> Locator:
    """Open the window where one chooses a picture, at the place where one adds one."""
    block.get_by_role("button", name="Velg et bilde").click()
    window = editor.locator(".modal-body")
    window.get_by_role("tab", name="Last opp").click()
    return window


def upload(window: Locator, name: str, content: bytes) -> None:
    """Add a file in the window."""
    sort = "image/png" if name.endswith("png") else "image/jpeg"
    window.locator("input[type=file]").set_input_files({"name": name, "mimeType": sort, "buffer": content})
    window.locator("input[name$='-title']").fill(name.partition(".")[0])
    window.locator("form[data-chooser-modal-creation-form] [type=submit]").click()


def describe(block: Locator) -> None:
    """Say all that is asked of a picture."""
    for field, words in SAID.items():
        block.locator(f"[data-contentpath='{field}'] :is(input, textarea)").first.fill(words)


def is_seen(picture: Locator) -> bool:
    """Whether the browser has drawn a picture."""
    picture.scroll_into_view_if_needed()
    return bool(
        picture.evaluate("one => one.decode().then(() => one.naturalWidth > 0, () => false)", timeout=20_000)
    )


def test_a_picture_comes_to_the_reader_who_speaks_of_it_and_stands_in_every_file_of_an_edition(
    editor: Page, visitor: Page
) -> None:
    title = new_chapter(editor)
    block = add_block(editor)
    window = open_window(editor, block)
    upload(window, "broen.jpg", photo())
    expect(window).to_be_hidden()
    assert is_seen(block.locator("img").first)
    describe(block)
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    put_in_recipe(editor)
    for address in (address_of(title), RECIPE):
        visitor.goto(address)
        shown = visitor.locator("figure.picture img")
        assert (is_seen(shown), shown.get_attribute("alt")) == (True, ALT)
        expect(visitor.locator("figure.picture figcaption")).to_have_text(
            re.compile(f"{CAPTION}.*{ORIGIN}", re.DOTALL)
        )
        assert faults(visitor) == []
    anchor = (visitor.locator("figure.picture").get_attribute("id") or "").removeprefix("a-")
    code = send_comment(visitor, anchor, "Broen er malt på nytt.")
    visitor.goto(f"/kvittering/{code}/")
    expect(visitor.get_by_text(CAPTION).first).to_be_visible()
    number = freeze(editor)
    visitor.goto(f"/utgave/{number}{RECIPE}")
    assert is_seen(visitor.locator("figure.picture img"))
    assert in_files(visitor, number) == {"pdf": 2, "epub": 1, "docx": 1}


def put_in_recipe(editor: Page) -> None:
    """Put the picture that is in the library already into a recipe, and publish it."""
    editor.goto(RECIPE)
    follow = editor.locator("a[href^='/folg/?side=']").first.get_attribute("href") or ""
    editor.goto(f"/admin/pages/{follow.rpartition('=')[2]}/edit/")
    block = add_block(editor, "pictures")
    block.get_by_role("button", name="Velg et bilde").click()
    window = editor.locator(".modal-body")
    window.get_by_role("link", name="broen").first.click()
    expect(window).to_be_hidden()
    describe(block)
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)


def freeze(editor: Page) -> str:
    """Freeze the edition the desk suggests, and wait for its files; its number."""
    editor.goto("/redaksjon/utgaver/ny/")
    number = editor.locator("[name=number]").input_value()
    if editor.locator("[name=signed_reason]").count():
        editor.locator("[name=signed_reason]").fill("Fristen er i dag.")
    editor.locator("form.form [type=submit]").click()
    expect(editor).to_have_url(re.compile(f"/redaksjon/utgaver/{re.escape(number)}/$"))
    for form in ("pdf", "epub", "docx"):
        expect(editor.locator(f".downloads a[href$='/fil/{form}/']")).to_be_visible(timeout=MADE)
    return number


def in_files(visitor: Page, number: str) -> dict[str, int]:
    """How many pictures of a bridge each file of an edition has: with what they show, or as one file used twice."""
    pdf, epub, docx = (
        visitor.request.get(f"/utgave/{number}/fil/{form}/").body() for form in ("pdf", "epub", "docx")
    )
    with pikepdf.open(io.BytesIO(pdf)) as book:
        told = [
            one
            for one in book.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/Alt", "")) == ALT
        ]
    names = [zipfile.ZipFile(io.BytesIO(file)).namelist() for file in (epub, docx)]
    return {
        "pdf": len(told),
        "epub": len([name for name in names[0] if name.startswith("book/pictures/")]),
        "docx": len([name for name in names[1] if name.startswith("word/media/")]),
    }


def test_a_picture_that_is_too_large_is_refused_in_words_where_it_is_chosen_and_what_was_typed_stays(
    editor: Page,
) -> None:
    new_chapter(editor)
    block = add_block(editor)
    describe(block)
    window = open_window(editor, block)
    for name, content, told in (
        ("stort.png", claims_to_be(30_000, 30_000), "piksler"),
        ("side.jpg", b"<html><script>alert(1)</script></html>", "bilde"),
        ("kuttet.jpg", photo()[:2000], "bilde"),
    ):
        upload(window, name, content)
        expect(window.locator(".error-message").first).to_contain_text(told)
        expect(window.locator("input[name$='-title']")).to_have_value(name.partition(".")[0])
    editor.locator(".modal [data-dismiss=modal]").first.click()
    expect(block.locator("[data-contentpath='alt'] input")).to_have_value(ALT)
