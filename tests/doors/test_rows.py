"""Spreadsheets: looked at row by row, taken in whole or not at all, never doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from kokebok.doors.actions.batches import put_in, take_in_rows
from kokebok.doors.columns import guessed
from kokebok.doors.looking import look_at_rows
from kokebok.doors.models import Arrival, Batch, BatchState
from kokebok.doors.rows import CellFault, read_rows
from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import LARGEST_CELL, MOST_ROWS, read_table
from kokebok.doors.targets import all_places
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.people.rules import Refused
from tests.doors.conftest import put, words_of
from tests.files import OFFICE, OLE, bomb_docx, macro_docx, packed, xlsx

HEADINGS = ("Tekst", "Forslag", "Lenke", "Navn", "E-post", "Dato", "Kan nevnes")


def sheet(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A CSV file with these rows."""
    lines = [headings, *rows]
    return "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode("cp1252")


def faults_of(content: bytes, name: str = "ark.csv") -> list[CellFault]:
    table = read_table(name, content)
    return list(read_rows(table, guessed(table.headings), all_places()).faults)


def test_columns_are_guessed_from_their_headings():
    assert guessed(HEADINGS) == {
        "text": 0, "suggestion": 1, "where": 2, "name": 3, "email": 4, "received": 5, "may_be_named": 6,
    }  # fmt: skip
    assert guessed(("comment_content", "comment_author_email", "Innspel", "ID")) == {"text": 2, "id": 3}


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_signs_and_its_marks(charset, mark):
    text = f'Navn{mark}Tekst\r\n\r\nKåre{mark}"Blåbær{mark} ""rips""\nog mer"\r\nÅse{mark}=1+1\r\n'
    table = read_table("ark.csv", text.encode(charset))
    assert table.headings == ("Navn", "Tekst")
    assert table.rows == ((3, ("Kåre", f'Blåbær{mark} "rips"\nog mer')), (5, ("Åse", "=1+1")))


def test_a_formula_is_text_and_a_day_is_a_date():
    made = xlsx(
        [
            ["Tekst", "Nr", "Dato"],
            ["=1+1", 3.0, datetime(2026, 1, 31)],
            [None, None, None],
            ["@SUM(A1)", 1.5, True],
        ]
    )
    table = read_table("ark.xlsx", made)
    assert table.rows == ((2, ("=1+1", "3", "2026-01-31")), (4, ("@SUM(A1)", "1.5", "ja")))


def test_rows_become_inputs_with_all_they_say(as_berit, berit, paragraph):
    rows = sheet(
        ("=HYPERLINK(0)", "", f"/a/{paragraph.anchor}/", "Ada", "ada@example.no", "31.01.2026", "ja"),
        ("Fordi", "En virksomhet.", paragraph.anchor, "", "", "", ""),
        ("Til siden", "", paragraph.page.title, "", "", "", "nei"),
    )
    where = put(as_berit, "svar.csv", rows)
    assert Input.objects.count() == 0
    assert "Take in 3 inputs" in words_of(
        as_berit.get(where, headers={"accept-language": "en"})
    ) or "3" in words_of(as_berit.get(where))
    as_berit.post(f"{where}ta-inn/")
    given: Any = Input.objects.order_by("pk")
    one, two, three = given
    assert (one.text, one.paragraph, one.name, one.may_be_named) == ("=HYPERLINK(0)", paragraph, "Ada", True)
    assert (one.door, one.state, one.received_at) == (
        Door.SHEET,
        State.WAITING,
        datetime(2026, 1, 31, 11, tzinfo=UTC),
    )
    assert (two.kind, two.suggestion, two.wording.paragraph) == (Kind.SUGGESTION, "En virksomhet.", paragraph)
    assert (three.page.pk, three.paragraph) == (paragraph.page.pk, None)
    assert [(given.arrival.row, given.arrival.by) for given in (one, two, three)] == [
        (2, berit),
        (3, berit),
        (4, berit),
    ]
    assert acts_on(one) == ["input.sent"]
    assert acts_on(Batch.objects.get()) == ["batch.looked_at", "batch.done"]


def test_every_bad_row_is_named_with_its_column_and_nothing_is_taken_in(as_berit, paragraph):
    rows = sheet(
        ("Bra", "", "", "", "", "", ""),
        ("", "", "", "Ada", "", "", ""),
        ("x", "", "finnes ikke noe sted", "", "ada@", "32.01.2026", "kanskje"),
        ("", "Annet", "", "", "", "2999-01-01", ""),
        ("y" * 8001, "", "samfunnsmål", "n" * 121, "", "", ""),
    )
    found = [(fault.row, fault.column) for fault in faults_of(rows)]
    assert found == [
        (3, "Tekst"),
        (4, "Lenke"), (4, "Kan nevnes"), (4, "E-post"), (4, "Dato"),
        (5, "Dato"),
        (6, "Lenke"), (6, "Navn"),
    ]  # fmt: skip
    where = put(as_berit, "svar.csv", rows)
    page = words_of(as_berit.get(where))
    assert ("32.01.2026" in page, "kanskje" in page) == (True, True)
    as_berit.post(f"{where}ta-inn/")
    assert (Input.objects.count(), Batch.objects.get().state) == (0, BatchState.LOOKED_AT)


def test_a_suggestion_about_nothing_or_that_changes_nothing_is_a_fault(paragraph):
    rows = sheet(("", "Annet", "", "", "", "", ""), ("", paragraph.text, paragraph.anchor, "", "", "", ""))
    assert [(fault.row, fault.column) for fault in faults_of(rows)] == [(2, "Forslag"), (3, "Forslag")]


def test_the_same_rows_again_add_nothing_and_two_who_say_the_same_are_two(as_berit, paragraph):
    same = ("Enig", "", "", "", "", "", "")
    for rows, total in (((same, same), 2), ((same, same), 2), ((same, same, ("Ny", *same[1:])), 3)):
        where = put(as_berit, "svar.csv", sheet(*rows))
        as_berit.post(f"{where}ta-inn/")
        assert Input.objects.count() == total


def test_a_row_with_a_number_of_its_own_is_known_by_that(as_berit, paragraph):
    for text in ("Først", "Rettet"):
        where = put(as_berit, "svar.csv", sheet(("7", text), headings=("ID", "Tekst")))
        as_berit.post(f"{where}ta-inn/")
    given = Input.objects.get()
    assert given.text == "Først"
    looked = as_berit.get(put(as_berit, "ny.csv", sheet(("7", "Rettet"), headings=("ID", "Tekst"))))
    assert [(one.row.number, one.given) for one in looked.context["looked"].changed] == [(2, given)]
    assert f'href="/redaksjon/innspill/{given.pk}/"' in looked.content.decode()
    same = as_berit.get(put(as_berit, "lik.csv", sheet(("7", "Først"), headings=("ID", "Tekst"))))
    assert same.context["looked"].changed == ()
    twice = sheet(("7", "a"), ("7", "b"), headings=("ID", "Tekst"))
    assert [(fault.row, fault.column) for fault in faults_of(twice)] == [(3, "ID")]


def test_columns_door_and_state_can_be_chosen(as_berit, paragraph):
    where = put(as_berit, "blogg.csv", sheet(("Ada", "Fin bok"), headings=("Hvem", "Hva")))
    assert not Input.objects.exists()
    wrong = as_berit.post(where, {"column_text": "0", "column_name": "0", "door": "blog", "state": "open"})
    assert wrong.status_code == 422
    as_berit.post(where, {"column_text": "1", "column_name": "0", "door": "blog", "state": "open"})
    as_berit.post(f"{where}ta-inn/")
    given = Input.objects.get()
    assert (given.door, given.state, given.name, given.text) == (Door.BLOG, State.OPEN, "Ada", "Fin bok")
    assert given.published_at is not None


def test_those_with_an_address_are_asked_to_confirm_it(
    as_berit, paragraph, django_capture_on_commit_callbacks
):
    where = put(
        as_berit, "svar.csv", sheet(("Hei", "", "", "", "ada@example.no", "", ""), ("Hei", *[""] * 6))
    )
    with django_capture_on_commit_callbacks(execute=True):
        as_berit.post(f"{where}ta-inn/")
    assert [letter.to for letter in mail.outbox] == [["ada@example.no"]]


def test_a_file_is_taken_in_once_however_often_one_clicks(as_berit, berit, paragraph):
    where = put(as_berit, "svar.csv", sheet(("Hei", *[""] * 6)))
    batch = Batch.objects.get()
    looked = look_at_rows(batch, read_table("svar.csv", sheet(("Hei", *[""] * 6))))
    for _click in range(2):
        as_berit.post(f"{where}ta-inn/")
    assert Input.objects.count() == 1
    with pytest.raises(TooLate):
        take_in_rows(batch, list(looked.reading.rows), door=Door.SHEET, state=State.OPEN, by=berit)


def hostile() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Each with its name, and what makes it."""
    types = f'<Types><Override ContentType="{OFFICE}.spreadsheetml.sheet.main+xml"/></Types>'
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    return {
        "empty": ("a.csv", lambda: b""),
        "only headings": ("a.csv", lambda: b"Tekst;Navn\n"),
        "binary": ("a.csv", lambda: b"Tekst\n\x00\x01"),
        "endless cell": ("a.csv", lambda: b'Tekst\n"' + b"x" * 200_000),
        "no spreadsheet": ("a.xlsx", lambda: b"Tekst;Navn\nx;y"),
        "a document": ("a.xlsx", macro_docx),
        "locked": ("a.xlsx", lambda: OLE),
        "bomb": ("a.xlsx", bomb_docx),
        "no workbook": ("a.xlsx", lambda: packed({"[Content_Types].xml": types})),
        "entities": (
            "a.xlsx",
            lambda: packed({"[Content_Types].xml": types, "xl/sharedStrings.xml": laughs}),
        ),
        "broken xml": (
            "a.xlsx",
            lambda: packed({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook"}),
        ),
        "cut off": ("a.xlsx", lambda: xlsx([["Tekst"], ["x"]])[:1500]),
    }


@pytest.mark.parametrize("name", hostile())
def test_a_file_that_cannot_be_read_says_so_in_words(name):
    called, make = hostile()[name]
    with pytest.raises(Unreadable) as refusal:
        read_table(called, make())
    assert len(str(refusal.value)) > 10


def test_a_giant_cell_is_cut_and_then_too_long(db):
    rows = xlsx([["Tekst"], ["x" * 32_000]])
    assert [fault.row for fault in faults_of(rows, "a.xlsx")] == [2]
    assert len(read_table("a.csv", b"Tekst\n" + b"y" * 120_000).rows[0][1][0]) == LARGEST_CELL


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is():
    import io
    import zipfile

    real = zipfile.ZipFile(io.BytesIO(xlsx([["Tekst"], ["x"]])))
    parts = {name: real.read(name) for name in real.namelist()}
    where = "xl/worksheets/sheet1.xml"
    parts[where] = parts[where].replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert read_table("a.xlsx", packed(parts)).rows == ((2, ("x",)),)


def test_more_rows_than_there_is_room_for_are_refused(berit):
    with pytest.raises(Refused):
        put_in("a.csv", b"Tekst\n" + b"x\n" * (MOST_ROWS + 1), by=berit)


def test_five_thousand_rows_are_taken_in(as_berit, paragraph):
    rows = [
        (f"Innspill {n}", "", f"/a/{paragraph.anchor}/", f"Navn {n}", "", "2026-01-31", "ja")
        for n in range(5000)
    ]
    where = put(as_berit, "svar.csv", sheet(*rows))
    as_berit.post(f"{where}ta-inn/")
    assert Input.objects.count() == Arrival.objects.count() == 5000


def test_two_files_with_the_same_rows_at_once_make_each_row_one_input(committed):
    from kokebok.people.models import RoleName
    from tests.world import make_cookbook, make_person

    make_cookbook()
    by = make_person("b@example.no", "B", RoleName.EDITOR)
    content = sheet(*((f"Ord {n}", *[""] * 6) for n in range(20)))
    files = [put_in("svar.csv", content, by=by) for _n in range(2)]
    looked = [look_at_rows(file, read_table("svar.csv", content)) for file in files]
    both, outcomes = threading.Barrier(2), []

    def take(n: int) -> None:
        both.wait()
        try:
            outcomes.append(
                take_in_rows(files[n], list(looked[n].reading.rows), door=Door.SHEET, state=State.OPEN, by=by)
            )
        except Refused:
            outcomes.append(-1)
        connection.close()

    threads: list[Any] = [threading.Thread(target=take, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in ([-1, 20], [0, 20])
    assert (Input.objects.count(), Arrival.objects.count()) == (20, 20)


def test_a_few_words_are_no_place_in_a_sheet_and_many_are(paragraph):
    rows = sheet(("a", "", "En bedrift", "", "", "", ""), ("b", "", paragraph.text, "", "", "", ""))
    assert [(fault.row, fault.column) for fault in faults_of(rows)] == [(2, "Lenke")]
