"""Do three hundred phones in a hall get through, and five thousand? With nothing lost and nothing doubled?

A real server process on an embedded SQLite file; the phones are sockets in another process on this machine. They join
(the page, a message that one is here, an event stream held open), 3,000 of them send an input each within ten seconds
while a wall and a moderator's queue watch, then 3,000 lose the net for a minute and all come back at once. What is in
the table afterwards is compared with what was sent. `--postgres` does the same against two server processes with
PostgreSQL and Redis (KOKEBOK_TEST_DATABASE and KOKEBOK_REDIS say where; by default on this machine).

The limits beside it, in the same run: as many single-row commits straight into SQLite with the same settings
(`ratio_to_bare_commits` is how fast the inputs after the outage were taken, as a share of that), and as many bare
event streams held by a minimal server (`bare_join_seconds`).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, serving  # noqa: E402

PEOPLE, SENDERS, SECONDS, OUTAGE = 5000, 3000, 10, 60
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


def make_round() -> dict[str, Any]:
    """An open round with one prompt whose inputs are shown at once; what the phones must know of it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from kokebok.people.models import RoleName
    from kokebok.rounds.live.devices import staff_token
    from kokebok.rounds.models import Prompt, Round, RoundState, Visibility
    from tests.world import make_cookbook, make_person

    call_command("migrate", verbosity=0, interactive=False)
    make_cookbook()
    host = make_person("vert@example.no", "Vera Vert", RoleName.HOST)
    round_ = Round.objects.create(
        title="Innspillsrunde", host=host, state=RoundState.OPEN, opened_at=timezone.now()
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


def in_the_table() -> Counter[str]:
    """How often each text is in the table of inputs."""
    from django.db import connection

    from kokebok.inputs.models import Input

    connection.close()
    return Counter(Input.objects.values_list("text", flat=True))


def numbered(word: str) -> list[tuple[int, str]]:
    """The number by which screens are told of it, and the text, of each input that begins with a word."""
    from django.db import connection

    from kokebok.rounds.models import RoundInput

    connection.close()
    rows = RoundInput.objects.filter(given__text__startswith=word)
    return list(rows.values_list("pk", "given__text"))


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
    """What a server process and its children hold in memory."""
    family = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
    total = 0
    for pid in [str(process.pid), *family.stdout.split()]:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024


class Phones:
    """The phones' process."""

    def __init__(self, about: dict[str, Any]) -> None:
        script = Path(__file__).parent / "_phones.py"
        self.process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._write(about)

    def _write(self, what: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def order(self, do: str, **what: Any) -> dict[str, Any]:
        """Let them do something, and wait for what they say of it."""
        self._write({"do": do, **what})
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the phones have stopped")
        answer = dict(json.loads(line))
        sys.stdout.write(f"{do}: {json.dumps(answer)}\n")
        sys.stdout.flush()
        return answer

    def end(self) -> None:
        """Put them away."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def servers(folder: Path, ports: list[int]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A server process on each port, on the same data."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(folder, port)) for port in ports]


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


def measured(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All of it, in one run."""
    ports = [free_port() for _n in range(2 if options.postgres else 1)]
    about = make_round()
    with servers(folder, ports) as running:
        phones = Phones({**about, "ports": ports})
        joined = phones.order("join", count=options.people)
        memory = sum(megabytes(process) for process in running)
        storm = phones.order("storm", count=options.senders, seconds=SECONDS, word="Storm")
        screens = phones.order("screens", rows=numbered("Storm"))
        outage = phones.order("outage", count=options.senders, seconds=options.outage, word="Etterpå")
        asked = phones.order("ask")
        phones.end()
    table = in_the_table()
    after = {text: number for text, number in table.items() if text.startswith("Etterpå")}
    commits = bare_commits(folder, options.senders)
    return {
        "join_seconds_5000": joined["seconds"],
        "inputs_sent": asked["sent"],
        "inputs_lost": asked["sent"] - len(table),
        "inputs_doubled": sum(number - 1 for number in table.values()) + asked["doubled_on_screens"],
        "p95_ms_accept": storm["p95_accept"],
        "p95_ms_wall": screens["p95_screens"],
        "after_outage_delivered": sum(number == 1 for number in after.values()),
        "after_outage_p95_ms_accept": outage["p95_accept"],
        "after_outage_seconds": outage["seconds"],
        "server_mb": round(memory),
        "ratio_to_bare_commits": round(commits / outage["seconds"], 3),
        "bare_commits_seconds": round(commits, 2),
        "bare_join_seconds": round(bare_streams(folder, options.people), 1),
        "people": options.people,
        "database": "postgresql" if options.postgres else "sqlite",
    }


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description="Phones in a hall.")
    parser.add_argument("--postgres", action="store_true", help="two processes, PostgreSQL and Redis")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--senders", type=int, default=SENDERS)
    parser.add_argument("--outage", type=int, default=OUTAGE, help="seconds without a net")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder, a_database(options.postgres) as more:
        os.environ.update(more)
        os.environ.update(environment(Path(folder), free_port()))
        figures = measured(Path(folder), options)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
