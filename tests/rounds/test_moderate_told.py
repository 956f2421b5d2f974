"""Each thing a moderator does has its line in the journal, and is told to the wall and to the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.people.rules import Refused
from kokebok.rounds.actions import moderate
from kokebok.rounds.models import Event, Participant, Prompt, RoundInput, WallStanding
from tests.rounds.conftest import Send

if TYPE_CHECKING:
    from kokebok.people.models import Person

SHOWN, HIDDEN, QUEUED, BLOCKED = (
    WallStanding.SHOWN,
    WallStanding.HIDDEN,
    WallStanding.QUEUED,
    WallStanding.BLOCKED,
)


@pytest.fixture
def two(prompt: Prompt, send: Send) -> list[int]:
    """The keys of two inputs that wait, each from its own phone."""
    for sender in ("a", "b"):
        send(prompt, f"Sagt av {sender}.", sender=sender)
    return [row.pk for row in rows()]


def rows() -> list[RoundInput]:
    return list(RoundInput.objects.select_related("given", "prompt").order_by("pk"))


def phone_of(row: RoundInput) -> Participant:
    assert row.participant is not None
    return row.participant


def said_by(act: Callable[[], Any]) -> tuple[list[str], list[tuple[str, dict[str, Any]]]]:
    """The lines of an act about what is sent in the round, and what it tells the wall and the queue."""
    lines = Entry.objects.filter(act__regex="^(roundinput|participant)").order_by("pk")
    events = Event.objects.filter(topic__in=moderate.BOTH).order_by("pk")
    before = (lines.count(), events.count())
    act()
    told = [(one.topic, one.what) for one in events[before[1] :]]
    return [one.act for one in lines[before[0] :]], told


def stand() -> list[str]:
    return [row.standing for row in rows()]


def test_what_is_shown_taken_off_put_back_and_kept_off_is_told(two: list[int], vera: Person) -> None:
    one = two[0]
    on, off = ("wall", {"new": [one]}), ("wall", {"gone": [one]})
    moved = ("queue", {"moved": [one]})
    for act, line, told, standing in (
        (lambda: moderate.show(rows()[:1], by=vera), "roundinput.shown", on, SHOWN),
        (lambda: moderate.take_off(rows()[0], by=vera), "roundinput.taken_off", off, HIDDEN),
        (lambda: moderate.put_back(rows()[0], by=vera), "roundinput.shown", on, SHOWN),
        (lambda: moderate.hide(rows()[:1], by=vera), "roundinput.hidden", off, HIDDEN),
    ):
        assert said_by(act) == ([line], [told, moved])
        assert stand() == [standing, QUEUED]
        assert rows()[0].decided_at is not None


def test_what_is_put_together_and_taken_apart_is_told(two: list[int], vera: Person) -> None:
    first, other = two
    gone = {"together": first, "gone": [other]}
    moderate.show(rows(), by=vera)
    assert said_by(lambda: moderate.put_together(rows()[0], rows(), by=vera)) == (
        ["roundinput.put_together"],
        [("wall", gone), ("queue", gone)],
    )
    assert [row.same_as_id for row in rows()] == [None, first]
    assert said_by(lambda: moderate.take_apart(rows()[1], by=vera)) == (
        ["roundinput.taken_apart"],
        [("wall", {"new": [other]}), ("queue", {"moved": [other]})],
    )
    assert [row.same_as_id for row in rows()] == [None, None]


def test_a_device_that_is_blocked_and_let_in_again_is_told_and_no_other_is_touched(
    two: list[int], vera: Person
) -> None:
    one = two[0]
    phone = phone_of(rows()[0])
    assert said_by(lambda: moderate.block(phone, by=vera)) == (
        ["participant.blocked"],
        [("wall", {"gone": [one]}), ("queue", {"gone": [one]})],
    )
    assert stand() == [BLOCKED, QUEUED]
    assert said_by(lambda: moderate.unblock(phone, by=vera)) == (
        ["participant.unblocked"],
        [("queue", {"new": [one]})],
    )
    assert stand() == [QUEUED, QUEUED]


def test_what_is_done_already_is_told_to_the_second_and_done_once(two: list[int], vera: Person) -> None:
    phone = phone_of(rows()[0])
    moderate.show(rows()[1:], by=vera)
    for act in (
        lambda: moderate.unblock(phone, by=vera),
        lambda: moderate.take_apart(rows()[1], by=vera),
        lambda: moderate.take_off(rows()[0], by=vera),
        lambda: moderate.show_with(rows()[1:], rows()[0], by=vera),
        lambda: moderate.show(rows()[1:], by=vera),
    ):
        with pytest.raises(TooLate):
            act()
    moderate.block(phone, by=vera)
    with pytest.raises(TooLate):
        moderate.block(phone, by=vera)
    assert stand() == [BLOCKED, SHOWN]


def test_what_is_one_with_another_takes_no_others_with_it(two: list[int], vera: Person, send: Send) -> None:
    send(rows()[0].prompt, "Sagt av c.", sender="c")
    moderate.show(rows()[:2], by=vera)
    moderate.put_together(rows()[0], rows()[1:2], by=vera)
    with pytest.raises(TooLate):
        moderate.show_with(rows()[2:], rows()[1], by=vera)
    assert stand() == [SHOWN, SHOWN, QUEUED]


def test_answers_to_two_prompts_are_never_one(two: list[int], vera: Person, send: Send) -> None:
    here = rows()[0].prompt
    other = Prompt.objects.create(round=here.round, order=2, title="Og nå?")
    send(other, "Til noe annet.", sender="c")
    with pytest.raises(Refused):
        moderate.show_as_one(rows(), by=vera)
    assert (stand(), [row.same_as_id for row in rows()]) == ([QUEUED] * 3, [None] * 3)
