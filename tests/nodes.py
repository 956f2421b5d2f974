"""Two servers of the same cookbook, as two machines have it, with nginx before them by the file operators get."""

from __future__ import annotations

import getpass
import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

CONF = Path(__file__).parent.parent / "deploy" / "nginx-nodes.conf"


def conf_for(ports: Sequence[int], port: int) -> str:
    """The file of the operators, with these ports of this machine in it."""
    conf = CONF.read_text(encoding="utf-8")
    for address, own in zip(re.findall(r"server (10\.[\d.]+:8000)", conf), ports, strict=False):
        conf = conf.replace(address, f"127.0.0.1:{own}")
    left_out = re.sub(r"^    server 10\..*\n", "", conf, flags=re.MULTILINE)
    return left_out.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("kokebok.example.no", "_")


@contextmanager
def nginx(folder: Path, ports: Sequence[int], port: int, *, more: str = "") -> Iterator[str]:
    """The proxy, answering; its address. It runs as we do, and is told `more` of this server."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    conf = conf_for(ports, port).replace("    server_name _;", f"    server_name _;\n{more}")
    (folder / "site.conf").write_text(conf, encoding="utf-8")
    user = (
        f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    )  # else it would be somebody with no rights
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{ worker_connections 4000; }}\n"
        f"http {{ access_log off;\n{places}\ninclude {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        ["nginx", "-p", str(folder), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/errors"]
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(100):
            try:
                httpx.get(f"{address}/helse/live", timeout=2)
                break
            except httpx.TransportError:
                assert process.poll() is None, (folder / "errors").read_text()
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


def signed_in(address: str, session: str) -> httpx.Client:
    """A browser of somebody who is signed in."""
    return httpx.Client(base_url=address, cookies={"sessionid": session}, timeout=30)


def pressed(browser: httpx.Client, page: str, to: str, **sent: object) -> httpx.Response:
    """Post a form of a page, with the token that is on it. `files` is what is put in."""
    shown = browser.get(page).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
    assert token, shown
    files = sent.pop("files", None)
    return browser.post(to, data={"csrfmiddlewaretoken": token[1], **sent}, files=files)  # type: ignore[arg-type]
