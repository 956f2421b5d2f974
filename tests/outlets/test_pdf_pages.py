"""The pages of the printed book: none nearly empty, no box cut in two, and the head on one line."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kokebok.lib.text import Source
from kokebok.outlets.formats import pdf
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE, page, passage, placed, section

TALL, TOP, BOTTOM, HEIGHT = 240, 25, 24, 191  # mm
SENTENCE = "Kommunen og den sosiale entreprenøren møtes, og skriver ned hva de ble enige om. "
LONG_TITLE = (
    "En stor kommune og fire små prøver sammen å bygge en modell som varer, og forteller hva som gikk galt"
)


@dataclass(frozen=True)
class Word:
    """A word on a page; where it stands is in millimetres from the top and the left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def chapter(number: int) -> ManuscriptChapter:
    """A chapter of another length than its neighbours: two lines and up to four pages, with boxes of many heights."""
    boxes = tuple(
        section(
            "stop",
            f"Boks{number}x{n}",
            *[f"Først{number}x{n}", *[SENTENCE * 3] * (1 + (number + n) % 6), f"Sist{number}x{n}"],
            shape="ingredients" if n == 1 else "stop",
        )
        for n in range(number % 4)
    )
    steps = tuple(
        section("step", f"Steg {n}", SENTENCE * (2 + n % 5), shape="step") for n in range(number % 5)
    )
    rows = (
        ("Hvem", "Hva", "Når"),
        *[(f"Rad{number}x{n}", SENTENCE * 3, f"Slutt{number}x{n}") for n in range(6)],
    )
    body = section(
        "body",
        "Slik gjør dere",
        *[SENTENCE * (1 + number % 7)] * (number % 9),
        *([passage("", "table", rows=rows)] if number % 3 == 0 else []),
        parts=(*boxes, section("steps", "", shape="steps", parts=steps)),
    )
    return placed(number, page(f"kapittel-{number}", "fact", f"{LONG_TITLE} {number}", SENTENCE, body))


BOOK: Manuscript = replace(
    SAMPLE,
    title="Veier til samarbeid i praksis for alle som vil bygge noe sammen (testversjon)",
    stage="Testversjon",
    genre_word="",
    parts=(
        ManuscriptPart("Oppskrifter", tuple(chapter(n) for n in range(1, 17))),
        ManuscriptPart("Fakta", tuple(chapter(n) for n in range(17, 27))),
    ),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[Word]]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads where the words stand")
    return pages_of(BOOK, tmp_path_factory.mktemp("pages"))


def pages_of(book: Manuscript, folder: Path) -> list[list[Word]]:
    """The words of each page of a book, in the order they are read in."""
    path = folder / "book.pdf"
    path.write_bytes(pdf.render(book))
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode()
    return [words_of(one) for one in told.split("<page ")[1:]]


def words_of(told: str) -> list[Word]:
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', told)
    return [Word(in_mm(a), in_mm(b), in_mm(c), in_mm(d), text) for a, b, c, d, text in found]


def in_mm(points: str) -> float:
    return float(points) * 25.4 / 72


def test_no_page_is_less_than_a_quarter_full_but_at_the_end_of_a_part(pages: list[list[Word]]) -> None:
    empty = [number for number, words in enumerate(pages, start=1) if how_full(words) < 0.25]
    openings = [
        number
        for number, words in enumerate(pages, start=1)
        if words[0].text in {"Oppskrifter", "Fakta", "Beløp"}
    ]
    ends = {1, *[number - 1 for number in openings], *openings}
    assert len(pages) > 40
    assert set(empty) - ends == set()


def test_sources_never_have_a_page_alone_wherever_the_last_page_of_a_part_ends(tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads where the words stand")
    book = replace(
        SAMPLE, parts=tuple(ManuscriptPart(f"Del {n}", (of_length(n),)) for n in range(1, 33)), changes=()
    )
    bodies = [in_body(words) for words in pages_of(book, tmp_path)]
    ends = [words for words in bodies if "Kilder" in {word.text for word in words}]
    assert len(ends) == 32
    before = [[word.text for word in words].index("Kilder") for words in ends]
    assert [number for number, count in enumerate(before, start=1) if count < 12] == []
    last = [bodies[at - 1] for at, words in enumerate(bodies) if words and words[0].text == "Del"]
    assert min(map(how_full, last[1:])) > 0.25


def of_length(lines: int) -> ManuscriptChapter:
    """A chapter with so many short paragraphs, and a few sources or many."""
    body = section("body", "Slik gjør dere", *[SENTENCE] * lines)
    sources = tuple(
        Source(f"Kilden {n}", f"https://kilde.example.no/{n}", "", "")
        for n in range(20 if lines % 4 == 0 else 2)
    )
    return placed(lines, page(f"kapittel-{lines}", "fact", "Kort", "", body, sources=sources))


def in_body(words: list[Word]) -> list[Word]:
    return [word for word in words if word.top >= TOP - 1 and word.bottom <= TALL - BOTTOM + 1]


def test_the_form_of_an_organisation_stands_on_the_line_of_its_name(tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads where the words stand")
    said = [f"{'x ' * count}Noen AS, Fjord IKS og Vev SA" for count in range(60)]
    body = section("body", "Hvem", *said)
    book = replace(
        SAMPLE, parts=(ManuscriptPart("", (placed(1, page("hvem", "fact", "Hvem", "", body)),)),), changes=()
    )
    words = [word for words in pages_of(book, tmp_path) for word in words]
    pairs = [(words[at - 1], word) for at, word in enumerate(words) if re.fullmatch("AS,|IKS|SA", word.text)]
    alone = [name.text for name, form in pairs if abs(name.top - form.top) > 1]
    assert (len(pairs), alone) == (180, [])


def how_full(words: list[Word]) -> float:
    return (max((word.bottom for word in in_body(words)), default=TOP) - TOP) / HEIGHT


def test_no_box_and_no_row_of_a_table_is_cut_in_two(pages: list[list[Word]]) -> None:
    where = {word.text: number for number, words in enumerate(pages) for word in words}
    pairs = [(name, name.replace(begins, ends)) for begins, ends in (("Boks", "Sist"), ("Rad", "Slutt"))
             for name in where if name.startswith(begins)]  # fmt: skip
    assert len(pairs) > 60
    assert [first for first, last in pairs if where[first] != where[last]] == []


def test_the_running_head_is_one_line_however_long_the_titles_are(pages: list[list[Word]]) -> None:
    heads = [[word for word in words if word.bottom < TOP - 5] for words in pages[2:]]
    lines = [{round(word.top) for word in head} for head in heads]
    assert {len(line) for line in lines} == {0, 1}
    said = " ".join(word.text for word in next(head for head in heads if head))
    assert (said.startswith("Veier til samarbeid"), said.count("…")) == (True, 2)


def test_the_cover_says_each_thing_once(pages: list[list[Word]]) -> None:
    words = [word.text.strip("()").casefold() for word in pages[0]]
    assert words.count("testversjon") == 1
