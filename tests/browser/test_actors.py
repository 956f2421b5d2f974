"""Those who meet, on a narrow phone without scripts: a body joins and keeps its entry, somebody asks it for contact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.acts import letter_with
from tests.browser.rules import faults

if TYPE_CHECKING:
    from tests.browser.conftest import NewVisitor

PHONE = {"width": 360, "height": 780}
LINK = re.compile(r"https?://\S+(/(?:aktorer|kontakt|moteplasser)/\S+)")


def link_in(page: Page, words: str) -> str:
    """The path of the first link to these pages in the newest letter with these words."""
    found = LINK.search(letter_with(page, words).inner_text())
    assert found, words
    return found.group(1)


def require_narrow(page: Page) -> None:
    """Nothing sticks out of the window."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def fill_in(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)


def press(page: Page, name: str, then: str) -> None:
    """Press a button, and wait for the words of the page that comes."""
    require_narrow(page)
    page.get_by_role("button", name=name).first.click()
    expect(page.locator("main")).to_contain_text(then)


def test_a_body_joins_and_is_asked_for_contact(new_visitor: NewVisitor, editor: Page) -> None:
    theirs = new_visitor(viewport=PHONE, java_script_enabled=False)
    theirs.goto("/aktorer/")
    theirs.get_by_role("link", name="Bli med blant aktørene").click()
    theirs.get_by_label("Hva slags er det?").select_option("Sosial entreprenør")
    fill_in(
        theirs,
        body_name="Sammen AS",
        web="sammen.example",
        name="Siv",
        role="Leder",
        email="siv@sammen.example",
    )
    press(theirs, "Send", "Vi har skrevet til adressen")
    theirs.goto(link_in(theirs, "Vil du ha en oppføring for virksomheten din?"))
    press(theirs, "Ja, jeg kan uttale meg for dem", "En redaktør ser på det")
    editor.goto("/redaksjon/aktorer/")
    assert faults(editor) == []
    editor.get_by_role("button", name="La dem ta vare på den").click()
    expect(editor.locator("body")).to_contain_text("Det er avgjort.")
    theirs.goto("/aktorer/sammen-as/inn/")
    fill_in(theirs, email="siv@sammen.example")
    press(theirs, "Send meg en lenke", "en lenke på vei")
    theirs.goto(link_in(theirs, "Lenken din til oppføringen av Sammen AS"))
    press(theirs, "Gå inn", "Det siden sier")
    fill_in(theirs, solves="Ensomhet", seeks="En kommune å prøve sammen med")
    press(theirs, "Be om at dette skal stå der", "En endring venter")
    editor.goto("/redaksjon/aktorer/")
    expect(editor.locator("main")).to_contain_text("En kommune å prøve sammen med")
    editor.get_by_role("button", name="Godkjenn").first.click()
    expect(editor.locator("body")).to_contain_text("Det er avgjort.")
    asker = new_visitor(viewport=PHONE, java_script_enabled=False)
    asker.goto("/aktorer/sammen-as/")
    expect(asker.locator("main")).to_contain_text("En kommune å prøve sammen med")
    expect(asker.locator("main")).to_contain_text("Virksomheten tar selv vare på oppføringen.")
    require_narrow(asker)
    asker.get_by_role("link", name="Be om kontakt").click()
    fill_in(asker, message="Vi vil prøve.", name="Ada", email="ada@asker.example")
    asker.locator("[name=agrees]").check()
    press(asker, "Send", "Vi har skrevet til adressen")
    asker.goto(link_in(asker, "Ber du om kontakt med Sammen AS?"))
    press(asker, "Ja, send det videre", "Det er sendt videre")
    theirs.goto(link_in(theirs, "Ada ber om kontakt med Sammen AS"))
    expect(theirs.locator("main")).not_to_contain_text("ada@asker.example")
    press(theirs, "Ja, gi meg adressen", "Du har sagt ja")
    expect(letter_with(theirs, "Adressen til Ada")).to_contain_text("ada@asker.example")


def test_the_pages_of_actors_and_events_have_no_faults(new_visitor: NewVisitor, editor: Page) -> None:
    page = new_visitor(viewport=PHONE)
    for address in ("/aktorer/", "/aktorer/nettverk/", "/aktorer/bli-med/", "/moteplasser/"):
        page.goto(address)
        require_narrow(page)
        assert faults(page) == []
    editor.goto("/redaksjon/moteplasser/ny/")
    fill_in(
        editor,
        title="Frokost",
        starts_at="2027-05-05T08:00",
        ends_at="2027-05-05T10:00",
        place="Rana",
        places="1",
    )
    editor.get_by_role("button", name="Lagre utkastet").click()
    assert faults(editor) == []
    editor.get_by_role("button", name="Publiser").click()
    expect(editor.locator("body")).to_contain_text("Det er endret.")
    page.goto("/moteplasser/")
    page.get_by_role("link", name="Frokost").click()
    expect(page.locator("main")).to_contain_text("Det er 1 plass igjen.")
    page.get_by_role("link", name="Meld deg på").click()
    require_narrow(page)
    assert faults(page) == []
    fill_in(page, name="Ada", email="ada@asker.example")
    press(page, "Meld deg på", "Vi har skrevet til adressen")
    page.goto(link_in(page, "Vil du komme på Frokost?"))
    press(page, "Ja, jeg vil komme", "Du har plass.")
    assert faults(page) == []
