"""What the sender says to a reader: in the reader's language where it is said there, else in the book's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.book.models.senders import Sender, SenderWords, sender_of

if TYPE_CHECKING:
    from datetime import date

    from kokebok.book.models import Cookbook


@dataclass(frozen=True)
class Worded:
    """Words, and the language they are in; nothing where nothing is said."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class SenderShown:
    """The sender as a reader meets it. A name and a picture have no language."""

    name: str
    title: Worded
    portrait: str
    portrait_alt: Worded
    foreword: Worded
    signal: Worded
    promised: Worded
    next_on: date | None
    next_what: Worded


def sender_shown(cookbook: Cookbook, language: str) -> SenderShown:
    """The sender to a reader of this language, each of its words in that language or in the book's."""
    sender = sender_of(cookbook)
    own = sender_words(sender, language) if language != cookbook.language else None

    def worded(name: str) -> Worded:
        said = getattr(own, name) if own else ""
        return Worded(said, language) if said else Worded(getattr(sender, name), cookbook.language)

    return SenderShown(
        name=sender.foreword_name,
        title=worded("foreword_title"),
        portrait=sender.portrait,
        portrait_alt=worded("portrait_alt"),
        foreword=worded("foreword"),
        signal=worded("signal"),
        promised=worded("promised"),
        next_on=sender.next_on,
        next_what=worded("next_what"),
    )


def sender_words(sender: Sender, language: str) -> SenderWords | None:
    """What a sender says in a language beside the book's own; None where nothing is said in it."""
    return SenderWords.objects.filter(sender=sender, language=language).first()
