"""Every limit by network counts the reader's own, on the server as it is served, whatever a reader says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.db import connection

from kokebok.rounds.live.limits import WRONG_CODES
from kokebok.staff.limits import ASK_NETWORK
from tests.flows.test_kill import SOURCE, free_port, wait_until_ready
from tests.inputs.conftest import hidden
from tests.world import make_cookbook, make_fact, paragraph_saying

pytestmark = pytest.mark.sqlite_only


@contextmanager
def served(data: Path, **more: str) -> Iterator[str]:
    """The address of the server as people start it, with uvicorn told by the environment to believe all."""
    port, log = free_port(), data / "log"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    env = plain | {
        "PYTHONPATH": str(SOURCE),
        "KOKEBOK_DATA": str(data / "data"),
        "KOKEBOK_DATABASE": f"sqlite:///{connection.settings_dict['NAME']}",
        "KOKEBOK_SECONDS_TO_WRITE": "0",
        "KOKEBOK_INPUTS_AN_HOUR": "3",
        "KOKEBOK_ATTACHMENT_MB_AN_HOUR": "7",
        "FORWARDED_ALLOW_IPS": "*",
        "UVICORN_PROXY_HEADERS": "true",
        **more,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kokebok", "serve", "--port", str(port)], env=env, stdout=out, stderr=out
        )
    try:
        wait_until_ready(process, port, log, patience=300)
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        process.wait()


class Liar:
    """One reader, who says it is another each time. `seen` is what the proxy in front adds, if there is one."""

    def __init__(self, site: str, seen: str) -> None:
        self.site, self.seen, self.number = site, seen, 0

    def headers(self) -> list[tuple[str, str]]:
        self.number += 1
        made_up = f"10.{self.number // 250}.{self.number % 250}.1"
        names = (
            "X_Forwarded_For",
            "X-Real-IP",
            "X_Real_IP",
            "Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP",
        )
        said = [(name, made_up) for name in names] + [("Forwarded", f"for={made_up}")]
        chain = f"{made_up}, {self.seen}" if self.seen else made_up
        return [*said, ("X-Forwarded-For", chain), ("Remote_Addr", made_up)]

    def get(self, path: str) -> int:
        return httpx.get(self.site + path, headers=self.headers(), timeout=60, verify=False).status_code

    def post(self, path: str, *, filler: bytes = b"", **form: str) -> tuple[int, str]:
        """Open the form at a path with a browser we have not met, and send it."""
        with httpx.Client(base_url=self.site, timeout=60, verify=False) as browser:
            page = browser.get(path, headers=self.headers()).text
            kept = {
                name: hidden(page, name)
                for name in ("slip", "csrfmiddlewaretoken")
                if f'name="{name}"' in page
            }
            files = {"files_sent": ("svar.txt", filler)} if filler else None
            answer = browser.post(path, data={**kept, **form}, files=files, headers=self.headers())
            return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("proxy", "seen"), [("no", ""), ("yes", "203.0.113.5")], ids=["without a proxy", "behind one"]
)
def test_no_header_takes_a_reader_past_a_limit(
    committed: None, tmp_path: Path, proxy: str, seen: str
) -> None:
    make_fact(make_cookbook(), "<p>En bedrift med et samfunnsmål.</p>")
    at = f"/innspill/gi/{paragraph_saying('samfunnsmål').anchor}/"
    connection.close()
    with served(tmp_path, KOKEBOK_BEHIND_PROXY=proxy) as site:
        liar = Liar(site, seen)
        said = [liar.post(at, kind="comment", text=f"Nummer {n}", licence="on") for n in range(4)]
        assert ([status for status, _page in said[:3]], said[3][0] == 302) == ([302] * 3, False)
        files = [liar.post(at, filler=b"x" * 6_000_000, kind="comment", text="Fil")[0] for _n in range(2)]
        assert files[1] == 429
        codes = [liar.get(f"/live/zzz{n:03}/state") for n in range(WRONG_CODES + 1)]
        assert (set(codes[:-1]), codes[-1]) == ({404}, 429)
        asked = [liar.post("/konto/login/", email=f"a{n}@example.no")[0] for n in range(ASK_NETWORK.most + 1)]
        # allauth has a limit of its own beside ours, which it tells in the form.
        assert (set(asked[:-1]) <= {200, 302}, asked[-1]) == (True, 429)
