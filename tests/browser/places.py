"""Two places the stories are told in: the demo, and a cookbook on another subject that an editor began with nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from django.utils.text import slugify
from playwright.sync_api import Browser, Page, StorageState, expect

from kokebok.lib.alphabet import plain_letters
from tests.browser.test_first_hour import come_in

if TYPE_CHECKING:
    from tests.browser.site import Site

PATH = re.compile(r"https?://[^/\s]+(/(?:aktorer|kontakt)/\S+)")
NO_LETTERS = "Det kan ikke sendes e-post herfra"  # where no mail server is set: the e-mails are files
WRITTEN_TO = re.compile(f"Vi har skrevet til adressen|{NO_LETTERS}")
LINK_SENT = re.compile(f"en lenke på vei|{NO_LETTERS}")
WRITTEN = re.compile(r"/redaksjon/etter-publisering/\d+/$")
LETTERS_WAITED_FOR = 60  # seconds


@dataclass(frozen=True)
class Place:
    """A site where a story is told: what those who come look for there, and the cookies of an editor."""

    site: Site
    editor: StorageState
    situation: str
    recipe: str
    municipality: str
    mailbox: str
    next_is: str

    @property
    def its_address(self) -> str:
        """Where the municipality's entry is read."""
        return f"/aktorer/{slugify(plain_letters(self.municipality))}/"


def letter_to(place_of: Site, page: Page, address: str, words: str) -> str:
    """The newest letter to an address with these words in it; waits for those that are sent in a while."""
    for _look in range(LETTERS_WAITED_FOR):
        for file in sorted((place_of.data / "letters").glob("*.eml"), reverse=True):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = letter.get_body()
            said = f"{letter['Subject']}\n{body.get_content() if body else ''}"
            if address in str(letter["To"]) and words in said:
                return said
        page.wait_for_timeout(1000)
    raise AssertionError(f"no letter with {words} came to {address}")


def link_in(letter: str) -> str:
    """The path of the first link to these pages."""
    found = PATH.search(letter)
    assert found, letter
    return found.group(1)


def fill_in(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)


def choose_in_menu(page: Page, name: str) -> None:
    """Go where the main menu leads, which is opened first where the window is small."""
    button = page.get_by_role("button", name="Meny", exact=True)
    if button.is_visible():
        button.click()
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name=name, exact=True).click()


def press(page: Page, name: str, then: str | re.Pattern[str]) -> None:
    """Press a button, and wait for the words of the page that comes."""
    page.get_by_role("button", name=name).first.click()
    expect(page.locator("main")).to_contain_text(then)


def join(page: Page, place_of: Site, editor: Page, *, name: str, email: str) -> None:
    """A body joins: somebody there confirms by the letter, and an editor lets them in."""
    page.get_by_role("link", name="Bli med blant aktørene").click()
    _choose_a_kind(page)
    fill_in(page, body_name=name, web=email.partition("@")[2], name="Siv Sund", role="Leder", email=email)
    press(page, "Send", WRITTEN_TO)
    page.goto(link_in(letter_to(place_of, page, email, "Vil du ha en oppføring")))
    press(page, "Ja, jeg kan uttale meg for dem", "En redaktør ser på det")
    settle(editor, "La dem ta vare på den")


def _choose_a_kind(page: Page) -> None:
    """Where there are several kinds, as in the demo."""
    kind = page.locator("main [name=kind]")
    if kind.count():
        kind.select_option(index=1)


def settle(editor: Page, name: str) -> None:
    """An editor settles what waits among the entries of actors."""
    editor.goto("/redaksjon/aktorer/")
    editor.get_by_role("button", name=name).first.click()
    expect(editor.locator("body")).to_contain_text("Det er avgjort.")


def demo(site: Site, editor: StorageState) -> Place:
    """The demo, as it is made."""
    return Place(
        site,
        editor,
        situation="fra en sosial entreprenør som vil ha et møte",
        recipe="Svar på en henvendelse fra en sosial entreprenør",
        municipality="Eksempelkommune (finnes ikke)",
        mailbox="post@eksempelkommune-finnes-ikke.example",
        next_is="En ny utgave med det innspillene har endret",
    )


def begun_with_nothing(site: Site, browser: Browser) -> Iterator[Place]:
    """A cookbook for neighbourhood gardens: an editor answers the guide, and writes what is needed on its pages."""
    with browser.new_context(
        base_url=site.url, locale="nb-NO", viewport={"width": 1280, "height": 900}
    ) as context:
        page = context.new_page()
        come_in(page, site)
        _answer_the_guide(page)
        _say_who_sends_it(page)
        _write_a_recipe(page)
        _plan(page)
        place = Place(
            site,
            context.storage_state(),
            situation="blir spurt om å få dyrke på en tom tomt",
            recipe="Si ja til en nabolagshage",
            municipality="Grønnvik kommune",
            mailbox="hage@gronnvik.kommune.no",
            next_is="Hagelagene møtes",
        )
        _let_in_a_municipality(browser, page, place)
        yield place


def _answer_the_guide(page: Page) -> None:
    page.get_by_label("Hva heter kokeboken?").fill("Kokebok for nabolagshager")
    page.get_by_label("Hva skal den være til?").fill("Slik får naboer og kommune til en hage sammen.")
    page.get_by_label("Hvilken offentlig virksomhet står bak?").fill("Hagedirektoratet")
    page.get_by_label("Felles postkasse").fill("post@hagedirektoratet.no")
    page.get_by_role("radio", name=re.compile("^Tomme hyller:")).check()
    page.get_by_role("button", name="Lag kokeboken").click()
    expect(page.get_by_text("Kokeboken er laget").first).to_be_visible()


def _say_who_sends_it(page: Page) -> None:
    page.goto("/redaksjon/innstillinger/avsender/")
    fill_in(page, phone="22 00 00 00", address="Postboks 1, 0001 Oslo")
    page.locator("main").get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".messages")).to_be_visible()


def _write_a_recipe(page: Page) -> None:
    page.goto("/admin/pages/")
    shelf = page.get_by_role("link", name="Oppskrifter", exact=True).first.get_attribute("href") or ""
    page.goto(f"/admin/pages/{''.join(re.findall(r'[0-9]+', shelf))}/")
    page.get_by_role("link", name="Skriv over: en oppskrift").first.click()
    page.locator("#id_title").fill("Si ja til en nabolagshage")
    page.locator("#id_lead").fill("Fra en tom tomt til den første innhøstingen.")
    page.locator("#id_situation").fill(
        "Du er rådgiver i en kommune og blir spurt om å få dyrke på en tom tomt."
    )
    page.locator("#id_outcome").fill("En avtale om tomten, og noen som vanner.")
    publish = page.locator("footer").get_by_role("button", name="Publiser", exact=True)
    publish.click()
    expect(page.get_by_text("ordene den begynte med, står fortsatt i")).to_be_visible()
    publish.click()
    expect(page).to_have_url(WRITTEN)


def _plan(page: Page) -> None:
    page.goto("/redaksjon/prosessen/nytt/")
    fill_in(page, title="Hagelagene møtes", on="2030-05-05")
    page.locator("main").get_by_role("button", name="Lagre", exact=True).click()
    expect(page).to_have_url(re.compile("/redaksjon/prosessen/$"))


def _let_in_a_municipality(browser: Browser, editor: Page, place: Place) -> None:
    with browser.new_context(base_url=place.site.url, locale="nb-NO") as context:
        theirs = context.new_page()
        theirs.goto("/aktorer/")
        join(theirs, place.site, editor, name=place.municipality, email=place.mailbox)
