"""Three who come, unaided, on a phone and at a desk: in the demo, and in a cookbook that began with nothing.

An adviser finds a recipe, prints it and has somebody to call; an entrepreneur is found, and finds a municipality; one
from a ministry sees where the process stands. What it may cost is counted in pages.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser import places
from tests.browser.conftest import EDITOR, PATIENCE
from tests.browser.places import Place, choose_in_menu, fill_in, join, letter_to, link_in, press, settle
from tests.browser.rules import faults
from tests.browser.site import Site, running
from tests.browser.test_first_hour import TABLES_MADE, empty_server_database

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 780},
    "desk": {"width": 1280, "height": 900},
}


class Loads:
    """How many pages a visitor has loaded."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        page.on("domcontentloaded", self._another)

    def _another(self, _page: Page) -> None:
        self.count += 1


@pytest.fixture(scope="module")
def begun(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The cookbook that an editor began with nothing, made once for all the stories."""
    data = tmp_path_factory.mktemp("begun")
    with empty_server_database() as named, running(data, TABLES_MADE, KOKEBOK_DEMO="no", **named) as site:
        yield from places.begun_with_nothing(site, browser)


@pytest.fixture(params=["demo", "begun with nothing"])
def place(request: pytest.FixtureRequest) -> Place:
    if request.param != "demo":
        begun: Place = request.getfixturevalue("begun")
        return begun
    signed_in: Callable[[str], StorageState] = request.getfixturevalue("signed_in")
    site: Site = request.getfixturevalue("site")
    return places.demo(site, signed_in(EDITOR))


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def somebody(browser: Browser, place: Place, size: str) -> Iterator[Callable[..., Page]]:
    """Open the place as somebody who has never been there, on this size of window."""
    opened: list[BrowserContext] = []

    def new(**options: object) -> Page:
        context = browser.new_context(
            base_url=place.site.url,
            locale="nb-NO",
            viewport=SIZES[size],
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield new
    for context in opened:
        context.close()


def require_that_it_fits(page: Page, size: str) -> None:
    """Nothing sticks out of the window, and no rule of accessible pages is broken."""
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], page.url
    assert faults(page) == []


def test_an_adviser_finds_a_recipe_prints_it_and_has_somebody_to_call(
    place: Place, size: str, somebody: Callable[..., Page]
) -> None:
    adviser = somebody()
    loads = Loads(adviser)
    adviser.goto("/")
    require_that_it_fits(adviser, size)
    adviser.get_by_role("link", name="Finn oppskriften din").click()
    adviser.get_by_role("link", name=re.compile(re.escape(place.situation))).click()
    expect(adviser.get_by_role("heading", level=1)).to_have_text(place.recipe)
    require_that_it_fits(adviser, size)
    with adviser.expect_download() as coming:
        adviser.get_by_role("link", name="Oppskriften på papir, A4 (PDF)").click()
    read = subprocess.run(["pdftotext", str(coming.value.path()), "-"], capture_output=True, check=True)
    assert place.recipe in " ".join(read.stdout.decode().split())
    call = adviser.get_by_role("link", name=re.compile("^Ring oss"))
    expect(call).to_be_visible()
    assert re.fullmatch(r"tel:[0-9]{8}", call.get_attribute("href") or "")
    expect(adviser.get_by_role("link", name="Kontakt oss")).to_have_attribute("href", re.compile("^mailto:"))
    assert loads.count <= 3


def test_an_entrepreneur_says_who_they_are_and_a_municipality_answers(
    place: Place, size: str, somebody: Callable[..., Page]
) -> None:
    theirs, editor = somebody(), somebody(storage_state=place.editor)
    name, email = f"Spire {size} AS", f"siv@spire-{size}.example"
    loads = Loads(theirs)
    theirs.goto("/")
    choose_in_menu(theirs, "Aktører")
    join(theirs, place.site, editor, name=name, email=email)
    theirs.goto(f"/aktorer/spire-{size}-as/inn/")
    fill_in(theirs, email=email)
    press(theirs, "Send meg en lenke", places.LINK_SENT)
    theirs.goto(link_in(letter_to(place.site, theirs, email, "Lenken din til oppføringen")))
    press(theirs, "Gå inn", "Det siden sier")
    require_that_it_fits(theirs, size)
    fill_in(theirs, solves="Ensomhet", seeks="En kommune å prøve sammen med")
    press(theirs, "Be om at dette skal stå der", "En endring venter")
    settle(editor, "Godkjenn")
    theirs.goto(place.its_address)
    theirs.get_by_role("link", name="Be om kontakt").click()
    fill_in(theirs, message="Vi vil prøve noe hos dere.", name="Siv Sund", email=email)
    theirs.locator("[name=agrees]").check()
    require_that_it_fits(theirs, size)
    press(theirs, "Send", places.WRITTEN_TO)
    theirs.goto(link_in(letter_to(place.site, theirs, email, "Ber du om kontakt med")))
    press(theirs, "Ja, send det videre", "Det er sendt videre")
    assert loads.count <= 16
    other_end = somebody()
    other_end.goto(link_in(letter_to(place.site, other_end, place.mailbox, "ber om kontakt med")))
    expect(other_end.locator("main")).not_to_contain_text(email)
    press(other_end, "Ja, gi meg adressen", "Du har sagt ja")
    assert email in letter_to(place.site, other_end, place.mailbox, "Adressen til Siv Sund")


def test_one_from_a_ministry_sees_on_one_page_where_it_stands_and_what_is_next(
    place: Place, size: str, somebody: Callable[..., Page]
) -> None:
    reader = somebody()
    loads = Loads(reader)
    reader.goto("/")
    reader.get_by_role("link", name="Prosessen", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("blir")
    lead = reader.locator("main .lead").first
    expect(lead).to_contain_text(f"{place.next_is}.")
    expect(lead).to_contain_text("Neste")
    assert reader.locator("main .timeline > li").count() >= 1
    require_that_it_fits(reader, size)
    assert loads.count <= 2
