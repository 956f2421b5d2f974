"""One server and one Chromium for all the tests of a process; each test has a visitor, or several, of its own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, StorageState, expect

from kokebok.cli import needs
from tests.browser.acts import sign_in
from tests.browser.site import SECOND_EDITOR, Site, prepared, running

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

EDITOR = "redaktor@example.no"
SEEN_BY_ALL = 1.2  # seconds, and a little
PATIENCE = 20_000  # milliseconds for what a page should do at once: the machine may be busy
expect.set_options(timeout=PATIENCE)

NewVisitor = Callable[..., Page]


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    """The site, on its own copy of the prepared data."""
    own = tmp_path_factory.getbasetemp()
    with django_db_blocker.unblock():
        seed = prepared(own if worker_id == "master" else own.parent)
    with running(shutil.copytree(seed, own / "data")) as site:
        yield site


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of the system, talking to nobody but the page."""
    chromium = needs.look_for_programs().get("KOKEBOK_CHROMIUM")
    if chromium is None:
        pytest.fail(
            "The tests in a browser need Chromium: apt-get install chromium, or set KOKEBOK_CHROMIUM."
        )
    return {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


last_sent = {"at": 0.0}
"""When anybody's browser last had an answer to something it sent."""


def note_what_is_sent(answer: Response) -> None:
    """Note the moment, if it was sent and not only fetched."""
    if answer.request.method not in {"GET", "HEAD"}:
        last_sent["at"] = time.monotonic()


def patient(page: Page) -> Page:
    """The page, which goes nowhere before what was sent is seen by all: until then an earlier page may be shown."""
    go = page.goto

    def goto(*where: Any, **how: Any) -> Response | None:
        left = last_sent["at"] + SEEN_BY_ALL - time.monotonic()
        if left > 0:
            page.wait_for_timeout(left * 1000)
        return go(*where, **how)

    page.goto = goto  # type: ignore[method-assign]
    return page


@pytest.fixture
def new_visitor(browser: Browser, site: Site) -> Iterator[NewVisitor]:
    """Open the site as somebody who has never been there: a page with cookies of its own."""
    opened: list[BrowserContext] = []

    def new(**options: Any) -> Page:
        context = browser.new_context(base_url=site.url, locale="nb-NO", **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        context.on("response", note_what_is_sent)
        return patient(context.new_page())

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Page:
    """A visitor at a desktop."""
    return new_visitor(viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> Callable[[str], StorageState]:
    """The cookies of somebody who has signed in; each signs in once."""
    cookies: dict[str, StorageState] = {}

    def of(email: str) -> StorageState:
        if email not in cookies:
            with browser.new_context(base_url=site.url, locale="nb-NO") as context:
                page = context.new_page()
                sign_in(page, email)
                cookies[email] = context.storage_state()
        return cookies[email]

    return of


@pytest.fixture
def editor(new_visitor: NewVisitor, signed_in: Callable[[str], StorageState]) -> Page:
    """Randi, an editor who has signed in."""
    return new_visitor(storage_state=signed_in(EDITOR), viewport={"width": 1280, "height": 900})


@pytest.fixture
def second_editor(new_visitor: NewVisitor, signed_in: Callable[[str], StorageState]) -> Page:
    """Egil, another editor, at a machine of his own."""
    return new_visitor(storage_state=signed_in(SECOND_EDITOR))
