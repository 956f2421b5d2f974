"""Later work is done in the server's own process, by one process at a time."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from kokebok.config.asgi import application
from kokebok.config.later import is_ours
from kokebok.editions.actions.freeze import freeze
from kokebok.outlets.formats import Format
from kokebok.outlets.models import Copy
from kokebok.people.closing import closing
from kokebok.people.models import RoleName
from tests.queues import done_at_once
from tests.world import make_cookbook, make_person, make_recipe

LONGEST_WAIT = 20.0  # seconds


@pytest.fixture
def waiting_copy(committed: None) -> Copy:
    """A copy somebody ordered just before the server went down."""
    done_at_once(False)
    book = make_cookbook()
    make_recipe(book)
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    edition = freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)
    others = [form for form in Format if form != Format.HTML]
    Copy.objects.bulk_create(
        Copy(edition=edition, form=form, state="ready", sha256="0" * 64) for form in others
    )
    return Copy.objects.create(edition=edition, form=Format.HTML, state="making")


def is_ready(copy: Copy) -> bool:
    """Whether the copy gets made within the longest wait."""
    ends = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < ends:
        if Copy.objects.filter(pk=copy.pk, state="ready").exists():
            return True
        time.sleep(0.1)
    return False


async def from_start_to_stop(copy: Copy) -> tuple[bool, list[str]]:
    """Run the server's start and stop with the copy being waited for between; what it answered."""
    asked: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    answered: asyncio.Queue[Any] = asyncio.Queue()
    life = asyncio.create_task(application({"type": "lifespan"}, asked.get, answered.put))
    await asked.put({"type": "lifespan.startup"})
    first = await answered.get()
    made = await asyncio.to_thread(is_ready, copy)
    await asked.put({"type": "lifespan.shutdown"})
    last = await answered.get()
    await life
    return made, [first["type"], last["type"]]


def test_the_server_takes_up_lost_work_when_it_starts_and_ends_it_when_it_stops(waiting_copy) -> None:
    made, answers = asyncio.run(from_start_to_stop(waiting_copy))
    assert made
    assert answers == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert closing.is_set()
    closing.clear()


def test_one_process_at_a_time_does_later_work(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    first, second = ExitStack(), ExitStack()
    assert is_ours(first)
    assert not is_ours(second)
    first.close()
    assert is_ours(second)
    second.close()
