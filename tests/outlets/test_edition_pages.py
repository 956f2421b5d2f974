"""An edition as readers meet it."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.book.models.splitting import ReasonForChange
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.outlets.actions.render import file_of, render
from kokebok.outlets.models import Copy
from tests.world import SIGNED, InputFactory, make_fact, make_recipe, make_tool, paragraph_saying, publish

DAY = date(2026, 3, 1)
DOWNLOADS = re.compile(r">(Last ned som [^<]+B)\s*<")


@pytest.fixture
def fact(book) -> Any:
    return make_fact(book, '<p>En bedrift med <a href="/oppskrifter/moete/">oppskrift</a>.</p>')


@pytest.fixture
def first(recipe, fact, book, berit) -> Edition:
    return freeze(book, number="0.1", title="Veier", foreword="Les <nøye>.", on=DAY, by=berit, signed=SIGNED)


def reworded(fact: Any, html: str, reason: str) -> None:
    block = fact.body.raw_data[0]
    fact.body = type(fact.body)(fact.body.stream_block, [{**block, "value": html}], is_lazy=True)
    fact.change_note = ReasonForChange(reason=reason)
    publish(fact)


def test_editions_are_listed_newest_first(client, first, book, berit) -> None:
    freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    page = client.get("/utgave/").content.decode()
    assert re.findall(r'href="/utgave/([0-9.]+)/"', page) == ["0.2", "0.1"]


def test_the_cover_says_what_the_edition_is(client, first) -> None:
    page = client.get("/utgave/0.1/").content.decode()
    assert "Les &lt;nøye&gt;." in page
    assert first.content_hash in page
    assert 'href="/utgave/0.1/oppskrifter/moete/"' in page
    assert "CC BY 4.0, NLOD 2.0" in page


def test_the_cover_tells_what_changed_with_reasons_and_inputs(client, first, fact, book, berit) -> None:
    paragraph = paragraph_saying("En bedrift")
    given = InputFactory.create(paragraph=paragraph, name="Kari", may_be_named=True)
    reworded(fact, "<p>En liten bedrift med oppskrift.</p>", "Størrelsen manglet.")
    Decision.objects.create(
        given=given,
        outcome=Outcome.TAKEN_IN,
        by=berit,
        at=given.received_at,
        wording=paragraph.wordings.latest("number"),
    )
    freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    page = client.get("/utgave/0.2/").content.decode()
    assert "<ins>" in page
    assert "Størrelsen manglet." in page
    assert f'href="/innspill/{given.pk}/"' in page
    assert f'href="/utgave/0.2/fakta/hva/#a-{paragraph.anchor}"' in page
    assert "Kari" in page


def test_a_page_reads_as_it_stood_however_it_reads_now(client, first, fact) -> None:
    reworded(fact, "<p>Alt er nytt.</p>", "")
    page = client.get("/utgave/0.1/fakta/hva/").content.decode()
    assert "En bedrift med" in page
    assert "Alt er nytt" not in page
    assert 'href="/utgave/0.1/oppskrifter/moete/"' in page
    assert "/innspill/gi/" not in page
    assert 'href="/fakta/hva/"' in page


def test_the_tools_a_step_names_are_those_of_the_edition(client, book, berit) -> None:
    recipe = make_recipe(book)
    block = recipe.steps.raw_data[0]
    with_tool = {**block, "value": {**block["value"], "tool": make_tool(book).pk}}
    recipe.steps = type(recipe.steps)(recipe.steps.stream_block, [with_tool], is_lazy=True)
    publish(recipe)
    freeze(book, number="1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    assert (
        'href="/utgave/1/verktoy/sjekkliste/"' in client.get("/utgave/1/oppskrifter/moete/").content.decode()
    )


def test_an_old_edition_leads_to_the_newest(client, first, book, berit, fact) -> None:
    fact.unpublish()
    freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    assert (
        'href="/utgave/0.2/oppskrifter/moete/"'
        in client.get("/utgave/0.1/oppskrifter/moete/").content.decode()
    )
    gone = client.get("/utgave/0.1/fakta/hva/").content.decode()
    assert 'href="/utgave/0.2/"' in gone
    assert 'href="/fakta/hva/"' not in gone


@pytest.mark.parametrize(
    "address",
    ["/utgave/9/", "/utgave/0.1/fakta/finnes-ikke/", "/utgave/0.1/fil/pdf/", "/utgave/0.1/fil/exe/"],
)
def test_what_is_not_there_is_not_found(client, first, address) -> None:
    assert client.get(address).status_code == 404


def test_editions_are_the_same_for_everyone_and_may_be_kept(client, first) -> None:
    for address in ("/utgave/", "/utgave/0.1/", "/utgave/0.1/fakta/hva/"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "public, no-cache"
        assert not response.cookies


def test_a_file_is_fetched_under_its_own_name_and_counted(client, first) -> None:
    copy = render(Copy.objects.create(edition=first, form="html"))
    response = client.get("/utgave/0.1/fil/html/")
    assert b"".join(response.streaming_content) == file_of(copy.sha256, "html").read()
    assert {
        name: response.headers[name]
        for name in ("Content-Disposition", "ETag", "Content-Type", "Cache-Control")
    } == {
        "Content-Disposition": 'attachment; filename="veier-0.1.html"',
        "ETag": f'"{copy.sha256}"',
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache, private",
    }
    client.head("/utgave/0.1/fil/html/")
    client.get("/utgave/0.1/fil/html/", headers={"sec-purpose": "prefetch;prerender"})
    client.get("/utgave/0.1/fil/html/", headers={"purpose": "prefetch"})
    again = client.get("/utgave/0.1/fil/html/", headers={"if-none-match": f'"{copy.sha256}"'})
    copy.refresh_from_db()
    assert (again.status_code, copy.fetched) == (304, 1)


def test_a_file_that_was_lost_is_not_found(client, first) -> None:
    copy = render(Copy.objects.create(edition=first, form="html"))
    file_of(copy.sha256, "html").remove()
    assert client.get("/utgave/0.1/fil/html/").status_code == 404


def test_a_cover_takes_the_same_number_of_queries_however_long_the_edition_is(client, book, berit) -> None:
    asked = []
    for number, slugs in (("1", "a"), ("2", "bcdefgh")):
        for slug in slugs:
            make_recipe(book, slug=slug)
        freeze(book, number=number, title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
        client.get(f"/utgave/{number}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/utgave/{number}/")
        asked.append(len(queries))
    # Ten of its own, two for what is said beside it, four for what is newer, one for its files of before.
    assert asked[0] == asked[1] <= 17


def test_the_links_to_the_pdfs_say_how_many_pages_they_have_and_the_others_their_size(client, first) -> None:
    made = render(Copy.objects.create(edition=first, form="pdf"))
    screen = render(Copy.objects.create(edition=first, form="skjerm"))
    render(Copy.objects.create(edition=first, form="html"))
    with pikepdf.open(BytesIO(file_of(made.sha256, "pdf").read())) as book:
        pages = len(book.pages)
    said = [
        re.sub(r"\s+", " ", words) for words in DOWNLOADS.findall(client.get("/utgave/0.1/").content.decode())
    ]
    assert [re.sub(r"[\d,]+ (?:KB|MB)", "…", words) for words in said] == [
        f"Last ned som PDF for utskrift (A4), {pages} sider, …",
        f"Last ned som PDF for skjerm, {screen.pages} sider, …",
        "Last ned som HTML, …",
    ]
    Copy.objects.update(pages=0)  # one made before pages were counted
    assert "sider, " not in client.get("/utgave/0.1/").content.decode()


def test_the_update_counts_the_pages_of_copies_made_before_and_passes_over_a_lost_file(
    client, first, book, berit
) -> None:
    made = render(Copy.objects.create(edition=first, form="pdf"))
    later = freeze(book, number="0.2", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    Copy.objects.create(edition=later, form="pdf", state="ready", sha256="0" * 64, size=1)
    Copy.objects.update(pages=0)
    import_module("kokebok.outlets.migrations.0003_pages_of_copies_made_before").count(apps, None)
    assert list(Copy.objects.order_by("edition").values_list("pages", flat=True)) == [made.pages, 0]
    assert made.pages > 0


def test_each_pdf_is_fetched_at_its_own_address_under_its_own_name_and_counted(client, first) -> None:
    copies = {form: render(Copy.objects.create(edition=first, form=form)) for form in ("pdf", "skjerm")}
    for form, name, width in (("pdf", "veier-0.1.pdf", 595), ("skjerm", "veier-0.1-skjerm.pdf", 482)):
        response = client.get(f"/utgave/0.1/fil/{form}/")
        made = b"".join(response.streaming_content)
        with pikepdf.open(io.BytesIO(made)) as book:
            assert round(float(book.pages[0].MediaBox[2])) == width
        assert hashlib.sha256(made).hexdigest() == copies[form].sha256
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["Content-Type"] == "application/pdf"
        assert file_of(copies[form].sha256, form).name == f"{copies[form].sha256}.pdf"
    assert list(Copy.objects.values_list("fetched", flat=True)) == [1, 1]
    page = client.get("/utgave/0.1/").content.decode()
    assert [copy.sha256 in page for copy in copies.values()] == [True, True]
