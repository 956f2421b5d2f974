"""Every format has the lists, the numbers, the headings and the words that their author wrote."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.template.loader import render_to_string

from kokebok.outlets.formats import FORMATS, Format
from tests.outlets.hostile_lists import ADDRESS, HOSTILE, LONG, NAMED, OUTLINE
from tests.outlets.outlines import Line, of_docx, of_page, of_pdf

FIRST, LAST = OUTLINE[0][3], OUTLINE[-1][3]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo reads the tags of a PDF")
    path = tmp_path_factory.mktemp("printed") / "book.pdf"
    path.write_bytes(FORMATS[Format.PDF](HOSTILE))
    return path


def between(lines: list[Line], heading: int = 3) -> list[Line]:
    """From the first line of the text to its last, with its first heading counted as the third level."""
    words = [line[3] for line in lines]
    own = lines[words.index(FIRST) : words.index(LAST) + 1]
    off = heading - 3
    return [
        (kind, level - off if kind == "heading" else level, mark, said) for kind, level, mark, said in own
    ]


def test_the_page_on_the_web_has_them() -> None:
    page = render_to_string("web/text/page_text.html", {"page_text": NAMED, "can_speak": True, "counts": {}})
    assert between(of_page(page, "//section[@class='part']")) == OUTLINE


def test_the_file_of_html_has_them() -> None:
    page = FORMATS[Format.HTML](HOSTILE).decode()
    assert between(of_page(page, "//article[@class='chapter']"), heading=4) == OUTLINE


def test_the_e_book_has_them() -> None:
    with ZipFile(io.BytesIO(FORMATS[Format.EPUB](HOSTILE))) as book:
        (name,) = (name for name in book.namelist() if name.endswith("/c1.xhtml"))
        page = book.read(name).decode().partition("?>")[2]
    assert between(of_page(page, "//article[@class='chapter']")) == OUTLINE


def test_the_word_document_has_them() -> None:
    assert between(of_docx(FORMATS[Format.DOCX](HOSTILE))) == OUTLINE


def test_the_printed_book_has_them(printed: Path) -> None:
    lines = of_pdf(printed)
    words = [line[3] for line in lines]
    at = words.index(FIRST)
    assert lines[at : at + len(OUTLINE) - 1] == OUTLINE[:-1]


def test_the_printed_book_breaks_long_words_and_addresses_within_its_margins(printed: Path) -> None:
    told = subprocess.run(
        ["pdftotext", "-f", "3", "-bbox", printed, "-"], capture_output=True, check=True
    ).stdout.decode()
    right = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', told)]
    assert max(right) <= (210 - 16) * 72 / 25.4 + 0.5
    words = re.sub(r"[\s\u00ad\u200b-]", "", "".join(re.findall(r">([^<]*)</word>", told)))
    assert LONG in words
    assert ADDRESS.replace("-", "") in words
