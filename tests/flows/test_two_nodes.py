"""Two machines serve one cookbook: what is put in at one is at the other, and when one dies nothing is lost."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from kokebok.book.models import Cookbook
from kokebok.doors.models import Batch, BatchState
from kokebok.inputs.models import Attachment, Input
from kokebok.people.models import RoleName
from tests.doors.conftest import letter, mbox
from tests.files import PDF
from tests.flows.test_kill import free_port, server
from tests.flows.test_rounds_kill import EACH, PHONES, Phone, make_round
from tests.inputs.conftest import hidden
from tests.nodes import nginx, pressed, signed_in
from tests.redis_of_ones_own import needs_redis, redis_at
from tests.world import make_fact, make_person, paragraph_saying

pytestmark = [pytest.mark.postgresql_only, needs_redis]
GOES_ON_WITHIN = 5.0  # seconds


class Reader(threading.Thread):
    """Reads a page again and again, and notes the longest time in which none came."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address, self.is_done = address, threading.Event()
        self.longest, self.last = 0.0, time.monotonic()

    def run(self) -> None:
        with httpx.Client(timeout=10) as browser:
            while not self.is_done.is_set():
                try:
                    came = browser.get(self.address).status_code == 200
                except httpx.TransportError:
                    came = False
                if came:
                    now = time.monotonic()
                    self.longest, self.last = max(self.longest, now - self.last), now
                time.sleep(0.02)


def settings_of(folder: Path, redis: str) -> dict[str, str]:
    at: dict[str, Any] = connection.settings_dict
    return {
        "KOKEBOK_DATABASE": f"postgres://{at['USER']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}",
        "KOKEBOK_REDIS": redis,
        "KOKEBOK_SECRET_KEY": settings.SECRET_KEY,
        "KOKEBOK_FILES": str(folder / "shared"),
        "KOKEBOK_SECONDS_TO_WRITE": "0",
        "KOKEBOK_BEHIND_PROXY": "yes",
    }


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_when_one_of_two_dies_nothing_that_was_acknowledged_is_lost_and_all_go_on_with_the_other(
    committed: None, tmp_path: Path
) -> None:
    code, prompt = make_round()
    ports, port = [free_port(), free_port()], free_port()
    with redis_at(free_port(), tmp_path) as redis:
        more = settings_of(tmp_path, redis)
        with (
            server(tmp_path / "a", ports[0], **more) as dies,
            server(tmp_path / "b", ports[1], **more),
            nginx(tmp_path / "nginx", ports, port) as address,
        ):
            phones = [Phone(port, code, prompt, n) for n in range(PHONES)]
            reader = Reader(f"{address}/")
            for one in (*phones, reader):
                one.start()
            while sum(len(phone.told) for phone in phones) < PHONES * EACH // 3:
                time.sleep(0.005)
            dies.send_signal(signal.SIGKILL)
            before = {ticket for phone in phones for ticket in list(phone.told)}
            for phone in phones:
                phone.join()
            reader.is_done.set()
            reader.join()
    there = [str(ticket) for ticket in Input.objects.values_list("ticket", flat=True)]
    assert [phone.waiting for phone in phones] == [{}] * PHONES
    assert (before - set(there), len(there), len(set(there))) == (set(), PHONES * EACH, PHONES * EACH)
    assert reader.longest < GOES_ON_WITHIN


def test_what_is_put_in_at_one_is_worked_and_shown_at_the_other_also_where_redis_comes_late(
    committed: None, tmp_path: Path
) -> None:
    make_round()
    make_fact(Cookbook.objects.get())
    anchor = paragraph_saying("samfunnsmål").anchor
    desk = Client()
    desk.force_login(make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR))
    session = desk.cookies["sessionid"].value
    connection.close()
    ports, of_redis = [free_port(), free_port()], free_port()
    more = settings_of(tmp_path, f"redis://127.0.0.1:{of_redis}/0")
    with server(tmp_path / "a", ports[0], **more), server(tmp_path / "b", ports[1], **more):
        here, there = (signed_in(f"http://127.0.0.1:{port}", session) for port in ports)
        form = here.get(f"/innspill/gi/{anchor}/").text
        sent = {name: hidden(form, name) for name in ("slip", "csrfmiddlewaretoken")}
        given = here.post(
            f"/innspill/gi/{anchor}/",
            data={**sent, "kind": "comment", "text": "Se vedlegget.", "licence": "on"},
            files={"files_sent": ("svar.pdf", PDF, "application/pdf")},
        )
        assert given.status_code == 302, given.text
        fetched = there.get(f"/vedlegg/{Attachment.objects.get().pk}/")
        assert (fetched.status_code, fetched.content) == (200, PDF)

        letters = mbox(*(letter(number=str(n)) for n in range(3)))
        start = "/redaksjon/andre-veier/"
        put = pressed(here, start, start, files={"file": ("post.mbox", letters, "application/mbox")})
        batch = put.headers["Location"]
        pressed(there, batch, f"{batch}ta-inn/", state="open")
        with redis_at(of_redis, tmp_path):
            deadline = time.monotonic() + 120
            while Batch.objects.get().state != BatchState.DONE and time.monotonic() < deadline:
                time.sleep(0.2)
            assert Batch.objects.get().state == BatchState.DONE
            assert [one.get(batch).status_code for one in (here, there)] == [200, 200]
            assert Input.objects.filter(door="email").count() == 3
