"""The log of moderation: narrowed, downloaded, and open to those it is for."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.actions.review import answer_review, ask_for_review
from kokebok.moderation.models import ReviewOutcome, Ruling
from kokebok.moderation.rules import Grounds
from tests.moderation.conftest import browser
from tests.world import InputFactory

LOG = "/redaksjon/moderering/"


@pytest.fixture
def three(given, reasons, berit, egil, mona):
    """A part removed by Berit, an input refused by Egil whose sender waits, and one reversed by Mona."""
    removed = redact(given, words=["vet"], grounds=Grounds(reasons["hets"]), by=berit)
    waits, turned = [
        refuse(
            InputFactory.create(paragraph=given.paragraph),
            grounds=Grounds(reasons["reklame"], "=1+1"),
            by=egil,
        )
        for _n in range(2)
    ]
    ask_for_review(waits, words="Hemmelig grunn.")
    answer_review(
        ask_for_review(turned, words=""), answer=ReviewOutcome.REVERSED, explanation="Feil.", by=mona
    )
    return removed, waits, turned


def test_it_is_narrowed_by_what_why_who_review_and_day(book, three, berit, egil) -> None:
    removed, waits, turned = three
    day = removed.at.date().isoformat()
    wanted = {
        "": [turned, waits, removed],
        "?measure=redacted": [removed],
        "?reason=reklame": [turned, waits],
        f"?by={berit.pk}": [removed],
        "?review=waits": [waits],
        "?review=reversed": [turned],
        f"?since={day}&until=2999-01-01": [turned, waits, removed],
        "?until=2020-01-01": [],
        "?measure=tull&by=x&since=i+fjor": [turned, waits, removed],
    }
    client = browser(berit)
    found = {query: list(client.get(LOG + query).context["rulings"]) for query in wanted}
    assert found == wanted


def test_the_file_has_all_of_it_and_neither_what_was_removed_nor_the_way_to_the_sender(
    book, three, given, lars
) -> None:
    answer = browser(lars).get(f"{LOG}fil/")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[3] for row in rows[1:]] == ["reklame", "reklame", "hets"]
    assert [row[12] for row in rows[1:]] == [str(ReviewOutcome.REVERSED.label), "", ""]
    assert rows[1][5] == "'=1+1"
    secrets = [given.code, "ada@example.no", "Hemmelig", "vet det"]
    assert [secret for secret in secrets if secret in text] == []
    assert answer["Content-Disposition"].startswith('attachment; filename="moderering-')


def test_a_reader_of_the_log_reads_and_can_do_nothing(book, three, given, lars) -> None:
    client = browser(lars)
    removed = three[0]
    assert [client.get(page).status_code for page in (LOG, f"{LOG}{removed.pk}/")] == [200, 200]
    ways = ["grunner/begynn/", f"{removed.pk}/legg-tilbake/"]
    assert [client.post(LOG + way).status_code for way in ways] == [403, 403]
    assert client.get(f"/redaksjon/innspill/{given.pk}/fjern/").status_code == 403
    page = client.get(f"{LOG}{removed.pk}/").content.decode()
    assert ("Nordmann" in page, "Storgata" in page) == (False, False)


def test_the_resource_group_does_not_come_in(book, three, rana) -> None:
    assert browser(rana).get(LOG).status_code == 403


def test_it_takes_the_same_number_of_queries_for_one_as_for_thirty(book, given, reasons, berit) -> None:
    client = browser(berit)

    def queries() -> int:
        client.get(LOG)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(LOG).status_code == 200
        return len(taken)

    redact(given, words=["vet"], grounds=Grounds(reasons["hets"]), by=berit)
    one = queries()
    for _n in range(29):
        refuse(InputFactory.create(paragraph=given.paragraph), grounds=Grounds(reasons["hets"]), by=berit)
    assert (queries(), Ruling.objects.count()) == (one, 30)
