"""A connection that stands still is ended, whichever way it does it; and what stands still holds nobody up."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kokebok.config.connections import Connection
from kokebok.config.pages import Pages
from kokebok.web.bodies import Bodies
from kokebok.web.in_threads import Maker, Threads
from kokebok.web.request_head import Scope, understood
from tests.real_server import all_from, answering, connected, head

LARGE = 24_000_000  # bytes: more than the system holds for somebody who does not read
SHORT = 0.6  # seconds
OPEN = Path("/proc/self/fd")


class Impatient(Connection):
    head_seconds, read_seconds = SHORT, SHORT


class Patient(Connection):
    head_seconds, read_seconds = 30.0, 30.0


class Site:
    """Pages in two threads, of at most 3 MB, that must come within some seconds."""

    def __init__(self, folder: Path) -> None:
        self.large = folder / "large"
        self.large.write_bytes(os.urandom(1_000_000) * (LARGE // 1_000_000))
        self.bodies = Bodies(3_000_000, 9_000_000, seconds=1.0, rate=1_000_000.0)
        self.pages = Pages(Threads(Maker(self.wsgi), workers=2), self.bodies)
        self.came: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        await self.pages(understood(scope, behind_proxy=False), receive, send)

    def wsgi(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if path == "/large":
            start("200 OK", [("Content-Length", str(LARGE))])
            return environ["wsgi.file_wrapper"](self.large.open("rb"))
        if path == "/generated":
            start("200 OK", [])
            return (b"x" * 100_000 for _n in range(LARGE // 100_000))
        self.came.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start("200 OK", [])
        return [b"a page"]


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Site:
    settings.DATA = tmp_path
    return Site(tmp_path)


@pytest.fixture
def port(site: Site) -> Iterator[int]:
    with answering(site, Patient) as port:
        yield port


@pytest.fixture
def impatient(site: Site) -> Iterator[int]:
    with answering(site, Impatient) as port:
        yield port


def seconds_until_closed(one: socket.socket) -> float:
    began = time.monotonic()
    all_from(one)
    return time.monotonic() - began


def page_of(port: int) -> bytes:
    with connected(port, head("GET", "/", "Connection: close")) as one:
        return all_from(one).rpartition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "said",
    [b"", b"G", b"GET / HTTP/1.1\r\nHost: local", head("GET", "/") + b"GET / HT"],
    ids=["nothing", "a letter", "half a head", "half a second head"],
)
def test_who_does_not_say_a_whole_head_is_not_waited_for(impatient: int, said: bytes) -> None:
    with connected(impatient, said) as one:
        assert seconds_until_closed(one) < 10


def test_who_says_a_head_letter_by_letter_has_no_longer_than_others(impatient: int) -> None:
    began = time.monotonic()
    with connected(impatient) as one, suppress(ConnectionError):
        for letter in head("GET", "/", "X-Long: " + "x" * 200):
            one.sendall(bytes([letter]))
            time.sleep(0.05)
    assert time.monotonic() - began < 10  # of the twelve it takes to say all of it


@pytest.mark.parametrize("path", ["/large", "/generated"])
def test_who_does_not_read_is_not_waited_for(impatient: int, path: str) -> None:
    with connected(impatient, head("GET", path)) as one:
        time.sleep(SHORT * 4)
        assert len(all_from(one)) < LARGE  # no more than what was on its way already


def test_who_reads_slowly_gets_all_of_it(site: Site) -> None:
    class Slowly(Connection):
        read_seconds = 3.0

    with answering(site, Slowly) as port, connected(port) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 100_000)
        one.sendall(head("GET", "/large", "Connection: close"))
        came = 0
        for _n in range(5):  # longer in all than it may stand still
            time.sleep(1)
            enough = came + 4_000_000
            while came < enough:
                came += len(one.recv(65_536))
        assert len(all_from(one)) + came > LARGE


def test_half_sent_bodies_and_readers_who_do_not_read_hold_no_page_up(port: int) -> None:
    half = head("POST", "/", "Content-Length: 1000") + b"half"
    with (
        connected(port, half),
        connected(port, half),
        connected(port, half),
        connected(port, head("GET", "/large")),
        connected(port, head("GET", "/large")),
        connected(port, head("GET", "/generated")),
    ):
        time.sleep(0.3)
        began = time.monotonic()
        assert page_of(port) == b"a page"
        assert time.monotonic() - began < 2


def test_a_body_that_comes_too_slowly_is_answered_and_never_reaches_a_page(port: int, site: Site) -> None:
    with connected(port, head("POST", "/", "Content-Length: 1000") + b"half") as one:
        assert one.recv(100).startswith(b"HTTP/1.1 408")
    assert site.came == []


def test_a_body_that_keeps_its_pace_may_take_longer(port: int, site: Site) -> None:
    size = 2_500_000
    with connected(port, head("POST", "/", f"Content-Length: {size}", "Connection: close")) as one:
        for _n in range(10):
            one.sendall(b"x" * (size // 10))
            time.sleep(0.2)
        assert all_from(one).startswith(b"HTTP/1.1 200")
    assert site.came == [b"x" * size]


@pytest.mark.parametrize("how", ["said", "chunked"])
def test_a_body_that_is_too_large_is_answered_in_words(port: int, site: Site, how: str) -> None:
    if how == "said":
        sent = head("POST", "/", "Content-Length: 3000001")
    else:
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        sent = head("POST", "/", "Transfer-Encoding: chunked") + chunk * 3
    with connected(port, sent) as one:
        answer = b""
        while b"</html>" not in answer:
            answer += one.recv(65_536)
    assert (answer[:12], b"3 MB" in answer) == (b"HTTP/1.1 413", True)
    assert site.came == []


def test_a_chunked_body_comes_to_the_page_with_its_size(port: int, site: Site) -> None:
    sent = head("POST", "/", "Transfer-Encoding: chunked", "Connection: close")
    with connected(port, sent + b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n") as one:
        all_from(one)
    assert site.came == [b"hello!"]


def test_more_large_bodies_at_once_than_there_is_room_for_are_asked_to_come_again(
    port: int, site: Site
) -> None:
    site.bodies.seconds, site.bodies.most_together = 20.0, 5_000_000
    half = head("POST", "/", "Content-Length: 3000000") + b"x" * 2_400_000
    with connected(port, half), connected(port, half):
        time.sleep(0.5)
        with connected(port, half) as one:
            assert one.recv(100).startswith(b"HTTP/1.1 503")
        with connected(port, head("POST", "/", "Content-Length: 5", "Connection: close") + b"small") as one:
            assert all_from(one).startswith(b"HTTP/1.1 200")
    ends = time.monotonic() + 10
    while site.bodies.on_its_way and time.monotonic() < ends:
        time.sleep(0.05)
    assert site.bodies.on_its_way == 0


def open_files() -> int:
    """How many files without a name this process has open."""
    return sum("(deleted)" in str(one.readlink()) for one in OPEN.iterdir() if one.is_symlink())


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="the system does not tell which files are open"
)
def test_nothing_is_left_of_a_body_or_an_answer_on_the_disk(port: int, site: Site, tmp_path: Path) -> None:
    before, there = open_files(), set(tmp_path.iterdir())
    whole = head("POST", "/", "Content-Length: 2000000", "Connection: close") + b"x" * 2_000_000
    half = head("POST", "/", "Content-Length: 2000000") + b"x" * 1_000_000
    for said in (whole, head("GET", "/generated", "Connection: close")):
        with connected(port, said) as one:
            all_from(one)
    for said in (half, head("GET", "/generated"), head("GET", "/large")):
        with connected(port, said):
            time.sleep(0.3)  # and it has gone
    ends = time.monotonic() + 10
    while open_files() > before and time.monotonic() < ends:
        time.sleep(0.05)
    assert (open_files(), set(tmp_path.iterdir())) == (before, there)


def test_an_answer_is_sent_whole_and_a_head_without_its_body(port: int) -> None:
    with connected(port, head("GET", "/generated", "Connection: close")) as one:
        start, _gap, body = all_from(one).partition(b"\r\n\r\n")
    assert (b"content-length: %d" % LARGE in start, len(body)) == (True, LARGE)
    with connected(port, head("HEAD", "/large", "Connection: close")) as one:
        assert all_from(one).endswith(b"\r\n\r\n")
