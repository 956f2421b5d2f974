"""Signs that no format holds: taken out at every way out, whatever the tables have, and at every door they come by."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.models import Cookbook, Page, Paragraph, Recipe, Wording
from kokebok.desk.models import Decision
from kokebok.inputs.models import Input, State
from kokebok.lib.sheets import csv_lines, xlsx
from kokebok.lib.typed import clean, tidy
from kokebok.lib.written import OVERRIDES, UNWRITABLE, as_json, writable
from kokebok.outlets.formats import FORMATS, ROWS, Format
from kokebok.people.models import Person
from kokebok.starter.reading_files import read
from kokebok.web.feeds import Feed
from tests.inputs.conftest import slip_on
from tests.outlets.sample import SAMPLE
from tests.pen import fact_form
from tests.reading.log_cast import settled
from tests.world import make_fact, make_recipe

LOOSE = "A\u030alesund"  # Å as a letter and a ring
HOSTILE = f"Før\x0bmidt\x01\x7f\x86\ufffe\ufdd0 {LOOSE} slutt"
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
FILES = ["/innspill/fil/csv/", "/innspill/fil/xlsx/", "/innspill/fil/json/", "/innspill/fil/docx/"]
DESK_FILES = [
    "/redaksjon/innspill/fil/csv/",
    "/redaksjon/innspill/fil/xlsx/",
    "/redaksjon/innspill/fil/json/",
]


def parts_of(body: bytes) -> Iterator[bytes]:
    """What is read of a file: its parts, where it is packed."""
    if not body.startswith(b"PK"):
        yield body
        return
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".xhtml", ".opf", ".ncx", ".rels", ".html")):
                etree.fromstring(packed.read(name))
                yield packed.read(name)


def hostile_signs(body: bytes) -> list[str]:
    return [sign for part in parts_of(body) for sign in UNWRITABLE.findall(part.decode())]


@pytest.fixture
def poisoned(recipe: Recipe, berit: Person) -> Cookbook:
    """A book whose tables hold what no door lets in, as they may from before there were any."""
    paragraph = Paragraph.objects.filter(page=recipe).order_by("pk")[0]
    settled(berit, paragraph=paragraph, page=None)
    Input.objects.update(text=HOSTILE, name=HOSTILE, on_behalf_of=HOSTILE, may_be_named=True)
    Decision.objects.update(reply=HOSTILE, reason=HOSTILE)
    Wording.objects.update(text=HOSTILE, reason=HOSTILE)
    Page.objects.update(title=HOSTILE)
    Recipe.objects.update(situation=HOSTILE)
    return Cookbook.objects.get()


def test_no_feed_is_closed_by_a_sign_in_a_title(poisoned: Cookbook, client: Client, recipe: Recipe) -> None:
    for address in ("/folg/atom/", f"/folg/atom/side/{recipe.pk}/", "/innspill/atom/"):
        answer = client.get(address)
        assert answer.status_code == 200
        read = " ".join(etree.fromstring(answer.content).itertext())
        assert (UNWRITABLE.findall(read), "Førmidt Ålesund slutt" in read) == ([], True)


@pytest.mark.parametrize("address", FILES)
def test_no_file_of_the_log_holds_what_a_reader_of_it_falls_over(
    poisoned: Cookbook, client: Client, address: str
) -> None:
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    assert (answer.status_code, hostile_signs(body)) == (200, [])


@pytest.mark.parametrize("address", DESK_FILES)
def test_no_file_of_the_desk_does(poisoned: Cookbook, client: Client, berit: Person, address: str) -> None:
    client.force_login(berit)
    answer = client.post(address)
    assert (answer.status_code, hostile_signs(b"".join(answer))) == (200, [])


@pytest.mark.parametrize("form", [one for one in Format if not ROWS[one].has_pages])
def test_no_format_of_an_edition_does(form: Format) -> None:
    assert hostile_signs(FORMATS[form](_with_hostile_words(SAMPLE))) == []


@pytest.mark.parametrize("form", [one for one in Format if ROWS[one].has_pages])
def test_the_printed_edition_is_made_whatever_stands_in_it(form: Format) -> None:
    assert FORMATS[form](_with_hostile_words(SAMPLE)).startswith(b"%PDF")


def _with_hostile_words(thing: Any) -> Any:
    """The same frozen dataclasses, with hostile signs after each word of some length."""
    from dataclasses import fields, is_dataclass, replace

    if isinstance(thing, str):
        is_words = len(thing) > 3 and thing[0].isalpha() and " " in thing
        return thing.replace(" ", f"\x0b\x01\ufffe {LOOSE} ", 1) if is_words else thing
    if isinstance(thing, tuple):
        return tuple(_with_hostile_words(one) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{one.name: _with_hostile_words(getattr(thing, one.name)) for one in fields(thing)}
        )
    return thing


@given(ANY)
def test_whatever_is_written_can_be_read_again_in_every_form(said: str) -> None:
    feed = Feed(title=said, link="https://a.no/", description=said)
    feed.add_item(title=said, link="https://a.no/", description=said)
    entry = etree.fromstring(feed.writeString("utf-8").encode()).findtext("{*}entry/{*}title") or ""
    assert entry.replace("\r", "\n") == writable(said).replace("\r", "\n")
    assert json.loads(as_json({said: [said]}).encode()) == {writable(said): [writable(said)]}
    assert UNWRITABLE.findall(b"".join(csv_lines([[said]])).decode()) == []
    load_workbook(io.BytesIO(b"".join(xlsx(said, "Ark", ["h"], [9], [[said]], cut="…"))))


@given(ANY)
def test_what_is_tidy_is_composed_holds_nothing_hostile_and_stays_as_it_is(said: str) -> None:
    for way in (tidy, clean):
        kept = way(said)
        assert (way(kept), unicodedata.is_normalized("NFC", kept)) == (kept, True)
        assert [sign for sign in kept if UNWRITABLE.match(sign) and sign not in OVERRIDES] == []


# --- doors ---


def test_what_is_typed_with_loose_marks_is_kept_and_found_as_one_letter(
    client: Client, recipe: Recipe, settings: Any
) -> None:
    settings.SECONDS_TO_WRITE = 0
    paragraph = Paragraph.objects.filter(page=recipe).order_by("pk")[0]
    at = f"/innspill/gi/{paragraph.anchor}/"
    sent = {"kind": "comment", "text": f"Vi er i {HOSTILE}", "name": HOSTILE, "licence": "on"}
    client.post(at, {**sent, "slip": slip_on(client, at)})
    given = Input.objects.get()
    assert (given.text, given.name) == ("Vi er i Før\nmidt Ålesund slutt", "Før midt Ålesund slutt")
    Input.objects.update(state=State.OPEN)
    for words in ("Ålesund", LOOSE):
        assert "1 " in client.get("/innspill/", {"q": words}).content.decode()
        assert f"/innspill/{given.pk}/" in client.get("/innspill/", {"q": words}).content.decode()


@pytest.mark.indexed
def test_a_page_is_found_by_a_name_typed_with_loose_marks(client: Client, book: Cookbook) -> None:
    made = make_recipe(book, title="Anskaffelser i Ålesund", slug="alesund")
    assert made.url in client.get("/sok/", {"q": LOOSE}).content.decode()


def test_a_person_let_in_by_hand_or_by_command_has_the_same_name(db: None) -> None:
    from django.core.management import call_command

    call_command("welcome", "kari@example.no", f"Kari\x0b {LOOSE}", "editor", stdout=io.StringIO())
    assert Person.objects.get(email="kari@example.no").name == "Kari Ålesund"


def test_a_cookbook_in_files_is_read_as_if_it_were_typed(tmp_path: Any) -> None:
    (tmp_path / "cookbook.toml").write_text(f'title = "{LOOSE}\\u000b"\n', encoding="utf-8")
    assert read("cookbook", tmp_path) == {"title": "Ålesund\n"}


def test_what_an_editor_pastes_is_kept_composed_with_its_emphasis_where_it_was(
    client: Client, book: Cookbook, berit: Person
) -> None:
    allow_page_editor(book)
    chapter = make_fact(book, "<p>Gammelt.</p>")
    client.force_login(berit)
    form = fact_form(chapter, ("abcde", "Nytt."), title=f"Byen\x0b{LOOSE}") | {"action-publish": "1"}
    said = f"Byen {LOOSE}\u000b er her"  # the pen's script counts letters as they came, and sends signs as \u000b
    bold = {"offset": 5, "length": len(LOOSE), "style": "BOLD"}
    block = {"key": "abcde", "type": "unstyled", "depth": 0, "text": said, "inlineStyleRanges": [bold]}
    form["body-0-value"] = json.dumps({"blocks": [{**block, "entityRanges": []}], "entityMap": {}})
    assert "\\u000b" in form["body-0-value"]
    answer = client.post(f"/admin/pages/{chapter.pk}/edit/", form)
    assert (answer.status_code, answer.content[-300:]) == (302, b"")
    chapter.refresh_from_db()
    assert (chapter.title, chapter.body[0].value.source) == (
        "Byen Ålesund",
        '<p data-block-key="abcde">Byen <b>Ålesund</b>\n er her</p>',
    )
