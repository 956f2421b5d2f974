"""Who has got what, by dispatch and by recipient, as pages and as files."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.actions.dispatch import prepare
from kokebok.outlets.models import Delivery, Dispatch
from kokebok.outlets.opting_out import way_out
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


def prepared(edition: Any, by: Person, *more: Recipient) -> Dispatch:
    them = [Recipient("Oslo", "postmottak@oslo.example.no", language="nb"), Recipient("=Vik", ""), *more]
    return prepare(edition, subject="{tittel}", letter="{lenke}", a_minute=60, recipients=them, by=by)


@pytest.fixture
def two(book: Any, recipe: Any, berit: Person) -> list[Dispatch]:
    """Two editions, each sent to the same."""
    made = [
        freeze(book, number=number, title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
        for number in ("0.1", "0.2")
    ]
    dispatches = [prepared(edition, berit) for edition in made]
    Delivery.objects.filter(dispatch=dispatches[0], name="Oslo").update(
        state="returned", error="550 no such user"
    )
    return dispatches


def lines_of(content: bytes) -> list[list[str]]:
    return [
        [row[0], *row[3:8], row[9]]
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    ]


HEADS = [
    "Edition",
    "Recipient",
    "E-mail address",
    "Number",
    "Language",
    "Status",
    "What the mail server said",
]
OSLO = ["postmottak@oslo.example.no", "", "nb"]


def words_on(desk: Client, address: str) -> str:
    return " ".join(BeautifulSoup(desk.get(address).content, "lxml").get_text(" ").split())


def test_a_dispatch_says_how_many_were_sent_and_how_many_did_not_arrive_and_not_that_all_is_done(
    desk: Client, two: list[Dispatch]
) -> None:
    Delivery.objects.filter(dispatch=two[0], name="=Vik").update(state="sent")
    said = words_on(desk, f"/redaksjon/utsending/{two[0].pk}/")
    assert ("1 of 2 sent. 1 did not arrive, or nobody knows." in said, "2 of 2 done" in said) == (True, False)


def test_what_dispatches_reached_is_drawn_over_time_beside_its_table(
    desk: Client, two: list[Dispatch]
) -> None:
    Delivery.objects.filter(dispatch=two[0], name="=Vik").update(state="sent")
    Delivery.objects.filter(dispatch=two[1], name="Oslo").update(state="opted_out")
    link = BeautifulSoup(desk.get("/redaksjon/utgaver/").content, "lxml").find(
        "a", string="What dispatches reached"
    )
    page = BeautifulSoup(desk.get(link["href"]).content, "lxml")  # type: ignore[index, arg-type]
    rows = [[one.get_text(strip=True) for one in row.select("td")][1:] for row in page.select("tbody tr")]
    assert rows == [["0", "0", "0"], ["1", "1", "0"]]
    drawn = [(one["class"], one["x"], one["y"], one["height"]) for one in page.select("svg rect")]
    assert drawn == [
        (["sent-sent"], "0", "40", "40"),
        (["sent-back"], "0", "0", "40"),
    ]


def test_who_stops_counts_to_the_latest_dispatch_they_got_and_is_not_drawn_on_top_of_it(
    desk: Client, two: list[Dispatch], berit: Person
) -> None:
    them = [Recipient("Kari", "kari@example.no"), Recipient("Ola", "ola@example.no")]
    dispatches = [prepared(two[0].edition, berit, *them) for _n in range(3)]
    people = Delivery.objects.filter(name__in=["Kari", "Ola"])
    for dispatch in dispatches[:2]:
        people.filter(dispatch=dispatch).update(state="sent", tried_at=now())
    letters = [dispatches[0].deliveries.get(name="Kari"), dispatches[1].deliveries.get(name="Ola")]
    for letter in letters:  # the link of an older letter is theirs too
        Client().post(way_out(letter, "nb").removeprefix("http://localhost:8000"), {"do": "stop"})
    people.filter(dispatch=dispatches[2]).update(state="opted_out")
    page = BeautifulSoup(desk.get("/redaksjon/utsending/").content, "lxml")
    rows = [[one.get_text(strip=True) for one in row.select("td")][1:] for row in page.select("tbody tr")]
    assert rows[:3] == [["0", "0", "0"], ["2", "0", "2"], ["2", "0", "0"]]
    assert "the highest: 2. From below: sent, came back." in " ".join(page.get_text(" ").split())


def test_who_has_opted_out_is_said_to_have_on_their_page_and_in_the_dispatch(
    desk: Client, two: list[Dispatch], berit: Person
) -> None:
    dispatch = prepared(two[0].edition, berit, Recipient("Kari", "kari@example.no"))
    kari = dispatch.deliveries.get(name="Kari")
    page = f"/redaksjon/utsending/{dispatch.pk}/e-post/{kari.pk}/mottaker/"
    assert "Opted out on" not in words_on(desk, page)
    Client().post(way_out(kari, "nb").removeprefix("http://localhost:8000"), {"do": "stop"})
    assert "No dispatch is sent to this address." in words_on(desk, page)
    assert "Have opted out 1" in words_on(desk, f"/redaksjon/utsending/{dispatch.pk}/")


def test_the_page_of_a_recipient_tells_all_it_has_got_edition_by_edition(
    desk: Client, two: list[Dispatch]
) -> None:
    oslo = two[1].deliveries.get(name="Oslo")
    letter = BeautifulSoup(desk.get(f"/redaksjon/utsending/{two[1].pk}/e-post/{oslo.pk}/").content, "lxml")
    (link,) = (
        one
        for one in letter.select("main a")
        if one.get_text(strip=True) == "All that this recipient has got"
    )
    page = BeautifulSoup(desk.get(str(link["href"])).content, "lxml")
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in page.select("tbody tr")
    ]
    assert [[row[0], *row[2:]] for row in rows] == [
        ["0.2", "Oslo postmottak@oslo.example.no", "Waiting"],
        ["0.1", "Oslo postmottak@oslo.example.no", "Came back 550 no such user"],
    ]
    assert "Whether an e-mail is opened is not tracked." in page.get_text(" ")
    files = {
        str(one["href"]).rpartition(".")[2]: desk.get(str(one["href"])) for one in page.select(".choices a")
    }
    assert lines_of(files["csv"].content) == [
        HEADS,
        ["0.2", "Oslo", *OSLO, "Waiting", ""],
        ["0.1", "Oslo", *OSLO, "Came back", "550 no such user"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Edition", "0.2", "0.1"]


def test_a_dispatch_and_all_of_them_can_be_fetched_as_files(desk: Client, two: list[Dispatch]) -> None:
    page = BeautifulSoup(desk.get(f"/redaksjon/utsending/{two[0].pk}/").content, "lxml")
    (link,) = page.select("a[href$='rapport.csv']")
    assert lines_of(desk.get(str(link["href"])).content) == [
        HEADS,
        ["0.1", "Oslo", *OSLO, "Came back", "550 no such user"],
        ["0.1", "'=Vik", "", "", "", "To be handed over", ""],
    ]
    lists = BeautifulSoup(desk.get("/redaksjon/mottakere/").content, "lxml")
    (every,) = lists.select("a[href$='rapport.csv']")
    assert [row[:2] for row in lines_of(desk.get(str(every["href"])).content)] == [
        ["Edition", "Recipient"],
        ["0.2", "Oslo"],
        ["0.2", "'=Vik"],
        ["0.1", "Oslo"],
        ["0.1", "'=Vik"],
    ]
    assert desk.get(f"/redaksjon/utsending/{two[0].pk}/rapport.pdf").status_code == 404


def test_a_report_takes_the_same_number_of_queries_however_many_letters(
    desk: Client, two: list[Dispatch], berit: Person
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/redaksjon/mottakere/rapport.csv").status_code == 200
        return len(asked)

    few = cost()
    prepared(two[0].edition, berit, *[Recipient(f"N {n}", f"n{n}@example.no") for n in range(60)])
    assert cost() == few
