"""What somebody does in the first hour: from an empty folder to a cookbook of their own, printed and sent.

`./kokebok test` runs it on SQLite and on PostgreSQL. Run alone, it is on PostgreSQL where KOKEBOK_TEST_DATABASE
names a server.
"""

from __future__ import annotations

import os
import re
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pikepdf
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acts import anchor_of, answer, open_from_queue, suggest
from tests.browser.conftest import PATIENCE
from tests.browser.site import Site, running
from tests.browser.test_pen import open_shelf
from tests.browser.test_pictures import add_block, describe, is_seen, open_window, upload
from tests.browser.test_the_story import MADE, squeezed
from tests.pictures import photo
from tests.setup.word_drafts import forty_pages

TABLES_MADE = 900  # seconds that all tables may take, two at a time on a busy machine
LINK = re.compile(r"/konto/engangslenke/\S+/")
TITLE = "Deltakende budsjett i praksis"
BODY = "Innbyggerdirektoratet"
FIRST = "Sett av en sum som innbyggerne bestemmer over."
SUGGESTED = "Sett av en sum som innbyggerne bestemmer over, og si hvor stor den er."


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """The server on a folder where there is nothing, and a database where there is nothing; no demo."""
    data = tmp_path / "data"
    data.mkdir()
    with empty_server_database() as named, running(data, TABLES_MADE, KOKEBOK_DEMO="no", **named) as site:
        yield site


@contextmanager
def empty_server_database() -> Iterator[dict[str, str]]:
    """A new database on the PostgreSQL server the tests run on, as a setting; none where they run on SQLite."""
    server = os.environ.get("KOKEBOK_TEST_DATABASE")
    if not server:
        yield {}
        return
    name = f"kokebok_first_hour_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name}")
    try:
        yield {"KOKEBOK_DATABASE": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
    finally:
        with psycopg.connect(server, autocommit=True) as maintenance:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def administrator(browser: Browser, empty: Site) -> Iterator[Page]:
    yield from _somebody(browser, empty)


@pytest.fixture
def reader(browser: Browser, empty: Site) -> Iterator[Page]:
    yield from _somebody(browser, empty)


def _somebody(browser: Browser, site: Site) -> Iterator[Page]:
    with browser.new_context(
        base_url=site.url, locale="nb-NO", viewport={"width": 1280, "height": 900}
    ) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def test_the_first_hour_from_an_empty_folder_to_a_letter_with_the_first_edition(
    empty: Site, administrator: Page, reader: Page
) -> None:
    reader.goto("/")
    expect(reader.get_by_role("heading", name="Her er det ikke noe ennå")).to_be_visible()
    come_in(administrator, empty)
    begin(administrator, "Tomme hyller")
    expect(administrator.get_by_text("Det er ikke oppgitt noen e-postserver").first).to_be_visible()
    write_over_a_draft(administrator)
    reader.goto("/")
    expect(reader.get_by_role("heading", name=TITLE).first).to_be_visible()
    anchor = anchor_of(reader, "/fakta/hvor-mye-penger/", FIRST)
    assert is_seen(reader.locator("figure.picture img"))
    assert said_answered_printed_and_sent(administrator, reader, empty, anchor) == 1


def test_the_first_hour_from_the_bodys_own_word_document_of_forty_sheets(
    empty: Site, administrator: Page, reader: Page
) -> None:
    come_in(administrator, empty)
    begin(administrator, "Et Word-dokument")
    take_in_word(administrator, forty_pages())
    publish_a_draft(administrator, "Kapittel 1")
    anchor = anchor_of(reader, "/fakta/kapittel-1/", "0. Kommunen inviterer innbyggerne")
    assert is_seen(reader.locator("figure.picture img").first)
    expect(reader.get_by_role("cell", name="Nei").first).to_be_visible()
    assert said_answered_printed_and_sent(administrator, reader, empty, anchor) == 3


def said_answered_printed_and_sent(editor: Page, reader: Page, site: Site, anchor: str) -> int:
    """A reader suggests, an editor takes it in, freezes, and sends; how many pictures the PDF has."""
    suggest(reader, anchor, SUGGESTED, "Kari Innbygger")
    take_it_in(editor, anchor)
    read, pictures = freeze_and_read(editor)
    assert [squeezed(words) in read for words in (TITLE, BODY, SUGGESTED, "Kari Innbygger")] == [True] * 4
    send(editor, site)
    return pictures


def take_in_word(page: Page, content: bytes) -> None:
    expect(page).to_have_url(re.compile("/redaksjon/ta-inn-word/$"))
    page.locator("input[type=file]").set_input_files(
        {"name": "Utkast.docx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_text("Ved Overskrift 1: 15 deler")).to_be_visible()
    for kind in page.locator("select[name^='kind_']").all():
        kind.select_option("fact")
    page.get_by_role("button", name="Lag utkastene").click(timeout=MADE)
    expect(page.get_by_text("15 utkast er laget").first).to_be_visible()


def publish_a_draft(page: Page, title: str) -> None:
    open_shelf(page)
    page.get_by_role("link", name=re.compile(rf"\b{title}\b")).first.click()
    page.locator("#id_question").fill("Hva er deltakende budsjett?")
    for caption in page.locator("input[name$='-caption']").all():
        if not caption.input_value():
            caption.fill("Svar")
    page.locator("footer").get_by_role("button", name="Publiser", exact=True).click()
    expect(page).to_have_url(re.compile(r"/redaksjon/etter-publisering/\d+/$"))


def come_in(page: Page, site: Site) -> None:
    found = LINK.search((site.data / "server.log").read_text())
    assert found is not None
    page.goto(found.group(0))
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    page.get_by_label("E-postadressen din").fill("kari@innbyggerdirektoratet.no")
    page.get_by_role("button", name="Begynn").click()
    expect(page.get_by_role("heading", name="Begynn på kokeboken")).to_be_visible()


def begin(page: Page, beginning: str) -> None:
    page.get_by_label("Hva heter kokeboken?").fill(TITLE)
    page.get_by_label("Hva skal den være til?").fill(
        "Slik lar dere innbyggerne bestemme over en del av budsjettet."
    )
    page.get_by_label("Hvilken offentlig virksomhet står bak?").fill(BODY)
    page.get_by_label("Felles postkasse").fill("post@innbyggerdirektoratet.no")
    page.get_by_role("radio", name=re.compile(f"^{beginning}:")).check()
    page.get_by_role("button", name="Lag kokeboken").click()
    expect(page.get_by_text("Kokeboken er laget").first).to_be_visible()


def write_over_a_draft(page: Page) -> None:
    page.locator("main").get_by_role("link", name="Skriv tekster").click()
    expect(page).to_have_url(re.compile("/admin/"))
    open_shelf(page)
    page.get_by_role("link", name="Skriv over: et faktakapittel").first.click()
    page.locator("#id_title").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Hvor mye penger?")
    expect(page.locator("#id_slug")).to_have_value("hvor-mye-penger")  # nobody has read it yet, so it follows
    page.locator("#id_lead").fill("Summen må være stor nok til at det er verdt å være med.")
    text = page.locator("[data-contentpath='body'] [role=textbox]").first
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(FIRST)
    written = page.locator("[data-contentpath='body'] input[name$='-value'][value*='innbyggerne bestemmer']")
    expect(written.first).to_be_attached()
    block = add_block(page)
    window = open_window(page, block)
    upload(window, "torget.jpg", photo())
    expect(window).to_be_hidden()
    describe(block)
    publish = page.locator("footer").get_by_role("button", name="Publiser", exact=True)
    publish.click()
    expect(page.get_by_text("ordene den begynte med, står fortsatt i")).to_be_visible()
    publish.click()
    expect(page).to_have_url(re.compile(r"/redaksjon/etter-publisering/\d+/$"))


def take_it_in(page: Page, anchor: str) -> None:
    page.goto("/redaksjon/")
    open_from_queue(page, "Kari Innbygger")
    page.locator("[name=outcome][value=taken_in]").check()
    page.locator("textarea[name=reply]").fill("Takk! Det var klarere.")
    answer(page, anchor)


def freeze_and_read(page: Page) -> tuple[str, int]:
    """Freeze the first edition; the words of its PDF without white space, and how many pictures it has."""
    page.goto("/redaksjon/utgaver/ny/")
    if page.locator("[name=signed_reason]").count():
        page.locator("[name=signed_reason]").fill("Fristen er i dag.")
    page.locator("form.form [type=submit]").click()
    expect(page).to_have_url(re.compile(r"/redaksjon/utgaver/[\d.]+/$"))
    expect(page.locator(".downloads a[href$='/fil/pdf/']")).to_be_visible(timeout=MADE)
    with page.expect_download() as coming:
        page.locator(".downloads a[href$='/fil/pdf/']").click()
    path = str(coming.value.path())
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    with pikepdf.open(path) as pdf:
        pictures = {image.objgen for sheet in pdf.pages for image in sheet.get_images().values()}
    return squeezed(read.stdout.decode()), len(pictures)


def send(page: Page, site: Site) -> None:
    page.goto(page.url + "utsending/")
    page.locator("[name=recipients]").fill("Lillevik kommune;post@lillevik.no")
    page.get_by_role("button", name="Prøv listen").click()
    page.locator("[name=do][value=make]").click()
    page.locator("form[action$='/start/'] button").click()
    for _look in range(60):
        letters = [file.read_text() for file in (site.data / "letters").glob("*.eml")]
        if any("post@lillevik.no" in letter for letter in letters):
            return
        page.wait_for_timeout(1000)
    raise AssertionError("no letter was sent")
