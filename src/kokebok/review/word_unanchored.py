"""What stands beside the paragraphs in a Word file: titles, leads, headings, facts, sources.

It has no anchor of its own, so what is said of it is told in words, and belongs to its page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.doors.raw import read_raw
from kokebok.lib.word_file import WordText, read_word
from kokebok.lib.word_marks import fingerprint, page_in
from kokebok.lib.word_matching import Matched, matched
from kokebok.lib.word_parts import NotWord, TooMuch

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kokebok.lib.word_left_out import LeftOut
    from kokebok.lib.word_spots import Spot, TrackedEdit
    from kokebok.review.models import WordCopy

SAMPLES, LONGEST_SAMPLE = 3, 80
LONGEST_NAMED = 120  # characters of what stands beside, where it is named
OF_THE_PAGE = ("heading1", "lead")  # what is said of these is said of the page
LEFT_OUT: Mapping[str, str | Promise] = {
    "headers": gettext_lazy("Text at the top and the bottom of the sheets"),
    "notes": gettext_lazy("Notes that nothing leads to"),
    "boxes": gettext_lazy("Text boxes"),
    "pictures": gettext_lazy("Pictures"),
    "diagrams": gettext_lazy("Diagrams (SmartArt)"),
    "charts": gettext_lazy("Charts"),
    "drawings": gettext_lazy("Drawings"),
    "objects": gettext_lazy("Files and objects that lie in the file"),
    "equations": gettext_lazy("Equations: only their signs are read"),
    "signs": gettext_lazy("Signs from a font of symbols"),
    "formats": gettext_lazy("Tracked changes of how the text looks"),
}


@dataclass(frozen=True)
class NotRead:
    """A sort of thing in the file that is not read: how many, and the first words of some."""

    name: str | Promise
    number: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class KnownCopy:
    """What is known of a file from the copy it comes from. `is_known` says whether there is such a copy.

    `was` is what each thing was when it was sent, by its number; `gone` what is no longer in the file; `sent` all that
    was in the copy, () where it is lost.
    """

    is_known: bool = False
    was: Mapping[int, Spot] = field(default_factory=dict)
    gone: tuple[Spot, ...] = ()
    sent: tuple[Spot, ...] = ()


def sent_as(copy: WordCopy | None) -> WordText | None:
    """The copy as it was when it was sent; None where it is not known, or lost."""
    if copy is None:
        return None
    try:
        return read_word(read_raw(copy.sha256))
    except (FileNotFoundError, NotWord, TooMuch):
        return None


def compared(said: WordText, copy: WordCopy | None, sent: WordText | None) -> KnownCopy:
    """What stands beside in a file, compared with the copy that was sent."""
    if sent is not None:
        found = matched(sent.spots, said.spots)
        few = len(found.gone) > len(found.was)  # a small part of the text: then nothing is missing
        return KnownCopy(True, found.was, () if few else found.gone, sent.spots)
    if copy is not None:
        fixed = set(copy.fixed)
        told = {spot.number: spot for spot in said.spots if fingerprint(spot.before) in fixed}
        return KnownCopy(True, Matched(told, ()).was)
    has_marks = any(spot.mark for spot in said.spots)
    return KnownCopy(False, {spot.number: spot for spot in said.spots if has_marks and spot.is_unanchored})


def pages_of(spots: Sequence[Spot], page_at: Callable[[Spot], int | None]) -> dict[int, int]:
    """The key of the page that each thing stands on, by its number.

    A page begins with its title. `page_at` is the page of a paragraph of the book, None for all else.
    """
    pages: dict[int, int] = {}
    for part in _parts(spots):
        told = page_in(part[0].chapter)
        votes = Counter(page for spot in part if (page := page_at(spot)) is not None)
        latest = told or next(iter(votes), None) if part[0].begins_page else None
        for spot in part:
            latest = (
                page_at(spot) or latest
            )  # of several, where a title is lost: that of the paragraph before
            page = told or (next(iter(votes)) if len(votes) == 1 and part[0].begins_page else latest)
            if page is not None:
                pages[spot.number] = page
    return pages


def _parts(spots: Sequence[Spot]) -> list[list[Spot]]:
    parts: list[list[Spot]] = []
    for spot in spots:
        if spot.begins_page or not parts:
            parts.append([])
        parts[-1].append(spot)
    return parts


def change_in_words(was: Spot, now: str) -> str:
    """Other words for what stands beside."""
    return _("Change “%(before)s” to “%(after)s”.") % {"before": was.before, "after": _in_one_line(now)}


def new_in_words(words: str, after: Spot | None) -> str:
    """A paragraph that is put in after something that stands beside."""
    if after is None or not after.before:
        return _("A new paragraph: %(words)s") % {"words": words}
    return _("A new paragraph after “%(before)s”: %(words)s") % {"before": named(after), "words": words}


def gone_in_words(spot: Spot) -> str:
    """Something that stands beside is to be taken out."""
    return _("Take out “%(words)s”.") % {"words": named(spot)}


def edits_in_words(edit: TrackedEdit, spot: Spot, previous: Spot | None) -> Iterator[str]:
    """What somebody has done, tracked, with something that stands beside, and what they have put in after it."""
    if not spot.before:
        yield from (new_in_words(words, previous) for words in edit.after.split("\n") if words)
    elif edit.moved:
        yield _("Move “%(words)s”.") % {"words": named(spot)}
    elif not edit.after:
        yield gone_in_words(spot)
    elif edit.after != spot.before:
        yield change_in_words(spot, edit.after)
    if edit.joined:
        yield _("Join “%(words)s” with what comes after it.") % {"words": named(spot)}
    for words in edit.added:
        yield new_in_words(words, spot if spot.before else previous)


def named(spot: Spot) -> str:
    """The first words of something that stands beside, to know it by."""
    words = spot.before
    return words if len(words) <= LONGEST_NAMED else words[:LONGEST_NAMED].rstrip() + "…"


def not_read(found: Iterable[LeftOut], sent: Iterable[LeftOut]) -> list[NotRead]:
    """What is in a file and is not read, sort by sort, but for what was in it when it was sent."""
    left = Counter(found)
    left.subtract(Counter(sent))
    told = []
    for sort, name in LEFT_OUT.items():
        here = [(words, number) for (one, words), number in left.items() if one == sort and number > 0]
        samples = [words[:LONGEST_SAMPLE] for words, _number in here if words][:SAMPLES]
        if here:
            told.append(NotRead(name, sum(number for _words, number in here), tuple(samples)))
    return told


def _in_one_line(words: str) -> str:
    return words.replace("\n", " ¶ ")
