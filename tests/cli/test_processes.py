"""The processes of a server: what becomes of the others, and of readers and senders, when one is killed or stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.test_kill import (
    PATIENCE,
    fetch,
    free_port,
    paragraph_to_write_to,
    receipts_until,
    require_all_there,
    served,
)
from tests.real_server import all_from, connected, head
from tests.world import make_cookbook

pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux which processes there are"),
]


def forked_from(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes it has begun, in that order: those that make pages, and the one that answers."""
    return [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def becomes_true(happens: Callable[[], bool]) -> bool:
    ends = time.monotonic() + PATIENCE
    while not happens() and time.monotonic() < ends:
        time.sleep(0.05)
    return happens()


def is_gone(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def nobody_listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_process_that_makes_pages_and_is_killed_is_replaced_and_nobody_who_reads_notices(
    tmp_path: Path,
) -> None:
    make_cookbook(language="en")
    port = free_port()
    with served(tmp_path, port) as process:
        assert fetch(port, "GET", f"/{'a' * 2001}/")[0] == 414
        with connected(port, head("POST", "/", "Content-Length: 99000000")) as one:
            assert b"This is too much to send at once" in all_from(one)  # in the language of the book
        maker, front = forked_from(process)
        os.kill(maker, signal.SIGKILL)
        pages = [fetch(port, "GET", address)[0] for address in ("/kvittering/", "/?a=1", "/finnes-ikke/")]
        other, same = sorted(forked_from(process), key=lambda number: number == front)
    assert (pages, same, other != maker) == ([200, 200, 404], front, True)


def test_what_senders_were_told_is_received_is_there_after_those_that_make_pages_were_killed(
    tmp_path: Path,
) -> None:
    address, port = paragraph_to_write_to(), free_port()
    with served(tmp_path, port, "--workers", "2") as process:

        def kill_both() -> None:
            for number in forked_from(process)[:2]:
                os.kill(number, signal.SIGKILL)

        told = receipts_until(port, address, kill_both, after=6)
        require_all_there(port, told)


@pytest.mark.parametrize(
    ("who", "how", "status"),
    [
        ("all", signal.SIGTERM, -signal.SIGTERM),
        ("all", signal.SIGINT, 130),
        ("parent", signal.SIGKILL, -signal.SIGKILL),
        ("answers", signal.SIGKILL, 128 + signal.SIGKILL),
    ],
)
def test_whichever_is_stopped_none_is_left_behind(
    who: str, how: signal.Signals, status: int, tmp_path: Path
) -> None:
    port, passing = free_port(), tmp_path / "passing"
    passing.mkdir()
    with served(tmp_path / "data", port, TMPDIR=str(passing)) as process:
        others = forked_from(process)
        asked = {"all": [process.pid, *others], "parent": [process.pid], "answers": others[-1:]}[who]
        for number in asked:  # as a terminal or systemd does it: each of them hears the signal
            os.kill(number, how)
        assert process.wait(PATIENCE) == status
        assert becomes_true(lambda: all(is_gone(number) for number in others))
    assert nobody_listens(port)
    assert who == "parent" or list(passing.iterdir()) == []


def test_a_process_that_hangs_keeps_none_of_the_others_from_ending(tmp_path: Path) -> None:
    with served(tmp_path, free_port()) as process:
        maker, front = forked_from(process)
        os.kill(maker, signal.SIGSTOP)
        os.kill(front, signal.SIGKILL)
        assert process.wait(PATIENCE) == 128 + signal.SIGKILL
        assert becomes_true(lambda: is_gone(maker))
