"""What is withdrawn, refused, removed or taken off the wall is on no screen of the round, also not on an open one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.inputs.actions import change
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.rounds.actions.moderate import (
    block,
    hide,
    put_back,
    put_together,
    show,
    show_with,
    take_off,
    unblock,
)
from kokebok.rounds.findings import found_in
from kokebok.rounds.live.snapshots import queue_now, results_now, wall_now
from kokebok.rounds.models import Event, Finding, Prompt, PromptKind, Round, RoundInput, Topic, WallStanding
from kokebok.rounds.queries import counts_of, taken_away
from kokebok.rounds.showing import state_of
from kokebok.themes.models import Work
from tests.rounds.conftest import Send, ask

if TYPE_CHECKING:
    from kokebok.people.models import Person

SAID = "Ring Kari Nordmann."
Take = Callable[[Input, "Person"], Any]


def grounds() -> Grounds:
    return Grounds(Reason.objects.in_use().first())


WAYS: dict[str, Take] = {
    "withdrawn": lambda given, _by: change.withdraw(given),
    "refused": lambda given, by: refuse(given, grounds=grounds(), by=by),
    "removed": lambda given, by: redact(given, words=["Kari Nordmann"], grounds=grounds(), by=by),
    "off_the_wall": lambda given, by: take_off(row_of(given), by=by),
}


def row_of(given: Input) -> RoundInput:
    return RoundInput.objects.select_related("given", "prompt").get(given=given)


def shown_rows() -> list[RoundInput]:
    return list(RoundInput.objects.select_related("given", "prompt").order_by("pk"))


@pytest.fixture
def on_wall(prompt: Prompt, send: Send, vera: Person) -> Input:
    """An input on the wall, as an input to choose, and with another in a group."""
    send(prompt, SAID, sender="a")
    send(prompt, "Ring oss i tide.", sender="b")
    show(shown_rows(), by=vera)
    Round.objects.filter(pk=prompt.round_id).update(wall="inputs")
    first, second = shown_rows()
    found = {"groups": [{"words": ["nordmann", "ring"], "members": [first.pk, second.pk]}], "alone": []}
    Finding.objects.create(prompt=prompt, state=Work.DONE, found=found, counted=2)
    return Input.objects.get(text=SAID)


def everything_a_screen_gets(prompt: Prompt) -> str:
    """All that a wall and the phones of the round can ask for, and all that has been put in their streams."""
    round_ = Round.objects.select_related("prompt__paragraph").get(pk=prompt.round_id)
    visitor = Client()
    pages = []
    for wall in ("inputs", "result", "groups"):
        Round.objects.filter(pk=round_.pk).update(wall=wall)
        pages.append(visitor.get(f"/r/{round_.code}/vegg/").content.decode())
    pages += [visitor.get(f"/r/{round_.code}/").content.decode()]
    events = list(Event.objects.values_list("what", flat=True))
    found = [found_in([prompt])[prompt.pk].groups]
    return str([pages, events, found, wall_now(round_.pk, 0), results_now(round_.pk), state_of(round_)])


@pytest.mark.parametrize("way", WAYS)
def test_what_is_taken_away_is_on_no_screen_and_in_no_stream(
    way: str, on_wall: Input, prompt: Prompt, berit: Person
) -> None:
    assert SAID in everything_a_screen_gets(prompt)
    WAYS[way](on_wall, berit)
    before = everything_a_screen_gets(prompt)
    ask(prompt, PromptKind.PRIORITISE, choose_from=prompt)
    said = (before + everything_a_screen_gets(prompt)).casefold()
    assert ("nordmann" in said, "ring oss i tide." in said) == (False, True)


@pytest.mark.parametrize("way", WAYS)
def test_open_screens_are_told_of_what_is_taken_away(
    way: str,
    on_wall: Input,
    prompt: Prompt,
    berit: Person,
    django_capture_on_commit_callbacks: Any,
) -> None:
    choosing = ask(prompt, PromptKind.PRIORITISE, choose_from=prompt)
    version = Round.objects.get(pk=choosing.round_id).version
    Event.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        WAYS[way](on_wall, berit)
    assert sorted(Event.objects.values_list("topic", flat=True)) == [Topic.QUEUE, Topic.ROUND, Topic.WALL]
    assert Round.objects.get(pk=choosing.round_id).version == version + 1


def test_no_words_are_ever_in_an_event(on_wall: Input, prompt: Prompt, send: Send) -> None:
    send(prompt, "Et ord som ventet.", sender="c", name="Ola", may_be_named=True)
    said = str(list(Event.objects.values_list("what", flat=True)))
    assert [word for word in ("Kari", "Ring", "ventet", "Ola") if word in said] == []


def test_taking_off_leaves_the_input_public_says_who_did_it_and_can_be_undone(
    on_wall: Input, prompt: Prompt, vera: Person
) -> None:
    take_off(row_of(on_wall), by=vera)
    assert Input.objects.get(pk=on_wall.pk).state == State.OPEN
    assert Entry.objects.filter(act="roundinput.taken_off").values_list("by", flat=True).get() == vera.pk
    with pytest.raises(TooLate):
        take_off(row_of(on_wall), by=vera)
    put_back(row_of(on_wall), by=vera)
    assert SAID in str(wall_now(prompt.round_id, 0))
    with pytest.raises(TooLate):
        put_back(row_of(on_wall), by=vera)


def test_those_shown_as_one_leave_and_come_back_as_one(prompt: Prompt, send: Send, vera: Person) -> None:
    for n in range(3):
        send(prompt, f"Ring oss {n}.", sender=str(n))
    show(shown_rows(), by=vera)
    first, *others = shown_rows()
    put_together(first, others, by=vera)
    assert len(take_off(row_of(first.given), by=vera)) == 3
    assert (wall_now(prompt.round_id, 0)["count"], counts_of(prompt.round_id)["shown"]) == (0, 0)
    put_back(row_of(first.given), by=vera)
    assert [(one["text"], one["alike"]) for one in wall_now(prompt.round_id, 0)["shown"]] == [
        ("Ring oss 0.", 2)
    ]


def test_when_the_first_of_several_is_withdrawn_another_stands_for_the_rest(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    for n in range(3):
        send(prompt, f"Ring oss {n}.", sender=str(n))
    show(shown_rows(), by=vera)
    first, *others = shown_rows()
    put_together(first, others, by=vera)
    Input.objects.filter(pk=first.given_id).update(read_at=None)
    change.withdraw(Input.objects.get(pk=first.given_id))
    assert [(one["text"], one["alike"]) for one in wall_now(prompt.round_id, 0)["shown"]] == [
        ("Ring oss 1.", 1)
    ]


def together(prompt: Prompt, send: Send, by: Person, *senders: str) -> list[RoundInput]:
    """One input from each sender, on the wall as one."""
    for number, sender in enumerate(senders):
        send(prompt, f"Ring oss {number}.", sender=sender)
    show(shown_rows(), by=by)
    first, *others = shown_rows()
    put_together(first, others, by=by)
    return shown_rows()


def on_screens(prompt: Prompt) -> dict[str, list[tuple[str, int]]]:
    """What is on the wall, and what has been taken off it, each with how many more say the same."""
    shown = [(one["text"], one["alike"]) for one in wall_now(prompt.round_id, 0)["shown"]]
    away = [(one.seen.text, one.alike) for one in taken_away(Round.objects.get(pk=prompt.round_id))]
    return {"wall": shown, "away": away}


@pytest.mark.parametrize("senders", ["abc", "aabc", "abac", "cbaa"])
def test_a_device_that_is_blocked_takes_nothing_of_what_others_sent_with_it(
    senders: str, prompt: Prompt, send: Send, vera: Person
) -> None:
    rows = together(prompt, send, vera, *senders)
    theirs = [row.given.text for row, sender in zip(rows, senders, strict=True) if sender != "a"]
    device = next(row.participant for row, sender in zip(rows, senders, strict=True) if sender == "a")
    assert device is not None
    block(device, by=vera)
    assert on_screens(prompt) == {"wall": [(theirs[0], 1)], "away": []}
    unblock(device, by=vera)
    back = queue_now(prompt.round_id, 0, vera)["waiting"]
    assert [one["text"] for one in back] == [row.given.text for row in rows if row.given.text not in theirs]


def test_of_those_taken_off_together_the_rest_can_be_put_back_when_the_first_is_withdrawn(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    first, second, *_rest = together(prompt, send, vera, *"abc")
    take_off(row_of(first.given), by=vera)
    Input.objects.filter(pk=first.given_id).update(read_at=None)
    change.withdraw(Input.objects.get(pk=first.given_id))
    assert on_screens(prompt) == {"wall": [], "away": [("Ring oss 1.", 1)]}
    put_back(row_of(second.given), by=vera)
    assert on_screens(prompt) == {"wall": [("Ring oss 1.", 1)], "away": []}


def test_one_nobody_could_read_when_the_others_were_put_back_is_in_the_list_when_it_is_let_out(
    prompt: Prompt, send: Send, vera: Person, berit: Person
) -> None:
    first, second, *_rest = together(prompt, send, vera, *"abc")
    take_off(row_of(first.given), by=vera)
    WAYS["refused"](second.given, berit)
    put_back(row_of(first.given), by=vera)
    approve(Input.objects.get(pk=second.given_id), by=berit)
    assert on_screens(prompt) == {"wall": [("Ring oss 0.", 1)], "away": [("Ring oss 1.", 0)]}


def test_the_first_of_several_that_is_kept_off_the_wall_leaves_the_others_there(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    first, _second, third = together(prompt, send, vera, *"abc")
    hide([row_of(first.given)], by=vera)
    assert on_screens(prompt) == {"wall": [("Ring oss 1.", 1)], "away": [("Ring oss 0.", 0)]}
    send(prompt, "Ring oss 3.", sender="d")
    with pytest.raises(TooLate):
        show_with([shown_rows()[3]], row_of(third.given), by=vera)
    hide([row_of(third.given)], by=vera)
    assert on_screens(prompt)["away"] == [("Ring oss 2.", 0), ("Ring oss 0.", 0)]


def test_what_is_withdrawn_while_it_waits_leaves_the_queue_and_cannot_be_shown(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, SAID)
    waits = row_of(Input.objects.get())
    change.withdraw(Input.objects.get())
    assert queue_now(prompt.round_id, 0, vera)["waiting"] == []
    assert counts_of(prompt.round_id)["queued"] == 0
    with pytest.raises(TooLate):
        show([row_of(Input.objects.get())], by=vera)
    with pytest.raises(TooLate):
        show([waits], by=vera)
    assert RoundInput.objects.get().standing == WallStanding.QUEUED


def test_the_host_and_the_moderator_have_the_button_and_the_undo(
    on_wall: Input, prompt: Prompt, vera: Person
) -> None:
    host = Client()
    host.force_login(vera)
    for page in ("ko", "styr"):
        address = f"/redaksjon/runder/{prompt.round_id}/{page}/"
        row = row_of(on_wall)
        assert 'value="take_off"' in host.get(address).content.decode()
        host.post(address, {"act": "take_off", "row": row.pk})
        assert row_of(on_wall).standing == WallStanding.HIDDEN
        assert 'value="put_back"' in host.get(address).content.decode()
        host.post(address, {"act": "put_back", "row": row.pk})
        assert row_of(on_wall).standing == WallStanding.SHOWN


def test_a_name_that_may_not_be_shown_is_for_the_editors_alone_also_in_the_queue(
    prompt: Prompt, send: Send, vera: Person, berit: Person
) -> None:
    send(prompt, "Ring oss.", name="Kari Skjult", on_behalf_of="Skjult kommune")
    send(prompt, "Skriv til oss.", sender="b", name="Åpne Ola", may_be_named=True)
    address = f"/redaksjon/runder/{prompt.round_id}/ko/"
    seen = {}
    for person in (vera, berit):
        desk = Client()
        desk.force_login(person)
        said = desk.get(address).content.decode() + str(queue_now(prompt.round_id, 0, person))
        seen[person] = ("Kari Skjult" in said, "Skjult kommune" in said, "Åpne Ola" in said)
    assert seen == {vera: (False, False, True), berit: (True, True, True)}


def test_what_was_refused_and_let_out_again_is_back_on_the_wall(
    on_wall: Input, prompt: Prompt, berit: Person
) -> None:
    WAYS["refused"](on_wall, berit)
    approve(Input.objects.get(pk=on_wall.pk), by=berit)
    assert SAID in str(wall_now(prompt.round_id, 0))
