"""CSV and XLSX for a Norwegian spreadsheet."""

from __future__ import annotations

import tempfile
import tracemalloc

from openpyxl import load_workbook

from kokebok.lib.sheets import csv_lines, disarmed, xlsx


def test_the_mark_of_utf8_comes_once_and_formulas_are_disarmed() -> None:
    lines = list(csv_lines([["Å", "b"], ["=1+1", 'a "b"; c']]))
    assert lines == ['\ufeff"Å";"b"\r\n'.encode(), b'"\'=1+1";"a ""b""; c"\r\n']


def test_only_what_begins_as_a_formula_is_disarmed() -> None:
    assert [disarmed(cell) for cell in ("a=1", " =1", "-", "")] == ["a=1", "' =1", "'-", ""]


def memory_for(rows: int) -> tuple[int, int]:
    """Bytes of memory at the most while a workbook is made and handed out, and the number of its rows."""
    tracemalloc.start()
    cells = ([f"Rad {row}, kolonne {n}: {'ord ' * 20}" for n in range(8)] for row in range(rows))
    pieces = xlsx("Tittel", "Ark", ["h"] * 8, [9] * 8, cells, cut="…")
    with tempfile.TemporaryFile() as file:
        file.writelines(pieces)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, load_workbook(file).active.max_row


def test_a_workbook_of_many_rows_takes_no_more_memory_than_one_of_few() -> None:
    memory_for(10)  # what is loaded once
    (few, least), (many, most) = memory_for(100), memory_for(2000)
    assert (least, most) == (101, 2001)
    assert many < 1.5 * few
