"""Sheets of what is hard to get onto paper: no word outside the page, none lost, and room to write."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from kokebok.outlets.formats import case_memo, sheet, sheet_docx
from kokebok.outlets.formats.sheet import Size
from kokebok.outlets.formats.wordprocessing import TEXT_WIDTH
from kokebok.outlets.manuscript import Manuscript
from tests.outlets.hard_texts import (
    HARD,
    HEADS,
    LONG_CELL,
    LONG_TITLE,
    LONG_WORD,
    checklist,
    hard,
    pictured,
    table,
    worksheet,
)
from tests.outlets.test_sheets_on_paper import HIGH, WIDE, letters, outside, overlapping, pages_of

MM = 72 / 25.4  # dots
LINE = 30  # mm: what is shorter is no line to write on

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads where the words stand")


def lines_on(content: bytes) -> list[tuple[float, float, float]]:
    """The lines to write on of the first page, from the top: left and right ends and height above the foot, in mm."""
    found, moves, start, matrix = [], [], (0.0, 0.0), pikepdf.Matrix()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for drawn in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(drawn.operator)
            numbers = [float(str(one)) for one in drawn.operands] if name in {"cm", "m", "l"} else []
            if name == "q":
                moves.append(matrix)
            elif name == "Q":
                matrix = moves.pop()
            elif name == "cm":
                matrix = pikepdf.Matrix(*numbers) @ matrix
            elif name == "m":
                start = matrix.transform((numbers[0], numbers[1]))
            elif name == "l":
                (left, high), (right, end) = start, matrix.transform((numbers[0], numbers[1]))
                if abs(high - end) < 0.1 and abs(right - left) / MM > LINE:
                    found.append((min(left, right) / MM, max(left, right) / MM, high / MM))
    return sorted(found, key=lambda line: -line[2])


def hard_manuscripts(kind: str) -> Iterator[tuple[str, Manuscript]]:
    """Every hard page as a page of this kind."""
    for name, parts in HARD.items():
        yield name, hard(kind, *parts)
    yield "a very long title", hard(kind, worksheet("Hva?"), title=LONG_TITLE, lead=LONG_CELL[:500])
    yield "a title of one word", hard(kind, worksheet("Hva?"), title=LONG_WORD, lead=LONG_WORD)
    yield "a tall picture", pictured(kind, 300, 4000)
    yield "a wide picture", pictured(kind, 4000, 300)


@pytest.mark.parametrize(("kind", "size"), [("tool", "a4"), ("tool", "a3"), ("recipe", "a4")])
def test_nothing_of_a_hard_text_is_outside_its_page_or_on_top_of_other_words(kind: str, size: Size) -> None:
    wrong = {}
    for name, manuscript in hard_manuscripts(kind):
        pages = pages_of(sheet.render(manuscript, size))
        faults = [fault for words in pages for fault in (*outside(words, size), *overlapping(words))]
        if faults:
            wrong[name] = faults
    assert wrong == {}


def test_a_checklist_of_sixty_points_is_one_page_with_all_of_them_in_their_order() -> None:
    pages = pages_of(sheet.render(hard("tool", checklist(60)), "a4"))
    said = [word.text for words in pages for word in words]
    numbers = [
        int(after) for before, after in pairwise(word.rstrip(":") for word in said) if before == "Punkt"
    ]
    assert len(pages) == 1
    assert sorted(numbers) == list(range(1, 61))


def test_a_cell_of_two_thousand_characters_is_all_there() -> None:
    pages = pages_of(sheet.render(hard("tool", table(HEADS[:2], ("Lang", LONG_CELL))), "a4"))
    said = letters("".join(word.text for words in pages for word in words))
    assert letters(LONG_CELL) in said


@pytest.mark.parametrize(("questions", "least"), [(1, 9), (6, 3), (12, 3), (16, 2)])
@pytest.mark.parametrize("size", ["a4", "a3"])
def test_each_question_has_lines_to_write_on_within_the_page(questions: int, least: int, size: Size) -> None:
    made = hard("tool", worksheet(*(f"Hva skal dere gjøre {n}?" for n in range(questions))))
    content = sheet.render(made, size)
    lines = lines_on(content)
    assert len(lines) >= questions * least
    assert [
        one for one in lines if not (5 < one[0] < one[1] < WIDE[size] - 5 and 5 < one[2] < HIGH[size] - 5)
    ] == []


def test_in_word_no_table_is_wider_than_the_text_and_no_cell_is_lost() -> None:
    for kind in ("tool", "recipe"):
        for name, manuscript in hard_manuscripts(kind):
            for content in (sheet_docx.render(manuscript), case_memo.render(manuscript)):
                body = Document(io.BytesIO(content)).element.body
                for grid in body.iter(qn("w:tblGrid")):
                    widths = [int(column.get(qn("w:w"))) for column in grid]
                    assert sum(widths) <= TEXT_WIDTH + len(widths), (name, widths)
    said = "".join(
        part.text or ""
        for part in Document(
            io.BytesIO(sheet_docx.render(hard("tool", *HARD["cell of two thousand characters"])))
        ).element.body.iter(qn("w:t"))
    )
    assert said.count(LONG_CELL) == 2
