"""What is answered before all else is what everybody else would have answered, and nothing more."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kokebok.web import at_hand
from kokebok.web.answers import HttpAnswer, Messages, messages_of
from kokebok.web.at_hand import AtHand
from kokebok.web.changes import SeenChanges
from kokebok.web.just_sent import JUST_SENT
from kokebok.web.page_cache import MadePage
from kokebok.web.request_head import understood
from kokebok.web.static_serving import StaticFiles
from tests.kept_pages import Kept

STYLE = b"p { color: black }"


class Pages:
    """Pages that say how many were made before them."""

    def __init__(self) -> None:
        self.made = 0

    async def make(self, _scope: Any) -> MadePage:
        self.made += 1
        body = b"<p>" + b"Les dette. " * 100 + str(self.made).encode()
        headers = [(b"cache-control", b"public, no-cache"), (b"x-kokebok-reads", b"side")]
        return MadePage.of(HttpAnswer(200, headers, body, len(body)), None)

    async def are_the_same(self, _questions: Any) -> bool:
        return False


class Server:
    """The parts of a server that answer to readers, with what was changed last."""

    def __init__(self, folder: Path) -> None:
        self.fresh = 1
        self.kept = Kept(lambda: SeenChanges(self.fresh, 1), makers=Pages())
        (folder / "site.css").write_bytes(STYLE)
        self.files = StaticFiles(folder, "/static/")
        self.at_hand = AtHand(self.kept.cache, self.files, partial(understood, behind_proxy=False))

    def has(self, path: str = "/", *more: tuple[bytes, bytes], **scope: Any) -> tuple[int, bytes] | None:
        """Status and body of what is at hand; None where there is nothing."""
        said = self.messages(request(path, *more, **scope))
        return None if said is None else (said[0]["status"], said[1]["body"])

    def messages(self, scope: dict[str, Any]) -> Messages | None:
        """The same as it is sent."""

        async def in_the_loop() -> Messages | None:
            return self.at_hand.answer(scope)

        return self.kept.run(in_the_loop())

    def read(self, path: str = "/") -> bytes:
        """The page as it is answered by those who wait for it."""
        answer = self.kept.ask(understood(request(path), behind_proxy=False))
        assert answer is not None
        assert isinstance(answer.body, bytes)
        return answer.body


def request(path: str, *more: tuple[bytes, bytes], **scope: Any) -> dict[str, Any]:
    """A request as it comes from a connection."""
    where, _mark, query = path.partition("?")
    return {
        "type": "http",
        "method": "GET",
        "path": where,
        "query_string": query.encode(),
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5000),
        "headers": [(b"host", b"localhost"), (b"user-agent", b"Leser/1.0"), *more],
        **scope,
    }


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_a_page_is_at_hand_when_it_is_kept_and_known_to_be_right(server: Server) -> None:
    before = server.has()
    page = server.read()
    assert (before, server.has(), server.has()) == (None, (200, page), (200, page))


def test_a_page_is_not_at_hand_when_something_may_have_changed(server: Server) -> None:
    server.read()
    server.fresh, server.kept.now = 2, server.kept.now + 1
    assert server.has() is None
    anew = server.read()
    assert server.has() == (200, anew)


def test_a_request_with_another_query_or_host_is_another_request(server: Server) -> None:
    first, second = server.read("/?side=1"), server.read("/?side=2")
    assert first != second
    assert [server.has(f"/?side={n}") for n in (1, 2, 3)] == [(200, first), (200, second), None]
    assert server.has("/?side=2", (b"host", b"other.example")) is None


@pytest.mark.parametrize(
    ("more", "scope"),
    [
        ((b"cookie", b"sessionid=abc"), {}),
        ((b"cookie", f"{JUST_SENT}=1".encode()), {}),
        ((b"range", b"bytes=0-5"), {}),
        ((b"if-range", b'"x"'), {}),
        ((b"if-modified-since", b"Mon, 02 Mar 2026 10:00:00 GMT"), {}),
        ((b"content-length", b"3"), {}),
        ((b"accept", b"*/*"), {"method": "HEAD"}),
        ((b"accept", b"*/*"), {"method": "POST"}),
    ],
)
def test_what_others_must_see_to_is_not_at_hand(
    server: Server, more: tuple[bytes, bytes], scope: dict[str, Any]
) -> None:
    server.read()
    assert server.has()
    assert server.has("/", more, **scope) is None


def test_a_header_that_says_nothing_of_the_page_is_the_same_request(server: Server) -> None:
    page = server.read()
    assert server.has("/", (b"x-anything", b"1")) == server.has() == (200, page)
    assert len(server.at_hand.known) == 1


def test_each_reader_has_the_form_their_program_takes_and_is_told_when_they_have_it(server: Server) -> None:
    page = server.read()
    packed = server.has("/", (b"accept-encoding", b"br"))
    assert packed is not None
    assert len(packed[1]) < len(page)
    said = server.messages(request("/"))
    assert said is not None
    etag = dict(said[0]["headers"])[b"etag"]
    assert server.has("/", (b"if-none-match", etag)) == (304, b"")
    assert server.has("/", (b"if-none-match", b'"other"')) == (200, page)


def test_a_static_file_is_at_hand_from_the_second_time_on(server: Server) -> None:
    before = server.has("/static/site.css")
    asked = understood(request("/static/site.css"), behind_proxy=False)
    answer = server.kept.run(server.files.answer(asked))
    assert answer is not None
    assert (before, server.has("/static/site.css")) == (None, (200, STYLE))
    assert server.messages(request("/static/site.css")) == messages_of(answer)


def test_what_readers_have_said_is_bounded(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    page = server.read()
    monkeypatch.setattr(at_hand, "MOST", 20_000)
    for n in range(50):
        assert server.has(f"/?fbclid={n}") == (200, page)
    assert (len(server.at_hand.known) < 10, server.at_hand.known_bytes <= 20_000) == (True, True)


def test_a_request_that_says_very_much_is_answered_and_not_remembered(server: Server) -> None:
    page = server.read()
    assert server.has("/", (b"cookie", b"reklame=" + b"x" * 3000)) == (200, page)
    assert server.at_hand.known == {}
