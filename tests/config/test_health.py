"""What whoever watches the server is told."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import pytest
from django.db import OperationalError, connection

from kokebok.config.health import CHECKS, FACTS, Check, Health
from kokebok.later.models import Worker
from kokebok.web.answers import HttpAnswer

Facts = Sequence[Callable[[], Iterable[str]]]


def ask(path: str, method: str = "GET", checks: Sequence[Check] = (), facts: Facts = ()) -> HttpAnswer | None:
    return asyncio.run(Health(checks, facts).answer({"path": path, "method": method, "headers": []}))


def said(path: str, checks: Sequence[Check] = (), facts: Facts = ()) -> tuple[int, bytes]:
    answer = ask(path, checks=checks, facts=facts)
    assert answer is not None
    assert isinstance(answer.body, bytes)
    return answer.status, answer.body


@pytest.mark.parametrize("path", ["/helse/live", "/helse/live/"])
def test_a_live_server_says_so_without_asking_anything(path: str) -> None:
    assert said(path, [Check("never", lambda: "not well")]) == (200, b"ok\n")


@pytest.mark.usefixtures("committed")
def test_a_server_whose_database_answers_is_ready() -> None:
    Worker.objects.create(key="1", machine="a", pid=1)
    assert said("/helse/klar", CHECKS, FACTS) == (200, b"ok\n")
    facts = b"default: 0 waiting\nheavy: 0 waiting\nbackup: none noted\n"
    assert said("/helse/bakgrunn", CHECKS, FACTS) == (200, b"ok\n")
    for word, told in (("ordet", b"ok\n" + facts), ("et annet", b"ok\n")):
        head = {**BAKGRUNN, "headers": [(b"authorization", f"Bearer {word}".encode())]}
        answer = asyncio.run(Health(CHECKS, FACTS, token="ordet").answer(head))
        assert answer is not None
        assert (answer.status, answer.body) == (200, told)


@pytest.mark.usefixtures("committed")
def test_a_server_that_nobody_works_for_is_ready_for_readers_and_says_that_its_work_is_behind() -> None:
    behind = b"Nobody does the work in the background.\n"
    assert said("/helse/klar", CHECKS) == (200, b"ok\n" + behind)
    assert said("/helse/bakgrunn", CHECKS) == (503, behind)


@pytest.mark.usefixtures("committed")
def test_a_server_whose_database_does_not_answer_says_that_it_is_not_ready() -> None:
    def refuse(*_question: object) -> None:
        raise OperationalError("the disk is gone")

    def look() -> str | None:
        with connection.execute_wrapper(refuse):
            return CHECKS[0].look()

    assert said("/helse/klar", [Check("database", look)]) == (503, b"the database does not answer\n")


def test_each_check_says_what_is_wrong_and_one_that_fails_does_not_hide_the_others() -> None:
    def fail() -> str | None:
        raise RuntimeError

    checks = [
        Check("one", lambda: "one is ill"),
        Check("two", lambda: None),
        Check("three", fail),
        Check("four", lambda: "so is four"),
    ]
    assert said("/helse/klar", checks) == (503, b"one is ill\nthe check three has failed\nso is four\n")


def test_a_check_that_hangs_is_not_waited_for_by_anybody_and_takes_one_thread() -> None:
    release, asked = threading.Event(), list[float]()

    def hang() -> str | None:
        asked.append(time.monotonic())
        release.wait(20)
        return None

    async def many() -> tuple[list[int], float, int]:
        health = Health([Check("slow", hang)], (), patience=0.2, good_for=0.0)
        began = time.monotonic()
        answers = await asyncio.gather(*(health.answer(KLAR) for _n in range(20)))
        took = time.monotonic() - began
        release.set()
        await asyncio.wait_for(asyncio.shield(health.asking or asyncio.Future()), 5)
        after = await health.answer(KLAR)
        return [answer.status for answer in answers if answer], took, after.status if after else 0

    statuses, took, after = asyncio.run(many())
    assert (statuses, after) == ([503] * 20, 200)
    assert took < 2


KLAR = {"path": "/helse/klar", "method": "GET", "headers": []}
BAKGRUNN = {**KLAR, "path": "/helse/bakgrunn"}


def test_who_asks_often_has_it_looked_into_once_a_second() -> None:
    looks = list[int]()

    def look() -> str | None:
        looks.append(1)
        return None

    async def often(health: Health) -> None:
        for _n in range(10):
            await health.answer(KLAR)

    asyncio.run(often(Health([Check("counts", look)], ())))
    assert len(looks) == 1


def test_the_answer_is_never_kept_by_a_proxy() -> None:
    answer = ask("/helse/live")
    assert answer is not None
    assert (b"cache-control", b"no-store") in answer.headers


@pytest.mark.parametrize("path", ["/", "/helse/", "/helse/live/mer/"])
def test_every_other_address_is_a_page(path: str) -> None:
    assert ask(path) is None
    assert ask("/helse/live", "POST") is None
