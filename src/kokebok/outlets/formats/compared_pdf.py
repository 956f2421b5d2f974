"""A comparison as a PDF: every change, word by word, with why. Signs say what is new, and not the colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.outlets.formats.compared_words import counted, head_of, said_why, title_of, words_of
from kokebok.outlets.formats.pdf import all_printable, typeset
from kokebok.outlets.formats.pdf_tree import colours_of, language_of, title_set
from kokebok.outlets.labels import date_in_words, labels_in

if TYPE_CHECKING:
    from kokebok.outlets.compared_book import ComparedBook, ShownChange
    from kokebok.outlets.compared_labels import ComparedLabels


def render(book: ComparedBook) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2a declared) on A4. Raises NotRendered."""
    return typeset(
        all_printable(_tree(book), labels_in(book.language).unprintable), "compared.typ", book.after_day
    )


def _tree(book: ComparedBook) -> dict[str, Any]:
    words = words_of(book)
    return {
        **language_of(book.language),
        "colours": colours_of(book.colour),
        "title": title_set(title_of(book)),
        "book": book.title,
        "publisher": book.publisher,
        "date": date_in_words(book.after_day, labels_in(book.language)),
        "lead": [counted(book), *([words.how_to_pdf] if book.changes else [])],
        "words": {"page": words.page, "of": words.of},
        "pages": [
            {
                **language_of(page.language),
                "title": title_set(page.title),
                "state": words.states.get(page.state, ""),
                "changes": [_change(change, words) for change in page.changes],
            }
            for page in book.pages
        ],
    }


def _change(change: ShownChange, words: ComparedLabels) -> dict[str, Any]:
    return {
        "head": f"{change.number}. {head_of(change, words)}",
        "parts": [part for kind, text in change.parts for part in _marked(kind, text)],
        "why": [line for why in change.why for line in said_why(why, words)],
    }


def _marked(kind: str, text: str) -> list[dict[str, str]]:
    """A stretch with the space around it left outside the signs."""
    bare = text.strip()
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if kind == "same" or not bare:
        return [{"what": "same", "text": text}]
    around = [("same", lead), (kind, bare), ("same", trail)]
    return [{"what": what, "text": words} for what, words in around if words]
