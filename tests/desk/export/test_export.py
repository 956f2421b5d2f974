"""All inputs of a filter as a file: as whoever asks sees them at the desk, and with a line in the journal."""

from __future__ import annotations

import csv
import io
import json
import uuid
from typing import TYPE_CHECKING, Any

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.desk.assigning.actions.note import write_note
from kokebok.desk.export.files import FORMS
from kokebok.desk.inbox.listing import FILE_FORMS
from kokebok.desk.models import Outcome
from kokebok.inputs.models import Input, Kind, State
from kokebok.journal.models import Entry
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from tests.desk.conftest import SUGGESTED, WORDS, Giver

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

FILE = "/redaksjon/innspill/fil/"


def take(client: Client, form: str, query: str = "") -> bytes:
    """Press the button for a form of file in the inbox, and gives what one gets."""
    page = client.get(f"/redaksjon/innspill/{query}").content.decode()
    address = f"{FILE}{form}/{query}"
    assert f'formaction="{address.replace("&", "&amp;")}"' in page
    answer = client.post(address)
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    return answer.getvalue()


def objects(client: Client, query: str = "") -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(take(client, "json", query))
    return found


def test_an_editor_gets_all_that_the_desk_knows_of_an_input(
    as_berit: Client, suggestion: Any, berit: Person, egil: Person
) -> None:
    Input.objects.filter(pk=suggestion.pk).update(
        text="Fordi.", name="Kari Nordmann", on_behalf_of="Nes kommune", email="kari@example.no",
        email_confirmed_at=timezone.now(),
    )  # fmt: skip
    suggestion.refresh_from_db()
    assign(suggestion, NewAssignment(to=egil), by=berit)
    write_note(suggestion, "Hva sier jussen?", by=egil, ticket=uuid.uuid4())
    answer(suggestion, Answer(Outcome.LATER, reply="Takk.", reason="Neste utgave."), by=egil)
    (row,) = objects(as_berit, "?state=answered")
    anchor = suggestion.paragraph.anchor
    assert "kari@example.no" not in str(row)
    expected = {
        "number": str(suggestion.pk), "state": "Besvart", "kind": "Tekstforslag", "wording": WORDS,
        "suggestion": SUGGESTED, "text": "Fordi.", "name": "Kari Nordmann", "on_behalf_of": "Nes kommune",
        "told": "Ja", "holder": "Egil Redaktør", "outcome": "Senere", "reply": "Takk.",
        "reason": "Neste utgave.", "answered_by": "Egil Redaktør", "page": suggestion.paragraph.page.title,
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected
    assert row["address"].endswith(f"/a/{anchor}/")
    assert row["notes"].endswith("Hva sier jussen?")


def test_what_is_not_published_stands_there_with_its_reason(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give(State.WAITING, text="Noe stygt.")
    begin_with_starter_list(by=None)
    reason = Reason.objects.in_use()[0]
    refuse(given, grounds=Grounds(reason, "Se over."), by=berit)
    (row,) = objects(as_berit, "?state=refused")
    assert (row["text"], reason.title in row["moderated"], "Se over." in row["moderated"]) == (
        "Noe stygt.", True, True,
    )  # fmt: skip


def test_the_resource_group_gets_only_what_it_sees_at_the_desk(
    client: Client, give: Giver, rana: Person, berit: Person
) -> None:
    given = give(name="Kari Nordmann", text="Synlig.", email="kari@example.no")
    give(State.WAITING, text="Skjult.")
    write_note(given, "Internt.", by=berit, ticket=uuid.uuid4())
    client.force_login(rana)
    (row,) = objects(client, "?state=all")
    assert [row[key] for key in ("text", "name", "told", "notes", "moderated")] == ["Synlig.", "", "", "", ""]
    assign(given, NewAssignment(to=None), by=berit)
    assert "Internt." in objects(client, "?state=all")[0]["notes"]


def test_what_is_not_in_the_filter_is_not_in_the_file(as_berit: Client, give: Giver) -> None:
    give()
    asked = give(kind=Kind.QUESTION)
    assert [one["number"] for one in objects(as_berit, "?kind=question")] == [str(asked.pk)]


def test_nothing_in_a_file_is_read_as_a_formula_and_no_sign_breaks_it(as_berit: Client, give: Giver) -> None:
    give(text="=HYPERLINK(1)", name="+47 22", may_be_named=True)
    give(text="Et tegn\x0b som ikke kan stå i et regneark")
    rows = list(csv.reader(io.StringIO(take(as_berit, "csv").decode("utf-8-sig")), delimiter=";"))
    text, name = rows[0].index("Innspill"), rows[0].index("Navn")
    assert (rows[1][text], rows[1][name]) == ("'=HYPERLINK(1)", "'+47 22")
    sheet = openpyxl.load_workbook(io.BytesIO(take(as_berit, "xlsx"))).worksheets[0]
    assert sheet.title == "Innspill"
    cell = sheet.cell(2, text + 1)
    assert (cell.value, cell.data_type, sheet.cell(1, text + 1).value, sheet.max_row) == (
        "=HYPERLINK(1)", "s", "Innspill", 3,
    )  # fmt: skip


def test_a_cell_that_is_cut_says_so_in_the_language_of_the_file(as_berit: Client, give: Giver) -> None:
    give(text="å" * 40_000)
    sheet = openpyxl.load_workbook(io.BytesIO(take(as_berit, "xlsx"))).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    said = sheet.cell(2, heads.index("Innspill") + 1).value
    assert (len(said), said[-50:].lstrip("å")) == (
        32_767, "… (avkortet; hele teksten er i JSON-filen)",
    )  # fmt: skip
    assert objects(as_berit)[0]["text"] == "å" * 40_000


def test_the_journal_says_who_took_how_many_and_of_what(as_berit: Client, give: Giver, berit: Person) -> None:
    for _n in range(3):
        give()
    take(as_berit, "csv", "?kind=comment")
    line = Entry.objects.get(act="inputs.taken_out")
    assert (line.by, line.what) == (berit, {"form": "csv", "filter": "?kind=comment", "inputs": 3})
    assert "3 innspill som CSV" in as_berit.get("/redaksjon/journal/").content.decode()


def test_five_thousand_come_with_the_queries_of_one(as_berit: Client, give: Giver) -> None:
    paragraph = give().paragraph
    give(paragraph=None, page=paragraph.page)
    forms = ("csv", "xlsx", "json")
    queries(as_berit, "csv")  # what is kept from the first time is not counted
    few = [queries(as_berit, form) for form in forms]
    places = [{"paragraph": paragraph}, {"page": paragraph.page}]
    same = {"kind": Kind.COMMENT, "text": "Et ord om dette. " * 20, "state": State.OPEN}
    Input.objects.bulk_create([Input(**same, **places[n % 2]) for n in range(4998)], batch_size=500)
    assert [queries(as_berit, form) for form in forms] == few
    assert max(few) <= 15


def queries(client: Client, form: str) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert client.post(f"{FILE}{form}/").getvalue()
    return len(taken)


def test_a_file_is_given_to_those_who_may_and_only_on_a_press(
    client: Client, as_berit: Client, give: Giver
) -> None:
    give()
    assert client.post(f"{FILE}csv/").status_code == 302
    assert [as_berit.get(f"{FILE}csv/").status_code, as_berit.post(f"{FILE}exe/").status_code] == [405, 404]
    assert not Entry.objects.filter(act="inputs.taken_out").exists()


def test_the_inbox_offers_each_form_that_inputs_can_be_had_in() -> None:
    assert list(FORMS) == list(FILE_FORMS)
