"""Do three hundred phones in a hall get through, and five thousand? With nothing lost and nothing doubled?

A real server process on an embedded SQLite file; the phones are sockets in another process on this machine. They join
(the page, a message that one is here, an event stream held open), 3,000 of them send an input each within ten seconds
while a wall and a moderator's queue watch, then 3,000 lose the net for a minute and all come back at once. What is in
the table afterwards is compared with what was sent. `--postgres` does the same against two server processes with
PostgreSQL and Redis (KOKEBOK_TEST_DATABASE and KOKEBOK_REDIS say where; by default on this machine).

Then another round is held by as many, while `--reads` pages a second are read beside it, in turn a page that
nothing changes and one of 30 paragraphs with 300 inputs. Its figures end in `_while_read`; `reads_a_second_…` says
whether the pace was kept. Its outage is short, so that the readers never have the server for themselves.

The limits beside it, in the same run: as many single-row commits straight into SQLite with the same settings
(`ratio_to_bare_commits` is how fast the inputs after the outage were taken, as a share of that), and as many bare
event streams held by a minimal server (`bare_join_seconds`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, serving, started_by  # noqa: E402
from bench.reading import PATH, make_site  # noqa: E402

PEOPLE, SENDERS, SECONDS, OUTAGE = 5000, 3000, 10, 60
READ_RATE, SHORT_OUTAGE = 200, 5
READ_PATHS = ["/oppskrifter/", PATH]
BARE = """
import asyncio
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"].endswith("shutdown"):
                return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    await send({"type": "http.response.body", "body": b"event: state\\ndata: 1\\n\\n", "more_body": True})
    while (await receive())["type"] != "http.disconnect":
        pass
"""
HOLD = """
import asyncio, sys, time
async def one(port, ready):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
    while not (await reader.readline()).startswith(b"event: state"): pass
    return writer
async def main(port, count):
    began = time.perf_counter()
    held = await asyncio.gather(*(one(port, None) for _n in range(count)))
    print(time.perf_counter() - began)
asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
"""


def make_round(number: int) -> dict[str, Any]:
    """An open round with one prompt whose inputs are shown at once; what the phones must know of it."""
    from django.test import Client
    from django.utils import timezone

    from kokebok.people.models import RoleName
    from kokebok.rounds.live.devices import staff_token
    from kokebok.rounds.models import Prompt, Round, RoundState, Visibility
    from tests.world import make_person

    host = make_person(f"vert{number}@example.no", "Vera Vert", RoleName.HOST)
    round_ = Round.objects.create(
        title=f"Innspillsrunde {number}", host=host, state=RoundState.OPEN, opened_at=timezone.now()
    )
    prompt = Prompt.objects.create(
        round=round_, order=1, title="Hva mangler?", visibility=Visibility.DIRECT, minutes=10
    )
    Round.objects.filter(pk=round_.pk).update(prompt=prompt)
    browser = Client()
    browser.force_login(host)
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    return {
        "code": round_.code,
        "prompt": prompt.pk,
        "token": staff_token(round_.code, host),
        "cookie": cookie,
    }


def in_the_table(prompt: int) -> list[tuple[int, str]]:
    """The number by which screens are told of it, and the text, of each input to a prompt."""
    from django.db import connection

    from kokebok.rounds.models import RoundInput

    connection.close()
    return list(RoundInput.objects.filter(prompt=prompt).values_list("pk", "given__text"))


def bare_commits(folder: Path, count: int) -> float:
    """Seconds for as many single-row commits into SQLite, with the settings that the site has."""
    import sqlite3

    from kokebok.config.databases import _SQLITE

    with sqlite3.connect(folder / "bare.sqlite3", isolation_level=None) as bare:
        for pragma in _SQLITE["init_command"].rstrip("; ").split("; "):  # type: ignore[attr-defined]
            bare.execute(pragma)
        bare.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, ticket TEXT UNIQUE, text TEXT)")
        began = time.perf_counter()
        for number in range(count):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO said (ticket, text) VALUES (?, ?)", (str(number), "Innspill " * 9))
            bare.execute("COMMIT")
        return time.perf_counter() - began


def bare_streams(folder: Path, count: int) -> float:
    """Seconds until as many streams are held by a server that does nothing else."""
    port = free_port()
    (folder / "bare.py").write_text(BARE)
    command = [sys.executable, "-m", "uvicorn", "bare:app", "--port", str(port), "--log-level", "error"]
    server = subprocess.Popen([*command, "--timeout-graceful-shutdown", "1"], cwd=folder)
    try:
        time.sleep(2)
        done = subprocess.run(
            [sys.executable, "-c", HOLD, str(port), str(count)], capture_output=True, text=True, check=True
        )
    finally:
        server.kill()
        server.wait()
    return float(done.stdout)


def megabytes(process: subprocess.Popen[bytes]) -> float:
    """What a server and its processes hold in memory; what several of them share is counted once (PSS)."""
    total = 0
    for pid in (process.pid, *started_by(process.pid)):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


class Beside:
    """A process beside the server that is told something as lines of JSON, and answers."""

    def __init__(self, script: str, about: dict[str, Any]) -> None:
        command = [sys.executable, str(Path(__file__).parent / script)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._write(about)

    def _write(self, what: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def order(self, do: str, **what: Any) -> dict[str, Any]:
        """Let it do something, and wait for what it says of that."""
        self._write({"do": do, **what})
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"nobody answers to {do}")
        answer = dict(json.loads(line))
        sys.stdout.write(f"{do}: {json.dumps(answer)}\n")
        sys.stdout.flush()
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def a_database(postgres: bool) -> Iterator[dict[str, str]]:
    """The settings of where the data are: a file in the data folder, or a new database on a server, and Redis."""
    if not postgres:
        yield {}
        return
    import psycopg

    server = os.environ.get("KOKEBOK_TEST_DATABASE", "postgres://postgres@127.0.0.1:5432/postgres")
    name = f"kokebok_bench_{os.getpid()}"
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as at:
        at.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {
                "BENCH_KOKEBOK_DATABASE": f"{server.rsplit('/', 1)[0]}/{name}",
                "BENCH_KOKEBOK_REDIS": os.environ.get("KOKEBOK_REDIS", "redis://127.0.0.1:6379/9"),
            }
        finally:
            at.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def held(number: int, options: argparse.Namespace, outage: int, reads: int) -> dict[str, Any]:
    """A round from the first phone to the last input, with so many pages a second read beside it."""
    ports = [free_port() for _n in range(2 if options.postgres else 1)]
    about = make_round(number)
    with ExitStack() as stack:
        running = [stack.enter_context(serving(Path(os.environ["KOKEBOK_DATA"]), port)) for port in ports]
        phones = stack.enter_context(Beside("_phones.py", {**about, "ports": ports}))
        readers = None
        if reads:
            order = {"ports": ports, "paths": READ_PATHS, "rate": reads}
            readers = stack.enter_context(Beside("_readers.py", order))
        joined = phones.order("join", count=options.people)
        memory = sum(megabytes(process) for process in running)
        storm = phones.order("storm", count=options.senders, seconds=SECONDS, word="Storm")
        rows = in_the_table(about["prompt"])
        screens = phones.order("screens", rows=rows)
        after = phones.order("outage", count=options.senders, seconds=outage, word="Etterpå")
        asked = phones.order("ask")
        read = readers.order("read") if readers else {}
    table = Counter(text for _number, text in in_the_table(about["prompt"]))
    return {
        "join_seconds_5000": joined["seconds"],
        "inputs_sent": asked["sent"],
        "inputs_lost": asked["sent"] - len(table),
        "inputs_doubled": sum(number - 1 for number in table.values()) + asked["doubled_on_screens"],
        "p95_ms_accept": storm["p95_accept"],
        "p95_ms_wall": screens["p95_screens"],
        "after_outage_delivered": sum(
            number == 1 for text, number in table.items() if text.startswith("Etterpå")
        ),
        "after_outage_p95_ms_accept": after["p95_accept"],
        "after_outage_seconds": after["seconds"],
        "server_mb": round(memory),
        **read,
    }


def measured(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All of it, in one run."""
    make_site()
    quiet = held(1, options, options.outage, reads=0)
    busy = held(2, options, SHORT_OUTAGE, reads=options.reads) if options.reads else {}
    commits = bare_commits(folder, options.senders)
    return {
        **quiet,
        "ratio_to_bare_commits": round(commits / quiet["after_outage_seconds"], 3),
        "bare_commits_seconds": round(commits, 2),
        "bare_join_seconds": round(bare_streams(folder, options.people), 1),
        "people": options.people,
        "database": "postgresql" if options.postgres else "sqlite",
        **{f"{name}_while_read": figure for name, figure in busy.items()},
    }


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description="Phones in a hall.")
    parser.add_argument("--postgres", action="store_true", help="two processes, PostgreSQL and Redis")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--senders", type=int, default=SENDERS)
    parser.add_argument("--outage", type=int, default=OUTAGE, help="seconds without a net")
    parser.add_argument(
        "--reads", type=int, default=READ_RATE, help="pages a second in the second round; 0 for none"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder, a_database(options.postgres) as more:
        os.environ.update(more)
        os.environ.update(environment(Path(folder), free_port()))
        figures = measured(Path(folder), options)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
