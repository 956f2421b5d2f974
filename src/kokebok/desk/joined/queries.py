"""All open suggestions to one paragraph on one card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from kokebok.book.models import Paragraph, Wording
from kokebok.book.queries import wording_now
from kokebok.desk.rules import may
from kokebok.desk.showing import InputShown, Parts, parts, shown
from kokebok.inputs.kinds import SUGGESTING
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.lib.bounded import number_in
from kokebok.lib.changes import Conflict, Joined, Unchanged, carried, join

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Suggestion:
    """A suggestion as it fits the text now. `words` is None where it was written for an earlier wording and collides.

    `letter` is A, B, C … in the order they came; `earlier` is the wording it was written for when that is another.
    """

    given: Input
    letter: str
    card: InputShown
    difference: Parts
    words: str | None
    earlier: str
    supports: int


@dataclass(frozen=True)
class Segment:
    """A stretch of the joined text. For a conflict, `choices` are the ways out with those who want them."""

    text: str
    by: str = ""
    number: int | None = None
    choices: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class JoinedCard:
    """The paragraph, its open suggestions, and what they come to joined."""

    paragraph: Paragraph
    now: Wording
    suggestions: list[Suggestion]
    joined: Joined
    segments: list[Segment]


def card_for(person: Person, anchor: str) -> JoinedCard:
    """The card of a paragraph in the text, for somebody who may answer; Http404 for others and for absent."""
    paragraph = get_object_or_404(Paragraph.objects.standing().select_related("page"), anchor=anchor)
    if not may(person, "desk.answer"):
        raise Http404
    now = wording_now(paragraph)
    suggestions = _suggestions(paragraph, now, person)
    fitting = [one for one in suggestions if one.words is not None]
    joined = join(now.text, [one.words or "" for one in fitting])
    return JoinedCard(paragraph, now, suggestions, joined, _segments(joined, [one.letter for one in fitting]))


def _suggestions(paragraph: Paragraph, now: Wording, person: Person) -> list[Suggestion]:
    given = (
        Input.objects.filter(paragraph=paragraph, kind__in=SUGGESTING, state__in=UNSETTLED)
        .select_related("wording", "paragraph")
        .prefetch_related("supports")
        .oldest_first()
    )
    return [
        _suggestion(one, chr(ord("A") + n % 26) * (1 + n // 26), now, person) for n, one in enumerate(given)
    ]


def _suggestion(given: Input, letter: str, now: Wording, person: Person) -> Suggestion:
    written_for = given.wording.text if given.wording else now.text
    is_earlier = written_for != now.text
    words = (
        carried(given.suggestion, written_for=written_for, now=now.text) if is_earlier else given.suggestion
    )
    return Suggestion(
        given=given,
        letter=letter,
        card=shown(given, person, with_suggestion=False),
        difference=parts(written_for, given.suggestion) if words is None else parts(now.text, words),
        words=words,
        earlier=written_for if is_earlier else "",
        supports=len(given.supports.all()),
    )


def _segments(joined: Joined, letters: list[str]) -> list[Segment]:
    """The joined text in stretches; a conflict shows the text as it is until a choice is made."""
    segments: list[Segment] = []
    for segment in joined.segments:
        if isinstance(segment, Unchanged):
            segments.append(Segment(segment.text))
        elif isinstance(segment, Conflict):
            ways = [(n, _names(way.by, letters), way.words) for n, way in enumerate(segment.choices)]
            number = sum(one.number is not None for one in segments)
            segments.append(Segment(segment.base, number=number, choices=tuple(ways)))
        else:
            segments.append(Segment(segment.after, by=_names(segment.by, letters)))
    return segments


def _names(by: tuple[int, ...], letters: list[str]) -> str:
    return " + ".join(letters[number] for number in by)


def choices_in(data: Any, joined: Joined) -> dict[int, int]:
    """The choices in a form or an address: the number of the choice by the number of the conflict."""
    chosen = {}
    for number, conflict in enumerate(joined.conflicts):
        choice = number_in(data.get(f"choice-{number}", ""), most=len(conflict.choices) - 1)
        if choice is not None:
            chosen[number] = choice
    return chosen
