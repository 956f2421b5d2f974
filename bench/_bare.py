"""Servers that do nothing else than send the same bytes: what a kept page and a static file are compared with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench._server import wait_for

FOLDER = "BENCH_BARE"
NGINX = """
{user} worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000000; open_file_cache max=100;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{ listen 127.0.0.1:{port}; root {folder}; default_type text/html; {headers} }}
}}
"""


async def application(scope: Any, _receive: Any, send: Any) -> None:
    """An ASGI application that has read its answer once."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _BODY})


if FOLDER in os.environ:
    _BODY = (Path(os.environ[FOLDER]) / "body").read_bytes()
    _HEADERS = [
        (n.encode(), v.encode()) for n, v in json.loads((Path(os.environ[FOLDER]) / "headers").read_text())
    ]


def put(folder: Path, body: bytes, headers: list[tuple[str, str]]) -> None:
    """Lay an answer where both servers read it."""
    folder.mkdir(exist_ok=True)
    (folder / "body").write_bytes(body)
    (folder / "headers").write_text(json.dumps(headers))


@contextmanager
def bare_asgi(folder: Path, port: int) -> Iterator[None]:
    """The same server as ours, with the same settings, and `application` in it."""
    run = (
        "from kokebok.cli import server; server.LIFESPAN = 'off';"
        f"server.listen('bench._bare:application', '127.0.0.1', {port})"
    )
    root = Path(__file__).parent.parent
    own = {**os.environ, FOLDER: str(folder), "PYTHONPATH": f"{root}:{root / 'src'}"}
    with _running([sys.executable, "-c", run], own, port):
        yield


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[bool]:
    """The file server most know, with the same headers; False where it is not on this machine."""
    if shutil.which("nginx") is None:
        yield False
        return
    kept = json.loads((folder / "headers").read_text())
    own = {"content-length", "content-type", "date", "etag", "server", "last-modified", "accept-ranges"}
    said = " ".join(f"add_header {n} {json.dumps(v)};" for n, v in kept if n not in own)
    user = "user root;" if os.geteuid() == 0 else ""  # otherwise it is whoever starts it
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, headers=said, user=user))
    with _running(["nginx", "-c", str(folder / "nginx.conf")], dict(os.environ), port):
        yield True


@contextmanager
def _running(command: list[str], own: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, env=own)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
