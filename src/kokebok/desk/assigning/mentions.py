"""Names in a note: “@Randi Redaktør”, or “@Randi” where there is one Randi."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.people.models import Person

AT = re.compile(r"(?<![\w.@])@(?=\w)")  # not the one in an address
WORD = re.compile(r"[\w-]+(?: [A-ZÆØÅ][\w-]*)?")


def handles(people: Sequence[Person]) -> dict[str, Person]:
    """What to write after @ for each person: the name; with the address where two have the same name."""
    names = Counter(person.name.casefold() for person in people)
    return {
        person.name if names[person.name.casefold()] == 1 else f"{person.name} ({person.email})": person
        for person in people
    }


def mentioned_in(text: str, people: Sequence[Person]) -> list[Person]:
    """The people a note mentions, in the order of the note, each once."""
    found = [_at(text[match.end() :], _ways(people)) for match in AT.finditer(text)]
    return list(dict.fromkeys(person for person in found if person is not None))


def unknown_in(text: str, people: Sequence[Person]) -> list[str]:
    """The names after @ in a note that are nobody's, as they are written."""
    rests = [text[match.end() :] for match in AT.finditer(text)]
    return [match[0] for rest in rests if _at(rest, _ways(people)) is None and (match := WORD.match(rest))]


def _ways(people: Sequence[Person]) -> dict[str, Person]:
    """All ways to write each person, the longest first; a first name only where one person has it."""
    ways = {handle.casefold(): person for handle, person in handles(people).items()}
    first = Counter(person.get_short_name().casefold() for person in people)
    for person in people:
        short = person.get_short_name().casefold()
        if first[short] == 1:
            ways.setdefault(short, person)
    return dict(sorted(ways.items(), key=lambda way: -len(way[0])))


def _at(rest: str, ways: dict[str, Person]) -> Person | None:
    low = rest.casefold()
    for way, person in ways.items():
        if low.startswith(way) and not low[len(way) : len(way) + 1].isalnum():
            return person
    return None
