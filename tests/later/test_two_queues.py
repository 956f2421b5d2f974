"""What takes its time stands in no letter's way, and in the way of nothing that is soon done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from kokebok.config.health import FACTS
from kokebok.later.models import QueuedTask, WorkQueue
from kokebok.later.queueing import enqueue_after_commit
from kokebok.letters.actions.post import post
from kokebok.letters.models import Letter
from kokebok.people.models import RoleName
from tests.later import made_up
from tests.later.test_each_kind import until
from tests.later.test_worker import later
from tests.world import make_cookbook, make_person

if TYPE_CHECKING:
    from kokebok.config.later import Later

pytestmark = pytest.mark.usefixtures("committed")
__all__ = ["later"]
LONG_AGO = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_heavy_work_that_takes_its_time_holds_back_neither_a_letter_nor_what_is_soon_done(
    later: Later,
) -> None:
    for number in range(5):  # more than there are threads
        enqueue_after_commit(made_up.hang_later, number=number)
    until(lambda: QueuedTask.objects.exclude(begun_at=None).count() == 2)
    post(key="test:1", to="kari@example.no", subject="Hei", text="Hei.")
    enqueue_after_commit(made_up.note_later, word="soon done")
    until(lambda: Letter.objects.filter(key="test:1", state="sent").exists() and "soon done" in made_up.done)
    assert made_up.done == ["soon done"]
    made_up.let_go.set()
    until(lambda: not QueuedTask.objects.exists())
    assert sorted(word for word in made_up.done if word.startswith("hung")) == [f"hung {n}" for n in range(5)]


def test_whoever_runs_the_server_and_an_administrator_see_how_long_each_queue_is_and_the_oldest_in_it() -> (
    None
):
    for number in range(3):
        QueuedTask.objects.create(
            task="a.b",
            ids={},
            queue=WorkQueue.HEAVY,
            due_at=LONG_AGO.replace(minute=number),
            look_at=LONG_AGO,
        )
    told = [line for tell in FACTS for line in tell()]
    assert told[:2] == ["default: 0 waiting", "heavy: 3 waiting, the oldest since 2026-03-01 13:00"]
    make_cookbook()
    browser = Client()
    browser.force_login(make_person("anne@example.no", "Anne", RoleName.ADMINISTRATOR))
    page = browser.get("/redaksjon/bakgrunn/").content.decode()
    shown = " ".join(page[page.index("Køene") :].split())
    assert "<b>Det som er fort gjort:</b> 0 oppgaver venter." in shown
    assert (
        "<b>Det som tar tid:</b> 3 oppgaver venter. Den eldste har ventet siden 1. mars 2026 13:00." in shown
    )


def test_a_task_that_an_earlier_version_queued_without_a_queue_is_done_though_it_is_heavy_now(
    later: Later,
) -> None:
    made_up.let_go.set()
    row = QueuedTask(task=made_up.hang_later.module_path, ids={"number": 1}, look_at=LONG_AGO)
    assert row.queue == WorkQueue.QUICK
    row.save()
    until(lambda: not QueuedTask.objects.exists())
    assert made_up.done[-1] == "hung 1"
