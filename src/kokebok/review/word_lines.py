"""What would come of a Word file: each comment and each change as an input, where, by whom, and what is left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kokebok.book.languages import language_of
from kokebok.book.models import Language, Page
from kokebok.doors.raw import read_raw
from kokebok.inputs.models import LONGEST_TEXT, Kind
from kokebok.lib.changes import difference
from kokebok.lib.quotes import LONGEST, NotAQuote, Quote, quote_of
from kokebok.lib.word_file import NotWord, TooMuch, WordText, read_word
from kokebok.lib.word_marks import Mark, fingerprint
from kokebok.lib.word_spots import Spot
from kokebok.review.models import Found, WordInput
from kokebok.review.rules import UnreadableWord
from kokebok.review.word_places import Home, homes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kokebok.book.models import Paragraph, Wording
    from kokebok.lib.word_file import Remark
    from kokebok.lib.word_spots import Edit
    from kokebok.review.models import WordCopy, WordFile

MOST_LINES = 800  # of one file: each can be ticked on one page
LONGEST_NAME = 120


@dataclass(frozen=True)
class Line:
    """What one comment or one change becomes. `why_not` says why it cannot be taken in, "" if it can.

    `key` tells the same thing said again; `answers` is the key of the comment that this one answers.
    """

    key: str
    kind: Kind
    author: str
    at: datetime | None
    home: Home | None
    page: Page | None
    found: Found
    language: str = ""
    text: str = ""
    suggestion: str = ""
    quote: Quote | None = None
    answers: str = ""
    is_tracked: bool = True
    is_done: bool = False
    is_missing: bool = False
    already: bool = False
    why_not: str = ""

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph it is about."""
        return self.home.paragraph if self.home else None

    @property
    def wording(self) -> Wording | None:
        """The wording it was written for."""
        return self.home.wording if self.home else None

    @property
    def has_changed(self) -> bool:
        """Whether the paragraph has other words now than those that were read."""
        return self.home is not None and self.home.wording.number < self.home.newest

    @property
    def is_gone(self) -> bool:
        """Whether the paragraph has left the text meanwhile."""
        return self.paragraph is not None and self.paragraph.gone_at is not None

    @property
    def is_takeable(self) -> bool:
        """Whether it can be taken in."""
        return not self.already and not self.why_not

    @property
    def is_ticked(self) -> bool:
        """Whether it is proposed to be taken in: not what is marked as done, nor what may only have been left out."""
        return self.is_takeable and not self.is_done and not self.is_missing

    @property
    def change(self) -> list[tuple[str, str]]:
        """A suggestion beside the wording it is for, word by word."""
        if self.home is None or not self.suggestion:
            return []
        return [(one.kind, one.text) for one in difference(self.home.wording.text, self.suggestion)]

    def in_words(self, name: str) -> str:
        """All of it as one text, with who said it where that is another than `name`."""
        said = self.text
        if self.suggestion:
            said = _("Suggested wording: %(words)s") % {"words": self.suggestion}
        elif self.quote:
            said = f"«{self.quote.exact}»: {said}"
        return f"{self.author}: {said}" if self.author and self.author != name else said


def opened(content: bytes) -> WordText:
    """What is in a Word file. Raises UnreadableWord, with what one can do."""
    try:
        said = read_word(content)
    except NotWord as error:
        raise UnreadableWord(
            _("The file is damaged, and cannot be read. Open it in Word, save it anew, and try again.")
        ) from error
    except TooMuch as error:
        raise UnreadableWord(
            _("There is too much in the file. Part it in several, with fewer comments in each.")
        ) from error
    if len(said.remarks) + sum(len(spot.edits) for spot in said.spots) > MOST_LINES:
        raise UnreadableWord(
            _("There is too much in the file. Part it in several, with fewer comments in each.")
        )
    return said


def look_at(file: WordFile) -> list[Line]:
    """Everything that is said in a file, in reading order. Raises UnreadableWord if it is lost.

    The same number of queries however much is said.
    """
    try:
        content = read_raw(file.sha256)
    except FileNotFoundError as error:
        raise UnreadableWord(_("The file is no longer here. Put it in again.")) from error
    lines = _told_apart(_Looking(opened(content), file.copy).lines())
    known = set(WordInput.objects.filter(key__in=[line.key for line in lines]).values_list("key", flat=True))
    return [replace(line, already=line.key in known, why_not=_why_not(line)) for line in lines[:MOST_LINES]]


def _why_not(line: Line) -> str:
    if not (line.text or line.suggestion):
        return _("Nothing is said in it.")
    if max(len(line.text), len(line.suggestion)) > LONGEST_TEXT:
        return _("It is too long: there is room for %(limit)s characters.") % {"limit": LONGEST_TEXT}
    return ""


def _told_apart(lines: Iterable[Line]) -> list[Line]:
    """The lines with keys that are all different: the second of two that say the same is the second every time."""
    seen: Counter[str] = Counter()
    told = []
    for line in lines:
        seen[line.key] += 1
        again = seen[line.key]
        told.append(line if again == 1 else replace(line, key=_key(line.key, str(again))))
    return told


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _moment(written: str) -> datetime | None:
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    if moment is None or not 1990 <= moment.year <= 2200:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Looking:
    """Goes through a file once."""

    def __init__(self, said: WordText, copy: WordCopy | None) -> None:
        self.said = said
        self.fixed: set[str] = set(copy.fixed) if copy else set()
        self.missing = _missing(said, copy) if copy else []
        self.remarks: dict[int, list[Remark]] = {}
        for remark in said.remarks:
            self.remarks.setdefault(remark.hung.spot if remark.hung else -1, []).append(remark)
        busy = {spot.number for spot in said.spots if spot.edits} | set(self.remarks)
        self.homes = homes_of([*said.spots, *self.missing], busy, self.fixed)
        pages = {home.paragraph.page_id for home in self.homes.values()}
        self.languages = _languages(pages)
        self.pages = {home.paragraph.page_id: home.paragraph.page for home in self.homes.values()}
        self.keys: dict[str, str] = {}  # of comments, by their id

    def lines(self) -> Iterator[Line]:
        """What is said at each paragraph: changes first, then comments; last the comments that hang nowhere."""
        latest: Home | None = None
        for spot in self.said.spots:
            home = self.homes.get(spot.number)
            language = self._language(home or latest)
            with translation.override(language):
                yield from self._changes(spot, home, latest)
            for remark in self.remarks.get(spot.number, ()):
                yield self._comment(remark, spot, home, latest)
            latest = home or latest
        for remark in self.remarks.get(-1, ()):
            yield self._comment(remark, None, None, None)
        for spot in self.missing:
            home = self.homes.get(spot.number)
            if home is not None:
                with translation.override(self._language(home)):
                    yield from (replace(one, is_missing=True) for one in self._changed_by_hand(spot, home))

    def _language(self, home: Home | None) -> str:
        told = self.languages.get(home.paragraph.page_id, "") if home else ""
        return told if told in (Language.NB, Language.NN, Language.EN) else Language.NB

    def _changes(self, spot: Spot, home: Home | None, latest: Home | None) -> Iterator[Line]:
        if home is None:
            yield from self._added_by_hand(spot, latest)
        else:
            yield from self._changed_by_hand(spot, home)
        for edit in spot.edits:
            yield from self._edit(edit, spot, home or latest, is_own=home is not None)

    def _added_by_hand(self, spot: Spot, latest: Home | None) -> Iterator[Line]:
        """A paragraph that did not stand in the file when it was sent, put in without tracking."""
        if latest is None or not self.fixed or not spot.before or fingerprint(spot.before) in self.fixed:
            return
        if spot.mark is None and not spot.is_table:
            text = _("A new paragraph after this one: %(words)s") % {"words": spot.before}
            yield self._line(Kind.COMMENT, latest, self.said.saved_by, "", text=text, is_tracked=False)

    def _changed_by_hand(self, spot: Spot, home: Home) -> Iterator[Line]:
        was = home.wording.text.replace("|", " ") if spot.is_table else home.wording.text
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

    def _edit(self, edit: Edit, spot: Spot, home: Home | None, *, is_own: bool) -> Iterator[Line]:
        for words in self._in_words(edit, spot, is_own=is_own):
            yield self._line(Kind.COMMENT, home, edit.author, edit.at, text=words)
        if is_own and home and _suggests(edit, spot) and edit.after.split() != home.wording.text.split():
            yield self._line(Kind.SUGGESTION, home, edit.author, edit.at, suggestion=edit.after)

    def _in_words(self, edit: Edit, spot: Spot, *, is_own: bool) -> Iterator[str]:
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
        added = edit.added if spot.before or is_own else (*edit.after.split("\n"), *edit.added)
        for words in added:
            if words:
                yield _("A new paragraph after this one: %(words)s") % {"words": words}

    def _moved(self, edit: Edit, spot: Spot) -> str:
        for other in self.said.spots:
            if any(spot.before in one.brought for one in other.edits if one.author == edit.author):
                return _("Move this paragraph to after: “%(words)s”") % {"words": other.before[:120]}
        return _("Move this paragraph.")

    def _comment(self, remark: Remark, spot: Spot | None, home: Home | None, latest: Home | None) -> Line:
        quote = _quoted(remark, spot, home)
        page = None if home or latest is None else latest.paragraph.page
        found = home.found if home else Found.PAGE if page else Found.NOWHERE
        line = self._line(
            Kind.COMMENT, home, remark.author, remark.at, text=remark.text, quote=quote,
            answers=self.keys.get(remark.answers, ""), is_done=remark.is_done,
        )  # fmt: skip
        self.keys[remark.identity] = line.key
        language = self._language(home or latest) if home or latest else ""
        return replace(line, page=page, found=found, language=language)

    def _line(
        self, kind: Kind, home: Home | None, author: str, at: str, *, text: str = "", suggestion: str = "",
        quote: Quote | None = None, answers: str = "", is_tracked: bool = True, is_done: bool = False,
    ) -> Line:  # fmt: skip
        anchor = f"{home.paragraph.anchor}.{home.wording.number}" if home else ""
        return Line(
            key=_key(kind, anchor, author, at, text, suggestion, answers),
            kind=kind,
            author=author[:LONGEST_NAME],
            at=_moment(at),
            home=home,
            page=None,
            found=home.found if home else Found.NOWHERE,
            language=self._language(home) if home else "",
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
    gone = [Mark(anchor, number) for anchor, number in copy.marks if anchor not in here]
    if moved or len(gone) > len(copy.marks) / 2:
        return []
    first = len(said.spots)
    return [Spot(first + n, mark, "") for n, mark in enumerate(gone)]


def _suggests(edit: Edit, spot: Spot) -> bool:
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


def _languages(pages: Iterable[int]) -> dict[int, str]:
    rows = Page.objects.filter(pk__in=set(pages)).annotate(told=language_of())
    return dict(rows.values_list("pk", "told"))
