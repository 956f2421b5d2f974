"""What those who work here are told of in letters. Any app may have sources of it, named in the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokebok.people.models import Person

REMIND_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Item:
    """One line of a digest: words in the language of now, and the path of what to open."""

    words: str
    path: str


@dataclass(frozen=True)
class Deadline:
    """Something that must be done before a moment, and who is to be reminded of it `before` then.

    `kind` and `about` name it, as in "call.closes" and "calls.call:3"; moved to another moment it is a new one.
    `words` says what must be done, in the language of now.
    """

    kind: str
    about: str
    due_at: datetime
    words: str
    path: str
    people: tuple[Person, ...] = field(default=())
    before: timedelta = REMIND_BEFORE
