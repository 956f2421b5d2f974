"""The pages of the PDF, on paper and on the screen.

None but the last is less than a third full, and the cover; no box is cut in two, and the head is on one line.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass, replace

import pikepdf
import pytest

from kokebok.lib.text import Source
from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE, page, passage, placed, section

BOTH = (Format.PDF, Format.PDF_SCREEN)
SENTENCE = "Kommunen og den sosiale entreprenøren møtes, og skriver ned hva de ble enige om. "
LONG_TITLE = (
    "En stor kommune og fire små prøver sammen å bygge en modell som varer, og forteller hva som gikk galt"
)
KINDS = ("fact", "recipe", "fact", "example", "tool")


@dataclass(frozen=True)
class Sheet:
    """The measures of a page in millimetres: its height, and where its text begins and ends."""

    tall: int
    top: int
    bottom: int

    def how_full(self, words: list[Word]) -> float:
        return (max((word.bottom for word in self.body(words)), default=self.top) - self.top) / (
            self.bottom - self.top
        )

    def body(self, words: list[Word]) -> list[Word]:
        return [word for word in words if word.top >= self.top - 1 and word.bottom <= self.bottom + 1]


SHEETS = {Format.PDF: Sheet(297, 23, 277), Format.PDF_SCREEN: Sheet(240, 25, 216)}


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
    return placed(
        number, page(f"kapittel-{number}", KINDS[number % 5], f"{LONG_TITLE} {number}", SENTENCE, body)
    )


BOOK: Manuscript = replace(
    SAMPLE,
    title="Veier til samarbeid i praksis for alle som vil bygge noe sammen (testversjon)",
    stage="Testversjon",
    genre_word="",
    parts=(
        ManuscriptPart("Oppskrifter", tuple(chapter(n) for n in range(1, 31))),
        ManuscriptPart("Fakta", tuple(chapter(n) for n in range(31, 51))),
    ),
)


@pytest.fixture(scope="module", params=BOTH)
def form(request: pytest.FixtureRequest) -> Format:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads where the words stand")
    return Format(request.param)


@pytest.fixture(scope="module")
def pages(form: Format) -> list[list[Word]]:
    return pages_of(BOOK, form)


def pages_of(book: Manuscript, form: Format) -> list[list[Word]]:
    """The words of each page of a book, in the order they are read in."""
    return pages_in(FORMATS[form](book))


def pages_in(made: bytes) -> list[list[Word]]:
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True)
    return [words_of(one) for one in told.stdout.decode().split("<page ")[1:]]


def words_of(told: str) -> list[Word]:
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', told)
    return [Word(in_mm(a), in_mm(b), in_mm(c), in_mm(d), text) for a, b, c, d, text in found]


def in_mm(points: str) -> float:
    return float(points) * 25.4 / 72


def nearly_empty(pages: list[list[Word]], form: Format) -> list[int]:
    """The numbers of the pages that are less than a third full, but for the cover and the last one."""
    inner = enumerate(pages[1:-1], start=2)
    return [number for number, words in inner if SHEETS[form].how_full(words) < 1 / 3]


def test_no_page_is_less_than_a_third_full(pages: list[list[Word]], form: Format) -> None:
    assert len(pages) > 50
    assert nearly_empty(pages, form) == []


def of_one_length(lines: int, kind: str = "fact") -> ManuscriptChapter:
    """A chapter with so many short paragraphs, and a few sources or many."""
    body = section("body", "Slik gjør dere", *[SENTENCE] * lines)
    sources = tuple(
        Source(f"Kilden {n}", f"https://kilde.example.no/{n}", "", "")
        for n in range(20 if lines % 4 == 0 else 2)
    )
    return placed(lines, page(f"kapittel-{lines}", kind, "Kort", "", body, sources=sources))


@pytest.mark.parametrize("kind", ["fact", "recipe", "example"])
def test_a_few_sources_never_have_a_page_alone_however_long_the_text_is(form: Format, kind: str) -> None:
    parts = tuple(ManuscriptPart(f"Del {n}", (of_one_length(n, kind),)) for n in range(1, 40))
    pages = pages_of(replace(SAMPLE, parts=parts, changes=()), form)
    assert nearly_empty(pages, form) == []
    starts = [SHEETS[form].body(words)[0].text for words in pages if SHEETS[form].body(words)]
    assert starts.count("Kilder") <= 9  # twenty of them may begin a page: they fill more than a third of it
    assert sum(word.text == "Kilder" for words in pages for word in words) == 39


def test_the_form_of_an_organisation_stands_on_the_line_of_its_name(form: Format) -> None:
    said = [f"{'x ' * count}Noen AS, Fjord IKS og Vev SA" for count in range(60)]
    body = section("body", "Hvem", *said)
    book = replace(
        SAMPLE, parts=(ManuscriptPart("", (placed(1, page("hvem", "fact", "Hvem", "", body)),)),), changes=()
    )
    words = [word for words in pages_of(book, form) for word in words]
    pairs = [(words[at - 1], word) for at, word in enumerate(words) if re.fullmatch("AS,|IKS|SA", word.text)]
    alone = [name.text for name, after in pairs if abs(name.top - after.top) > 1]
    assert (len(pairs), alone) == (180, [])


def test_a_box_is_cut_only_where_it_would_leave_its_page_nearly_empty_and_no_row_ever_is(
    pages: list[list[Word]], form: Format
) -> None:
    where = {word.text: number for number, words in enumerate(pages) for word in words}
    tops = {word.text: word.top for words in pages for word in words}
    highest = SHEETS[form].top + (SHEETS[form].bottom - SHEETS[form].top) / 2
    pairs = [(name, name.replace(begins, ends)) for begins, ends in (("Boks", "Sist"), ("Rad", "Slutt"))
             for name in where if name.startswith(begins)]  # fmt: skip
    assert len(pairs) > 120
    cut = [first for first, last in pairs if where[first] != where[last]]
    assert len(cut) < 10
    assert [first for first in cut if first.startswith("Rad") or tops[first] > highest] == []


def heads_of(pages: list[list[Word]]) -> list[list[Word]]:
    return [[word for word in words if word.bottom < 20] for words in pages[2:]]


def test_the_running_head_is_one_line_however_long_the_titles_are(pages: list[list[Word]]) -> None:
    heads = heads_of(pages)
    assert {len({round(word.top) for word in head}) for head in heads} == {0, 1}
    said = " ".join(word.text for word in next(head for head in heads if head))
    assert said.startswith("Veier til samarbeid")


@pytest.mark.parametrize("title", [f"{'Et langt navn på en bok ' * 13}slutt", "Æ" * 300, "W" * 300])
def test_a_title_of_three_hundred_letters_is_cut_in_the_running_head(form: Format, title: str) -> None:
    chapter = of_one_length(90)
    long = replace(chapter, page=replace(chapter.page, title=title))
    book = replace(SAMPLE, title=title, parts=(ManuscriptPart("", (long,)),), changes=())
    head = next(head for head in heads_of(pages_of(book, form)) if head)
    assert len({round(word.top) for word in head}) == 1
    assert " ".join(word.text for word in head).count("…") == 2
    assert max(word.right for word in head) < {Format.PDF: 194.1, Format.PDF_SCREEN: 150}[form]


def test_the_cover_says_each_thing_once(pages: list[list[Word]]) -> None:
    words = [word.text.strip("()").casefold() for word in pages[0]]
    assert words.count("testversjon") == 1


def numbered(length: int, number: int, kind: str) -> ManuscriptChapter:
    said = (f"Først{kind}{number}", *[SENTENCE * 3] * length, f"Sist{kind}{number}")
    body = section("body", "Slik gjør dere", *said)
    return placed(number, page(f"{kind}-{number}", kind, f"Tittel{number}", SENTENCE, body))


def test_a_recipe_begins_a_page_and_is_on_two_where_they_have_room() -> None:
    """But for the one below the name of its part."""
    chapters = tuple(numbered(length, length, "recipe") for length in range(8, 24, 2))
    pages = pages_of(
        replace(SAMPLE, parts=(ManuscriptPart("Oppskrifter", chapters),), changes=()), Format.PDF
    )
    placed_at = {word.text: number for number, words in enumerate(pages) for word in words}
    titles = {w.text: (n, w) for n, words in enumerate(pages) for w in words if w.bottom - w.top > 6}
    starts = [titles[f"Tittel{chapter.number}"] for chapter in chapters[1:]]
    ends = [placed_at[f"Sistrecipe{chapter.number}"] for chapter in chapters[1:]]
    assert [round(word.top) for _page, word in starts if word.top > 45] == []
    assert {end - start for (start, _word), end in zip(starts, ends, strict=True)} == {0, 1}


def test_the_card_of_an_example_is_whole_where_a_page_has_room_for_it(form: Format) -> None:
    chapters = tuple(numbered(length, length, "example") for length in (1, 4, 2, 3, 4, 1, 1, 4, 3, 2))
    renumbered = tuple(replace(numbered(c.number, n, "example")) for n, c in enumerate(chapters, start=1))
    pages = pages_of(replace(SAMPLE, parts=(ManuscriptPart("", renumbered),), changes=()), form)
    where = {word.text: number for number, words in enumerate(pages) for word in words}
    cut = [n for n in range(1, 11) if where[f"Førstexample{n}"] != where[f"Sistexample{n}"]]
    assert (cut, nearly_empty(pages, form)) == ([], [])


LINKED = (
    'Les hos <a href="https://www.ks.no/fagomrader">KS</a> og i <a href="/oppskrifter/side/">oppskriften</a>.'
)
AGAIN = (
    'Se <a href="https://www.ks.no/fagomrader">KS</a> en gang til, og <a href="https://udir.no">udir.no</a>.'
)


@pytest.fixture(scope="module")
def linked() -> Manuscript:
    first = placed(1, page("fakta/en", "fact", "Fakta", "", section("body", "Hva", LINKED, AGAIN)))
    second = placed(
        2, page("oppskrifter/side", "recipe", "Oppskriften", "", section("body", "Slik", SENTENCE))
    )
    return replace(SAMPLE, parts=(ManuscriptPart("", (first, second)),), changes=(), values=())


def links_of(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as book:
        found = [link for one in book.pages for link in one.get("/Annots", []) if "/A" in link]
        return [str(link.A.URI) for link in found if "/URI" in link.A]


def test_on_paper_a_link_has_a_footnote_with_its_address_once_in_a_chapter(linked: Manuscript) -> None:
    pages = pages_of(linked, Format.PDF)
    words = next(words for words in pages if "KS1" in {word.text for word in words})
    said = " ".join(word.text for word in words)
    assert "Les hos KS1 og i oppskriften2. Se KS1 en gang til, og udir.no." in re.sub(r" 1\.\d+ ", " ", said)
    notes = " ".join(word.text for word in words if word.top > 200)
    at = next(
        number
        for number, page in enumerate(pages, 1)
        if "Oppskriften" in {w.text for w in page[:20]} and number > 2
    )
    assert f"1 www.ks.no/fagomrader 2 Se side {at}." in notes


def test_on_the_screen_a_link_leads_there_and_has_no_footnote(linked: Manuscript) -> None:
    made = FORMATS[Format.PDF_SCREEN](linked)
    assert links_of(made).count("https://www.ks.no/fagomrader") == 2
    said = " ".join(word.text for words in pages_in(made) for word in words)
    assert ("Les hos KS og i oppskriften." in said, "Se side" in said) == (True, False)
