"""What somebody has sent and what is kept of them, to see, to take along and to erase. Any app may have some of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.web.stored import StoredFile


@dataclass(frozen=True)
class Whose:
    """Somebody who has shown who they are: by a link to their address, in small letters, or by one receipt.

    `inputs` are the numbers of what they have sent. With a receipt alone there is no address: who holds the code of one
    input has not shown that anything else is theirs.
    """

    inputs: tuple[int, ...]
    email: str = ""


@dataclass(frozen=True)
class OwnFact:
    """One thing that is kept: the same key in every language, what it is called, and what it says."""

    key: str
    label: str
    says: str


@dataclass(frozen=True)
class OwnThing:
    """One thing somebody has sent, or that is kept of them. `sort` is the same in every language."""

    sort: str
    title: str
    facts: tuple[OwnFact, ...]
    path: str = ""
    at: datetime | None = None
    files: tuple[tuple[str, StoredFile], ...] = ()


def facts(*each: tuple[str, object, object]) -> tuple[OwnFact, ...]:
    """Those of these that say something, as (key, label, what it says)."""
    return tuple(OwnFact(key, str(label), str(says)) for key, label, says in each if says not in (None, ""))


def own_things(whose: Whose) -> list[OwnThing]:
    """All that is theirs: as settings.OWN_THINGS says, in that order."""
    found: list[OwnThing] = []
    for name in settings.OWN_THINGS:
        found += import_string(name)(whose)
    return found
