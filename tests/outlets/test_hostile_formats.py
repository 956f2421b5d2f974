"""Whatever words an edition holds, every format is made, is well formed, and says the same words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from kokebok.lib.text import PageText, Passage, Section, Source
from kokebok.lib.written import writable
from kokebok.outlets.formats import FORMATS, Format
from kokebok.outlets.manuscript import ChangeNote, Manuscript, ManuscriptChapter, ManuscriptPart, ValueNote
from tests.outlets.test_formats import EMPTY

ANY = st.text(st.characters(exclude_categories=()), max_size=12)
PICKED = st.sampled_from(
    [
        "\x00\x07",
        "\u202esnudd\u202c",
        "<script>alert(1)</script> &amp; ]]>",
        "=1+1",
        "+47 @SUM(A1)",
        "a" * 300,
        "👩🏽‍🍳🇳🇴",
        "første\r\nandre\rtredje\n\n# fjerde",
        "| - | *fet* _kursiv_ `kode` [a](b) ![c](d)",
        "1. en\n- to\n> tre\n---\n~~~",
        "#let x = 1; $x^2$ @ref \\ {{ navn }} {% if %}",
        "\u0338\u0301løse merker",
        "مرحبا 你好",
        "\ud800",
        "",
    ]
)
WORDS = st.lists(ANY | PICKED, min_size=1, max_size=3).map(" ".join)


def squeezed(text: str) -> str:
    return "".join(writable(text).split())


def edition_of(words: str) -> Manuscript:
    """An edition that says these words in every place where it says something."""
    number = iter(range(1, 100))

    def said(kind: str, inner: str = "", **more: object) -> Passage:
        n = next(number)
        html = inner or escape(words)
        return Passage(f"p{n}", kind, html, words, anchor=f"anchor{n}", number=n, **more)  # type: ignore[arg-type]

    emphasised = "".join(f"<{tag}>{escape(words)}</{tag}>" for tag in ("b", "i", "code", "sup"))
    table = said("table", rows=((words, "B"), ("C", words)), heads="both")
    page = PageText(
        slug="side",
        kind="fact",
        title=words,
        language="nb",
        lead=words,
        facts=(("Merkelapp", words),),
        sections=(
            Section("body", words, passages=tuple(map(said, ["text", "heading", "quote", "value", "check"]))),
            Section("list", "", passages=(said("item"), said("numbered", level=2), said("item"))),
            Section("more", "", passages=(said("text", emphasised), table, said("field"))),
            Section("myth", "", "myth", passages=(said("text"), said("text"))),
        ),
        sources=(Source(words, f"https://a.no/{words}", words, words),),
        responsible=words,
    )
    return replace(
        EMPTY,
        title=words,
        publisher=words,
        foreword=(escape(words),),
        parts=(ManuscriptPart(words, (ManuscriptChapter(1, page, "https://kokebok.example.no/side/", ""),)),),
        changes=(ChangeNote(words, "1.1", "anchor1", words, words, words, (words,)),),
        credits=(words,),
        values=(ValueNote(words, words, "", words, f"https://a.no/{words}", words),),
        date=date(2026, 1, 1),
    )


def of_html(file: bytes) -> str:
    page = html.fromstring(file.decode())
    return str(page.find("body").text_content())


def of_epub(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        pages = [
            etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xhtml", ".opf"))
        ]
    return "".join(text for page in pages for text in page.itertext())


def of_docx(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        read = {name: etree.fromstring(parts.read(name)) for name in parts.namelist() if "media" not in name}
    return "".join(read["word/document.xml"].itertext())


def of_markdown(file: bytes) -> str:
    page = MarkdownIt("commonmark").enable("table").render(file.decode())
    return str(html.fromstring(f"<div>{page}</div>").text_content())


def of_json(file: bytes) -> str:
    """What a paragraph says is read from its HTML, as the others have it."""
    return "".join(_strings(json.loads(file)))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _strings(one)
    elif isinstance(data, dict):
        said = str(data["html"]) if isinstance(data.get("html"), str) else ""
        yield str(html.fromstring(f"<div>{said}</div>").text_content()) if said else ""
        for name, one in data.items():
            yield from () if name in {"html", *({"text"} if said else ())} else _strings(one)


READERS: dict[Format, Callable[[bytes], str]] = {
    Format.HTML: of_html,
    Format.EPUB: of_epub,
    Format.DOCX: of_docx,
    Format.MARKDOWN: of_markdown,
    Format.JSON: of_json,
}
"""The PDFs are read by another test: they may show a note in the place of a letter that no font has."""
PRINTED = (Format.PDF, Format.PDF_SCREEN)


def test_all_formats_are_read() -> None:
    assert {*READERS, *PRINTED} == set(Format)


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=20, deadline=None)
@given(words=WORDS)
def test_it_says_each_of_the_words_as_often_as_it_is_told_to(form: Format, words: str) -> None:
    """Four emphasised runs are one passage, and its words stand there four times."""
    said = "".join(READERS[form](FORMATS[form](edition_of(words))).split())
    wanted = squeezed(words)
    assert said.count(wanted) >= (26 if len(set(wanted)) > 1 else 0)


@pytest.mark.parametrize("form", PRINTED)
@settings(max_examples=4, deadline=None)
@example(words="\ud800 \x00 #let")
@given(words=WORDS)
def test_the_printed_book_is_made_of_any_words(form: Format, words: str) -> None:
    made = FORMATS[form](edition_of(words))
    assert (made[:5], re.search(rb"%%EOF\s*$", made) is not None) == (b"%PDF-", True)
