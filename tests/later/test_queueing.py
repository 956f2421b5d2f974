"""The one way to have something done after the commit: it raises nothing, and loses nothing."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from huey.storage import RedisStorage

from kokebok.later import queueing
from kokebok.later.actions.settle import let_lie, try_again
from kokebok.later.models import Cause, QueuedTask, Worker
from kokebok.later.queries import queues_now, stuck_tasks
from kokebok.later.queueing import after_commit, enqueue_after_commit, enqueue_if_lost, sweep_queue
from kokebok.later.running import run_queued, this_process
from kokebok.later.troubles import QueueIsAway
from kokebok.lib.redis_server import impatient_pool
from kokebok.people.models import Person
from tests.flows.test_kill import free_port
from tests.imports import modules
from tests.later import made_up
from tests.queues import done_at_once, kept_in
from tests.test_architecture import said

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    made_up.done.clear()
    queueing._Away.until = 0.0


@pytest.fixture
def away() -> Iterator[None]:
    """Redis is set up, and nobody answers there."""
    nobody = impatient_pool(f"redis://127.0.0.1:{free_port()}/0")
    with kept_in(lambda name: RedisStorage(name, connection_pool=nobody)):
        yield


def given_up() -> int:
    return sum(one.given_up for one in queues_now())


def test_what_is_queued_in_an_act_is_done_after_its_commit_and_then_its_row_is_gone() -> None:
    with transaction.atomic():
        enqueue_after_commit(made_up.note_later, word="first")
        assert (made_up.done, QueuedTask.objects.count()) == ([], 1)
    assert (made_up.done, QueuedTask.objects.count()) == (["first"], 0)


def test_what_an_act_that_is_taken_back_would_have_done_is_not_done() -> None:
    with transaction.atomic():
        enqueue_after_commit(made_up.note_later, word="first")
        transaction.set_rollback(True)
    assert (made_up.done, QueuedTask.objects.count()) == ([], 0)


def test_a_queue_that_is_away_makes_no_error_of_an_act_and_the_sweep_finds_the_work_once(
    away: None, caplog: Any
) -> None:
    with transaction.atomic():
        enqueue_after_commit(made_up.note_later, word="first")
        enqueue_after_commit(made_up.note_later, word="second")
    assert [line.levelno for line in caplog.records] == [logging.WARNING]  # the second does not wait for it
    QueuedTask.objects.update(look_at=timezone.now())
    with pytest.raises(QueueIsAway):
        sweep_queue()
    done_at_once(True)
    queueing._Away.until = 0.0
    for _minute in range(2):
        sweep_queue()
    assert (sorted(made_up.done), QueuedTask.objects.count()) == (["first", "second"], 0)


def test_what_follows_an_act_and_fails_makes_no_error_of_it() -> None:
    with transaction.atomic():
        after_commit(made_up.fails)
        after_commit(made_up.goes)
    assert made_up.done == ["goes"]


def test_two_messages_about_one_task_do_it_once() -> None:
    done_at_once(False)
    enqueue_after_commit(made_up.note_later, word="first")
    number = QueuedTask.objects.get().pk
    for _message in range(2):
        run_queued(number)
    assert made_up.done == ["first"]


def test_a_task_that_fails_stays_with_its_reason_and_is_tried_again_later_and_later() -> None:
    enqueue_after_commit(made_up.fail_later, word="oil")
    row = QueuedTask.objects.get()
    assert (row.tries, row.cause, row.error, row.begun_at) == (1, Cause.DISK, "OSError: oil", None)
    assert row.look_at is not None
    assert timedelta(seconds=50) < row.look_at - timezone.now() <= timedelta(minutes=1)
    made_up.done.append("oil")
    QueuedTask.objects.update(look_at=timezone.now())
    sweep_queue()
    assert (made_up.done[-1], QueuedTask.objects.count()) == ("oil at last", 0)


def test_a_task_that_has_failed_twelve_times_is_given_up_and_stays() -> None:
    enqueue_after_commit(made_up.fail_later, word="oil")
    QueuedTask.objects.update(look_at=timezone.now(), tries=11)
    for _minute in range(2):
        sweep_queue()
    assert QueuedTask.objects.values_list("tries", "look_at").get() == (12, None)


def test_a_task_that_ended_its_worker_twelve_times_is_given_up_with_a_reason_and_is_let_lie_once(
    berit: Person,
) -> None:
    now = timezone.now()
    row = QueuedTask.objects.create(
        task="tests.later.made_up.note_later", ids={"word": "heavy"}, look_at=now, tries=11,
        begun_at=now, begun_by="gone",
    )  # fmt: skip
    sweep_queue()
    row.refresh_from_db()
    assert (row.tries, row.look_at, row.cause, made_up.done) == (12, None, Cause.STOPPED, [])
    assert [(one.pk, bool(one.error)) for one in stuck_tasks()] == [(row.pk, True)]
    assert (given_up(), let_lie(row, by=berit), let_lie(row, by=berit)) == (1, True, False)
    sweep_queue(alone=True)
    run_queued(row.pk)
    assert not enqueue_if_lost(made_up.note_later, word="heavy")
    assert (given_up(), made_up.done) == (0, [])
    assert try_again(row, by=berit)
    sweep_queue()
    assert (made_up.done, QueuedTask.objects.count()) == (["heavy"], 0)


def test_a_task_whose_own_row_is_gone_has_nothing_left_to_do_and_one_that_misses_another_is_kept() -> None:
    enqueue_after_commit(made_up.find_later, key=0, other=0)
    assert QueuedTask.objects.count() == 0
    worker = Worker.objects.create(key="1", machine="a", pid=1)
    enqueue_after_commit(made_up.find_later, key=worker.key, other=0)
    assert QueuedTask.objects.values_list("cause", "tries").get() == (Cause.OUR_FAULT, 1)


@pytest.mark.parametrize(
    ("task", "ids"),
    [
        ("kokebok.inputs.actions.letters.renamed_later", {"input_id": 1}),
        ("kokebok.gone.letters.ask_later", {}),
        ("tests.later.made_up.note_later", {"words": "other ids"}),
        ("tests.later.made_up.goes", {}),
    ],
)
def test_a_task_of_another_version_is_kept_and_is_done_when_its_name_is_known_again(
    task: str, ids: dict[str, Any]
) -> None:
    row = QueuedTask.objects.create(task=task, ids=ids, look_at=timezone.now())
    sweep_queue()
    row.refresh_from_db()
    assert (row.cause, made_up.done) == (Cause.UNKNOWN_TASK, [])
    QueuedTask.objects.update(
        task="tests.later.made_up.note_later", ids={"word": "known"}, look_at=timezone.now()
    )
    sweep_queue()
    assert made_up.done == ["known"]


def test_a_row_whose_worker_is_silent_is_done_again_and_one_in_hand_is_left_alone() -> None:
    now = timezone.now()
    for key, seconds in (("silent", 90), ("there", 5)):
        Worker.objects.create(key=key, machine="a", pid=1, beat_at=now - timedelta(seconds=seconds))
    for key in ("silent", "there", "unheard of"):
        QueuedTask.objects.create(
            task="tests.later.made_up.note_later", ids={"word": key}, look_at=now, begun_at=now, begun_by=key
        )
    sweep_queue()
    assert sorted(made_up.done) == ["silent", "unheard of"]
    sweep_queue(alone=True)
    assert sorted(made_up.done) == ["silent", "there", "unheard of"]


def test_a_row_this_process_dropped_is_done_again() -> None:
    now = timezone.now()
    QueuedTask.objects.create(
        task="tests.later.made_up.note_later",
        ids={"word": "x"},
        look_at=now,
        begun_at=now,
        begun_by=this_process(),
    )
    sweep_queue()
    assert made_up.done == ["x"]


def test_a_row_that_was_begun_while_the_sweep_looked_is_in_hand() -> None:
    now = timezone.now()
    QueuedTask.objects.create(
        task="tests.later.made_up.note_later", ids={"word": "x"}, look_at=now + timedelta(minutes=1),
        begun_at=now + timedelta(seconds=30), begun_by=this_process(),
    )  # fmt: skip
    sweep_queue()
    assert made_up.done == []


def test_an_error_is_kept_whatever_is_in_its_words(caplog: pytest.LogCaptureFixture) -> None:
    # The log is told of half a character too, and no report of a test run can carry that.
    caplog.set_level(logging.CRITICAL, "kokebok.later.running")
    enqueue_after_commit(made_up.fail_oddly_later)
    assert QueuedTask.objects.get().error == "OSError: o il?"


def test_what_a_killed_worker_had_taken_out_of_the_queue_and_not_begun_is_queued_again_at_the_next_start() -> (
    None
):
    done_at_once(False)
    enqueue_after_commit(made_up.note_later, word="taken out")
    enqueue_after_commit(made_up.note_later, word="has failed")
    soon = timezone.now() + timedelta(minutes=5)
    QueuedTask.objects.update(look_at=soon)
    QueuedTask.objects.filter(ids={"word": "has failed"}).update(error="Not now.", tries=1)
    done_at_once(True)
    sweep_queue()
    assert made_up.done == []
    sweep_queue(alone=True)
    assert made_up.done == ["taken out"]
    assert [row.look_at for row in QueuedTask.objects.all()] == [soon]


def test_a_task_whose_thread_is_ended_is_let_go_and_done_again() -> None:
    done_at_once(False)
    enqueue_after_commit(made_up.be_killed_later, word="first")
    number = QueuedTask.objects.get().pk
    with pytest.raises(SystemExit):
        run_queued(number)
    run_queued(number)
    assert (made_up.done, QueuedTask.objects.count()) == (["first", "first"], 0)


def test_a_sweep_queues_nothing_that_is_queued_already() -> None:
    done_at_once(False)
    assert [enqueue_if_lost(made_up.note_later, word="first") for _time in range(2)] == [True, False]


def test_nothing_but_the_one_way_queues_anything_or_waits_for_a_commit() -> None:
    ways = {"on_commit", "enqueue", "db_task", "db_periodic_task", "periodic_task", "on_commit_task"}
    ours = {f"src/kokebok/later/{name}.py" for name in ("queueing", "running", "consumer")}
    found = [
        f"{said(file)}:{node.lineno} {node.func.attr}"
        for file in modules()
        if said(file) not in ours
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ways
    ]
    bare = [
        f"{said(file)}: {alias.name}"
        for file in modules()
        if said(file) not in ours
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in ways
    ]
    assert found + bare == []
