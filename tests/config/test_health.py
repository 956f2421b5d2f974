"""What whoever watches the server is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import OperationalError, connection

from kokebok.config.health import Health

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@dataclass
class Asked:
    status: str
    headers: dict[str, str]
    body: bytes


def pages(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"a page"]


def ask(path: str, method: str = "GET") -> Asked:
    environ: WSGIEnvironment = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "10.0.0.7"}
    setup_testing_defaults(environ)
    said: list[tuple[str, list[tuple[str, str]]]] = []
    body = b"".join(Health(pages)(environ, lambda status, headers, *_: said.append((status, headers))))  # type: ignore[arg-type]
    return Asked(said[0][0], dict(said[0][1]), body)


@pytest.mark.parametrize("path", ["/helse/live", "/helse/live/"])
def test_a_live_server_says_so_without_asking_the_database(path: str) -> None:
    # No database mark: a question to it would fail the test.
    answer = ask(path)
    assert (answer.status, answer.body) == ("200 OK", b"ok\n")


@pytest.mark.usefixtures("committed")
def test_a_server_whose_database_answers_is_ready() -> None:
    answer = ask("/helse/klar")
    assert (answer.status, answer.body) == ("200 OK", b"ok\n")


@pytest.mark.usefixtures("committed")
def test_a_server_whose_database_does_not_answer_says_that_it_is_not_ready() -> None:
    def refuse(*_question: object) -> None:
        raise OperationalError("the disk is gone")

    with connection.execute_wrapper(refuse):
        answer = ask("/helse/klar")
    assert (answer.status, answer.body) == ("503 Service Unavailable", b"the database does not answer\n")


def test_the_answer_is_never_kept_by_a_proxy() -> None:
    assert ask("/helse/live").headers["Cache-Control"] == "no-store"


def test_a_head_request_has_no_body() -> None:
    assert ask("/helse/live", "HEAD").body == b""


@pytest.mark.parametrize("path", ["/", "/helse/", "/helse/live/mer/"])
def test_every_other_address_is_a_page(path: str) -> None:
    assert ask(path).body == b"a page"


@pytest.mark.filterwarnings("ignore:No directory at")  # the static files are gathered when the server starts
def test_the_server_asks_it_before_the_pages() -> None:
    from kokebok.config.wsgi import application, pages

    assert isinstance(application.application, Health)
    assert application.application.application is pages
