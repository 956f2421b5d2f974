"""The log as CSV, XLSX, DOCX and JSON: the same rows as on the page, harmless in a spreadsheet, silent on secrets."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.reading.log_cast import SECRETS, one_of_each, taken_in
from tests.world import InputFactory, make_fact, paragraph_saying

NEW = "En bedrift med et tydelig samfunnsmål."
FORMS = ("csv", "xlsx", "docx", "json")
DOCUMENTED = Path(__file__).parents[2] / "docs" / "input-log.md"
DANGEROUS = [
    "=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\tx", "＝1", " =1",
]  # fmt: skip


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


@pytest.fixture
def fetch(client):
    """The bytes of a file of the log, with the words in English."""

    def fetched(form: str, query: str = "") -> bytes:
        response = client.get(f"/innspill/fil/{form}/{query}", headers={"accept-language": "en"})
        assert response.status_code == 200
        return bytes(response.getvalue())

    client.cookies["kokebok_language"] = "en"
    return fetched


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def xlsx_sheet(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def unpacked(content: bytes) -> str:
    """All that stands in a file, also inside a zip."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return "\n".join(zipped.read(name).decode(errors="replace") for name in zipped.namelist())


@pytest.mark.parametrize("form", FORMS)
def test_no_file_tells_a_secret_or_what_is_not_public(fetch, paragraph, berit, form) -> None:
    given = one_of_each(paragraph, berit)
    InputFactory.create(
        paragraph=paragraph, name="Navnløs Navnesen", on_behalf_of="Hemmelig etat", may_be_named=False
    )
    content = unpacked(fetch(form))
    secrets = [
        *(one.code for one in given.values()),
        *(str(SECRETS[name]) for name in ("email", "sender")),
    ]
    secrets += [
        "Om waiting",
        "Om refused",
        "Om withdrawn",
        "privatperson",
        "Navnesen",
        "Hemmelig etat",
        "berit@",
    ]
    assert "Om open" in content
    assert [secret for secret in secrets if secret in content] == []


def test_the_csv_opens_in_a_norwegian_spreadsheet_without_being_told_how(fetch, paragraph, berit) -> None:
    given = taken_in(paragraph, NEW, berit, name="Kari", may_be_named=True)
    content = fetch("csv")
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv_rows(content)
    assert {
        name: row[name] for name in ("Number", "Kind", "From", "Input", "Change in the text", "Edition")
    } == {
        "Number": str(given.pk),
        "Kind": "Suggested wording",
        "From": "Kari",
        "Input": f"Klarere slik.\n\nSuggested wording:\n{NEW}",
        "Change in the text": f"Before:\nEn bedrift med et samfunnsmål.\n\nAfter:\n{NEW}",
        "Edition": "",
    }
    assert row["Assessment"].startswith("Takk, det er tatt inn.\n\nBerit Redaktør, ")


def test_what_looks_like_a_formula_is_text_in_both_spreadsheets(fetch, paragraph) -> None:
    for text in DANGEROUS:
        InputFactory.create(paragraph=paragraph, text=text)
    in_csv = [row["Input"] for row in csv_rows(fetch("csv"))]
    assert in_csv == [f"'{text}" for text in reversed(DANGEROUS)]
    cells = xlsx_sheet(fetch("xlsx"))["G"][1:]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == list(reversed(DANGEROUS))


def test_what_a_cell_has_no_room_for_is_cut_and_the_cell_says_where_it_is(fetch, paragraph) -> None:
    InputFactory.create(paragraph=paragraph, text="å" * 32_767)
    InputFactory.create(paragraph=paragraph, text="å" * 32_768)
    said = [cell.value for cell in xlsx_sheet(fetch("xlsx"))["G"][1:]]
    cut = "… (cut short; the whole text is in the JSON file)"
    assert said == ["å" * (32_767 - len(cut)) + cut, "å" * 32_767]
    assert sorted(len(one["input"]["text"]) for one in json.loads(fetch("json"))["inputs"]) == [
        32_767,
        32_768,
    ]


@pytest.mark.parametrize(("language", "name"), [("nb", "Logg"), ("nn", "Logg"), ("en", "Log")])
def test_the_sheet_is_named_in_the_language_of_the_reader(
    client, paragraph, settings, language, name
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/innspill/fil/xlsx/")
    assert xlsx_sheet(answer.getvalue()).title == name


def test_the_sheet_keeps_its_headings_in_sight_and_wraps_its_text(fetch, paragraph) -> None:
    InputFactory.create(paragraph=paragraph)
    sheet = xlsx_sheet(fetch("xlsx"))
    assert [cell.value for cell in sheet[1]][6:10] == [
        "Input",
        "Decision",
        "Assessment",
        "Change in the text",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L2")
    assert (sheet["G2"].alignment.wrap_text, sheet.column_dimensions["G"].width) == (True, 60)


def test_the_document_is_a_table_on_its_side_with_its_headings_on_every_page(fetch, paragraph, berit) -> None:
    taken_in(paragraph, NEW, berit)
    one_of_each(paragraph, berit)
    document = Document(io.BytesIO(fetch("docx")))
    (table,) = document.tables
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert [cell.text for cell in table.rows[0].cells] == ["Input", "Assessment", "Change in the text"]
    assert [len(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows] == [1, 0, 0, 0, 0, 0, 0]
    changes = [row.cells[2].text for row in table.rows if NEW in row.cells[2].text]
    assert changes == [f"Before:\nEn bedrift med et samfunnsmål.\nAfter:\n{NEW}\nWhat shaped this paragraph"]


def test_every_part_of_the_document_is_declared_and_there(fetch, paragraph) -> None:
    InputFactory.create(paragraph=paragraph)
    with zipfile.ZipFile(io.BytesIO(fetch("docx"))) as zipped:
        declared = re.findall(r'PartName="/([^"]+)"', zipped.read("[Content_Types].xml").decode())
        related = re.findall(r'Target="([^"]+)"', zipped.read("word/_rels/document.xml.rels").decode())
        names = set(zipped.namelist())
    assert set(declared) - names == set()
    assert {f"word/{name}" for name in related if "://" not in name} - names == set()


def test_signs_no_file_format_can_hold_are_left_out(fetch, paragraph) -> None:
    InputFactory.create(paragraph=paragraph, text="før\x0bmellom\x1better")
    assert xlsx_sheet(fetch("xlsx"))["G2"].value == "førmellometter"
    assert "førmellometter" in unpacked(fetch("docx"))


def test_files_follow_the_filter(fetch, paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    assert [row["Input"] for row in csv_rows(fetch("csv", "?status=open"))] == ["Om open"]
    assert [row["input"]["text"] for row in json.loads(fetch("json", "?q=answered"))["inputs"]] == [
        "Om answered"
    ]


def test_the_json_has_the_keys_that_are_documented_and_no_others(fetch, paragraph, berit) -> None:
    taken_in(paragraph, NEW, berit)
    whole = json.loads(fetch("json"))
    documented = DOCUMENTED.read_text(encoding="utf-8").partition("## JSON")[2]
    keys = set(re.findall(r"^\| `([a-z_.]+)` \|", documented, re.MULTILINE))
    assert set(keys_of(whole)) == keys


def keys_of(data: object, path: str = ""):
    """Every key with the way to it; a list is passed through."""
    if isinstance(data, list):
        for one in data:
            yield from keys_of(one, path)
    if isinstance(data, dict):
        for name, value in data.items():
            yield f"{path}{name}"
            yield from keys_of(value, f"{path}{name}.")


def test_the_json_of_a_refused_input_says_only_that_it_was(fetch, paragraph, berit) -> None:
    given = one_of_each(paragraph, berit)
    (row,) = json.loads(fetch("json", "?status=refused"))["inputs"]
    assert row == {
        "number": None,
        "address": "",
        "kind": "comment",
        "state": "refused",
        "received": "2026-03-02T13:00:00+01:00",
        "about": {
            "page": "Hva er det?",
            "paragraph": None,
            "anchor": "",
            "language": "nb",
            "address": "http://localhost:8000/fakta/hva/",
        },
        "input": None,
        "assessment": None,
        "change": None,
    }
    assert given["refused"].refusal


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_nothing_is_still_a_file(fetch, book, form) -> None:
    assert fetch(form)


def test_a_file_has_a_name_with_the_day(client, book) -> None:
    said = client.get("/innspill/fil/csv/").headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="innspill-\d{4}-\d\d-\d\d\.csv"', said)
