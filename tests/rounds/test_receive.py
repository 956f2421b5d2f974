"""What phones send becomes ordinary input, once, whatever the net does."""

from __future__ import annotations

import json
import threading
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from kokebok.inputs.models import Door, Input, State
from kokebok.journal.queries import acts_on
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.rounds.actions.lead import close_round, control_flood, open_round
from kokebok.rounds.actions.moderate import block, unblock
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.actions.sweep import sweep_events
from kokebok.rounds.live.hub import _load as known
from kokebok.rounds.live.messages import message_in
from kokebok.rounds.models import (
    Event,
    Participant,
    Prompt,
    PromptKind,
    Round,
    RoundInput,
    Statement,
    Visibility,
    Vote,
    WallStanding,
)
from kokebok.rounds.results import results_of
from tests.rounds.conftest import Send, ask

if TYPE_CHECKING:
    from kokebok.people.models import Person


def test_what_a_phone_sends_is_an_ordinary_input_that_waits_for_a_moderator(
    prompt: Prompt, send: Send
) -> None:
    told = send(prompt, "  Fortell hvem man ringer.  ", name="Ola", may_be_named=True)
    given = Input.objects.get()
    assert (told.status, told.code) == ("received", given.code)
    assert (given.text, given.name, given.door, given.state) == (
        "Fortell hvem man ringer.",
        "Ola",
        Door.ROUND,
        State.WAITING,
    )
    row = RoundInput.objects.get(given=given)
    assert (row.prompt, row.standing, row.is_late) == (prompt, WallStanding.QUEUED, False)
    assert acts_on(given) == ["input.sent"]


def test_where_inputs_are_direct_they_are_public_and_on_the_wall_at_once(prompt: Prompt, send: Send) -> None:
    direct = ask(prompt, PromptKind.OPEN)
    send(direct, "Fortell hvem man ringer.")
    given = Input.objects.get()
    assert (given.state, RoundInput.objects.get().standing) == (State.OPEN, WallStanding.SHOWN)
    topics = list(Event.objects.exclude(topic="round").values_list("topic", flat=True))
    assert sorted(topics) == ["queue", "wall"]


def test_a_second_send_of_the_same_words_from_a_phone_makes_nothing_new(prompt: Prompt, send: Send) -> None:
    ticket = uuid.uuid4()
    first = send(prompt, "Ring kommunen.", ticket=ticket)
    again = send(prompt, "Ring kommunen.", ticket=ticket)
    assert (first.status, again.status) == ("received", "already")
    assert again.code == first.code
    assert Input.objects.count() == RoundInput.objects.count() == 1


def test_the_same_message_twice_in_one_commit_is_one_input(prompt: Prompt) -> None:
    message = Message(round_id=prompt.round_id, sender="a", prompt_id=prompt.pk, text="Ring oss.")
    assert [told.status for told in receive([message, message])] == ["received", "already"]
    assert Input.objects.count() == 1


def test_two_servers_that_get_the_same_message_at_once_make_one_input(
    committed: None, django_db_blocker: object
) -> None:
    from kokebok.people.models import RoleName
    from kokebok.rounds.actions.lead import go_to
    from tests.world import make_cookbook, make_person

    make_cookbook()
    begin_with_starter_list(by=None)
    vera = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    round_ = Round.objects.create(title="Innspill", host=vera)
    prompt = Prompt.objects.create(round=round_, order=1, title="Hva mangler?")
    go_to(open_round(round_, by=vera), prompt, by=vera)
    messages = [
        Message(round_id=round_.pk, sender=f"telefon {n}", prompt_id=prompt.pk, text=f"Nummer {n}")
        for n in range(20)
    ]
    told: list[list[str]] = []

    def receive_all() -> None:
        told.append([one.status for one in receive(messages)])
        connection.close()

    servers = [threading.Thread(target=receive_all) for _n in range(2)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert sorted(told) == [["already"] * 20, ["received"] * 20]
    assert Input.objects.count() == 20


def test_what_is_written_before_the_round_ended_is_taken_after_it_and_marked_as_late(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    written = timezone.now()
    close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    assert send(prompt, "Skrevet i tide.", written_at=written).status == "received"
    assert RoundInput.objects.get().is_late
    after = send(prompt, "Skrevet etterpå.", written_at=timezone.now())
    assert (after.status, after.why) == (
        "refused",
        "Runden er over. Du kan fortsatt gi innspill på sidene her.",
    )


def test_a_day_after_the_round_nothing_more_is_taken(prompt: Prompt, send: Send, vera: Person) -> None:
    written = timezone.now() - timedelta(days=3)
    round_ = close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(days=2))
    assert send(prompt, "For sent.", written_at=written).status == "refused"
    assert Input.objects.count() == 0


def test_while_the_host_has_stopped_inputs_phones_are_asked_to_keep_theirs(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    round_ = control_flood(Round.objects.get(pk=prompt.round_id), by=vera, paused=True)
    ticket = uuid.uuid4()
    assert send(prompt, "Ring oss.", ticket=ticket).status == "later"
    control_flood(round_, by=vera, paused=False)
    assert send(prompt, "Ring oss.", ticket=ticket).status == "received"


def test_nobody_new_comes_in_when_the_door_is_closed_and_those_inside_go_on(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, "Jeg er her.", sender="gammel")
    control_flood(Round.objects.get(pk=prompt.round_id), by=vera, joining=False)
    assert send(prompt, "Slipp meg inn.", sender="ny").status == "refused"
    assert send(prompt, "Jeg er her fremdeles.", sender="gammel").status == "received"
    assert Participant.objects.count() == 1


def test_a_blocked_device_is_told_nothing_and_its_inputs_are_kept_off_the_screens(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    direct = ask(prompt, PromptKind.OPEN)
    send(direct, "Kjøp billig.", sender="plage")
    device = Participant.objects.get()
    assert block(device, by=vera) == 1
    before = Event.objects.count()
    assert send(direct, "Kjøp mer.", sender="plage").status == "received"
    assert Event.objects.count() == before
    assert list(RoundInput.objects.values_list("standing", flat=True)) == [WallStanding.BLOCKED] * 2
    device.refresh_from_db()
    unblock(device, by=vera)
    assert list(RoundInput.objects.values_list("standing", flat=True)) == [WallStanding.QUEUED] * 2


def test_a_listed_word_sends_an_input_to_the_queue_also_where_inputs_are_direct(
    prompt: Prompt, send: Send
) -> None:
    Round.objects.filter(pk=prompt.round_id).update(words="dust\nhelt håpløs")
    direct = ask(prompt, PromptKind.OPEN)
    for text in ("En DUST sier dette.", "Industrien er med.", "Dette er helt håpløs!"):
        send(direct, text)
    rows = RoundInput.objects.order_by("pk").values_list("standing", "held_for")
    assert list(rows) == [("queued", "dust"), ("shown", ""), ("queued", "helt håpløs")]


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_nothing_and_too_much_are_refused_in_words(prompt: Prompt, send: Send, text: str) -> None:
    told = send(prompt, text)
    assert (told.status, bool(told.why)) == ("refused", True)
    assert Input.objects.count() == 0


def test_a_stance_is_counted_once_a_person_and_the_last_one_holds(prompt: Prompt, send: Send) -> None:
    asked = ask(prompt, PromptKind.STANCE)
    statement = Statement.objects.create(prompt=asked, order=1, text="Kommunen bør svare innen en uke.")
    about = f"s{statement.pk}"
    for sender, value in (("a", 1), ("b", -1), ("b", 1), ("c", 0), ("d", 7)):
        send(asked, votes=((about, value),), sender=sender)
    assert results_of(asked) == {
        "prompt": asked.pk,
        "kind": "stance",
        "title": "Og nå?",
        "people": 3,
        "rows": [{"label": statement.text, "agree": 2, "disagree": 0, "pass": 1}],
    }


def test_a_new_choice_takes_the_place_of_the_one_before_and_has_a_limit(prompt: Prompt, send: Send) -> None:
    first = ask(prompt, PromptKind.OPEN)
    for text in ("Ring", "Skriv", "Møt opp"):
        send(first, text)
    keys = [f"i{row.pk}" for row in RoundInput.objects.order_by("pk")]
    asked = ask(prompt, PromptKind.PRIORITISE, choose_from=first, most_choices=2)
    send(asked, votes=((keys[0], 1), (keys[1], 1)), sender="a")
    send(asked, votes=((keys[1], 1), (keys[2], 1)), sender="a")
    too_many = send(asked, votes=tuple((key, 1) for key in keys), sender="b")
    assert (too_many.status, too_many.why) == ("refused", "Velg inntil 2.")
    rows = results_of(asked)["rows"]
    assert [(row["label"], row["count"]) for row in rows] == [("Skriv", 1), ("Møt opp", 1), ("Ring", 0)]


def test_a_vote_about_something_the_prompt_does_not_have_is_left_out(prompt: Prompt, send: Send) -> None:
    asked = ask(prompt, PromptKind.SCALE, scale_steps=5)
    told = [
        send(asked, votes=((about, value),), sender=f"{about}{value}").status
        for about, value in (("", 3), ("", 9), ("s1", 1))
    ]
    assert told == ["received", "refused", "refused"]
    assert list(Vote.objects.values_list("about", "value")) == [("", 3)]


def test_an_input_on_a_paragraph_hangs_on_its_wording_of_now(
    prompt: Prompt, send: Send, recipe: object
) -> None:
    from tests.world import paragraph_saying

    paragraph = paragraph_saying("Spør dem det gjelder.")
    asked = ask(prompt, PromptKind.PARAGRAPH, paragraph=paragraph, visibility=Visibility.MODERATED)
    send(asked, "Hvem er det?")
    given = Input.objects.get()
    assert (given.paragraph, given.wording) == (paragraph, paragraph.wordings.get())


def test_many_inputs_take_as_many_queries_as_one(prompt: Prompt, django_assert_num_queries: object) -> None:
    from django.test.utils import CaptureQueriesContext

    def queries(count: int) -> int:
        messages = [
            Message(
                round_id=prompt.round_id, sender=f"{count}.{n}", prompt_id=prompt.pk, text=f"Innspill {n}"
            )
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as caught:
            receive(messages)
        return len(caught)

    assert queries(1) == queries(30)


def test_the_language_of_an_input_is_told_by_its_words_and_not_by_the_round(
    prompt: Prompt, send: Send
) -> None:
    for text in (
        "Jeg vet ikke hvem man skal ringe.",
        "Eg veit ikkje kven ein skal ringje.",
        "Who do I call?",
        "Takk!",
    ):
        send(prompt, text)
    assert list(Input.objects.order_by("pk").values_list("language", flat=True)) == ["nb", "nn", "", ""]


def test_what_was_written_in_time_on_a_phone_whose_clock_is_an_hour_ahead_is_taken(
    prompt: Prompt, vera: Person
) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    said = {
        "ticket": str(uuid.uuid4()),
        "prompt": prompt.pk,
        "text": "I tide.",
        "written": ahead.timestamp(),
        "age": 30,
    }
    round_ = close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(seconds=5))
    found = known(round_.code)
    assert found is not None
    message, _between = message_in(json.dumps(said).encode(), found, "telefon")
    Participant.objects.create(round=round_, sender="telefon", joined_at=timezone.now())
    assert receive([message])[0].status == "received"


def test_the_events_of_a_round_are_swept_when_it_takes_nothing_more_and_the_inputs_stay(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, "Ring oss.")
    round_ = close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    assert sweep_events() == 0
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(days=2))
    there = Event.objects.count()
    assert (sweep_events(), Event.objects.count(), RoundInput.objects.count()) == (there, 0, 1)
