"""The public log of inputs: what stands on the page, and what must not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.book.queries import wording_now
from kokebok.desk.models import Outcome
from kokebok.editions.models import EditionPage, EditionWording
from tests.reading.log_cast import CAME, SECRETS, frozen, one_of_each, settled, taken_in
from tests.world import InputFactory, make_fact, paragraph_saying

NEW = "En bedrift med et tydelig samfunnsmål."


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


def rows_at(client, query: str = "") -> list[Any]:
    return client.get(f"/innspill/{query}").context["rows"]


def test_the_log_tells_what_was_said_what_was_decided_and_what_changed(client, paragraph, berit) -> None:
    given = taken_in(paragraph, NEW, berit, name="Kari", on_behalf_of="Skaun kommune", may_be_named=True)
    html = client.get("/innspill/").content.decode()
    table = html[html.index('class="log-table"') :]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", table))
    for told in ("Klarere slik.", "Kari, Skaun kommune", "Takk, det er tatt inn.", "Berit Redaktør"):
        assert told in words
    assert f'href="/innspill/{given.pk}/"' in table
    assert f'href="/a/{paragraph.anchor}/ordlyder/"' in table
    assert re.search(r"<ins\s*>.*tydelig", table, re.DOTALL)


def test_a_change_names_the_edition_it_was_first_printed_in(client, book, paragraph, berit) -> None:
    taken_in(paragraph, NEW, berit)
    assert rows_at(client)[0].changed.edition == ""
    edition = frozen(book, "0.1", CAME, berit)
    page = EditionPage.objects.create(edition=edition, order=0, path="fakta/hva", title="Hva", text={})
    EditionWording.objects.create(edition=edition, wording=wording_now(paragraph), page=page)
    changed = rows_at(client)[0].changed
    assert (changed.before, changed.after, changed.edition) == ("En bedrift med et samfunnsmål.", NEW, "0.1")
    assert 'href="/utgave/0.1/"' in client.get("/innspill/").content.decode()


def test_what_cannot_be_read_is_counted_in_one_line_and_the_list_has_what_can(
    client, paragraph, berit
) -> None:
    one_of_each(paragraph, berit)
    response = client.get("/innspill/")
    html = " ".join(response.content.decode().split())
    assert {row.state for row in response.context["rows"]} == {"open", "answered"}
    assert (
        "2 innspill kan leses. 3 kan ikke: 1 venter på godkjenning, 1 ikke publisert, 1 trukket tilbake."
        in html
    )
    assert [text for text in ("Om open", "Om answered") if text not in html] == []
    assert [
        text for text in ("Om waiting", "Om refused", "Om withdrawn", "privatperson") if text in html
    ] == []


def test_one_who_asks_for_what_waits_is_told_how_many_and_reads_none(client, paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    response = client.get("/innspill/?status=waiting")
    assert (response.context["rows"], response.context["withheld"].number) == ([], 1)
    assert "Ingenting passer med filtrene" not in response.content.decode()


def test_the_inputs_stand_before_the_figures(client, paragraph, berit) -> None:
    given = taken_in(paragraph, NEW, berit)
    html = client.get("/innspill/").content.decode()
    assert html.index(f'id="input-{given.pk}"') < html.index('id="figures"')


def test_a_sender_who_did_not_agree_to_be_named_is_not(client, paragraph) -> None:
    InputFactory.create(
        paragraph=paragraph, name="Navnløs Navnesen", on_behalf_of="Hemmelig etat", may_be_named=False
    )
    html = client.get("/innspill/").content.decode()
    assert [word for word in ("Navnesen", "Hemmelig etat") if word in html] == []


def test_nothing_that_is_between_us_and_the_sender_stands_in_the_page(client, paragraph, berit) -> None:
    given = one_of_each(paragraph, berit)
    html = client.get("/innspill/").content.decode()
    secrets = [
        *(one.code for one in given.values()),
        *(str(SECRETS[name]) for name in ("email", "sender")),
    ]
    assert [secret for secret in secrets if secret in html] == []


@pytest.mark.parametrize("address", ["/innspill/", "/innspill/atom/", "/innspill/fil/json/"])
def test_thirty_inputs_take_no_more_queries_than_one(client, paragraph, berit, address) -> None:
    taken_in(paragraph, NEW, berit)
    client.get(address).getvalue()  # what is asked for once a process
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address).getvalue()
    for n in range(14):
        settled(berit, paragraph=paragraph, outcome=Outcome.LATER)
        taken_in(paragraph_saying("samfunnsmål"), f"{NEW} Nummer {n}.", berit)
    InputFactory.create(paragraph=None)
    with CaptureQueriesContext(connection) as thirty:
        client.get(address).getvalue()
    assert len(thirty) == len(one)


def test_the_pages_of_the_list_keep_the_filter(client, paragraph) -> None:
    InputFactory.create_batch(60, paragraph=paragraph, kind="question")
    InputFactory.create(paragraph=paragraph)
    html = client.get("/innspill/?slag=question&page=2").content.decode()
    assert "?slag=question&amp;page=3" in html
    assert len(rows_at(client, "?slag=question&page=3")) == 10


def test_files_and_feed_are_offered_of_the_same_filter(client, paragraph) -> None:
    InputFactory.create(paragraph=paragraph)
    html = client.get("/innspill/?q=innspill&slag=comment").content.decode()
    for address in ("atom/", "fil/csv/", "fil/xlsx/", "fil/docx/", "fil/json/"):
        assert f"/innspill/{address}?q=innspill&amp;slag=comment" in html
    assert re.search(r'<link\s+rel="alternate"\s+type="application/atom\+xml"', html)


def test_the_plain_page_is_the_same_for_everyone_and_can_be_kept(client, paragraph) -> None:
    assert client.get("/innspill/").headers["Cache-Control"] == "public, no-cache"


def test_a_scope_that_is_not_there_is_not_found(client, book) -> None:
    addresses = ["/innspill/?omfang=utgave-9", "/innspill/atom/?omfang=x", "/innspill/fil/pdf/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_a_slip_in_the_filter_is_said_and_does_not_narrow(client, paragraph) -> None:
    InputFactory.create(paragraph=paragraph)
    response = client.get("/innspill/?fra=i+gaar&status=tull&side=x&page=99")
    assert list(response.context["form"].errors) == ["status", "about", "since"]
    assert (response.status_code, len(response.context["rows"])) == (200, 1)
    assert 'value="i gaar"' in response.content.decode()


def test_before_there_is_a_cookbook_or_an_input_the_page_stands(client, db) -> None:
    assert client.get("/innspill/").status_code == 200


def test_each_number_of_the_figures_has_a_bar_that_is_not_read_aloud(client, paragraph, berit) -> None:
    settled(berit, paragraph=paragraph, outcome=Outcome.PARTLY)
    InputFactory.create_batch(2, paragraph=paragraph)
    page = BeautifulSoup(client.get("/innspill/").content, "lxml")
    bars = [
        (
            " ".join(row.select("th")[0].get_text().split()),
            " ".join(row.select("td")[0].get_text().split()),
            row.select("rect")[0]["width"],
        )
        for row in page.select("#fates ~ .rows tbody tr")
    ]
    assert [bar for bar in bars if bar[1] != "0"] == [
        ("Delvis tatt inn", "1", "50.00%"), ("Ikke besvart ennå", "2", "100.00%"),
    ]  # fmt: skip
    assert {svg.get("aria-hidden") for svg in page.select("table svg")} == {"true"}
