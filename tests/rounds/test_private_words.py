"""Whoever takes part in a round is asked about what looks private before it is sent, and may send it as it is."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from kokebok.inputs.models import Input
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.rounds.live.limits import BURST
from kokebok.rounds.models import Prompt
from tests.rounds.conftest import Send
from tests.rounds.live import Server, make_round, on_a_server

NUMBER = "15108695088"
SAID = f"Mor har nummer {NUMBER}."
TOLD = f"et fødselsnummer <b>{NUMBER}</b>"


def page_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_phone_is_asked_and_what_it_sends_as_it_is_is_received_with_the_same_ticket(
    committed: None,
) -> None:
    round_, prompt, _vera = make_round()
    message = {"ticket": str(uuid.uuid4()), "prompt": prompt.pk, "text": SAID}

    async def sent(server: Server) -> list[Any]:
        first = await server.send(round_.code, message)
        second = await server.send(round_.code, message | {"acknowledged": True})
        return [first.status, first.said, second.status, second.said["status"]]

    why = f"Dette ser privat ut: et fødselsnummer {NUMBER}."
    asked = {"status": "refused", "why": why, "asks": True}
    assert on_a_server(sent) == [200, asked, 200, "received"]
    assert Input.objects.get().text == SAID


def test_the_names_a_phone_gives_are_looked_through_and_votes_are_not(committed: None) -> None:
    round_, prompt, _vera = make_round()
    said = {"prompt": prompt.pk, "text": "Hei."}

    async def asked(server: Server) -> list[bool]:
        more = [{"text": SAID}, {"name": "ola@gmail.com"}, {"body": SAID}, {"used_by": SAID}, {}]
        ticket = lambda: {"ticket": str(uuid.uuid4())}  # noqa: E731
        return [
            (await server.send(round_.code, said | one | ticket())).said.get("asks", False) for one in more
        ]

    assert on_a_server(asked) == [True, True, True, True, False]


def test_what_is_here_already_is_not_asked_about_once_more(committed: None) -> None:
    round_, prompt, _vera = make_round()
    message = {"ticket": str(uuid.uuid4()), "prompt": prompt.pk, "text": SAID}

    async def sent(server: Server) -> list[str]:
        tries = (message | {"acknowledged": True}, message, message | {"ticket": str(uuid.uuid4())})
        return [(await server.send(round_.code, one)).said["status"] for one in tries]

    assert on_a_server(sent) == ["received", "already", "refused"]
    assert Input.objects.count() == 1


def test_a_phone_in_too_much_haste_waits_before_it_is_asked(committed: None) -> None:
    round_, prompt, _vera = make_round()

    async def sent(server: Server) -> list[int]:
        message = {"ticket": str(uuid.uuid4()), "prompt": prompt.pk, "text": SAID}
        cookie = (await server.send(round_.code, message | {"text": "Hei."})).cookie
        return [(await server.send(round_.code, message, cookie=cookie)).status for _try in range(BURST + 1)]

    assert on_a_server(sent)[-1] == 429


def test_without_scripts_the_form_comes_back_with_what_was_written_and_a_tick_sends_it(
    prompt: Prompt,
) -> None:
    phone, address = Client(), f"/r/{prompt.round.code}/svar/"
    form = {"prompt": prompt.pk, "text": SAID, "name": "Ola"}
    asked = page_of(phone.post(address, form))
    assert (TOLD in asked, SAID in asked, 'value="Ola"' in asked, Input.objects.count()) == (
        True, True, True, 0,
    )  # fmt: skip
    told = page_of(phone.post(address, form | {"acknowledged": "yes"}))
    assert ("Det er mottatt" in told, Input.objects.get().text) == (True, SAID)
    assert "Det er mottatt" in page_of(phone.post(address, form))
    assert Input.objects.count() == 1


@pytest.mark.parametrize("field", ["text", "name", "on_behalf_of"])
def test_a_moderator_sees_it_beside_what_waits(prompt: Prompt, send: Send, field: str) -> None:
    begin_with_starter_list(by=None)
    send(prompt, **{"text": "Hei.", field: SAID})
    moderator = Client()
    moderator.force_login(prompt.round.host)
    assert TOLD in page_of(moderator.get(f"/redaksjon/runder/{prompt.round_id}/ko/"))
