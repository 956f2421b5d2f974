"""The journal: narrowed, taken along whole, and open to the reader of the log."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.inputs.actions.moderate import approve, mark_read
from kokebok.inputs.models import State
from kokebok.journal.actions.record import record
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from tests.desk.conftest import Giver, queries_of
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.people.models import Person

JOURNAL = "/redaksjon/journal/"


@pytest.fixture
def handled(give: Giver, berit: Person, egil: Person) -> tuple[Any, Any]:
    """An input that Berit published and Egil answered, and one that Berit opened."""
    first, second = give(State.WAITING), give()
    answer(approve(first, by=berit), Answer(Outcome.LATER, "Takk.", "Ikke nå."), by=egil)
    mark_read(second, by=berit, as_of=None)
    record("input.supported", by=None, about=second)
    return first, second


def acts(client: Client, query: str) -> list[str]:
    return [line.what for line in client.get(JOURNAL + query).context["lines"]]


def test_it_is_narrowed_by_who_act_thing_and_day(
    as_berit: Client, handled: tuple[Any, Any], berit: Person, egil: Person
) -> None:
    first, _second = handled
    decided, answered, opened = "Avgjorde et innspill", "Besvarte et innspill", "Åpnet et innspill"
    words = {str(entry.act): line for entry, line in _in_words(as_berit)}
    wanted = {
        f"?who={egil.pk}": ["decision.made", "input.answered"],
        "?who=public&act=input.supported": ["input.supported"],
        f"?who={berit.pk}&act=input.read": ["input.read"],
        f"?thing=inputs.input&number={first.pk}": ["decision.made", "input.answered", "input.open"],
        "?thing=desk.decision": ["decision.made"],
        "?until=2020-01-01": [],
    }
    assert (decided, answered, opened) != ("", "", "")
    assert {query: acts(as_berit, query) for query in wanted} == {
        query: [words[act] for act in these] for query, these in wanted.items()
    }


def _in_words(client: Client) -> list[tuple[Entry, str]]:
    lines = client.get(JOURNAL).context["lines"]
    return list(zip(Entry.objects.order_by("-pk"), [line.what for line in lines], strict=True))


def test_what_makes_no_sense_does_not_narrow(as_berit: Client, handled: tuple[Any, Any]) -> None:
    everything = len(acts(as_berit, ""))
    assert len(acts(as_berit, "?who=x&act=y&thing=z&number=-1&since=i+dag&until=9999-12-31")) == everything


def test_it_is_taken_along_as_json_with_all_that_was_kept(as_berit: Client, handled: tuple[Any, Any]) -> None:
    response = as_berit.get(f"{JOURNAL}fil/json/")
    found = json.loads(response.getvalue())
    assert [line["number"] for line in found] == list(
        Entry.objects.order_by("-pk").values_list("pk", flat=True)
    )
    decided = next(line for line in found if line["act"] == "decision.made")
    assert (decided["by"]["name"], decided["what"]["outcome"]) == ("Egil Redaktør", "later")
    nothing = as_berit.get(f"{JOURNAL}fil/json/?until=2020-01-01")
    assert json.loads(nothing.getvalue()) == []


def test_it_is_taken_along_as_csv_in_the_language_asked_for_and_harmless(
    as_berit: Client, handled: tuple[Any, Any], berit: Person
) -> None:
    record("input.refused", by=berit, refusal="=1+1")
    as_berit.cookies["kokebok_language"] = "nn"
    text = as_berit.get(f"{JOURNAL}fil/csv/").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == Entry.objects.count() + 1
    assert (rows[0][1], rows[0][2], rows[1][6]) == ("Når", "Kven", "'=1+1")
    assert json.loads(rows[1][8]) == {"refusal": "=1+1"}


def test_all_of_it_is_taken_along_however_long_in_few_queries(
    as_berit: Client, berit: Person, book: Any
) -> None:
    Entry.objects.bulk_create(
        Entry(by=berit, act="input.read", about=f"inputs.input:{n}") for n in range(2500)
    )
    found = json.loads(as_berit.get(f"{JOURNAL}fil/json/?act=input.read").getvalue())
    assert len(found) == 2500


def test_the_page_takes_the_same_number_of_queries_for_one_as_for_a_hundred(
    as_berit: Client, handled: tuple[Any, Any], berit: Person
) -> None:
    few = queries_of(as_berit, JOURNAL)
    Entry.objects.bulk_create(Entry(by=berit, act="input.read", about=f"inputs.input:{n}") for n in range(90))
    assert queries_of(as_berit, JOURNAL) == few


def test_a_reader_of_the_log_reads_and_takes_it_and_others_do_not(book: Any, rana: Person) -> None:
    lars = make_person("lars@example.no", "Lars Logg", RoleName.LOG_READER)
    pages = (JOURNAL, f"{JOURNAL}fil/json/", f"{JOURNAL}fil/csv/")
    for person, expected in ((lars, 200), (rana, 403)):
        client = Client()
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [expected] * 3
    assert Client().get(f"{JOURNAL}fil/json/").status_code == 302


def test_there_is_no_other_form(as_berit: Client, book: Any) -> None:
    assert as_berit.get(f"{JOURNAL}fil/pdf/").status_code == 404
