"""The log as lines of JSON: what it says, and that nothing in it is of anybody."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from kokebok.inputs.models import Input
from kokebok.people.models import RoleName
from tests.flows.test_kill import fetch, free_port, plain_environment, wait_until_ready
from tests.inputs.conftest import hidden
from tests.later.test_each_kind import until
from tests.world import make_cookbook, make_fact, make_person, paragraph_saying

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("committed")]
READER, EDITOR = "kari.nordmann@example.org", "berit@example.no"
SAID = "Kjære kokebok, jeg heter Kari Nordmann og bor i Storgata 1."
NETWORK = "203.0.113.77"


@contextmanager
def serving(data: Path, port: int) -> Iterator[Path]:
    """The server as one runs it, saying all it can say; gives the file its log goes to."""
    data.mkdir()
    env = plain_environment(
        data, KOKEBOK_LOG="json", KOKEBOK_LOG_LEVEL="DEBUG", KOKEBOK_BEHIND_PROXY="yes", PYTHONUNBUFFERED="1"
    )
    command = [sys.executable, "-m", "kokebok", "serve", "--port", str(port)]
    log = data / "server.log"
    with log.open("wb") as file, (data / "said").open("wb") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=file)
    try:
        wait_until_ready(process, port, log)
        yield log
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    finally:
        process.kill()
        process.wait()


def asked(port: int, method: str, path: str, cookies: str = "", **form: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page, for one who comes by a proxy from a network of their own."""
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": NETWORK,
    }
    try:
        to.request(method, path, urlencode(form) if form else None, headers)
        answer = to.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        to.close()


def send_an_input(port: int) -> str:
    """Send one, with name and address; the code of its receipt."""
    address = f"/innspill/gi/{paragraph_saying('samfunnsmål').anchor}/"
    _status, _to, cookies, page = fetch(port, "GET", address)
    form = {name: hidden(page, name) for name in ("slip", "csrfmiddlewaretoken")}
    about = {
        "kind": "comment",
        "text": SAID,
        "name": "Kari Nordmann",
        "email": READER,
        "licence": "on",
        "acknowledged": "on",
    }
    status, receipt, _page = asked(port, "POST", address, cookies, **about, **form)
    assert (status, Input.objects.get().text) == (302, SAID)
    return receipt.strip("/").rpartition("/")[2]


def sign_in(port: int, data: Path) -> str:
    """Ask for a code and sign in with it; the code."""
    _status, _to, cookies, page = fetch(port, "GET", "/konto/login/")
    csrf = hidden(page, "csrfmiddlewaretoken")
    status, to, more, _page = fetch(
        port, "POST", "/konto/login/", cookies, email=EDITOR, csrfmiddlewaretoken=csrf
    )
    assert status == 302
    until(lambda: any(EDITOR in one.read_text() for one in (data / "letters").glob("*.eml")))
    letter = next(one.read_text() for one in (data / "letters").glob("*.eml") if EDITOR in one.read_text())
    code = re.search(r"^ +([A-Z0-9]+-[A-Z0-9]+)$", letter, re.MULTILINE)
    assert code, letter
    cookies = f"{cookies}; {more}"
    page = fetch(port, "GET", to, cookies)[3]
    form = {"code": code[1], "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}
    assert fetch(port, "POST", to, cookies, **form)[0] == 302
    return code[1]


def test_every_line_is_an_object_and_none_says_anything_of_anybody(tmp_path: Path) -> None:
    book = make_cookbook()
    make_fact(book)
    make_person(EDITOR, "Berit", RoleName.EDITOR)
    data, port = tmp_path / "data", free_port()
    with serving(data, port) as log:
        receipt = send_an_input(port)
        code = sign_in(port, data)
        assert asked(port, "GET", f"/kvittering/{receipt}x/?kode={receipt}")[0] == 404
        assert asked(port, "GET", f"/finnes-ikke/?epost={READER}")[0] == 404
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE inputs_input RENAME TO away")
        assert asked(port, "GET", f"/kvittering/{receipt}/?epost={READER}&kode={code}")[0] == 500
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO inputs_input")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {frozenset(line) - {"errors", "method", "route", "status"} for line in lines} == {
        frozenset({"time", "level", "logger", "message"})
    }
    told = [line for line in lines if "route" in line]
    assert {(line["status"], line["message"]) for line in told} == {
        (404, "Not Found"),
        (500, "Internal Server Error"),
    }
    fault = next(line for line in told if line["status"] == 500)
    assert (fault["route"], fault["method"], fault["level"]) == ("kvittering/<code:code>/", "GET", "ERROR")
    assert fault["errors"][0]["type"] == "django.db.utils.OperationalError"
    assert fault["errors"][0]["message"] == "no such table: inputs_input"
    assert any(place.startswith("kokebok/reading/") for place in fault["errors"][0]["where"])
    whole = log.read_text()
    personal = (
        READER,
        EDITOR,
        "Nordmann",
        "Storgata",
        "Berit",
        NETWORK,
        "127.0.0.1",
        receipt,
        code,
        str(tmp_path),
    )
    assert [one for one in personal if one.lower() in whole.lower()] == []
