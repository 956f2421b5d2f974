"""The register of municipalities: as it comes along, and brought up to date from a file."""

from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.doors.rules import Unreadable
from kokebok.journal.models import Entry as Line
from kokebok.people.models import Person
from kokebok.registers.actions.take_in import take_in
from kokebok.registers.area_rows import AreaRow, AreasRead, read_areas, written_areas
from kokebok.registers.klass_rows import read_klass
from kokebok.registers.models import Area, AreaKind
from kokebok.registers.rules import EndsBeforeItBegins, NothingNew, RegisterChanged
from kokebok.registers.shipped import HOLDS_FROM, shipped_areas
from tests.files import packed

pytestmark = pytest.mark.django_db
LIST = "kommunenummer;kommunenavn;fylkesnummer;fylkesnavn;gyldig fra;gyldig til;etterfølger\n"
OLD = LIST + "3001;Halden;30;Viken;2020-01-01;;\n3005;Drammen;30;Viken;2020-01-01;;\n"
VIKEN = {
    "versions": [
        {"codes": [{"code": "30", "name": "Viken", "validFrom": "2020-01-01", "validTo": "2024-01-01"}]},
        {"codes": [{"code": "31", "name": "Østfold", "validFrom": "2024-01-01"}]},
        {"codes": [{"code": "3101", "name": "Halden", "validFrom": "2024-01-01"}]},
    ],
    "codeChanges": [
        {"oldCode": "30", "oldName": "Viken", "newCode": "31", "changeOccurred": "2024-01-01"},
        {"oldCode": "3001", "oldName": "Halden", "newCode": "3101", "changeOccurred": "2024-01-01"},
    ],
}
KLASS = {
    "codes": [
        {"code": "3101", "name": "Halden", "validFromInRequestedRange": "2024-01-01", "validTo": None},
        {"code": "3301", "name": "Drammen", "validFromInRequestedRange": "2024-01-01"},
        {"code": "9999", "name": "Uoppgitt"},
    ],
    "codeChanges": [
        {"oldCode": "3001", "oldName": "Halden", "newCode": "3101", "changeOccurred": "2024-01-01"},
        {"oldCode": "3005", "oldName": "Drammen", "newCode": "3301", "changeOccurred": "2024-01-01"},
    ],
}


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


def areas_in_text(text: str) -> AreasRead:
    return read_areas("liste.csv", text.encode())


def with_register(text: str = OLD) -> None:
    take_in(areas_in_text(text).rows, day=date(2020, 1, 1), is_whole=False, by=None)


def stands() -> list[tuple[str, str, str, str, list[str]]]:
    """Each municipality: number, name, from, until, successors."""
    return [
        (
            area.number,
            area.name,
            str(area.valid_from),
            str(area.ended_on),
            [one.number for one in area.successors.all()],
        )
        for area in Area.objects.municipalities().order_by("number")
    ]


def sent_again(page: Any, do: str) -> dict[str, Any]:
    """The form on the page as it stands there, with the button that is pressed."""
    form = BeautifulSoup(page.content, "lxml").select_one("form[enctype]")
    assert form is not None
    assert form.select_one(f"button[name=do][value={do}]")
    said: dict[Any, Any] = {
        one["name"]: one.get("value", "")
        for one in form.select("input[name]:not([type=checkbox],[type=file])")
    }
    said |= {one["name"]: one.get("value", "on") for one in form.select("input[type=checkbox][checked]")}
    return {**said, "areas": form.select_one("textarea").get_text().removeprefix("\n"), "do": do}  # type: ignore[union-attr]


def look(desk: Client, name: str, content: bytes, **more: Any) -> Any:
    return desk.post(
        "/redaksjon/kommuner/ny-fil/",
        {"file": SimpleUploadedFile(name, content), "day": "2024-01-01", "do": "look", **more},
    )


def text_of(page: Any) -> str:
    return " ".join(BeautifulSoup(page.content, "lxml").get_text(" ").split())


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_the_register_that_comes_along_is_taken_in_by_one_press_and_never_by_itself(desk: Client) -> None:
    assert Area.objects.count() == 0
    page = desk.get("/redaksjon/kommuner/")
    assert "Take in Norway’s 357 municipalities" in text_of(page)
    page = desk.post("/redaksjon/kommuner/", follow=True)
    assert "357 municipalities are in force. What comes along is © Kartverket, CC BY 4.0." in text_of(page)
    assert (Area.objects.municipalities().count(), Area.objects.counties().count()) == (357, 15)
    hattfjelldal = Area.objects.get(number="1826")
    assert (hattfjelldal.names, str(hattfjelldal.county)) == (
        ["Aarborte", "Hattfjelldal"],
        "Nordland - Nordlánnda",
    )
    assert Line.objects.get(act="register.taken_in").what == {
        "new": 372,
        "changed": 0,
        "ended": 0,
        "names": [],
    }
    again = desk.post("/redaksjon/kommuner/", follow=True)
    assert "The register says already what the file says." in text_of(again)


def test_what_a_file_of_klass_would_change_is_told_before_it_is_done(desk: Client) -> None:
    with_register()
    told = look(desk, "klass.json", json.dumps(KLASS).encode())
    assert "2 new, 0 with another name, 2 ended, 0 with another county" in text_of(told)
    assert "3001 Halden (until Jan. 1, 2024) → Halden (3101)" in text_of(told).replace(
        "1 January 2024", "Jan. 1, 2024"
    )
    assert len(stands()) == 2
    done = desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"), follow=True)
    assert "The register is brought up to date." in text_of(done)
    assert stands() == [
        ("3001", "Halden", "2020-01-01", "2024-01-01", ["3101"]),
        ("3005", "Drammen", "2020-01-01", "2024-01-01", ["3301"]),
        ("3101", "Halden", "2024-01-01", "None", []),
        ("3301", "Drammen", "2024-01-01", "None", []),
    ]
    assert "Those that have ended 3001 Halden" in text_of(done)


def test_a_list_that_names_all_ends_those_that_are_not_in_it(desk: Client) -> None:
    with_register()
    content = workbook(("Register per i dag",), ("Kommunenr", "Kommune"), (3001, "Halden - Halden"))
    told = look(desk, "nytt.xlsx", content, is_whole="on")
    assert "0 new, 1 with another name, 1 ended" in text_of(told)
    desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"))
    assert stands() == [
        ("3001", "Halden - Halden", "2020-01-01", "None", []),
        ("3005", "Drammen", "2020-01-01", "2024-01-01", []),
    ]


def test_a_list_that_does_not_name_all_ends_none(desk: Client) -> None:
    with_register()
    told = look(desk, "nytt.csv", b"nummer,navn\n3002,Moss\n")
    assert "1 new, 0 with another name, 0 ended" in text_of(told)


def test_a_spreadsheet_that_took_the_zeros_in_front_gets_them_back() -> None:
    read = read_areas("x.xlsx", workbook(("kommunenummer", "kommunenavn"), (301, "Oslo"), (1804, "Bodø")))
    assert [(row.number, row.name) for row in read.rows] == [("0301", "Oslo"), ("1804", "Bodø")]


def test_the_headings_may_stand_below_a_title() -> None:
    said = ("Kommuner 2026", None), (None, None), ("kommunenummer", "kommunenavn"), (1804, "Bodø")
    assert read_areas("x.xlsx", workbook(*said)).rows == areas_in_text("nummer;navn\n1804;Bodø").rows


def with_one_long_text(content: bytes) -> bytes:
    """The workbook with one long text, shared by all cells that say KORT."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    of_type = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        parts = {
            name: made.read(name)
            .replace(b't="inlineStr"><is><t>KORT</t></is>', b't="s"><v>0</v>')
            .replace(b"</Types>", of_type.encode())
            for name in made.namelist()
        }
    shared = f'<sst xmlns="{space}"><si><t>{"x" * 90_000}</t></si></sst>'
    return packed({**parts, "xl/sharedStrings.xml": shared})


def test_a_large_file_without_the_headings_is_refused_by_its_first_rows() -> None:
    content = with_one_long_text(workbook(*[("KORT",) * 400] * 40))
    begun = time.process_time()
    with pytest.raises(Unreadable, match="kommunenummer, kommunenavn"):
        read_areas("x.xlsx", content)
    assert time.process_time() - begun < 2


FAULTY = "kommunenummer;kommunenavn;gyldig fra\n0301;Oslo;i fjor\n1804;;\n1806;Narvik;\n1806;Narvik by;\n"


def test_rows_at_fault_are_named_and_nothing_is_taken_in(desk: Client) -> None:
    page = look(desk, "x.csv", FAULTY.encode())
    assert page.status_code == 422
    said = text_of(page)
    assert "Row 2: “i fjor” is no date. Write it as 2024-01-01." in said
    assert "Row 3: There is no name." in said
    assert "Row 5: The number 1806 stands there already, for something else." in said
    assert Area.objects.count() == 0


def test_the_good_rows_of_a_list_with_faults_are_not_left_alone_to_end_the_others(desk: Client) -> None:
    with_register()
    whole = LIST + "3001;Halden;30;Viken;;;\n3005;Drammen;30;Viken;i fjor;;\n"
    pasted = desk.post(
        "/redaksjon/kommuner/ny-fil/", {"areas": whole, "day": "2024-01-01", "is_whole": "on", "do": "look"}
    )
    assert sent_again(pasted, "look")["areas"] == whole
    sent = look(desk, "x.csv", whole.encode(), is_whole="on")
    assert sent_again(sent, "look")["areas"] == whole
    before = stands()
    again = desk.post("/redaksjon/kommuner/ny-fil/", {**sent_again(sent, "look"), "do": "take_in"})
    assert ("“i fjor” is no date" in text_of(again), stands()) == (True, before)


def test_a_row_that_only_names_an_ended_area_leaves_it_and_its_county_ended(desk: Client) -> None:
    with_register(LIST + "3001;Halden;30;Viken;2020-01-01;2024-01-01;\n3002;Moss;30;Viken;2020-01-01;;\n")
    Area.objects.counties().update(ended_on=date(2024, 1, 1))
    told = look(desk, "x.csv", (LIST + "3001;Halden;30;Viken;;;\n3003;Sarpsborg;30;Viken;;;\n").encode())
    assert "1 new, 0 with another name, 0 ended, 0 with another county" in text_of(told)
    desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"))
    assert [(area.number, str(area.ended_on)) for area in Area.objects.all()] == [
        ("30", "2024-01-01"),
        ("3001", "2024-01-01"),
        ("3002", "None"),
        ("3003", "None"),
    ]
    with_register(LIST + "3001;Halden kommune;30;Viken;;;\n")
    assert stands()[0] == ("3001", "Halden kommune", "2020-01-01", "2024-01-01", [])


def test_a_county_named_only_beside_what_has_ended_comes_in_as_ended(desk: Client) -> None:
    """It is told before it is done; one with an area that goes on, and one in the register, stay in force."""
    with_register(LIST + "1101;Eigersund;11;Rogaland;;;\n")
    old = "0706;Sandefjord;07;Vestfold;;2017-01-01;\n0709;Larvik;07;Vestfold;;2018-01-01;\n"
    more = "1154;Vindafjord;11;Rogaland;;2006-01-01;\n1601;Trondheim;16;Sør-Trøndelag;;2018-01-01;\n"
    more += "1612;Hemne;16;Sør-Trøndelag;;;\n"
    told = look(desk, "gamle.csv", (LIST + old + more).encode())
    assert "Vestfold" in text_of(told)
    desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"))
    ends = dict(Area.objects.counties().values_list("name", "ended_on"))
    assert ends == {"Rogaland": None, "Vestfold": date(2018, 1, 1), "Sør-Trøndelag": None}


def test_an_end_is_taken_away_by_a_dash(desk: Client) -> None:
    with_register(LIST + "3001;Halden;30;Viken;2020-01-01;2024-01-01;\n")
    told = look(desk, "x.csv", (LIST + "3001;Halden;30;Viken;;-;\n").encode())
    assert "0 ended, 1 with another county, time or successor" in text_of(told)
    desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"))
    assert stands() == [("3001", "Halden", "2020-01-01", "None", [])]


def test_a_day_that_does_not_go_with_the_one_in_the_register_is_named(desk: Client) -> None:
    with_register()
    page = look(desk, "x.csv", (LIST + "3001;Halden;30;Viken;;2019-01-01;\n").encode())
    assert page.status_code == 422
    assert "3001 Halden would end before it begins: from 2020-01-01, until 2019-01-01." in text_of(page)
    rows = areas_in_text(LIST + "3005;Drammen;30;Viken;;;\n").rows
    with pytest.raises(EndsBeforeItBegins):
        take_in(rows, day=date(2019, 1, 1), is_whole=True, by=None)


def test_a_county_of_klass_ends_at_the_first_press_with_what_came_after_it(desk: Client) -> None:
    with_register(LIST + "3001;Halden;30;Viken;2020-01-01;;\n")
    told = look(desk, "klass.json", json.dumps(VIKEN).encode())
    done = desk.post("/redaksjon/kommuner/ny-fil/", sent_again(told, "take_in"), follow=True)
    assert "The register is brought up to date." in text_of(done)
    viken = Area.objects.get(number="30")
    assert (str(viken.ended_on), [one.name for one in viken.successors.all()]) == ("2024-01-01", ["Østfold"])


def test_the_journal_keeps_what_was_renamed_and_what_ended() -> None:
    with_register()
    take_in(
        areas_in_text(LIST + "3001;Halden - Halden;30;Viken;;;\n3005;Drammen;30;Viken;;2024-01-01;\n").rows,
        day=HOLDS_FROM,
        is_whole=False,
        by=None,
    )
    line = Line.objects.filter(act="register.taken_in").latest("pk")
    assert line.what == {
        "new": 0,
        "changed": 1,
        "ended": 1,
        "names": [["3001", "Halden", "Halden - Halden"], ["3005", "Drammen", "Drammen"]],
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.json", b"{not json", "The file is not JSON."),
        ("x.json", b'{"codes": []}', "There are no codes in the file."),
        ("x.json", b"[" * 9_000, "The file is not JSON."),
        ("x.json", b'{"versions": [[[[[[{"codes": [{}]}]]]]]]}', "There are no codes in the file."),
        ("x.xlsx", b"PK\x03\x04no", "The file is damaged"),
        ("x.csv", b"", "empty"),
        ("x.csv", b"a;b\n1;2\n", "Name the columns in the first row"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(
    desk: Client, name: str, content: bytes, told: str
) -> None:
    page = look(desk, name, content)
    assert page.status_code == 422
    assert told in text_of(page)


def test_of_two_who_take_in_a_file_the_second_is_told(berit: Person) -> None:
    with_register()
    rows = areas_in_text(LIST + "3002;Moss;30;Viken;2020-01-01;;\n").rows
    with pytest.raises(RegisterChanged):
        take_in(rows, day=HOLDS_FROM, is_whole=False, seen="0" * 64, by=berit)
    take_in(rows, day=HOLDS_FROM, is_whole=False, by=berit)
    with pytest.raises(NothingNew):
        take_in(rows, day=HOLDS_FROM, is_whole=False, by=berit)


def test_rows_written_as_text_are_read_the_same() -> None:
    for rows in (
        areas_in_text(OLD).rows,
        read_klass(json.dumps(KLASS).encode()).rows,
        read_klass(json.dumps(VIKEN).encode()).rows,
        (
            AreaRow(AreaKind.COUNTY, "03", "Oslo"),
            AreaRow(AreaKind.COUNTY, "30", "Viken", "", date(2020, 1, 1), date(2024, 1, 1), ("31", "32")),
            AreaRow(AreaKind.COUNTY, "31", "Østfold", has_no_end=True),
            AreaRow(AreaKind.MUNICIPALITY, "0301", "Oslo", "03"),
            AreaRow(AreaKind.MUNICIPALITY, "3001", "Halden", "30", None, date(2024, 1, 1), ("3101",)),
            AreaRow(AreaKind.MUNICIPALITY, "3101", "Halden; by", "31", has_no_end=True),
        ),
    ):
        assert areas_in_text(written_areas(rows)).rows == rows
    shipped = shipped_areas().rows
    assert areas_in_text(written_areas(shipped)).rows == shipped


def test_the_command_takes_in_what_comes_along_or_a_file(tmp_path: Any, capsys: Any) -> None:
    call_command("load_register")
    file = tmp_path / "ny.csv"
    file.write_text("nummer,navn\n0301,Oslo - Oslove\n")
    call_command("load_register", str(file))
    assert capsys.readouterr().out == "372 new, 0 changed, 0 ended.\n0 new, 1 changed, 0 ended.\n"
    with pytest.raises(CommandError):
        call_command("load_register", str(file))


def test_only_those_who_keep_it_come_in(client: Client, rana: Person) -> None:
    client.force_login(rana)
    assert [client.get(f"/redaksjon/kommuner/{at}").status_code for at in ("", "ny-fil/")] == [403, 403]


def test_to_compare_and_take_in_costs_the_same_however_many(desk: Client) -> None:
    def cost(text: str) -> int:
        rows = areas_in_text(text).rows
        with CaptureQueriesContext(connection) as asked:
            take_in(rows, day=HOLDS_FROM, is_whole=False, by=None)
        return len(asked)

    few = cost(OLD)
    many = cost(LIST + "".join(f"40{n};By {n};40;Vestland;;;\n" for n in range(10, 40)))
    assert few == many
