"""What one comment or one change in a Word file becomes, before it is taken in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kokebok.lib.changes import difference

if TYPE_CHECKING:
    from kokebok.book.models import Page, Paragraph, Wording
    from kokebok.inputs.models import Kind
    from kokebok.lib.quotes import Quote
    from kokebok.review.models import PlaceFound
    from kokebok.review.word_places import Home

LONGEST_NAME = 120


@dataclass(frozen=True)
class WordLine:
    """What one comment or one change becomes. `why_not` says why it cannot be taken in, "" if it can.

    `key` tells the same thing said again; `answers` is the key of the comment that this one answers; `named` is the
    title, lead, heading, fact or source that a comment hangs on, where that is no paragraph of the book, and
    `is_of_page` says that what is said of it is said of the page.
    """

    key: str
    kind: Kind
    author: str
    at: datetime | None
    home: Home | None
    page: Page | None
    found: PlaceFound
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
    named: str = ""
    is_of_page: bool = False

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

    @property
    def text_with_place(self) -> str:
        """What is said, with what it is said of where nothing else tells."""
        return (
            f"«{self.named}»: {self.text}" if self.named and self.text and not self.is_of_page else self.text
        )

    def in_words(self, name: str) -> str:
        """All of it as one text, with who said it where that is another than `name`."""
        said = self.text_with_place
        if self.suggestion:
            said = _("Suggested wording: %(words)s") % {"words": self.suggestion}
        elif self.quote:
            said = f"«{self.quote.exact}»: {said}"
        return f"{self.author}: {said}" if self.author and self.author != name else said


def key_of(*parts: str) -> str:
    """What tells the same thing said again."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def moment_of(written: str) -> datetime | None:
    """The moment that is written in a file; None for what is none."""
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    if moment is None or not 1990 <= moment.year <= 2200:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
