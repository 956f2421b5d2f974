"""People who send inputs by the page's own form at a pace, and one who reads the page all the time, in one process.

Takes a JSON object on standard input (`port`, `path`, `rate`, `looks_every`, and `posts` with `path`, `body`,
`cookies`, `word` and `is_here`), and says what came of it as one. A sender who looks goes to the page as soon as the
answer leads on, with the cookies the answer set.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import Any

import brotli

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SECOND = 1.0
LOOKS_EACH = 0.05  # seconds between two looks of the one who reads all the time
local = threading.local()


def ask(port: int, method: str, path: str, cookies: str, body: bytes | None = None) -> tuple[int, bytes, str]:
    """Status, body and the cookies there are afterwards, over this thread's own connection."""
    to = getattr(local, "to", None)
    if to is None:
        to = local.to = http.client.HTTPConnection("localhost", port, timeout=60)
    headers = {"Accept-Encoding": "br", **({"Cookie": cookies} if cookies else {}), **(FORM if body else {})}
    try:
        to.request(method, path, body, headers)
        answer = to.getresponse()
        came = answer.read()
    except (http.client.HTTPException, ConnectionError):
        local.to = None
        return ask(port, method, path, cookies, body)
    if answer.headers["Content-Encoding"] == "br":
        came = brotli.decompress(came)
    jar: SimpleCookie = SimpleCookie(cookies)
    for line in answer.headers.get_all("Set-Cookie") or []:
        jar.load(line)
    return answer.status, came, "; ".join(f"{name}={one.value}" for name, one in jar.items())


class Hall:
    """All who write and read, and what they have seen."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.port, self.path, self.order = order["port"], order["path"], order
        self.answered: dict[str, float] = {}
        self.waits: list[float] = []
        self.refused = 0
        self.looked: list[bool] = []
        self.seen: dict[str, float] = {}
        self.is_over = threading.Event()

    def send(self, number: int, post: dict[str, str]) -> None:
        """One input; some go and look at the page at once."""
        began = time.perf_counter()
        status, _body, cookies = ask(self.port, "POST", post["path"], post["cookies"], post["body"].encode())
        now = time.perf_counter()
        self.waits.append(now - began)
        if status != 302:
            self.refused += 1
            return
        if post["is_here"]:
            self.answered[post["word"]] = now
        if post["is_here"] and number // 2 % self.order["looks_every"] == 0:
            only = "; ".join(one for one in cookies.split("; ") if not one.startswith("messages="))
            self.looked.append(post["word"].encode() in ask(self.port, "GET", self.path, only)[1])

    def read(self) -> None:
        """Look at the page again and again, as somebody who has sent nothing."""
        while not self.is_over.wait(LOOKS_EACH):
            asked = time.perf_counter()
            page = ask(self.port, "GET", self.path, "")[1].decode()
            for word in [one for one in self.answered if one not in self.seen]:
                if word in page:
                    self.seen[word] = asked

    def late(self) -> list[float]:
        """For each input to this page, how many seconds after its sender’s answer somebody else saw it."""
        return sorted(self.seen.get(word, float("inf")) - at for word, at in self.answered.items())


def main() -> None:
    """Send all, at the pace; then read for two seconds more."""
    order = json.loads(sys.stdin.read())
    hall = Hall(order)
    reader = threading.Thread(target=hall.read)
    reader.start()
    began = time.perf_counter()
    with ThreadPoolExecutor(12) as senders:
        for number, post in enumerate(order["posts"]):
            time.sleep(max(0.0, began + number / order["rate"] - time.perf_counter()))
            senders.submit(hall.send, number, post)
    took = time.perf_counter() - began
    time.sleep(2)
    hall.is_over.set()
    reader.join()
    late, waits = hall.late(), sorted(hall.waits)
    said = {
        "sent": len(hall.waits),
        "refused": hall.refused,
        "sent_a_second": len(hall.waits) / took,
        "accept_p95_ms": 1000 * waits[int(0.95 * (len(waits) - 1))],
        "looked": len(hall.looked),
        "own_seen_at_once": sum(hall.looked),
        "stale_seen": sum(one > SECOND for one in late),
        "seen_after_p95": late[int(0.95 * (len(late) - 1))],
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
