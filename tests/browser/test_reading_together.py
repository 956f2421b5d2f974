"""The resource group reads on a phone without scripts and with the keyboard; editors see each other at the desk."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, StorageState, expect

from tests.browser.acts import tab_to
from tests.browser.conftest import EDITOR, NewVisitor
from tests.browser.rules import faults
from tests.browser.site import SECOND_EDITOR

MEMBER = "ressurs@example.no"
PHONE = {"width": 360, "height": 800}
SignedIn = Callable[[str], StorageState]


def wider_than_screen(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def ask_to_read(editor: Page, title: str) -> str:
    """Ask the demo's member to read two paragraphs of a page, chosen by hand; gives the address of the overview."""
    editor.goto("/redaksjon/lesinger/ny/")
    editor.locator("[name=title]").fill(title)
    editor.get_by_label("Rolf Ressursgruppe").check()
    editor.locator("[name=pages]").nth(2).check()
    editor.locator("[name=do][value=choose]").click()
    boxes = editor.locator("[name=paragraphs]")
    expect(boxes.first).to_be_checked()
    for number in range(2, boxes.count()):
        boxes.nth(number).uncheck()
    editor.locator("form.form > [type=submit]").click()
    expect(editor.locator("h1")).to_have_text(title)
    return editor.url


def test_a_member_reads_on_a_phone_without_scripts_and_the_editor_publishes_the_objection(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page, visitor: Page
) -> None:
    overview = ask_to_read(editor, "Lest på telefon")
    phone = new_visitor(storage_state=signed_in(MEMBER), viewport=PHONE, java_script_enabled=False)
    phone.goto("/redaksjon/mitt/")
    phone.get_by_role("link", name="Lest på telefon").click()
    expect(phone.locator(".lead")).to_contain_text("Dine 2 avsnitt")
    phone.locator("ol.plain-list a").first.click()
    phone.get_by_label("Jeg er uenig").check()
    phone.get_by_role("button", name="Lagre og gå videre").click()
    expect(phone.locator(".ds-error-summary")).to_contain_text("Si hvorfor du er uenig")
    expect(phone.get_by_label("Jeg er uenig")).to_be_checked()
    phone.locator("[name=text]").fill("Dette stemmer ikke for små kommuner.")
    phone.get_by_role("button", name="Lagre og gå videre").click()
    expect(phone.locator("h1")).to_have_text("Avsnitt 2 av 2")
    phone.get_by_label("Jeg godkjenner").check()
    phone.get_by_role("button", name="Lagre og gå videre").click()
    expect(phone.locator(".lead")).to_contain_text("Du har lest alt")

    editor.goto(overview)
    expect(editor.locator(".voice", has_text="små kommuner")).to_contain_text("er uenig")
    editor.get_by_label("Publiser det").check()
    editor.get_by_role("button", name="Publiser merknadene").click()
    editor.get_by_role("link", name="Publisert som innspill").click()
    visitor.goto(editor.url)
    expect(visitor.locator("main")).to_contain_text("små kommuner")
    expect(visitor.locator("main")).not_to_contain_text("Rolf")


def test_the_pages_of_a_reading_fit_a_phone_and_have_no_fault(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    overview = ask_to_read(editor, "Passer på en telefon")
    phone = new_visitor(storage_state=signed_in(MEMBER), viewport=PHONE)
    phone.goto("/redaksjon/lesing/")
    phone.get_by_role("link", name="Passer på en telefon").click()
    expect(phone.locator(".progress")).to_be_visible()
    reading = phone.url
    whole = phone.get_by_role("link", name="Begynn å lese").get_attribute("href") or ""
    phone.locator("ol.plain-list a").first.click()
    expect(phone.locator("[name=says]").first).to_be_visible()
    member = [phone.url, reading, whole, "/redaksjon/lesing/", "/redaksjon/mitt/"]
    editors = [overview, "/redaksjon/lesinger/", "/redaksjon/lesinger/ny/", "/redaksjon/fordeling/?hos=alle"]
    editor.set_viewport_size({"width": 360, "height": 800})
    for page, addresses in (
        (phone, member),
        (editor, [*editors, "/redaksjon/mitt/", "/redaksjon/innspill/9/"]),
    ):
        for address in addresses:
            page.goto(address)
            assert (address, wider_than_screen(page), faults(page)) == (address, 0, [])


def test_a_member_says_what_they_think_with_the_keyboard_alone(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    ask_to_read(editor, "Lest med tastatur")
    page = new_visitor(storage_state=signed_in(MEMBER), viewport={"width": 1280, "height": 900})
    page.goto("/redaksjon/lesing/")
    link = page.get_by_role("link", name="Lest med tastatur").get_attribute("href") or ""
    tab_to(page, f"a[href='{link}']")
    page.keyboard.press("Enter")
    expect(page.locator(".progress")).to_be_visible()
    tab_to(page, "ol.plain-list a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Avsnitt 1 av 2")
    tab_to(page, "[name=says]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=says][value=comment]")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Fint, men langt.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Avsnitt 2 av 2")
    page.goto(link)
    expect(page.locator("ol.plain-list > li").first).to_contain_text("Jeg har en merknad")


def test_two_editors_see_each_other_at_an_input_while_they_write_and_when_they_leave(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    second = new_visitor(storage_state=signed_in(SECOND_EDITOR))
    editor.goto("/redaksjon/innspill/9/")
    second.goto("/redaksjon/innspill/9/")
    expect(second.locator("#others-here")).to_contain_text("Randi Redaktør har det åpent nå")
    editor.locator("#id_reply, textarea[name=reply]").last.press_sequentially("Takk")
    second.reload()
    expect(second.locator("#others-here")).to_contain_text("Randi Redaktør skriver på et svar nå")
    second.goto("/redaksjon/fordeling/?hos=alle")
    expect(second.locator(".here-line", has_text="Randi Redaktør").first).to_be_visible()
    editor.goto("/redaksjon/mitt/")
    expect(editor.locator("h1")).to_have_text("Dette venter på deg")
    second.goto("/redaksjon/innspill/9/")
    expect(second.locator("#others-here")).not_to_contain_text("Randi Redaktør")


def test_a_colleague_is_mentioned_by_a_press_on_their_name_and_finds_it_on_their_page(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    second = new_visitor(storage_state=signed_in(SECOND_EDITOR))
    editor.goto("/redaksjon/innspill/14/")
    editor.locator("#notes > summary").click()
    note = editor.locator("[data-mentions]")
    note.press_sequentially("Hva mener du, @eg")
    expect(editor.locator(".mention:visible")).to_have_text(["@Egil Redaktør"])
    editor.get_by_role("button", name="@Egil Redaktør").click()
    expect(note).to_have_value("Hva mener du, @Egil Redaktør ")
    editor.get_by_role("button", name="Lagre notatet").click()
    expect(editor.locator("main")).to_contain_text("De du nevnte, får beskjed: Egil Redaktør")
    second.goto("/redaksjon/mitt/")
    second.get_by_role("link", name="Randi Redaktør om innspill 14").click()
    expect(second.locator("#notes")).to_contain_text("Hva mener du, @Egil Redaktør")
    assert EDITOR not in second.locator("#notes").inner_text()
