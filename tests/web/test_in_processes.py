"""Pages made in another process: what is asked and answered, and what comes of it when the maker is killed."""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client, Listener
from pathlib import Path
from typing import IO, Any

import pytest
from django.db import connection
from django.utils import translation

from kokebok.config.pages import Pages
from kokebok.web.answers import HttpAnswer
from kokebok.web.bodies import Bodies
from kokebok.web.in_processes import Lost, MakerFailed, Processes, take_connections
from kokebok.web.in_threads import Maker, OpenFile
from kokebok.web.page_cache import MadePage
from tests.kept_pages import asked_for

TEXT = [("Content-Type", "text/plain")]
FOR_ALL = [*TEXT, ("Cache-Control", "public, no-cache"), ("X-Kokebok-Reads", "side")]


class Untold:
    """A value that SQLite takes, and that cannot be sent to another process."""

    def __conform__(self, _protocol: object) -> str:
        return "nei"

    def __reduce__(self) -> str:
        raise TypeError("not for others")


def site(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """What the makers of these tests answer, by the path."""
    path = environ["PATH_INFO"]
    start("200 OK", FOR_ALL if path == "/alle/" else TEXT)
    if path == "/fil/":
        file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
        file.write(b"ikke dette, men ")
        begin = file.tell()
        file.write(b"resten")
        file.seek(begin)
        return OpenFile(file)
    if path == "/vent/":
        time.sleep(1)
    if path == "/hvem/":
        return [str(os.getpid()).encode()]
    if path == "/filer/":
        return [str(len(list(Path("/proc/self/fd").iterdir()))).encode()]
    if path == "/doer/":
        os._exit(9)
    if path == "/feil/":
        raise ValueError("no such page")
    if path == "/spraak/":
        before = translation.get_language()
        translation.activate("nn")
        return [before.encode()]
    if path == "/egen/":
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s", [Untold()])  # type: ignore[list-item]
    if path == "/alle/":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchall()
        return [b"for alle " * 100]
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]


@contextmanager
def makers(application: Any, how_many: int = 1) -> Iterator[Processes]:
    """Makers, each in a process of its own, that are asked one thing at a time."""
    fork: Any = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder, Listener(f"{folder}/makers", family="AF_UNIX") as listener:
        ends, held = os.pipe()

        def work() -> None:
            os.close(held)
            take_connections(listener, Maker(application), 1)
            os.read(ends, 1)

        processes = [fork.Process(target=work) for _number in range(how_many)]
        for process in processes:
            process.start()
        try:
            yield Processes(str(listener.address), 1)
        finally:
            os.close(held)
            for process in processes:
                process.join()


async def answered(
    by: Processes, path: str, body: IO[bytes] | None = None, method: str = "POST"
) -> HttpAnswer:
    scope = {**asked_for(path), "method": method}
    return await by.answer(scope, body or io.BytesIO(b"kort"), 4)


def words_of(answer: HttpAnswer) -> bytes:
    if isinstance(answer.body, bytes):
        return answer.body
    with answer.body as file:
        return file.read()


def test_a_body_in_memory_and_one_on_the_disk_are_read_by_the_maker() -> None:
    async def both(by: Processes) -> list[bytes]:
        with tempfile.TemporaryFile() as file:
            file.write(b"lang" * 200_000)
            file.seek(0)
            return [words_of(await answered(by, "/")), words_of(await answered(by, "/", file))]

    with makers(site) as by:
        assert asyncio.run(both(by)) == [b"POST kort", b"POST " + b"lang" * 200_000]


def test_a_file_that_is_answered_is_sent_from_where_it_stood_also_where_a_page_was_asked_for() -> None:
    async def both(by: Processes) -> list[tuple[int, bytes]]:
        answers = [await answered(by, "/fil/", method="GET"), (await by.make(asked_for("/fil/"))).answer]
        return [(answer.size, words_of(answer)) for answer in answers]

    with makers(site) as by:
        assert asyncio.run(both(by)) == [(6, b"resten")] * 2


def test_a_process_lets_go_of_the_files_it_has_handed_over() -> None:
    async def before_and_after(by: Processes) -> list[bytes]:
        found = []
        for _time in range(2):
            found.append(words_of(await answered(by, "/filer/", method="GET")))
            for _file in range(5):
                words_of(await answered(by, "/fil/", method="GET"))
        return found

    with makers(site) as by:
        before, after = asyncio.run(before_and_after(by))
    assert before == after


@pytest.mark.usefixtures("committed")
def test_a_page_for_everybody_comes_compressed_with_what_it_asked() -> None:
    async def one(by: Processes) -> tuple[MadePage, bool]:
        made = await by.make(asked_for("/alle/"))
        return made, await by.are_the_same(made.questions)

    with makers(site) as by:
        made, is_same = asyncio.run(one(by))
    assert made.page is not None
    assert (made.page.plain, is_same) == (b"for alle " * 100, True)
    assert made.page.brotlied
    assert [one.sql for one in made.questions.asked] == ["SELECT 1"]


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("committed")
def test_a_page_whose_questions_cannot_be_told_is_made_anew_each_time() -> None:
    async def one(by: Processes) -> tuple[bytes, bool]:
        made = await by.make(asked_for("/egen/"))
        return words_of(made.answer), await by.are_the_same(made.questions)

    with makers(site) as by:
        assert asyncio.run(one(by)) == (b"GET ", False)


def test_a_maker_goes_on_when_it_was_told_what_it_cannot_read() -> None:
    with makers(site) as by:
        with Client(by.address, family="AF_UNIX") as stranger:
            stranger.send_bytes(b"no pickle")
            with pytest.raises(EOFError):
                stranger.recv()
        assert words_of(asyncio.run(answered(by, "/"))) == b"POST kort"


def test_what_a_page_sets_for_itself_ends_with_it() -> None:
    async def twice(by: Processes) -> list[bytes]:
        return [words_of(await answered(by, "/spraak/", method="GET")) for _time in range(2)]

    with makers(site) as by:
        first, second = asyncio.run(twice(by))
    assert first == second


def test_what_fails_is_told_and_the_maker_goes_on() -> None:
    async def then(by: Processes) -> bytes:
        with pytest.raises(MakerFailed, match="no such page"):
            await answered(by, "/feil/")
        return words_of(await answered(by, "/"))

    with makers(site) as by:
        assert asyncio.run(then(by)) == b"POST kort"


@pytest.mark.parametrize(("method", "deaths"), [("POST", 1), ("GET", 2)])
def test_what_was_sent_is_not_sent_twice_and_a_page_is_tried_twice_where_its_maker_dies(
    method: str, deaths: int
) -> None:
    async def then(by: Processes) -> bytes:
        with pytest.raises(Lost):
            await answered(by, "/doer/", method=method)
        return words_of(await answered(by, "/"))

    with makers(site, how_many=deaths + 1) as by:  # each that dies is one less, so no more than these have
        assert asyncio.run(then(by)) == b"POST kort"


def test_what_is_sent_after_a_maker_has_died_goes_to_another() -> None:
    async def then(by: Processes) -> bytes:
        os.kill(int(words_of(await answered(by, "/hvem/", method="GET"))), signal.SIGKILL)
        await asyncio.sleep(0.2)
        return words_of(await answered(by, "/"))

    with makers(site, how_many=2) as by:
        assert asyncio.run(then(by)) == b"POST kort"


def test_whoever_sent_something_that_was_lost_is_told_that_it_may_have_come() -> None:
    async def then(by: Processes) -> HttpAnswer:
        async def body() -> dict[str, Any]:
            return {"type": "http.request", "body": b"kort", "more_body": False}

        return await Pages(by, Bodies(1000, 1000)).answer({**asked_for("/doer/"), "method": "POST"}, body)

    with makers(site, how_many=2) as by:
        answer = asyncio.run(then(by))
    assert answer.status == 502
    assert "kan det være mottatt likevel" in words_of(answer).decode()


def test_it_is_told_when_pages_are_waited_for_and_none_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kokebok.web.in_processes.STANDS_STILL", 0.1)

    async def told(by: Processes) -> list[str | None]:
        found = [by.stand_still()]
        waiting = asyncio.create_task(answered(by, "/vent/"))
        await asyncio.sleep(0.3)
        found.append(by.stand_still())
        await waiting
        return [*found, by.stand_still()]

    with makers(site) as by:
        assert asyncio.run(told(by)) == [None, "no page is made", None]
