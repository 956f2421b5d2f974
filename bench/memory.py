"""How much memory does the server take, when it has started and after 10,000 different addresses and cookies?

A real server on a cookbook of 20 recipes and 1,000 inputs. It is asked for every kind of page that links lead to, in
every language, each time with another query: one the page doesn't look for, a page of the log, words to search for, a
filter, an address that is none; with other cookies each time, compressed in several ways. `mb_at_start` is when it has
answered each kind of page once, `mb_after_10000` when all is done, and `mb_of_kept_pages` what it says itself that the
kept pages take. `mb_of_each_process` is the second by process.

Memory is at rest, of the server's process and all it has started, as the proportional set size (PSS): what several of
them share is counted once. What others on the machine share with it, such as the files of libraries that are loaded,
is counted in part: `mb_of_files_not_counted` is what would be added if nobody did.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_plus

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, serving, started_by  # noqa: E402

REQUESTS, CONNECTIONS = 10_000, 4
LOOKS, BETWEEN_LOOKS = 10, 3.0  # seconds; the server counts what it keeps every five
TOKEN = "for-the-measurement"
MB = 1024 * 1024
LANGUAGES = ("", "nb", "nn", "en")
ENCODINGS = ("br", "gzip", "gzip, br", "identity")
WORDS = tuple(
    map(quote_plus, ("anskaffelse", "møte", "skjema", "frist", "innbygger", "kommune", "samarbeid", "råd"))
)
KEPT = re.compile(rb"^kokebok_kept_pages_bytes (\S+)", re.MULTILINE)


class Asked(NamedTuple):
    """A request: its path with the query, and its headers."""

    path: str
    headers: dict[str, str]


def make_site_and_print_addresses() -> None:
    """Done in a process of its own, so that this one shares no libraries with the server."""
    from bench.growth import make_site, pages_by_link

    make_site()
    sys.stdout.write(json.dumps(pages_by_link()))


def addresses_of_new_site() -> list[str]:
    """Make the site in the folder that the environment names; the first address of each kind of page in it."""
    code = "from bench.memory import make_site_and_print_addresses as make; make()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        check=True,
        stdout=subprocess.PIPE,
    )
    return list(json.loads(done.stdout.splitlines()[-1]))


def different(addresses: list[str], number: int) -> Iterator[Asked]:
    """So many requests, of which no two are alike; the same in each run."""
    chance = random.Random(1)
    for one in range(number):
        path = _kinds_of_path(chance.choice(addresses), one, chance)
        cookies = [f"sett{one}={chance.getrandbits(64):x}", f"kokebok_language={chance.choice(LANGUAGES)}"]
        headers = {"Cookie": "; ".join(cookies), "Accept-Encoding": chance.choice(ENCODINGS)}
        yield Asked(path, headers)


def _kinds_of_path(address: str, one: int, chance: random.Random) -> str:
    """An address of its own: eight in ten with what the page doesn't look for, the rest with what it does."""
    mark = "&" if "?" in address else "?"
    if one % 10 < 8:
        return f"{address}{mark}x={one}"
    kinds = (
        f"/innspill/?page={chance.randrange(1, 40)}&x={one}",
        f"/innspill/?q={chance.choice(WORDS)}{one}",
        f"/sok/?q={chance.choice(WORDS)}{one}",
        f"/sok/?q={chance.choice(WORDS)}+{chance.choice(WORDS)}&x={one}",
        f"/finnes-ikke-{one}/",
        f"/oppskrifter/moete-{chance.randrange(20)}/?x={one}",
    )
    return chance.choice(kinds)


def ask(port: int, requests: list[Asked]) -> None:
    """Ask them all over some connections. Raises RuntimeError where the server fails."""
    parts = [requests[start::CONNECTIONS] for start in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(lambda part: _ask_in_turn(port, part), parts))


def _ask_in_turn(port: int, requests: list[Asked]) -> None:
    server = http.client.HTTPConnection("localhost", port)
    for one in requests:
        server.request("GET", one.path, headers=one.headers)
        answer = server.getresponse()
        answer.read()
        if answer.status >= 500:
            raise RuntimeError(f"{one.path} answers {answer.status}")


def kept_pages(port: int) -> float:
    """What the server says that its kept pages take, in MB."""
    server = http.client.HTTPConnection("localhost", port)
    server.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    found = KEPT.search(server.getresponse().read())
    if found is None:
        raise RuntimeError("the server does not tell")
    return float(found[1]) / MB


class Memory(NamedTuple):
    """What a process takes, in MB: in all, and of files; the latter also as it were if no other had them loaded."""

    pss: float
    files: float
    files_alone: float


def memory_by_process(pid: int) -> dict[str, Memory]:
    """Of a process and all it has started, by their commands."""
    found: dict[str, Memory] = {}
    for one in [pid, *started_by(pid)]:
        folder = Path("/proc") / str(one)
        with suppress(FileNotFoundError, ProcessLookupError):  # it may have ended since
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            lines = (line.partition(":") for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
            mb = {name: int(rest.split()[0]) / 1024 for name, _colon, rest in lines}
            found[f"{one} {command[-60:]}"] = Memory(mb["Pss"], mb["Pss_File"], mb["Rss"] - mb["Anonymous"])
    return found


def total(by_process: dict[str, Memory]) -> float:
    """All of it, in MB."""
    return round(sum(one.pss for one in by_process.values()), 1)


def not_counted(by_process: dict[str, Memory]) -> float:
    """What of the files is counted as somebody else's, in MB."""
    processes = by_process.values()
    return round(max(one.files_alone for one in processes) - sum(one.files for one in processes), 1)


def at_rest(pid: int) -> dict[str, Memory]:
    """The least of several looks: work that has a process of its own comes and goes."""
    looks = []
    for _look in range(LOOKS):
        time.sleep(BETWEEN_LOOKS)
        looks.append(memory_by_process(pid))
    return min(looks, key=total)


def measured(port: int, pid: int, addresses: list[str]) -> dict[str, Any]:
    """The figures of a server that has just begun to answer."""
    ask(port, [Asked(address, {}) for address in addresses])
    at_start = at_rest(pid)
    ask(port, list(different(addresses, REQUESTS)))
    after = at_rest(pid)
    return {
        "mb_at_start": total(at_start),
        "mb_after_10000": total(after),
        "mb_of_kept_pages": round(kept_pages(port), 1),
        "mb_of_files_not_counted": not_counted(after),
        "mb_of_each_process": {name: round(one.pss, 1) for name, one in after.items()},
    }


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ.update(environment(data, port))
        addresses = addresses_of_new_site()
        with serving(data, port, {"KOKEBOK_METRICS_TOKEN": TOKEN, "KOKEBOK_LOG_LEVEL": "ERROR"}) as server:
            figures = measured(port, server.pid, addresses)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
