"""One page of the book on paper: a tool as one sheet to write on, a recipe to carry along. A4 or A3, set by Typst.

It is made of a manuscript of one chapter, whose number is "" for a text that is in no edition.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any, Literal

from kokebok.outlets.formats.inline import TextRun
from kokebok.outlets.formats.pdf import all_printable, typeset
from kokebok.outlets.formats.pdf_tree import (
    Setter,
    colours_of,
    labelled,
    language_of,
    qr_of,
    source_of,
    title_set,
)
from kokebok.outlets.formats.pieces import ChapterPiece
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.labels import date_in_words, language_of_labels
from kokebok.outlets.manuscript import Manuscript
from kokebok.outlets.sheet_labels import SHEETS, SheetLabels

Size = Literal["a4", "a3"]
BLANK = re.compile(r"\[([^\[\]\n]{1,60})\]")
"""What somebody who uses a tool is to fill in within its text: “[name]”."""


def render(manuscript: Manuscript, size: Size) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2a declared). A tool is one page, if any size of its text makes it so.

    Raises NotRendered.
    """
    tree = all_printable(tree_of(manuscript, size), manuscript.labels.unprintable)
    return typeset(tree, "sheet.typ", manuscript.date)


def words_of(manuscript: Manuscript) -> SheetLabels:
    """The fixed words in the language of the page."""
    return SHEETS[language_of_labels(manuscript.language)]


def numbered(manuscript: Manuscript) -> str:
    """Which edition it is from, or that it is a draft."""
    edition = f"{manuscript.labels.edition} {manuscript.number}"
    return edition if manuscript.number else words_of(manuscript).draft


def way_back(manuscript: Manuscript) -> tuple[str, str]:
    """Where a sheet leads back to, and what is said of it: its page in the edition it is from, or as it reads today."""
    chapter, words = next(manuscript.chapters), words_of(manuscript)
    if chapter.edition_url:
        return chapter.edition_url, words.way_back_to_edition
    return chapter.living_url, words.way_back


def newer(manuscript: Manuscript) -> str:
    """What its reader must know: that its edition is withdrawn, is wrong somewhere, or is not the newest; or ""."""
    told = words_of(manuscript).newer.format(number=manuscript.newer) if manuscript.newer else ""
    notes = (
        f"{piece.title}. {' '.join(f'{label.words}: {said}' for label, said in piece.facts)} {piece.link}".strip()
        for piece in pieces_of(manuscript).beside
    )
    return " ".join(filter(None, (*notes, told)))


def tree_of(manuscript: Manuscript, size: Size) -> dict[str, Any]:
    """The sheet as sheet.typ lays it out."""
    piece = chapter_of(manuscript)
    page, labels = piece.chapter.page, manuscript.labels
    setter, is_tool = Setter(manuscript), page.kind == "tool"
    back, says_of_it = way_back(manuscript)
    sections = [(one.section.key, setter.section(one)) for one in piece.sections]
    if is_tool:
        for _key, section in sections:
            _with_blanks(section)
    return {
        **language_of(page.language),
        "size": size,
        "one_page": is_tool,
        "words": {
            **asdict(words_of(manuscript)),
            "way_back": says_of_it,
            "newer": newer(manuscript),
            "sources": piece.sources_title.words,
        },
        "colours": colours_of(manuscript.colour),
        "kicker": piece.kicker.words,
        "title": title_set(page.title),
        "lead": page.lead,
        "facts": labelled(piece.facts),
        "around": [made for key, made in sections if is_tool and key != "body"],
        "sections": [made for key, made in sections if not is_tool or key == "body"],
        "sources": [source_of(source) for source in piece.sources],
        "book": manuscript.title,
        "publisher": manuscript.publisher,
        "numbered": numbered(manuscript),
        "date": date_in_words(manuscript.date, labels),
        "year": manuscript.date.year,
        "month": manuscript.date.month,
        "day": manuscript.date.day,
        "qr": qr_of(back, page.title, manuscript, labels),
    }


def chapter_of(manuscript: Manuscript) -> ChapterPiece:
    """The one chapter there is."""
    return pieces_of(manuscript).parts[0].chapters[0]


def parted(run: TextRun) -> list[tuple[str, TextRun]]:
    """The run in parts: what is to be filled in has the word for it first, the rest ""."""
    found: list[tuple[str, TextRun]] = []
    at = 0
    for blank in BLANK.finditer(run.text):
        found += [("", replace(run, text=run.text[at : blank.start()])), (blank[1], run)]
        at = blank.end()
    found.append(("", replace(run, text=run.text[at:])))
    return [(word, part) for word, part in found if word or part.text]


def _with_blanks(section: dict[str, Any]) -> None:
    """Change what is to be filled in in the passages of a section to runs of their own."""
    for group in section["groups"]:
        for passage in group.get("passages", ()):
            passage["runs"] = [part for run in passage["runs"] for part in _blanks(run)]
    for part in section["parts"]:
        _with_blanks(part)


def _blanks(run: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**run, "text": word, "styles": ["blank"], "href": "", "to": ""}
        if word
        else {**run, "text": part.text}
        for word, part in parted(TextRun(run["text"]))
    ]
