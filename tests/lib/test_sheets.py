"""CSV for a Norwegian spreadsheet."""

from __future__ import annotations

from kokebok.lib.sheets import csv_lines, disarmed


def test_the_mark_of_utf8_comes_once_and_formulas_are_disarmed() -> None:
    lines = list(csv_lines([["Å", "b"], ["=1+1", 'a "b"; c']]))
    assert lines == ['\ufeff"Å";"b"\r\n'.encode(), b'"\'=1+1";"a ""b""; c"\r\n']


def test_only_what_begins_as_a_formula_is_disarmed() -> None:
    assert [disarmed(cell) for cell in ("a=1", " =1", "-", "")] == ["a=1", "' =1", "'-", ""]
