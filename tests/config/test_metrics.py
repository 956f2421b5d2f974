"""What a Prometheus reads of the server, and who may."""

from __future__ import annotations

import asyncio
import http.client
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from kokebok.config.metrics import Metrics
from kokebok.later.models import QueuedTask, WorkQueue
from kokebok.letters.actions.post import post
from kokebok.letters.models import Letter
from kokebok.setup.models import BackupNote
from tests.flows.test_kill import free_port, served
from tests.world import make_cookbook

WORD = "et-ord-ingen-gjetter"
ROOT = Path(__file__).parent.parent.parent


def figures(body: bytes) -> dict[str, float]:
    """What is told, by its name and labels."""
    families = text_string_to_metric_families(body.decode())
    return {
        " ".join([one.name, *one.labels.values()]): one.value for family in families for one in family.samples
    }


def scraped(word: str, said: str, path: str = "/metrics") -> dict[str, float] | None:
    scope = {"path": path, "method": "GET", "headers": [(b"authorization", said.encode())]}
    answer = asyncio.run(Metrics(word).answer(scope))
    if answer is None:
        return None
    assert isinstance(answer.body, bytes)
    return figures(answer.body)


@pytest.mark.usefixtures("committed")
def test_the_queues_the_letters_and_the_last_backup_are_told_as_they_are() -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    for at in (long_ago, timezone.now()):
        QueuedTask.objects.create(task="a.b", ids={}, queue=WorkQueue.HEAVY, due_at=at, look_at=at)
    QueuedTask.objects.create(task="a.b", ids={}, look_at=None)
    for number in range(3):
        post(key=f"test:{number}", to="kari@example.no", subject="Hei", text="Hei.")
    Letter.objects.filter(key="test:0").update(state="failed", answer="550")
    BackupNote.objects.create(at=timezone.now() - timedelta(days=2))
    told = scraped(WORD, f"Bearer {WORD}") or {}
    ages = {
        name: round(told.pop(name) / 60) for name in list(told) if "seconds" in name and "kokebok" in name
    }
    ours = {
        name: value for name, value in told.items() if name.startswith("kokebok") and "requests" not in name
    }
    assert ages == {
        "kokebok_queue_oldest_seconds default": 0,
        "kokebok_queue_oldest_seconds heavy": 60,
        "kokebok_backup_age_seconds": 2 * 24 * 60,
    }
    assert ours == {
        "kokebok_database_up": 1,
        "kokebok_queue_waiting default": 0,
        "kokebok_queue_waiting heavy": 2,
        "kokebok_queue_given_up default": 1,
        "kokebok_queue_given_up heavy": 0,
        "kokebok_backup_verified": 0,
        "kokebok_letters_due": 2,
        "kokebok_letters_failed": 1,
        "kokebok_event_streams": 0,
        "kokebok_kept_pages_bytes": 0,
    }
    assert "process_resident_memory_bytes" in told


@pytest.mark.usefixtures("committed")
def test_a_database_that_does_not_answer_is_told_and_the_rest_too(monkeypatch: Any) -> None:
    def refuse(*_question: object) -> None:
        raise OperationalError("the disk is gone")

    metrics = Metrics(WORD)
    with connection.execute_wrapper(refuse):
        metrics.database.look()
    told = figures(metrics._written())
    assert told["kokebok_database_up"] == 0
    assert {name.split()[0] for name in told if name.startswith("kokebok")} == {
        "kokebok_database_up",
        "kokebok_requests_total",
        "kokebok_event_streams",
        "kokebok_kept_pages_bytes",
    }


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("", "Bearer "),
        ("", ""),
        (WORD, ""),
        (WORD, WORD),
        (WORD, "Bearer feil"),
        (WORD, f"Bearer {WORD.upper()}"),
        (WORD, f"Basic {WORD}"),
        (WORD, "Bearer \xe6\xf8\xe5"),
    ],
)
def test_without_the_word_there_is_nothing_there(word: str, said: str) -> None:
    assert scraped(word, said) is None


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_the_name_of_the_scheme_may_be_in_any_letters(scheme: str) -> None:
    assert scraped(WORD, f"{scheme} {WORD}") is not None


def asked(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        to.request("GET", path, headers=headers)
        answer = to.getresponse()
        return answer.status, answer.read()
    finally:
        to.close()


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("committed")
def test_all_that_is_answered_is_counted_and_who_has_not_the_word_sees_what_is_seen_where_nothing_is(
    tmp_path: Path,
) -> None:
    make_cookbook()
    data, port = tmp_path / "data", free_port()
    with served(data, port, "--workers", "2", KOKEBOK_METRICS_TOKEN=WORD):
        hidden, absent = (
            [asked(port, f"/{name}{end}") for end in ("", "/")] for name in ("metrics", "metrikk")
        )
        assert [status for status, _page in absent] == [301, 404]
        assert hidden == [(status, page.replace(b"metrikk", b"metrics")) for status, page in absent]
        for _time in range(20):
            assert asked(port, "/helse/live")[0] == 200
        every = [asked(port, "/metrics", Authorization=f"Bearer {WORD}") for _time in range(5)]
        told = [figures(body) for _status, body in every]
    assert [status for status, _body in every] == [200] * 5
    # What is begun before it is told is told.
    assert [one["kokebok_requests_total 2xx"] for one in told] == [
        told[0]["kokebok_requests_total 2xx"] + n for n in range(5)
    ]
    assert told[0]["kokebok_requests_total 4xx"] == 2
    assert told[0]["kokebok_requests_total 2xx"] >= 20
