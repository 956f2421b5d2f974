"""Each kind of later work, with Redis away and back, and with the server killed in the middle of it."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from huey.storage import RedisStorage, SqliteStorage

from kokebok.later.models import QueuedTask
from kokebok.letters.models import Letter
from kokebok.lib.redis_server import impatient_pool
from tests.flows.test_kill import fetch, free_port, server
from tests.later.each_kind import DONE, LETTERS, TASKS, act_on_everything, letters_in, what_is_done
from tests.queues import kept_in
from tests.redis_of_ones_own import needs_redis, redis_at

A_MINUTE = 60.0
PATIENCE = 150.0  # on a machine with much else to do

pytestmark = pytest.mark.usefixtures("committed")


def until(true: Callable[[], Any], seconds: float = PATIENCE) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > seconds:
            pytest.fail(
                "\n".join(["Not in time:", *map(str, (what_is_done(), *QueuedTask.objects.values()))])
            )
        time.sleep(0.2)
    return time.monotonic() - begun


def database() -> str:
    at: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


def kinds_queued() -> set[str]:
    return {task.removeprefix("kokebok.") for task in QueuedTask.objects.values_list("task", flat=True)}


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """The data folder of the server; what this process keeps is there too."""
    settings.UNDO_SECONDS = 0
    folder = tmp_path / "data"
    settings.ARRIVALS, settings.COPIES = folder / "arrivals", folder / "copies"
    return folder


@needs_redis
def test_with_redis_away_every_act_answers_and_all_is_done_once_within_a_minute_of_its_return(
    data: Path, tmp_path: Path
) -> None:
    redis, port = free_port(), free_port()
    url = f"redis://127.0.0.1:{redis}/0"
    with kept_in(lambda name: RedisStorage(name, connection_pool=impatient_pool(url))):
        act_on_everything()
    assert kinds_queued() == TASKS
    more = {"KOKEBOK_DATABASE": database(), "KOKEBOK_REDIS": url, "KOKEBOK_UNDO_SECONDS": "0"}
    with server(data, port, **more):
        behind = b"The queue (Redis) does not answer."
        until(lambda: behind.decode() in fetch(port, "GET", "/helse/klar")[3])
        assert fetch(port, "GET", "/helse/klar")[0] == 200
        assert kinds_queued() >= TASKS - {"themes.actions.learn.learn_later"}
        with redis_at(redis, tmp_path):
            until(
                lambda: not QueuedTask.objects.exists() and what_is_done() == DONE and all_letters_have_left()
            )
            until(lambda: fetch(port, "GET", "/helse/klar")[3] == "ok\n")
    assert letters_in(data / "letters") == LETTERS


def test_killed_again_and_again_in_the_middle_of_it_the_server_does_all_of_it(data: Path) -> None:
    data.mkdir()
    port = free_port()
    with kept_in(lambda name: SqliteStorage(name, filename=str(data / "tasks.sqlite3"))):
        act_on_everything()
    assert kinds_queued() == TASKS
    more = {"KOKEBOK_DATABASE": database(), "KOKEBOK_UNDO_SECONDS": "0"}
    in_hand = list[str]()
    for _kill in range(3):
        with server(data, port, **more) as process:
            until(lambda: not QueuedTask.objects.exists() or QueuedTask.objects.exclude(begun_by="").exists())
            process.send_signal(signal.SIGKILL)
            process.wait()
        in_hand += map(
            str, [*QueuedTask.objects.exclude(begun_by=""), *Letter.objects.filter(state="sending")]
        )
        connection.close()
    with server(data, port, **more):
        until(
            lambda: (
                not QueuedTask.objects.filter(look_at__isnull=False).exists()
                and settled(what_is_done())
                and all_letters_have_left()
            )
        )
    assert what_is_done() == DONE | {key: what_is_done()[key] for key in ("deliveries", "copies made")}
    came = letters_in(data / "letters")
    # A letter that was in hand at a kill may come twice, or, once its row said that it was leaving, not at all.
    assert {to for to, number in LETTERS.items() if abs(came[to] - number) > 1} == set()
    assert sum((came - LETTERS).values()) + sum((LETTERS - came).values()) <= len(in_hand)


def all_letters_have_left() -> bool:
    return not Letter.objects.filter(state__in=("waiting", "sending")).exists()


def settled(done: dict[str, Any]) -> bool:
    """Whether all has come to its end; what nobody knows the fate of is a person's to settle."""
    fates = Counter(done["deliveries"])
    return (
        done["copies"] == DONE["copies"]
        and fates["sent"] + fates["uncertain"] == 3
        and all(
            done[key] == DONE[key]
            for key in ("runs", "batches", "groupings", "learnings", "findings", "taken in")
        )
    )
