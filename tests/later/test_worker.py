"""Those who do later work: begun again whatever dies, and waiting for a database that is not up yet."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from huey.storage import SqliteStorage

from kokebok.config import later as in_config
from kokebok.config.later import Later
from kokebok.later.models import QueuedTask, SweepState, Worker
from kokebok.later.queueing import enqueue_after_commit
from kokebok.people.closing import closing
from tests.flows.test_kill import SOURCE, fetch, free_port
from tests.flows.test_rounds_two_servers import Relay
from tests.later import made_up
from tests.later.test_each_kind import until
from tests.queues import kept_in

pytestmark = pytest.mark.usefixtures("committed")

THREADS = ("Worker-1", "Worker-2", "Scheduler", "heavy-Worker-1", "heavy-Scheduler", "later", "postman")


@pytest.fixture
def later(tmp_path: Path, settings: Any, monkeypatch: Any) -> Iterator[Later]:
    """The worker of a server, at work."""
    settings.DATA = tmp_path
    monkeypatch.setattr(in_config, "SECONDS_BETWEEN_BEATS", 0.5)
    made_up.done.clear()
    made_up.let_go.clear()
    with kept_in(lambda name: SqliteStorage(name, filename=str(tmp_path / "tasks.sqlite3"))):
        one = Later()
        one.start()
        until(Worker.objects.exists)
        yield one
        made_up.let_go.set()
        one.stop()
    closing.clear()


def end(name: str) -> None:
    """End the threads of this name, as a fault nobody thought of would, and wait until one of them all is gone."""
    before = [thread for thread in threading.enumerate() if thread.name in THREADS]
    for thread in before:
        if thread.name == name and thread.ident:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
            )
    until(lambda: not all(thread.is_alive() for thread in before))


def works(word: str) -> Callable[[], bool]:
    enqueue_after_commit(made_up.note_later, word=word)
    return lambda: word in made_up.done and not QueuedTask.objects.exists()


@pytest.mark.parametrize("name", THREADS)
def test_a_thread_that_dies_is_begun_again_and_the_work_goes_on(later: Later, name: str) -> None:
    until(works("before"))
    end(name)
    until(works("after"))
    until(lambda: set(THREADS) <= {one.name for one in threading.enumerate()})


def test_the_worker_and_each_sweep_say_in_the_database_how_it_goes(later: Later, settings: Any) -> None:
    by_the_minute = {one.name for one in settings.SWEEPS if one.period.total_seconds() <= 300}
    until(
        lambda: by_the_minute <= set(SweepState.objects.exclude(done_at=None).values_list("name", flat=True))
    )
    assert list(SweepState.objects.filter(failures__gt=0)) == []
    began = Worker.objects.get().beat_at
    until(lambda: Worker.objects.get().beat_at > began)


def test_a_worker_that_is_stopped_is_gone_and_its_turn_is_the_next_ones(later: Later) -> None:
    second = Later()
    second.start()
    later.stop()
    closing.clear()
    until(works("by the second"))
    second.stop()
    assert not Worker.objects.exists()


@pytest.mark.postgresql_only
def test_a_server_that_is_up_before_its_database_is_not_ready_and_begins_when_it_comes(
    tmp_path: Path,
) -> None:
    at: dict[str, Any] = connection.settings_dict
    way, port = Relay(f"redis://{at['HOST']}:{at['PORT'] or 5432}"), free_port()
    way.cut()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")},
        "PYTHONPATH": str(SOURCE),
        "KOKEBOK_DATA": str(tmp_path / "data"),
        "KOKEBOK_DATABASE": f"postgres://{at['USER']}@127.0.0.1:{way.port}/{at['NAME']}",
    }
    command = [sys.executable, "-m", "kokebok", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        until(lambda: ready(port) == 503)
        assert not Worker.objects.exists()
        back = Relay(f"redis://{at['HOST']}:{at['PORT'] or 5432}", way.port)
        until(lambda: ready(port) == 200)
        until(lambda: fetch(port, "GET", "/helse/bakgrunn")[3].startswith("ok\n"), 60)
        assert fetch(port, "GET", "/kvittering/")[0] == 200
        back.cut()
    finally:
        process.kill()
        process.wait()
    said = (tmp_path / "log").read_text()
    assert "The database does not answer yet" in said
    assert said.count("Traceback") < 5


def ready(port: int) -> int:
    try:
        return fetch(port, "GET", "/helse/klar")[0]
    except OSError:
        return 0
