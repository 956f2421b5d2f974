"""Sheets as they come out of the printer: nothing cut off, nothing on top of anything else, room to write."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from kokebok.book.models import Recipe, Tool
from kokebok.book.queries import address_of
from kokebok.lib.text import PageText, passages_of
from kokebok.outlets.formats import case_memo, sheet, sheet_docx
from kokebok.outlets.formats.sheet import BLANK, Size
from kokebok.outlets.manuscript import Manuscript, ManuscriptPart
from kokebok.outlets.sheets import find_sheet
from kokebok.starter.loading import load_starter
from tests.outlets.sample import HOSTILE, SAMPLE, WORD, page, passage, placed, section
from tests.outlets.test_pdf_pages import Word, words_of

WIDE: dict[str, float] = {"a4": 210, "a3": 297}  # mm
HIGH: dict[str, float] = {"a4": 297, "a3": 420}
FOOT: dict[str, float] = {"a4": 19, "a3": 19 * 1.36}
SENTENCE = "Skriv ned hva dere ble enige om, og hvem som gjør hva til neste gang. "

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads where the words stand")


def pages_of(content: bytes) -> list[list[Word]]:
    """The words of each page, in the order they are read in."""
    command = ["pdftotext", "-bbox", "-", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [words_of(one) for one in told.split("<page ")[1:]]


def outside(words: list[Word], size: Size) -> list[str]:
    """The words that reach out of the page, or into its foot."""
    foot = HIGH[size] - FOOT[size]
    return [
        word.text
        for word in words
        if not 5 < word.left <= word.right < WIDE[size] - 5  # a joined letter may have no width of its own
        or not 5 < word.top < word.bottom < HIGH[size] - 3
        or (word.top < foot < word.bottom - 1)
    ]


def overlapping(words: list[Word]) -> list[tuple[str, str]]:
    """The words of which one is set on top of the other."""
    found = []
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            height = min(one.bottom - one.top, other.bottom - other.top)
            if across > 0.5 and down > height * 0.6:
                found.append((one.text, other.text))
    return found


def alone(text: PageText) -> Manuscript:
    """The manuscript of this page."""
    return replace(SAMPLE, parts=(ManuscriptPart("", (placed(1, text),)),), number="")


def tool(*parts: object, title: str = "Arket") -> Manuscript:
    made = section("body", "Selve verktøyet", parts=tuple(parts))
    return alone(
        page("arket", "tool", title, "Fyll ut sammen.", section("use_when", "Bruk det når", "Nå."), made)
    )


def worksheet(count: int, question: str = "Hva skal dere gjøre?") -> object:
    return section("worksheet", "Spørsmål", *[passage(f"{question} {n}", "field") for n in range(count)])


def lacking(pages: list[list[Word]], text: PageText) -> list[str]:
    """What the page says and the sheet does not; cells of tables and words to fill in are left out."""
    said = letters("".join(word.text for words in pages for word in words))
    told = [one.text for one in passages_of(text) if not one.rows and not BLANK.search(one.text)]
    return [words for words in told if letters(words) not in said]


def letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words)


@pytest.mark.django_db
def test_each_tool_of_the_starter_is_one_page_with_all_its_words_and_no_recipe_is_cut_off() -> None:
    load_starter()
    tools, recipes = Tool.objects.live(), Recipe.objects.live()
    assert (len(tools), len(recipes)) == (7, 7)
    wrong: dict[str, object] = {}
    for one in (*tools, *recipes):
        manuscript, is_tool = find_sheet(address_of(one), "a4.pdf"), isinstance(one, Tool)
        sizes: tuple[Size, ...] = ("a4", "a3") if is_tool else ("a4",)
        for size in sizes:
            pages = pages_of(sheet.render(manuscript, size))
            faults = [fault for words in pages for fault in (*outside(words, size), *overlapping(words))]
            faults += lacking(pages, next(manuscript.chapters).page)
            if faults or (is_tool and len(pages) > 1):
                wrong[f"{one.slug} {size}"] = (len(pages), faults)
    assert wrong == {}


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("count", [1, 6, 12, 16])
def test_a_worksheet_fills_its_one_page_with_room_to_write(count: int, size: Size) -> None:
    pages = pages_of(sheet.render(tool(worksheet(count)), size))
    assert len(pages) == 1
    assert outside(pages[0], size) == []
    assert overlapping(pages[0]) == []


def test_a_tool_too_long_for_a_page_goes_on_to_the_next_and_loses_nothing() -> None:
    pages = pages_of(sheet.render(tool(worksheet(60), section("text", "", *[SENTENCE * 4] * 12)), "a4"))
    said = " ".join(word.text for words in pages for word in words)
    assert len(pages) > 1
    assert [n for n in range(60) if f"gjøre? {n} " not in said] == []
    assert [outside(words, "a4") for words in pages] == [[]] * len(pages)
    assert f"Side {len(pages)} av {len(pages)}" in said


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_text_that_tries_to_break_a_sheet_is_set_as_text(size: Size) -> None:
    rows = (("Hva", WORD, "Når"), (HOSTILE, "", ""), ("", "", WORD))
    table = section("table", "Plan", passage("", "table", rows=rows), shape="table")
    pages = pages_of(sheet.render(tool(worksheet(2, HOSTILE), table, title=f"{WORD} #let x = 1"), size))
    said = " ".join(word.text for words in pages for word in words)
    assert "#let x = 1; *ikke fet*" in said
    assert [outside(words, size) for words in pages] == [[]] * len(pages)


def test_every_shape_of_the_book_can_be_set_as_a_sheet_and_written_in_word() -> None:
    for chapter in SAMPLE.chapters:
        manuscript = replace(SAMPLE, parts=(ManuscriptPart("", (chapter,)),))
        as_tool = replace(chapter, page=replace(chapter.page, kind="tool"))
        for one in (manuscript, replace(SAMPLE, parts=(ManuscriptPart("", (as_tool,)),))):
            pages = pages_of(sheet.render(one, "a4"))
            assert [outside(words, "a4") for words in pages] == [[]] * len(pages)
            assert sheet_docx.render(one)[:2] == b"PK"
            assert case_memo.render(one)[:2] == b"PK"
