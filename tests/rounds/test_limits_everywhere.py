"""What several processes count together in Redis, and what each counts when it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kokebok.config.shared_cache import SharedCache
from kokebok.rounds.live import everywhere
from kokebok.rounds.live.devices import staff_token
from kokebok.rounds.live.limits import WRONG_CODES_OF_A_DEVICE, Limits
from kokebok.rounds.models import Round
from tests.flows.test_kill import free_port
from tests.redis_of_ones_own import needs_redis, redis_at
from tests.rounds.live import Server, cookie_of, make_round, on_a_server
from tests.rounds.test_abuse import ticket, wrong

pytestmark = needs_redis


@pytest.fixture
def of_redis(settings: Any) -> Iterator[Any]:
    """The settings, for a Redis that may be named in them."""
    everywhere._client.cache_clear()
    everywhere._script.cache_clear()
    everywhere._LeftAlone.until = 0.0
    yield settings
    everywhere._client.cache_clear()
    everywhere._script.cache_clear()
    everywhere._LeftAlone.until = 0.0


@pytest.fixture
def shared(of_redis: Any, tmp_path: Path) -> Iterator[None]:
    with redis_at(free_port(), tmp_path) as address:
        of_redis.REDIS_URL = address
        yield


@pytest.fixture
def gone(of_redis: Any) -> None:
    of_redis.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"


async def _guess(code: str, first: Server, second: Server, most: int, cookie: str = "") -> list[int]:
    """The answers to the right code at each, after wrong ones by turns."""
    for n in range(most):
        await (first, second)[n % 2].ask("GET", f"/live/{wrong(n)}/state", cookie=cookie)
    return [
        (await server.ask("GET", f"/live/{code}/state", cookie=cookie)).status
        for server in (second, first, second)
    ]


def _at_two(act: Any) -> Any:
    async def both(first: Server) -> Any:
        second = Server()
        try:
            return await act(first, second)
        finally:
            await second.live.close()

    return on_a_server(both)


def test_wrong_codes_at_two_processes_are_counted_together(
    committed: None, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_, _prompt, _vera = make_round()
    for module in ("limits", "everywhere"):
        monkeypatch.setattr(f"kokebok.rounds.live.{module}.WRONG_CODES", 60)
    told = _at_two(lambda first, second: _guess(round_.code, first, second, 61))
    assert told == [429, 429, 429]


def test_so_are_those_of_one_device_and_its_neighbours_are_let_in(committed: None, shared: None) -> None:
    round_, _prompt, _vera = make_round()

    async def guess(first: Server, second: Server) -> tuple[list[int], int]:
        cookie = (await first.send(round_.code, {"ticket": ticket()})).cookie
        told = await _guess(round_.code, first, second, WRONG_CODES_OF_A_DEVICE + 1, cookie)
        return told, (await second.ask("GET", f"/live/{round_.code}/state")).status

    assert _at_two(guess) == ([429, 429, 429], 200)


def test_with_redis_gone_each_process_counts_for_itself_and_nobody_is_refused_for_it(
    committed: None, gone: None
) -> None:
    round_, prompt, _vera = make_round()

    async def guess(first: Server, second: Server) -> tuple[list[int], str]:
        cookie = (await first.send(round_.code, {"ticket": ticket()})).cookie
        text = {"ticket": ticket(), "prompt": prompt.pk, "text": "Hei"}
        said = (await second.send(round_.code, text, cookie=cookie)).said["status"]
        for n in range(WRONG_CODES_OF_A_DEVICE):
            await first.ask("GET", f"/live/{wrong(n)}/state", cookie=cookie)
        right = f"/live/{round_.code}/state"
        return [(await one.ask("GET", right, cookie=cookie)).status for one in (first, second)], said

    assert _at_two(guess) == ([429, 200], "received")


def test_a_phone_that_goes_by_turns_to_two_processes_may_be_in_no_more_haste(
    committed: None, shared: None
) -> None:
    round_, prompt, _vera = make_round()
    Round.objects.filter(pk=round_.pk).update(seconds_between=60)

    async def haste(first: Server, second: Server) -> list[int]:
        cookies = [(await first.send(round_.code, {"ticket": ticket()})).cookie for _n in range(2)]

        async def say(n: int, cookie: str) -> int:
            text = {"ticket": ticket(), "prompt": prompt.pk, "text": "Hei"}
            return (await (first, second)[n % 2].send(round_.code, text, cookie=cookie)).status

        return [*[await say(n, cookies[0]) for n in range(8)], await say(1, cookies[1])]

    assert _at_two(haste) == [200, 200, 200, 200, 200, 200, 429, 429, 200]


def test_without_scripts_the_same_limit_holds_at_all_processes(
    committed: None, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_, prompt, _vera = make_round()
    Round.objects.filter(pk=round_.pk).update(seconds_between=60)
    phone, told = Client(), []
    for n in range(8):
        monkeypatch.setattr("kokebok.rounds.views.of_this_process", Limits())  # another process each time
        form = {"prompt": prompt.pk, "text": f"Innspill nummer {n}"}
        told.append(phone.post(f"/r/{round_.code}/svar/", form).status_code)
    assert told == [200] * 6 + [409] * 2


def test_the_moderator_is_told_of_all_who_listen_at_whichever_process(
    committed: None, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_, _prompt, vera = make_round()
    monkeypatch.setattr("kokebok.rounds.live.hub.TELL", 0.05)
    queue = f"/live/{round_.code}/queue?token={staff_token(round_.code, vera)}"
    cookie = cookie_of(vera)

    async def listen(first: Server, second: Server) -> int:
        streams = [
            asyncio.create_task(server.ask("GET", f"/live/{round_.code}/stream"))
            for server in (first, second, second)
        ]
        for _look in range(100):
            await asyncio.sleep(0.05)
            told = (await first.ask("GET", queue, cookie=cookie)).said["listening"]
            if told == len(streams):
                break
        for one in streams:
            one.cancel()
        return int(told)

    assert _at_two(listen) == 3


def test_what_is_counted_in_the_cache_is_common_to_all_and_goes_on_in_each_when_redis_is_gone(
    tmp_path: Path,
) -> None:
    with redis_at(free_port(), tmp_path) as address:
        first, second = SharedCache(address, {}), SharedCache(address, {})
        assert (first.add("sent", 0, 60), second.add("sent", 0, 60)) == (True, False)
        assert [first.incr("sent", 2), second.incr("sent", 3), first.get("sent")] == [2, 5, 5]
        assert (second.touch("sent", 60), second.has_key("sent"), second.delete("sent")) == (True, True, True)
    assert (first.add("sent", 0, 60), first.incr("sent", 4), second.get("sent")) == (True, 4, None)
    with pytest.raises(ValueError, match="not found"):
        second.incr("sent")
    assert cache.get("sent") is None
