"""Sheets as forms, hearings and other systems write them: headings found, rows kept apart, nothing swallowed."""

from __future__ import annotations

import io
import random
import resource
import time
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from kokebok.doors.actions.batches import table_of
from kokebok.doors.columns import guessed
from kokebok.doors.models import Batch
from kokebok.doors.moments import moment
from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import read_table
from kokebok.doors.workbook import MOST_COLUMNS
from kokebok.inputs.models import Input
from kokebok.journal.queries import acts_on
from kokebok.lib.word_index import WordIndex
from tests.doors.conftest import put, words_of
from tests.files import OFFICE, packed, xlsx

TITLED_CSV = '"05803: Innspill, etter kommune"\n\n"kommune";"navn";"tekst"\n"Bærum";"Kari";"For langt"\n'
TITLED: list[list[object]] = [
    ["Høringssvar – uttrekk per 1.2.2026"],
    [],
    ["Navn", "Svar", "Dato"],
    ["Kari", "For langt", "2026-02-01"],
]
ONE_SAYS_NOTHING = b"navn;tekst\nKari;Steg 2 er for langt\nOla;\nPer;-\nEva;Bra\n"


def said() -> list[tuple[str, str]]:
    return list(Input.objects.order_by("pk").values_list("name", "text"))


def take_in(client: Any, where: str) -> None:
    client.post(f"{where}ta-inn/")


# -- the headings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "headings", "at"),
    [
        ("a.csv", TITLED_CSV.encode("cp1252"), ("kommune", "navn", "tekst"), 3),
        ("a.xlsx", xlsx(TITLED), ("Navn", "Svar", "Dato"), 3),
        ("a.csv", b"sep=,\nnavn,tekst\nKari,Bra\n", ("navn", "tekst"), 2),
        ("a.csv", b"Innspill\nHvem;Hva\nKari;Bra\n", ("Hvem", "Hva"), 2),
        ("a.csv", b"Uttrekk;2026\nnavn;tekst;dato\nKari;Bra;2026-01-01\n", ("navn", "tekst", "dato"), 2),
        ("a.csv", b"Hvem;Hva\nKari;kommentar\n", ("Hvem", "Hva"), 1),
    ],
    ids=["csv", "xlsx", "sep", "a word of ours", "two cells", "data like headings"],
)
def test_the_row_with_the_headings_is_found_below_a_title(
    name: str, content: bytes, headings: tuple[str, ...], at: int
) -> None:
    table = read_table(name, content)
    assert (table.headings, table.heading) == (headings, at)


def test_another_row_can_be_pointed_at_and_the_columns_are_found_anew(as_berit: Any, paragraph: Any) -> None:
    content = "Uttrekk;fra;skjema\nNår;Navn;Innspill\ni dag;Kari;For langt\n".encode()
    where = put(as_berit, "svar.csv", content)
    Batch.objects.update(choices={"columns": {"text": 2}, "door": "sheet", "state": "open", "heading": 1})
    page = as_berit.get(where)
    assert "Rad 2: Når | Navn | Innspill" in words_of(page)
    as_berit.post(where, {"heading": "2", "column_text": "2", "door": "sheet", "state": "open"})
    batch = Batch.objects.get()
    assert (batch.choices["heading"], batch.choices["columns"]) == (2, {"name": 1, "text": 2})
    assert [number for number, _cells in table_of(batch).rows] == [3]
    take_in(as_berit, where)
    assert said() == [("Kari", "For langt")]


@pytest.mark.parametrize("heading", ["0", "99", "x", "9" * 40, "3"])
def test_a_row_of_headings_that_cannot_be_is_not_chosen(as_berit: Any, paragraph: Any, heading: str) -> None:
    where = put(as_berit, "svar.csv", b"navn;tekst\nKari;Bra\nOla;Fint\n")
    answer = as_berit.post(where, {"heading": heading, "column_text": "1", "door": "sheet", "state": "open"})
    assert answer.status_code == 422
    assert as_berit.get(where).context["table"].heading == 1


def test_text_in_the_sixty_sixth_column_and_beyond_the_headings_can_be_chosen(
    as_berit: Any, paragraph: Any
) -> None:
    rows: list[list[object]] = [[*(f"K{n}" for n in range(1, 66))], [*["x"] * 65, "Den egentlige"]]
    where = put(as_berit, "svar.xlsx", xlsx(rows))
    assert "Kolonne 66" in words_of(as_berit.get(where))
    as_berit.post(where, {"column_text": "65", "door": "sheet", "state": "open"})
    take_in(as_berit, where)
    assert said() == [("", "Den egentlige")]


def test_more_columns_than_there_is_room_for_are_refused_in_words() -> None:
    for content in (
        xlsx([[*["Tekst"] * (MOST_COLUMNS + 1)], ["x"]]),
        xlsx([["Tekst"], [None] * 3000 + ["x"]]),
    ):
        with pytest.raises(Unreadable, match="1000"):
            read_table("a.xlsx", content)


# -- rows ----------------------------------------------------------------------------------------------------------


def test_rows_that_say_nothing_are_left_out_and_the_others_taken_in(as_berit: Any, paragraph: Any) -> None:
    where = put(as_berit, "svar.csv", ONE_SAYS_NOTHING)
    page = as_berit.get(where)
    assert [fault.row for fault in page.context["looked"].faults] == [3, 4]
    as_berit.post(where, {"do": "leave_out"})
    assert as_berit.get(where).context["looked"].left_out == (3, 4)
    as_berit.post(where, {"do": "take_back"})
    assert as_berit.get(where).context["looked"].left_out == ()
    as_berit.post(where, {"do": "leave_out"})
    take_in(as_berit, where)
    assert said() == [("Kari", "Steg 2 er for langt"), ("Eva", "Bra")]
    assert acts_on(Batch.objects.get()) == ["batch.looked_at", *["batch.chosen"] * 3, "batch.done"]


@pytest.mark.parametrize(
    "rows",
    [
        '1;Ola;"Bra\n2;Kari;Fint\n3;Eva;Fort\n',
        '1;Ola;"Bra\n2;"Kari";"Fint"\n3;Eva;"Fort"\n',
        '1;"Ola;Bra\n2;Kari;"Fint\nog fort"\n3;Eva;Ja\n',
    ],
    ids=["none after", "quoted after", "a cell of two lines after"],
)
def test_a_quotation_mark_without_its_pair_takes_in_no_row_but_its_own(
    as_berit: Any, paragraph: Any, rows: str
) -> None:
    where = put(as_berit, "svar.csv", f"id;navn;tekst\n{rows}".encode())
    looked = as_berit.get(where).context["looked"]
    assert [(fault.row, "make" in fault.wrong) for fault in looked.faults] == [(2, True)]
    as_berit.post(where, {"do": "leave_out"})
    take_in(as_berit, where)
    assert [name for name, _text in said()] == ["Kari", "Eva"]


def test_a_title_stands_above_the_text_and_a_row_without_one_is_known_again(
    as_berit: Any, paragraph: Any
) -> None:
    old = b"Kilde;text;created_at\nx;Vi trenger sykkelvei;2024-05-12\n"
    take_in(as_berit, put(as_berit, "a.csv", old))
    rows = (
        "id;title;body;created_at\n1;Sykkelvei;Vi trenger sykkelvei;2024-05-12 10:21:33 UTC\n"
        "2;Bibliotek;;2024-05-12 10:21:33 +0200\n"
    )
    take_in(as_berit, put(as_berit, "b.csv", rows.encode()))
    assert list(Input.objects.order_by("pk").values_list("text", "received_at"))[1:] == [
        ("Sykkelvei\n\nVi trenger sykkelvei", datetime(2024, 5, 12, 10, 21, 33, tzinfo=UTC)),
        ("Bibliotek", datetime(2024, 5, 12, 8, 21, 33, tzinfo=UTC)),
    ]
    again = as_berit.get(put(as_berit, "c.csv", b"text;tittel;dato\nVi trenger sykkelvei;;2024-05-12\n"))
    assert (again.context["looked"].new, again.context["looked"].already) == (0, 1)


HERE = timezone(timedelta(hours=2))
AT = datetime(2024, 5, 12, 10, 21, 33, tzinfo=HERE)


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2024-05-12 10:21:33 +0200", AT),
        ("2024-05-12T10:21:33+02:00", AT),
        ("2024-05-12 08:21:33 UTC", AT),
        ("2024-05-12T08:21:33.120Z", AT),
        ("2024/05/12 10:21:33 CEST", AT),
        ("12.05.2024 10:21:33", AT),
        ("12.5.24, kl. 10.21.33", AT),
        ("12/05/2024 10:21:33", AT),
        ("søndag 12. mai 2024 kl. 10.21", AT.replace(second=0)),
        ("Sun, 12 May 2024 10:21:33 +0200", AT),
        ("Sun May 12 10:21:33 2024", AT),
        ("Sun May 12 2024 10:21:33 GMT+0200 (Central European Summer Time)", AT),
        ("May 12, 2024 10:21:33 AM", AT),
        ("Sunday 12 May 2024", datetime(2024, 5, 12, 12, tzinfo=HERE)),
        ("sundag den 12. mai 2024", datetime(2024, 5, 12, 12, tzinfo=HERE)),
        ("tir. 3. des. 2024", datetime(2024, 12, 3, 12, tzinfo=timezone(timedelta(hours=1)))),
    ],
)
def test_a_moment_is_understood_however_programs_write_it(written: str, when: datetime) -> None:
    assert moment(written) == when


@pytest.mark.parametrize(
    "written",
    ["", "mandag", "32.01.2026", "2024-13-01", "2024-05-12 25:00", "0001-01-01", "9999-12-31 23:59:59 -2359", "5",
     "12. mai", "12.05.2024 10:21:33 +9999", "13:00 PM", "x" * 200],
)  # fmt: skip
def test_what_is_no_moment_is_none(written: str) -> None:
    assert moment(written) is None


# -- workbooks -----------------------------------------------------------------------------------------------------


def test_a_workbook_in_the_strict_form_is_read_as_any_other() -> None:
    usual = xlsx([["Navn", "Tekst"], ["Kari", "Bra"]])
    here, there = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(io.BytesIO(usual)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    for name, part in parts.items():
        strict = part.replace(here + b"spreadsheetml/2006/main", there + b"spreadsheetml/main")
        parts[name] = strict.replace(
            here + b"officeDocument/2006/relationships", there + b"officeDocument/relationships"
        )
    assert read_table("a.xlsx", packed(parts)) == read_table("a.xlsx", usual)


def shared_by(cells: int, rows: int, text: str) -> bytes:
    """A workbook of few bytes whose cells all share one text."""
    usual = xlsx([["Tekst"]])
    with zipfile.ZipFile(io.BytesIO(usual)) as opened:
        parts: dict[str, str | bytes] = {name: opened.read(name) for name in opened.namelist()}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    row = "<row>" + '<c t="s"><v>0</v></c>' * cells + "</row>"
    parts["xl/sharedStrings.xml"] = f"<sst {main}><si><t>{text}</t></si></sst>"
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {main}><sheetData>{row * rows}</sheetData></worksheet>"
    types = (
        str(parts["[Content_Types].xml"], "utf-8") if isinstance(parts["[Content_Types].xml"], bytes) else ""
    )
    told = (
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}.spreadsheetml.sharedStrings+xml"/>'
    )
    if "sharedStrings" not in types:
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{told}</Types>")
    return packed(parts)


def test_cells_that_share_a_text_are_one_text_in_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = read_table("a.xlsx", shared_by(40, 500, "x" * 110_000))
    assert len({id(cell) for _number, cells in table.rows for cell in cells}) == 1
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 200  # megabytes; 2,000 if each cell had its own


def test_more_text_than_there_is_room_for_is_refused_in_words() -> None:
    made = random.Random(1)
    rows: list[list[object]] = [["Tekst"]]
    rows += [[made.randbytes(15_000).hex()] for _n in range(700)]
    with pytest.raises(Unreadable, match="for mye tekst"):
        read_table("a.xlsx", xlsx(rows))


# -- where ---------------------------------------------------------------------------------------------------------


def test_words_are_found_in_the_texts_they_stand_in_and_fast_in_many() -> None:
    texts = {str(n): f"Avsnitt {n} om møter med familier nummer {n}. Ring dem." for n in range(3_000)}
    index = WordIndex({**texts, "x": "Ring  TRE\nfamilier i dag."})
    assert index.with_words("ring tre familier i") == ["x"]
    assert index.with_words("ing tre familie") == ["x"]
    assert index.with_words("nummer 17. ring dem") == ["17"]
    assert len(index.with_words("møter")) == 3_000
    assert index.with_words("tre mus") == []
    began = time.process_time()
    for n in range(5_000):
        index.with_words(f"familier nummer {n}. ring")
    assert time.process_time() - began < 2


def test_headings_of_other_systems_are_known() -> None:
    assert guessed(("id", "title/nb", "body/nb", "created_at", "Kan nevnes (ja/nei)")) == {
        "id": 0, "title": 1, "text": 2, "received": 3, "may_be_named": 4,
    }  # fmt: skip
