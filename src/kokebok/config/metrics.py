"""What a Prometheus reads at /metrics: figures of the server alone, and nothing of anybody.

It is answered to those who have the token of the setting. To all others, and where none is set, there is nothing at
the address: it is answered as any address that is not there.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from django.db import Error, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from kokebok.later.queries import queues_now
from kokebok.letters.queries import letters_due, undecided_count
from kokebok.setup.queries import last_backup
from kokebok.web.answers import HttpAnswer
from kokebok.web.request_head import header

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

    from kokebok.web.request_head import Scope, Send

PATH = "/metrics"
PATIENCE = 2.0  # seconds for what is asked of the database
SECONDS_BETWEEN_LOOKS = 5.0

disable_created_metrics()  # type: ignore[no-untyped-call]
_own = CollectorRegistry()
requests = Counter(
    "kokebok_requests",
    "Answers that were begun, by the class of their status.",
    ["status"],
    registry=_own,
)
streams = Gauge(
    "kokebok_event_streams",
    "Event streams that are open.",
    registry=_own,
)
pages = Gauge(
    "kokebok_kept_pages_bytes",
    "What the pages that are kept ready take in memory.",
    registry=_own,
)
_of_class = {number: requests.labels(f"{number}xx") for number in range(1, 6)}


def count(status: int) -> None:
    """Count one answer by its status."""
    _of_class[status // 100].inc()


def counted(send: Send) -> Send:
    """`send`, with the answer counted by its status."""

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            count(message["status"])
        await send(message)

    return sent


async def look_now_and_then(look: Callable[[], tuple[int, int]]) -> None:
    """Note, every few seconds until it is cancelled, how many streams are open and what the kept pages take."""
    while True:
        open_now, kept_now = look()
        streams.set(open_now)
        pages.set(kept_now)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


class InTheDatabase(Collector):
    """What the database knows, the same from whichever process one asks; `rows` is how it was last."""

    def __init__(self) -> None:
        self.rows: list[Metric] = []

    def collect(self) -> Iterator[Metric]:
        yield from self.rows

    def look(self) -> None:
        """Ask the database, in the thread that calls."""
        connection.close_if_unusable_or_obsolete()
        try:
            self.rows = [_up(1), *_queues(), *_letters(), *_backup()]
        except Error:
            connection.close()
            self.rows = [_up(0)]


def _up(is_up: int) -> Metric:
    return GaugeMetricFamily("kokebok_database_up", "Whether the database answers.", is_up)


def _queues() -> Iterator[Metric]:
    now = timezone.now()
    length = GaugeMetricFamily("kokebok_queue_waiting", "Tasks that are due and wait.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "kokebok_queue_oldest_seconds", "How long the oldest has waited.", labels=["queue"]
    )
    given_up = GaugeMetricFamily(
        "kokebok_queue_given_up", "Tasks that a person must decide about.", labels=["queue"]
    )
    for one in queues_now():
        length.add_metric([one.queue], one.length)
        oldest.add_metric([one.queue], (now - one.oldest).total_seconds() if one.oldest else 0)
        given_up.add_metric([one.queue], one.given_up)
    yield from (length, oldest, given_up)


def _letters() -> Iterator[Metric]:
    yield GaugeMetricFamily("kokebok_letters_due", "Letters that should have left by now.", letters_due())
    yield GaugeMetricFamily(
        "kokebok_letters_failed", "Letters that a person must decide about.", undecided_count()
    )


def _backup() -> Iterator[Metric]:
    last = last_backup()
    if last is not None:
        age = (timezone.now() - last.at).total_seconds()
        yield GaugeMetricFamily("kokebok_backup_age_seconds", "Since the last backup that was noted.", age)
        is_verified = int(last.is_verified)
        yield GaugeMetricFamily(
            "kokebok_backup_verified", "Whether it was looked through afterwards.", is_verified
        )


def has_token(scope: Scope, token: str) -> bool:
    """Whether whoever asks has said the token; nobody has where none is set."""
    scheme, _gap, said = header(scope, b"authorization").partition(" ")
    is_bearer = scheme.lower() == "bearer"  # the scheme in any letters (RFC 7235), the token in its own
    return bool(token) and is_bearer and hmac.compare_digest(said.strip(" ").encode(), token.encode())


class Metrics:
    """Answers whoever has the token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="metrics")
        self.database = InTheDatabase()
        self.asking: asyncio.Future[None] | None = None
        self.registry = CollectorRegistry()
        self.registry.register(self.database)
        self.registry.register(_own)
        ProcessCollector(registry=self.registry)

    async def answer(self, scope: Scope) -> HttpAnswer | None:
        """All figures; None for another address, and for whoever does not have the token."""
        if (
            scope["path"].rstrip("/") != PATH
            or scope["method"] not in {"GET", "HEAD"}
            or not has_token(scope, self.token)
        ):
            return None
        if self.asking is None or self.asking.done():
            self.asking = asyncio.get_running_loop().run_in_executor(self.thread, self.database.look)
        done, _waiting = await asyncio.wait([self.asking], timeout=PATIENCE)
        if not done:
            self.database.rows = [_up(0)]
        body = await asyncio.to_thread(self._written)
        headers = [
            (b"content-type", CONTENT_TYPE_PLAIN_0_0_4.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        return HttpAnswer(200, headers, body, len(body))

    def _written(self) -> bytes:
        return generate_latest(self.registry)
