"""Django as a WSGI application in real threads, which are held only while a page is made.

The body has come before a thread is taken, and the answer is whole when the thread is let go of. A file that a view
sends is handed over open, and read at the reader's pace by others.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import IO, TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connection

from kokebok.web.answers import HttpAnswer
from kokebok.web.disk import passing_file
from kokebok.web.page_cache import MadePage
from kokebok.web.questions import Questions, have_the_same_answers, noted_questions
from kokebok.web.request_head import Headers, Scope

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

IN_MEMORY = 1_048_576  # bytes of one answer; what is larger lies on the disk until it is sent
WITHOUT_BODY = frozenset({204, 304})

P = ParamSpec("P")
T = TypeVar("T")


class Maker:
    """Makes pages, in the thread that asks."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def answer(self, scope: Scope, body: IO[bytes], size: int) -> HttpAnswer:
        """The answer to a request whose body has come."""
        return ask(self.application, environ_of(scope, body, size))

    def make(self, scope: Scope) -> MadePage:
        """The answer to a request that has no body, and what was asked of the database to make it."""
        with noted_questions() as questions:
            answer = self.answer(scope, io.BytesIO(), 0)
        return MadePage.of(answer, questions)

    def are_the_same(self, questions: Questions) -> bool:
        """Whether these questions have the same answers now."""
        connection.close_if_unusable_or_obsolete()  # nobody else does, this far from Django's own requests
        return have_the_same_answers(questions)


class Threads:
    """A maker, asked in threads of this process."""

    def __init__(self, maker: Maker, *, workers: int) -> None:
        self.maker = maker
        self.threads = ThreadPoolExecutor(workers, thread_name_prefix="pages")

    async def answer(self, scope: Scope, body: IO[bytes], size: int) -> HttpAnswer:
        """The answer to a request whose body has come."""
        return await self._in_thread(self.maker.answer, scope, body, size)

    async def make(self, scope: Scope) -> MadePage:
        """The answer to a request that has no body, and what was asked of the database to make it."""
        return await self._in_thread(self.maker.make, scope)

    async def are_the_same(self, questions: Questions) -> bool:
        """Whether these questions have the same answers now."""
        return await self._in_thread(self.maker.are_the_same, questions)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        asked = contextvars.copy_context()  # what a page sets for itself, such as its language, ends with it
        run = partial(asked.run, work, *args, **more)
        return await asyncio.get_running_loop().run_in_executor(self.threads, run)


def environ_of(scope: Scope, body: IO[bytes], size: int) -> WSGIEnvironment:
    """A request as WSGI has it (PEP 3333). The scope must be `understood`."""
    server, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "CONTENT_LENGTH": str(size),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": OpenFile,
    }
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        if key in {"CONTENT_LENGTH", "TRANSFER_ENCODING"}:
            continue  # all of it has come, and its size is known
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]},{text}" if key in environ else text
    return environ


class OpenFile:
    """What a WSGI application wraps a file in that it wants sent."""

    def __init__(self, file: IO[bytes], _size: int = 0) -> None:
        self.file = file

    def __iter__(self) -> OpenFile:
        return self

    def __next__(self) -> bytes:
        chunk = self.file.read(IN_MEMORY)
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """As the application has it closed."""
        self.file.close()


def ask(application: WSGIApplication, environ: WSGIEnvironment) -> HttpAnswer:
    """The whole answer of a WSGI application, in the thread that asks."""
    said: list[Any] = []

    def start(
        status: str, headers: list[tuple[str, str]], _error: Any = None, /
    ) -> Callable[[bytes], object]:
        said[:] = [int(status.split(" ", 1)[0]), headers]
        return lambda _bytes: None

    result = application(environ, start)
    try:
        body, size = _own_file(result) or _collected(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    status, given = said
    headers: Headers = [
        (name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in given
    ]
    if status not in WITHOUT_BODY and not any(name == b"content-length" for name, _value in headers):
        headers.append((b"content-length", str(size).encode()))
    return HttpAnswer(status, headers, body, size)


def _own_file(result: Iterable[bytes]) -> tuple[IO[bytes], int] | None:
    """A real file that is sent, as a file of our own, since the view's is closed with its page; None for others."""
    if not isinstance(result, OpenFile):
        return None
    try:
        own, begin = os.fdopen(os.dup(result.file.fileno()), "rb"), result.file.tell()
    except (OSError, AttributeError):
        return None
    own.seek(begin)
    return own, os.fstat(own.fileno()).st_size - begin


def _collected(result: Iterable[bytes]) -> tuple[bytes | IO[bytes], int]:
    """All that is given, in memory or (above a megabyte) in a file that nobody else has."""
    file: IO[bytes] = io.BytesIO()
    size = 0
    for chunk in result:
        size += len(chunk)
        if size > IN_MEMORY and isinstance(file, io.BytesIO):
            before, file = file.getvalue(), passing_file()
            file.write(before)
        file.write(chunk)
    if isinstance(file, io.BytesIO):
        return file.getvalue(), size
    file.seek(0)
    return file, size
