"""How many answers a second, from another process: wrk where it is there, else our own small client."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

IN_SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s|m)\b")
BAD = re.compile(r"(Non-2xx or 3xx responses: \d+|Socket errors: .*)")


def has_wrk() -> bool:
    """Whether wrk is on this machine."""
    return shutil.which("wrk") is not None


def rate(port: int, path: str, *, seconds: int, connections: int) -> dict[str, float]:
    """Answers a second, and the 99th percentile of the wait in milliseconds, over connections kept open."""
    return (_by_wrk if has_wrk() else _by_our_own)(port, path, seconds, connections)


def _by_wrk(port: int, path: str, seconds: int, connections: int) -> dict[str, float]:
    address = f"http://localhost:{port}{path}"
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}",
        "--latency",
        "-H",
        "Accept-Encoding: br",
        address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    p99 = P99.search(said)
    if BAD.search(said) or not p99:
        raise RuntimeError(said)
    return {
        "rps": float(RATE.findall(said)[0]),
        "p99_ms": 1000 * float(p99[1]) * IN_SECONDS[p99[2]],
    }


def _by_our_own(port: int, path: str, seconds: int, connections: int) -> dict[str, float]:
    client = Path(__file__).parent / "_client.py"
    command = [sys.executable, str(client), str(port), path, str(seconds), str(connections)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
