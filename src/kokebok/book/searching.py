"""What search knows of a page: its words, and their dictionary forms in both written Norwegians."""

from __future__ import annotations

import re
from typing import Any

from kokebok.book.outline import outline
from kokebok.lib.text import passages_of, pictures_of
from kokebok.lib.word_forms import lemma

WORD = re.compile(r"[^\W\d_]{2,}")


def lemmas(text: str) -> str:
    """The dictionary forms of the words of a text, in their order, in lower case."""
    return " ".join(lemma(word) for word in WORD.findall(text.lower()))


def searched_text(page: Any) -> str:
    """All words of a page, and after them their dictionary forms."""
    text = outline(page)
    shown = [picture.alt for picture in pictures_of(text)]
    said = " ".join([text.title, text.lead, *(passage.text for passage in passages_of(text)), *shown])
    return f"{said} {lemmas(said)}"
