"""The headings and labels we put on a page, in the page's language: by gettext, or by the cookbook's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from kokebok.lists.headings import INSTEAD
from kokebok.lists.queries import headings_in


@dataclass
class Spoken:
    """A language we have no words of our own in: the cookbook's words by our headings, and those that were lent."""

    words: Mapping[str, str]
    lent: set[str] = field(default_factory=set)


_spoken: ContextVar[Spoken | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[Spoken]:
    """Inside, `heading` and gettext speak this language, or lend words from another, and note which."""
    ours = language in dict(settings.LANGUAGES)
    spoken = Spoken({} if ours else headings_in(language))
    token = _spoken.set(None if ours else spoken)
    try:
        with translation.override(language if ours else INSTEAD):
            yield spoken
    finally:
        _spoken.reset(token)


def heading(message: str) -> str:
    """One of our headings or labels in the language that is spoken; outside of `speaking` as gettext says it."""
    spoken = _spoken.get()
    if spoken is None:
        return gettext(message)
    return spoken.words.get(message) or lent(gettext(message))


def lent(words: str) -> str:
    """The words, noted as lent: the language that is spoken has none for it."""
    spoken = _spoken.get()
    if spoken is not None:
        spoken.lent.add(words)
    return words
