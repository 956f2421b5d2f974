"""People who send slowly, do not read, or say nothing take nobody else's pages: on the server as it is started."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from kokebok.inputs.models import Attachment, Input
from tests import databases
from tests.files import PDF
from tests.flows.test_kill import SOURCE, free_port, wait_until_ready
from tests.inputs.conftest import hidden
from tests.real_server import all_from, connected, head
from tests.world import InputFactory, make_cookbook, make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

LARGE = 30_000_000  # bytes: more than the system holds for somebody who does not read
PATIENT = 2.0  # seconds a reader waits


class Site:
    """The server in a process of its own, with a large static file and a large file that a page sends."""

    def __init__(self, folder: Path) -> None:
        self.data, self.passing = folder / "data", folder / "tmp"
        self.port = free_port()
        self.passing.mkdir()
        (self.data / "static").mkdir(parents=True)
        (self.data / "static" / "large.bin").write_bytes(bytes(LARGE))
        make_fact(make_cookbook(), "<p>En bedrift med et samfunnsmål.</p>")
        paragraph = paragraph_saying("samfunnsmål")
        self.form = f"/innspill/gi/{paragraph.anchor}/"
        self.file = f"/vedlegg/{self._let_out(InputFactory.create(paragraph=paragraph))}/"

    def _let_out(self, given: Input) -> int:
        content = bytes(LARGE)
        sha256 = hashlib.sha256(content).hexdigest()
        kept = self.data / "attachments" / sha256[:2] / sha256
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)
        by = make_person("berit@example.no", "Berit")
        fields = {"name": "stor.pdf", "sort": "pdf", "size": LARGE, "sha256": sha256}
        row = Attachment.objects.create(given=given, **fields, let_out_at=timezone.now(), let_out_by=by)
        return int(row.pk)

    @contextmanager
    def served(self) -> Iterator[subprocess.Popen[bytes]]:
        """The server, ready to answer; killed at the end if it still runs."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
        environment = plain | {
            "PYTHONPATH": str(SOURCE),
            "TMPDIR": str(self.passing),
            "KOKEBOK_DATA": str(self.data),
            "KOKEBOK_DATABASE": database_address(),
            "KOKEBOK_BASE_URL": f"http://127.0.0.1:{self.port}",
            "KOKEBOK_SECONDS_TO_WRITE": "0",
        }
        command = [sys.executable, "-m", "kokebok", "serve", "--port", str(self.port)]
        log = self.data / "server.log"
        with log.open("ab") as said:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            wait_until_ready(process, self.port, log)
            yield process
        finally:
            process.kill()
            process.wait()

    def files(self) -> set[Path]:
        """All that lies in the data folder and in the system's folder for passing files, but the database's own."""
        both = [*self.data.rglob("*"), *self.passing.rglob("*")]
        return {file for file in both if ".sqlite3" not in file.name}


def database_address() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("slow")
    with django_db_blocker.unblock(), databases.own_copy(folder):
        made = Site(folder)
        connection.close()
        yield made


def get(port: int, path: str, cookies: str = "") -> tuple[int, bytes, str]:
    """Status, body and the cookies that are set."""
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        to.request("GET", path, headers={"Cookie": cookies} if cookies else {})
        response = to.getresponse()
        body = response.read()
    finally:
        to.close()
    kept = SimpleCookie()
    for line in response.headers.get_all("Set-Cookie") or []:
        kept.load(line)
    return response.status, body, "; ".join(f"{name}={one.value}" for name, one in kept.items())


def send_file(site: Site, content: bytes) -> str:
    """Give an input with a file by the page's own form; where the receipt is."""
    _status, page, cookies = get(site.port, site.form)
    fields = {name: hidden(page.decode(), name) for name in ("slip", "csrfmiddlewaretoken")}
    fields |= {"kind": "comment", "text": "Se vedlegget.", "licence": "on"}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    start = '--b\r\nContent-Disposition: form-data; name="files_sent"; filename="svar.pdf"\r\n\r\n'
    body = ("".join(parts) + start).encode() + content + b"\r\n--b--\r\n"
    to = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        to.request(
            "POST", site.form, body, {"Content-Type": "multipart/form-data; boundary=b", "Cookie": cookies}
        )
        response = to.getresponse()
        said = response.read().decode()
    finally:
        to.close()
    assert response.status == 302, said
    return str(response.headers["Location"])


@contextmanager
def a_crowd_that_stands_still(site: Site) -> Iterator[None]:
    """Eight half-sent bodies, eight who read nothing of a large file, and fifty who say nothing."""
    half = head("POST", site.form, "Content-Length: 900000") + b"x" * 400_000
    said = [half] * 8 + [head("GET", site.file)] * 4 + [head("GET", "/static/large.bin")] * 4 + [b""] * 50
    with ExitStack() as held:
        for one in said:
            held.enter_context(connected(site.port, one))
        time.sleep(1)
        yield


def test_a_crowd_that_stands_still_keeps_nobody_waiting_and_a_stop_is_a_stop(site: Site) -> None:
    with site.served() as process:
        get(site.port, "/")
        with a_crowd_that_stands_still(site):
            for path in ("/", "/kvittering/", "/static/web/kokebok.css", "/helse/live", "/helse/klar"):
                began = time.monotonic()
                status, _body, _cookies = get(site.port, path)
                assert (status, path) == (200, path)
                assert time.monotonic() - began < PATIENT, path
            process.terminate()
            assert process.wait(timeout=20) == -signal.SIGTERM  # uvicorn ends as it was asked to


def test_a_large_file_goes_by_the_pages_own_form_and_back_and_leaves_nothing_behind(site: Site) -> None:
    content = PDF.replace(b"endobj", b"% " + b"x" * 3_000_000 + b"\nendobj", 1)
    with site.served():
        before = site.files()
        receipt = send_file(site, content)
        page = get(site.port, receipt)[1].decode()
        found = re.search(r'href="([^"]*/vedlegg/\d+/)"', page)
        assert found is not None
        assert get(site.port, found.group(1))[1] == content
        kept = site.data / "attachments" / hashlib.sha256(content).hexdigest()[:2]
        assert site.files() - before == {kept, kept / hashlib.sha256(content).hexdigest()}


def test_a_body_larger_than_any_form_takes_is_answered_in_words_in_the_readers_language(site: Site) -> None:
    with site.served():
        for language, words in (("nb", "55 MB"), ("nn", "55 MB")):
            said = head(
                "POST", site.form, "Content-Length: 99000000", f"Cookie: a@b=1; kokebok_language={language}"
            )
            with connected(site.port, said) as one:
                answer = b""
                while b"</html>" not in answer:
                    answer += one.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 413")
            assert f'<html lang="{language}"'.encode() in answer
            assert words.encode() in answer


def test_a_kill_in_the_middle_of_large_bodies_and_answers_leaves_nothing_behind(site: Site) -> None:
    with site.served() as process:
        before = site.files()
        half = head("POST", site.form, "Content-Length: 9000000") + b"x" * 5_000_000
        with connected(site.port, half), connected(site.port, head("GET", site.file)) as reader:
            reader.recv(1000)
            time.sleep(0.5)
            process.send_signal(signal.SIGKILL)
            process.wait()
            all_from(reader)
        assert site.files() == before
