"""Any two editions beside each other, or one and the text as it is now: as pages and as files."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from kokebok.book.models import Page, Shelf
from kokebok.book.models.splitting import ReasonForChange
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import EditionPage
from kokebok.outlets import sheet_files
from kokebok.outlets.sheet_files import in_turn, made_once
from tests.at_once import at_once
from tests.world import (
    SIGNED,
    InputFactory,
    make_example,
    make_fact,
    make_post,
    make_tool,
    paragraph_saying,
    publish,
)

DAY = date(2026, 3, 1)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST = (
    "<p>En bedrift med et samfunnsmål.</p><p>Den tjener penger på det den gjør.</p>"
    "<p>Overskuddet går tilbake til formålet.</p><p>Dette tas ut før neste utgave kommer.</p>"
)
SECOND = (
    "<p>Overskuddet går tilbake til formålet.</p><p>En liten bedrift med et samfunnsmål.</p>"
    "<p>Den tjener penger på det den gjør.</p><p>Noe helt nytt om tilskudd og ordninger.</p>"
)


def now_says(page: Any, html: str, reason: str = "") -> None:
    block = page.body.raw_data[0]
    page.body = type(page.body)(page.body.stream_block, [{**block, "value": html}], is_lazy=True)
    page.change_note = ReasonForChange(reason=reason)
    publish(page)


@pytest.fixture
def fact(book) -> Any:
    return make_fact(book, FIRST)


@pytest.fixture
def two(book, recipe, fact, berit) -> None:
    """Editions 0.1 and 0.2, with one of each kind of change between them, and an input behind one of them."""
    freeze(book, number="0.1", title="Veier", foreword="", on=DAY, by=berit, signed=SIGNED)
    paragraph = paragraph_saying("En bedrift")
    now_says(fact, SECOND, "Størrelsen manglet.")
    given = InputFactory.create(paragraph=paragraph, name="Kari", may_be_named=True)
    Decision.objects.create(
        given=given,
        outcome=Outcome.TAKEN_IN,
        by=berit,
        at=given.received_at,
        wording=paragraph.wordings.latest("number"),
    )
    freeze(book, number="0.2", title="Veier", foreword="", on=date(2026, 4, 1), by=berit, signed=SIGNED)


def heads(html: str) -> list[str]:
    """What each change is called."""
    page = BeautifulSoup(html, "lxml")
    return [" ".join(one.get_text().split()) for one in page.select(".compared-change > .kicker")]


def test_one_chooses_two_editions_and_comes_to_what_changed_between_them(client, two) -> None:
    page = BeautifulSoup(client.get("/utgave/").content, "lxml")
    [door] = [a["href"] for a in page.select("main a") if "Sammenlign" in a.get_text()]
    form = BeautifulSoup(client.get(door).content, "lxml").select_one("main form")
    assert form is not None
    assert [option["value"] for option in form.select("select[name=fra] option")] == ["i-dag", "0.2", "0.1"]
    answer = client.get(door, {"fra": "0.2", "til": "0.1"}, follow=True)
    assert answer.redirect_chain == [("/utgave/sammenlign/0.1/0.2/", 302)]
    assert heads(answer.content.decode()) == [
        "1. Flyttet avsnitt",
        "2. Endret avsnitt",
        "3. Avsnitt tatt ut",
        "4. Nytt avsnitt",
    ]


def test_two_that_are_the_same_are_refused_in_their_field(client, two) -> None:
    answer = client.get("/utgave/sammenlign/", {"fra": "0.1", "til": "0.1"})
    assert answer.status_code == 422
    assert "Velg to som er forskjellige." in answer.content.decode()


def test_what_is_new_and_taken_out_is_said_in_words_too(client, two) -> None:
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.1/0.2/").content, "lxml")
    changed = page.select_one("#endring-2 .diff")
    assert changed is not None
    assert [" ".join(one.get_text().split()) for one in changed.select("ins")] == ["lagt til: liten"]


def test_one_goes_from_change_to_change_by_links_alone(client, two) -> None:
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.1/0.2/").content, "lxml")
    steps = [[a["href"] for a in one.select("a[href^='#']")] for one in page.select(".compared-steps")]
    assert steps == [
        ["#endring-2"],
        ["#endring-1", "#endring-3"],
        ["#endring-2", "#endring-4"],
        ["#endring-3"],
    ]
    assert page.select("a[href='#endring-1']")
    ids = {str(one["id"]) for one in page.select("[id]")}
    assert {str(href).removeprefix("#") for links in steps for href in links} <= ids


def test_a_change_says_why_and_from_which_input(client, two) -> None:
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.1/0.2/").content, "lxml")
    why = page.select_one("#endring-2 .compared-why")
    assert why is not None
    assert re.sub(r"\s+", " ", why.get_text()).strip() == (
        f"Innspill. Hvorfor: Størrelsen manglet. Etter innspill: Kommentar {InputFactory._meta.model.objects.get().pk} "
        "fra Kari Utgave 0.2"
    )


def test_the_living_text_may_be_the_newer_of_the_two(client, two, fact) -> None:
    now_says(fact, SECOND.replace("liten", "ganske liten"), "Presist.")
    page = client.get("/utgave/sammenlign/0.2/i-dag/").content.decode()
    assert heads(page) == ["1. Endret avsnitt"]
    assert "Presist." in page


def test_the_older_one_comes_first_whichever_way_one_asks(client, two) -> None:
    for asked, answered in [
        ("0.2/0.1/", "0.1/0.2/"),
        ("i-dag/0.1/", "0.1/i-dag/"),
        ("0.2/0.1/side/fakta/hva/", "0.1/0.2/side/fakta/hva/"),
        ("0.2/0.1/side/", "0.1/0.2/side/"),
    ]:
        answer = client.get(f"/utgave/sammenlign/{asked}")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/utgave/sammenlign/{answered}")


@pytest.mark.parametrize(
    "address", ["0.1/0.1/", "i-dag/i-dag/", "0.1/0.9/", "0.1/0.2/side/finnes/ikke/", "0.1/0.2/fil/exe/"]
)
def test_what_cannot_be_compared_is_not_found(client, two, address) -> None:
    assert client.get(f"/utgave/sammenlign/{address}").status_code == 404


def test_a_page_is_read_whole_with_its_changes_in_place(client, two) -> None:
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.1/0.2/side/fakta/hva/").content, "lxml")
    article = page.select_one("article")
    assert article is not None
    said = [
        re.sub(r"\s+", " ", one.get_text()).strip()
        for one in article.select(".compared-same, .compared-change .diff, .compared-left .diff")
    ]
    assert said[said.index("Overskuddet går tilbake til formålet.") :] == [
        "Overskuddet går tilbake til formålet.",
        "En lagt til: liten bedrift med et samfunnsmål.",
        "Den tjener penger på det den gjør.",
        "fjernet: Overskuddet går tilbake til formålet.",
        "fjernet: Dette tas ut før neste utgave kommer.",
        "lagt til: Noe helt nytt om tilskudd og ordninger.",
    ]


def test_as_many_comparisons_are_made_at_once_as_files_and_no_more(client, two, monkeypatch) -> None:
    monkeypatch.setattr(sheet_files, "PATIENCE", 0)
    at = [
        "/utgave/sammenlign/0.1/0.2/",
        "/utgave/sammenlign/0.1/0.2/side/fakta/hva/",
        "/utgave/sammenlign/0.1/0.2/fil/docx/",
        "/utgave/historie/fakta/hva/",
    ]
    with in_turn(), in_turn():
        busy = [ask(one) for one in at for ask in (client.get, client.head)]
    assert [(one.status_code, one.headers["Retry-After"]) for one in busy] == [(503, "20")] * 8
    assert [client.get(one).status_code for one in at] == [200] * 4


def test_what_many_ask_for_at_once_is_made_once_and_given_to_all() -> None:
    made = []

    def make() -> str:
        time.sleep(0.5)
        made.append("x")
        return "x"

    assert at_once(*[lambda: made_once("many", make)] * 6) == ["x"] * 6
    assert made == ["x"]
    assert made_once("many", make) == "x"  # what nobody makes any more is made anew
    assert made == ["x", "x"]


def test_each_kind_of_page_answers_at_every_address_that_takes_a_path(client, book, two) -> None:
    make_example(book), make_tool(book), make_post(book, slug="innlegg")
    living = Page.objects.live().filter(path__startswith=book.path, depth__gt=book.depth)
    paths = sorted(page.url_path.removeprefix(book.url_path).strip("/") for page in living)
    shelves = {page.slug for page in Shelf.objects.all()}
    assert {path for path in paths if "/" not in path} == shelves
    frozen = set(EditionPage.objects.filter(edition__number="0.2").values_list("path", flat=True))
    told = {
        path: (
            client.get(f"/utgave/historie/{path}/").status_code,
            client.get(f"/utgave/sammenlign/0.1/i-dag/side/{path}/").status_code,
            client.get(f"/utgave/0.2/{path}/").status_code,
            client.get(f"/utgave/0.2/{path}/ark.ukjent").status_code,
            client.get(f"/{path}/ark.docx").status_code in {200, 404},
            client.get(f"/{path}/").status_code,
        )
        for path in paths
    }
    assert told == {
        path: (
            404 if path in shelves else 200,
            404 if path in shelves else 200,
            200 if path in frozen else 404,
            404,
            True,
            200,
        )
        for path in paths
    }


def test_many_changes_are_listed_page_by_page(client, two, monkeypatch) -> None:
    monkeypatch.setattr("kokebok.outlets.compare_views.MOST_SHOWN", 3)
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.1/0.2/").content, "lxml")
    assert page.select(".compared-change") == []
    assert [a["href"] for a in page.select(".compared-contents a")] == [
        "/utgave/sammenlign/0.1/0.2/side/fakta/hva/"
    ]


def test_a_page_is_read_through_all_editions_up_to_now(client, two, fact) -> None:
    now_says(fact, SECOND.replace("liten", "ganske liten"), "Presist.")
    door = "/utgave/historie/fakta/hva/"
    for where in ("/utgave/0.1/fakta/hva/", "/fakta/hva/"):
        assert f'href="{door}"' in client.get(where).content.decode()
    page = BeautifulSoup(client.get(door).content, "lxml")
    assert [" ".join(one.get_text().split()) for one in page.select("main h2")] == [
        "Utgave 0.1, 1. mars 2026",
        "Utgave 0.2, 1. april 2026",
        "Siden den nyeste utgaven",
    ]
    assert heads(str(page)) == [
        "1. Flyttet avsnitt",
        "2. Endret avsnitt",
        "3. Avsnitt tatt ut",
        "4. Nytt avsnitt",
        "5. Endret avsnitt",
    ]
    assert "Presist." in page.get_text()


def test_a_page_that_never_was_has_no_history(client, two) -> None:
    assert client.get("/utgave/historie/fakta/finnes-ikke/").status_code == 404


def word_file(client: Any, address: str = "/utgave/sammenlign/0.1/0.2/fil/docx/") -> zipfile.ZipFile:
    answer = client.get(address)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.content))


def words_when(document: Any, *, accepted: bool) -> list[str]:
    """The paragraphs as they read when all tracked changes are accepted, or rejected."""
    gone = {"del", "moveFrom"} if accepted else {"ins", "moveTo"}
    found = []
    for paragraph in document.iter(f"{WORD}p"):
        mark = paragraph.find(f"{WORD}pPr/{WORD}rPr")
        if mark is not None and any(mark.find(f"{WORD}{name}") is not None for name in gone):
            continue
        found.append(
            "".join(
                text.text or ""
                for text in paragraph.iter(f"{WORD}t", f"{WORD}delText")
                if not any(above.tag.removeprefix(WORD) in gone for above in text.iterancestors())
            )
        )
    return found


def test_the_word_file_is_the_new_text_when_all_is_accepted_and_the_old_when_all_is_rejected(
    client, two
) -> None:
    document = etree.fromstring(word_file(client).read("word/document.xml"))
    new, old = words_when(document, accepted=True), words_when(document, accepted=False)
    assert new[new.index("Overskuddet går tilbake til formålet.") :] == [
        "Overskuddet går tilbake til formålet.",
        "En liten bedrift med et samfunnsmål.",
        "Den tjener penger på det den gjør.",
        "Noe helt nytt om tilskudd og ordninger.",
    ]
    assert old[old.index("En bedrift med et samfunnsmål.") :] == [
        "En bedrift med et samfunnsmål.",
        "Den tjener penger på det den gjør.",
        "Overskuddet går tilbake til formålet.",
        "Dette tas ut før neste utgave kommer.",
    ]


def test_each_tracked_change_has_an_author_a_date_and_a_number_of_its_own(client, two) -> None:
    document = etree.fromstring(word_file(client).read("word/document.xml"))
    tracked = [one for name in ("ins", "del", "moveFrom", "moveTo") for one in document.iter(f"{WORD}{name}")]
    assert {one.tag.removeprefix(WORD) for one in tracked} == {"ins", "del", "moveFrom", "moveTo"}
    assert {(one.get(f"{WORD}author"), one.get(f"{WORD}date")) for one in tracked} == {
        ("Veier", "2026-04-01T00:00:00Z")
    }
    numbers = [one.get(f"{WORD}id") for one in tracked]
    assert len(numbers) == len(set(numbers))


def test_why_is_a_comment_in_the_word_file(client, two) -> None:
    comments = etree.fromstring(word_file(client).read("word/comments.xml"))
    assert ["".join(one.itertext()) for one in comments.iter(f"{WORD}p")][:1] == [
        "Hvorfor: Innspill. Størrelsen manglet."
    ]


def test_a_file_of_the_same_comparison_has_the_same_bytes(client, two) -> None:
    one, other = (client.get("/utgave/sammenlign/0.1/0.2/fil/docx/").content for _n in range(2))
    assert one == other


def test_the_pdf_says_with_signs_what_is_new_and_taken_out(client, two, tmp_path) -> None:
    answer = client.get("/utgave/sammenlign/0.1/0.2/fil/pdf/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="veier-0.1-0.2.pdf"'
    file = tmp_path / "a.pdf"
    file.write_bytes(answer.content)
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    flat = re.sub(r"\s+", " ", said)
    assert "En [+ liten +] bedrift med et samfunnsmål." in flat
    assert "[− Dette tas ut før neste utgave kommer. −]" in flat
    assert "Hvorfor: Størrelsen manglet." in flat


def asked(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("after", ["0.2", "i-dag"])
def test_what_a_comparison_costs_does_not_grow_with_the_pages(client, two, book, berit, after) -> None:
    address = f"/utgave/sammenlign/0.1/{after}/"
    client.get(address)
    make_post(book)
    before = asked(client, address)
    for number in range(6):
        make_post(
            book, slug=f"post-{number}", title=f"Post {number}", body=f"<p>Innlegg nummer {number}.</p>"
        )
    freeze(book, number="0.3", title="Veier", foreword="", on=date(2026, 5, 1), by=berit, signed=SIGNED)
    assert asked(client, address.replace("0.2", "0.3")) <= before + 1


def test_a_page_that_is_new_is_told_of_as_one(client, two, book) -> None:
    make_tool(book)
    page = BeautifulSoup(client.get("/utgave/sammenlign/0.2/i-dag/").content, "lxml")
    lead, listed = page.select_one("main .lead"), page.select(".compared-contents li")
    assert lead is not None
    assert " ".join(lead.get_text().split()) == "1 endring: 1 ny side."
    assert [" ".join(one.get_text().split()) for one in listed] == ["Sjekkliste Ny side"]
