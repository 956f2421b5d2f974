"""What would come of a Word file: each comment and each change as an input, where, by whom, and what is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from kokebok.book.languages import language_of
from kokebok.book.models import Language, Page
from kokebok.doors.kept_files import content_of, reading_word
from kokebok.doors.rules import Unreadable
from kokebok.inputs.models import LONGEST_TEXT, Kind
from kokebok.lib.changes import difference
from kokebok.lib.quotes import LONGEST, NotAQuote, Quote, quote_of
from kokebok.lib.word_file import WordText, read_word
from kokebok.lib.word_marks import WordMark
from kokebok.lib.word_spots import Spot
from kokebok.review.models import PlaceFound, WordInput
from kokebok.review.word_ours import without_our_own
from kokebok.review.word_places import homes_of
from kokebok.review.word_said import LONGEST_NAME, WordLine, key_of, moment_of
from kokebok.review.word_unanchored import (
    OF_THE_PAGE,
    NotRead,
    change_in_words,
    compared,
    edits_in_words,
    gone_in_words,
    named,
    new_in_words,
    not_read,
    pages_of,
    sent_as,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kokebok.lib.word_file import Remark
    from kokebok.lib.word_spots import TrackedEdit
    from kokebok.review.models import WordCopy, WordFile
    from kokebok.review.word_places import Home

MOST_LINES = 800  # of one file: each can be ticked on one page


def opened(content: bytes) -> WordText:
    """What is in a Word file. Raises Unreadable, with what one can do."""
    too_much = _("There is too much in the file. Part it in several, with fewer comments in each.")
    with reading_word(too_much=too_much):
        said = read_word(content)
    if len(said.remarks) + sum(len(spot.edits) for spot in said.spots) > MOST_LINES:
        raise Unreadable(too_much)
    return said


@dataclass(frozen=True)
class WordFileRead:
    """Everything that is said in a file, in reading order, and what is in it and is not read."""

    lines: list[WordLine]
    not_read: list[NotRead]


def look_at(file: WordFile) -> list[WordLine]:
    """Everything that is said in a file, in reading order. Raises Unreadable if it is lost."""
    return look_over(file).lines


def look_over(file: WordFile) -> WordFileRead:
    """All of a file. Raises Unreadable if it is lost. The same number of queries however much is said."""
    said, sent = opened(content_of(file)), sent_as(file.copy)
    lines = _told_apart(_Looking(said, file.copy, sent).lines())
    known = set(WordInput.objects.filter(key__in=[line.key for line in lines]).values_list("key", flat=True))
    told = [replace(line, already=line.key in known, why_not=_why_not(line)) for line in lines[:MOST_LINES]]
    return WordFileRead(told, not_read(said.left_out, sent.left_out if sent else ()))


def _why_not(line: WordLine) -> str:
    if not (line.text or line.suggestion):
        return _("Nothing is said in it.")
    if max(len(line.text_with_place), len(line.suggestion)) > LONGEST_TEXT:
        return _("It is too long: there is room for %(limit)s characters.") % {"limit": LONGEST_TEXT}
    return ""


def _told_apart(lines: Iterable[WordLine]) -> list[WordLine]:
    """The lines with keys that are all different: the second of two that say the same is the second every time."""
    seen: Counter[str] = Counter()
    told = []
    for line in lines:
        seen[line.key] += 1
        again = seen[line.key]
        told.append(line if again == 1 else replace(line, key=key_of(line.key, str(again))))
    return told


class _Looking:
    """Goes through a file once."""

    def __init__(self, said: WordText, copy: WordCopy | None, sent: WordText | None) -> None:
        self.said = said
        self.copy = compared(said, copy, sent)
        self.missing = _missing(said, copy) if copy else []
        self.remarks: dict[int, list[Remark]] = {}
        for remark in without_our_own(said.remarks, said.saved_by):
            self.remarks.setdefault(remark.hung.spot if remark.hung else -1, []).append(remark)
        busy = {spot.number for spot in said.spots if spot.edits} | set(self.remarks)
        wanted = {spot.number for spot in said.spots} if self.copy.is_known else busy
        self.homes = homes_of([*said.spots, *self.missing], wanted - self.copy.was.keys())
        self.page_keys = pages_of(
            said.spots, lambda spot: home.paragraph.page_id if (home := self.homes.get(spot.number)) else None
        )
        by_anchor = {home.paragraph.anchor: home.paragraph.page_id for home in self.homes.values()}
        self.sent_page_keys = pages_of(
            self.copy.sent, lambda spot: by_anchor.get(spot.mark.anchor) if spot.mark else None
        )
        asked = {*by_anchor.values(), *self.page_keys.values(), *self.sent_page_keys.values()}
        self.pages = {
            page.pk: page for page in Page.objects.filter(pk__in=asked).annotate(told=language_of())
        }
        self.keys: dict[str, str] = {}  # of comments, by their id

    def lines(self) -> Iterator[WordLine]:
        """What is said at each paragraph: changes first, then comments; last the comments that hang nowhere."""
        previous: Spot | None = None
        for spot in self.said.spots:
            home, page = self.homes.get(spot.number), self._page(spot)
            with translation.override(self._language(page) or Language.NB):
                yield from self._changes(spot, home, previous) if home else self._at_side(spot, previous)
                for remark in self.remarks.get(spot.number, ()):
                    yield self._comment(remark, spot, home)
            previous = spot if spot.before else previous
        for remark in self.remarks.get(-1, ()):
            yield self._comment(remark, None, None)
        for spot in self.missing:
            home = self.homes.get(spot.number)
            if home is not None:
                with translation.override(self._language(self._page_of(home)) or Language.NB):
                    yield from (replace(one, is_missing=True) for one in self._changed_by_hand(spot, home))
        for spot in self.copy.gone:
            page = self.pages.get(self.sent_page_keys.get(spot.number, 0))
            with translation.override(self._language(page) or Language.NB):
                line = self._line(
                    Kind.COMMENT,
                    None,
                    self.said.saved_by,
                    "",
                    text=gone_in_words(spot),
                    page=page,
                    is_tracked=False,
                )
            yield replace(line, is_missing=True)

    def _page(self, spot: Spot) -> Page | None:
        return self.pages.get(self.page_keys.get(spot.number, 0))

    def _page_of(self, home: Home) -> Page | None:
        return self.pages.get(home.paragraph.page_id)

    def _language(self, page: Page | None) -> str:
        """The language of a page, "" for none; bokmål where it is none that we write in."""
        if page is None:
            return ""
        told = page.told
        return told if told in (Language.NB, Language.NN, Language.EN) else Language.NB

    def _changes(self, spot: Spot, home: Home, previous: Spot | None) -> Iterator[WordLine]:
        yield from self._changed_by_hand(spot, home)
        for edit in spot.edits:
            yield from self._edit(edit, spot, home)

    def _at_side(self, spot: Spot, previous: Spot | None) -> Iterator[WordLine]:
        """What is done with something that is no paragraph of the book, in words."""
        home = self.homes.get(previous.number) if previous else None
        if home is not None and self._page_of(home) != self._page(spot):
            home = None  # what comes first on a page does not belong to the last paragraph of the page before
        was = self.copy.was.get(spot.number)
        if was is None:
            yield from self._added_by_hand(spot, previous, home)
        elif was.before.split() != spot.before.split():
            yield self._told(
                change_in_words(was, spot.before), spot, self.said.saved_by, "", is_tracked=False
            )
        for edit in spot.edits:
            if spot.is_table and spot.before and edit.after != spot.before:
                yield self._told(_in_table(spot.before, edit.after), spot, edit.author, edit.at)
                continue
            if edit.moved:
                yield self._told(self._moved(edit, spot), spot, edit.author, edit.at)
                continue
            if home is not None and not spot.before:
                for words in filter(None, (*edit.after.split("\n"), *edit.added)):
                    text = _("A new paragraph after this one: %(words)s") % {"words": words}
                    yield self._line(Kind.COMMENT, home, edit.author, edit.at, text=text)
                continue
            for words in edits_in_words(edit, spot, previous):
                yield self._told(words, spot, edit.author, edit.at)

    def _told(self, text: str, spot: Spot, author: str, at: str, *, is_tracked: bool = True) -> WordLine:
        """A comment on the page that a spot stands on."""
        page = self._page(spot)
        return self._line(Kind.COMMENT, None, author, at, text=text, page=page, is_tracked=is_tracked)

    def _added_by_hand(self, spot: Spot, previous: Spot | None, home: Home | None) -> Iterator[WordLine]:
        """A paragraph that did not stand in the file when it was sent, put in without tracking."""
        if not self.copy.is_known or not spot.before or spot.mark is not None or spot.is_table:
            return
        author = self.said.saved_by
        if home is None:
            yield self._told(new_in_words(spot.before, previous), spot, author, "", is_tracked=False)
        else:
            text = _("A new paragraph after this one: %(words)s") % {"words": spot.before}
            yield self._line(Kind.COMMENT, home, author, "", text=text, is_tracked=False)

    def _changed_by_hand(self, spot: Spot, home: Home) -> Iterator[WordLine]:
        was = home.wording.text.replace("|", " ") if spot.is_table else home.wording.text
        if spot.parted:
            text = _("Part this paragraph here: %(words)s") % {"words": spot.parted.replace("\n", " ¶ ")}
            yield self._line(Kind.COMMENT, home, self.said.saved_by, "", text=text, is_tracked=False)
        if spot.before.split() == was.split() or not was.strip():
            return
        if spot.before and spot.is_table:
            text = _in_table(" ".join(was.split()), spot.before)
            yield self._line(Kind.COMMENT, home, self.said.saved_by, "", text=text, is_tracked=False)
        elif spot.before:
            yield self._line(
                Kind.SUGGESTION, home, self.said.saved_by, "", suggestion=spot.before, is_tracked=False
            )
        elif not spot.edits:
            text = _("Take this paragraph out.")
            yield self._line(Kind.COMMENT, home, self.said.saved_by, "", text=text, is_tracked=False)

    def _edit(self, edit: TrackedEdit, spot: Spot, home: Home) -> Iterator[WordLine]:
        for words in self._in_words(edit, spot):
            yield self._line(Kind.COMMENT, home, edit.author, edit.at, text=words)
        if _suggests(edit, spot) and edit.after.split() != home.wording.text.split():
            yield self._line(Kind.SUGGESTION, home, edit.author, edit.at, suggestion=edit.after)

    def _in_words(self, edit: TrackedEdit, spot: Spot) -> Iterator[str]:
        """What a suggested wording cannot say: taken out, moved, parted, joined, put in, or changed in a table."""
        if spot.is_table and edit.after != spot.before:
            yield _in_table(spot.before, edit.after)
        elif edit.moved:
            yield self._moved(edit, spot)
        elif spot.before and not edit.after:
            yield _("Take this paragraph out.")
        elif edit.after != spot.before and edit.after.split() == spot.before.split():
            yield _("Part this paragraph here: %(words)s") % {"words": edit.after.replace("\n", " ¶ ")}
        if edit.joined:
            yield _("Join this paragraph with the next one.")
        for words in edit.added:
            yield _("A new paragraph after this one: %(words)s") % {"words": words}

    def _moved(self, edit: TrackedEdit, spot: Spot) -> str:
        for other in self.said.spots:
            if any(spot.before in one.brought for one in other.edits if one.author == edit.author):
                return _("Move this paragraph to after: “%(words)s”") % {"words": other.before[:120]}
        return _("Move this paragraph.")

    def _comment(self, remark: Remark, spot: Spot | None, home: Home | None) -> WordLine:
        text, author = remark.text, remark.author
        if remark.is_note and text:
            text = _("In a note: %(words)s") % {"words": text}
            author = author or self.said.saved_by
        line = self._line(
            Kind.COMMENT, home, author, remark.at, text=text, quote=_quoted(remark, spot, home),
            answers=self.keys.get(remark.answers, ""), is_done=remark.is_done,
            page=self._page(spot) if spot and home is None else None,
        )  # fmt: skip
        self.keys[remark.identity] = line.key
        known = spot is not None and home is None and spot.number in self.copy.was
        if spot is None or not known:
            return line
        return replace(line, named=named(spot), is_of_page=spot.style.lower() in OF_THE_PAGE)

    def _line(
        self, kind: Kind, home: Home | None, author: str, at: str, *, text: str = "", suggestion: str = "",
        quote: Quote | None = None, answers: str = "", is_tracked: bool = True, is_done: bool = False,
        page: Page | None = None,
    ) -> WordLine:  # fmt: skip
        found = PlaceFound.PAGE if page else PlaceFound.NOWHERE
        anchor = f"{home.paragraph.anchor}.{home.wording.number}" if home else ""
        return WordLine(
            key=key_of(kind, anchor, author, at, text, suggestion, answers),
            kind=kind,
            author=author[:LONGEST_NAME],
            at=moment_of(at),
            home=home,
            page=page,
            found=home.found if home else found,
            language=self._language(self._page_of(home) if home else page),
            text=text.strip(),
            suggestion=suggestion,
            quote=quote,
            answers=answers,
            is_tracked=is_tracked,
            is_done=is_done,
        )


def _in_table(before: str, after: str) -> str:
    """What is changed in a table, in words: a table cannot be suggested as one text."""
    pieces = {"removed": _("out: “%(words)s”"), "added": _("in: “%(words)s”")}
    changed = [
        pieces[one.kind] % {"words": one.text.strip()}
        for one in difference(before, after)
        if one.kind != "same" and one.text.strip()
    ]
    return _("In the table: %(changes)s") % {"changes": "; ".join(changed)}


def _missing(said: WordText, copy: WordCopy) -> list[Spot]:
    """The paragraphs that were sent out and are no longer in the file; none where most of them are not."""
    here = {spot.mark.anchor for spot in said.spots if spot.mark}
    moved = {words for spot in said.spots for edit in spot.edits for words in edit.brought}
    gone = [WordMark(anchor, number) for anchor, number in copy.marks if anchor not in here]
    if moved or len(gone) > len(copy.marks) / 2:
        return []
    first = len(said.spots)
    return [Spot(first + n, mark, "") for n, mark in enumerate(gone)]


def _suggests(edit: TrackedEdit, spot: Spot) -> bool:
    """Whether an edit is other words for the paragraph, and not only a break put in."""
    return bool(edit.after) and not spot.is_table and edit.after.split() != spot.before.split()


def _quoted(remark: Remark, spot: Spot | None, home: Home | None) -> Quote | None:
    """The phrase a comment hangs on, as it stands in the wording; None where it hangs on the whole paragraph."""
    if remark.hung is None or spot is None or home is None or not remark.hung.phrase:
        return None
    phrase, begins, text = remark.hung.phrase, remark.hung.start, home.wording.text
    if phrase == spot.before or len(phrase) > LONGEST:
        return None
    places = [at for at in range(len(text)) if text.startswith(phrase, at)] if phrase in text else []
    if not places:
        return None
    start = min(places, key=lambda at: abs(at - begins))
    try:
        return quote_of(text, start, start + len(phrase))
    except NotAQuote:
        return None
