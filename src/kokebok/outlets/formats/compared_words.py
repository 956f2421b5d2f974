"""What both files of a comparison say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.outlets.compared_labels import COMPARED, ComparedLabels
from kokebok.outlets.labels import date_in_words, labels_in, language_of_labels

if TYPE_CHECKING:
    from datetime import date

    from kokebok.outlets.compared_book import ComparedBook, ShownChange, WhyChanged


def words_of(book: ComparedBook) -> ComparedLabels:
    """The fixed words in the language of the book."""
    return COMPARED[language_of_labels(book.language)]


def title_of(book: ComparedBook) -> str:
    """What is compared: “Changes from edition 0.1 to edition 0.2”."""
    before, after = _state(book, book.before, book.before_day), _state(book, book.after, book.after_day)
    return words_of(book).title.format(before=before, after=after)


def _state(book: ComparedBook, number: str, day: date) -> str:
    words = words_of(book)
    if number:
        return words.edition.format(number=number)
    return words.now.format(day=date_in_words(day, labels_in(book.language)))


def counted(book: ComparedBook) -> str:
    """How much there is."""
    words, number = words_of(book), len(book.changes)
    if not number:
        return words.nothing
    return f"{words.count[number != 1].format(number=number)} {words.left_out}"


def head_of(change: ShownChange, words: ComparedLabels) -> str:
    """What has become of a place, and of which it is, if it is no paragraph: “Changed paragraph”, “Lead”."""
    one = change.row.statement
    kind = words.whats[change.what]
    named = one.label or words.places.get(one.kind, "")
    moved = f", {words.moved_from.format(page=change.other)}" if change.other and change.row.is_moved else ""
    return f"{kind} ({named}){moved}" if named else f"{kind}{moved}"


def said_why(why: WhyChanged, words: ComparedLabels) -> list[str]:
    """Why something changed, a line for the reason and one for the inputs."""
    named = [
        words.named.format(number=one.number, name=one.name) if one.name else str(one.number)
        for one in why.inputs
    ]
    said = [f"{why.printed}."] if why.printed else []
    lines = [f"{words.why}: {' '.join([*said, *why.words])}"] if said or why.words else []
    return [*lines, f"{words.after_input}: {', '.join(named)}"] if named else lines
