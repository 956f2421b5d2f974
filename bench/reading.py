"""How fast is a recipe page of 30 paragraphs and 300 inputs for somebody who is not signed in?

Compared, in one run and in turn, with a static file of the same bytes from the same server (`ratio_to_static`), with
an ASGI application that sends the same bytes and headers and does nothing else, on the same server with the same
settings (`ratio_to_bare`), and with nginx sending the same bytes and headers from a file (`ratio_to_nginx`, left out
where there is no nginx). So is the static file (`static_ratio_to_…`). The rates are those of wrk, where it is there,
over 32 connections; each is the best of some rounds, as everything else on the machine can only slow one down. `rps`
and `p95_ms` are those of our own client over 8 connections. `queries_…` are counted in this process.
`kb_compressed` is the page with every style sheet and script it loads, as brotli sends them.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import brotli

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._bare import bare_asgi, nginx, put  # noqa: E402
from bench._rates import has_wrk, rate  # noqa: E402
from bench._server import empty_cookbook, environment, free_port, serving  # noqa: E402

PARAGRAPHS, INPUTS, SECONDS, CONNECTIONS, MANY, ROUNDS = 30, 300, 4, 8, 32, 3
PATH = "/oppskrifter/moete/"
LOADED = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IMPORTED = re.compile(r'(?:import|from)\s*\(?\s*"(\.[^"]+)"')


def make_site() -> None:
    """A site with one recipe of 30 paragraphs and 300 public inputs."""
    book = empty_cookbook()
    from kokebok.book.models import Paragraph
    from tests.world import InputFactory, make_recipe

    recipe = make_recipe(book, steps=(PARAGRAPHS - 3) // 3)
    paragraphs = list(Paragraph.objects.standing().on(recipe))
    for number in range(INPUTS):
        text = f"Innspill nummer {number}: her kunne dere si mer om hvem som bestemmer, og når det skjer."
        InputFactory.create(paragraph=paragraphs[number % len(paragraphs)], text=text)
    if len(paragraphs) != PARAGRAPHS:
        raise RuntimeError(f"the page has {len(paragraphs)} paragraphs")


def count_queries() -> dict[str, int]:
    """The queries of a first and of a second reader, by the server's own cache in this process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kokebok.config.freshness import Freshness
    from tests.kept_pages import Kept

    kept = Kept(Freshness())
    kept.body(PATH)  # starts what is made once for a process: language files, templates
    kept.cache.clear()
    counts = []
    for _reader in range(2):
        with CaptureQueriesContext(connection) as queries:
            kept.body(PATH)
        counts.append(len(queries))
    return {"queries_uncached": counts[0], "queries_cached": counts[1]}


def fetch(port: int, path: str) -> bytes:
    """What the server answers, uncompressed."""
    import urllib.request

    with urllib.request.urlopen(f"http://localhost:{port}{path}") as answer:
        return bytes(answer.read())


def everything_loaded(port: int, page: bytes) -> dict[str, int]:
    """The compressed size in bytes of the page and each style sheet and script it loads, by address."""
    sizes = {PATH: len(brotli.compress(page, quality=5))}
    waiting = [one or other for one, other in LOADED.findall(page.decode())]
    while waiting:
        address = waiting.pop()
        if address in sizes:
            continue
        body = fetch(port, address)
        sizes[address] = len(brotli.compress(body, quality=5))
        waiting += [urljoin(address, found) for found in IMPORTED.findall(body.decode())]
    return sizes


def measure(port: int, path: str) -> dict[str, float]:
    """One measurement from another process."""
    client = Path(__file__).parent / "_client.py"
    command = [sys.executable, str(client), str(port), path, str(SECONDS), str(CONNECTIONS)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def answered(port: int, path: str) -> tuple[bytes, list[tuple[str, str]]]:
    """The body and the headers of an answer, as they are sent to a browser."""
    to = http.client.HTTPConnection("localhost", port)
    to.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = to.getresponse()
    body = answer.read()
    headers = [
        (name.lower(), value) for name, value in answer.getheaders() if name.lower() not in {"date", "server"}
    ]
    to.close()
    return body, headers


def compared(port: int, path: str, folder: Path) -> dict[str, dict[str, float]]:
    """The best rate of an address of ours, of a bare ASGI application and of nginx with the same answer, in turn."""
    ports = {"ours": port, "bare": free_port(), "nginx": free_port()}
    paths = {"ours": path, "bare": "/", "nginx": "/body"}
    put(folder, *answered(port, path))
    best: dict[str, dict[str, float]] = {}
    with bare_asgi(folder, ports["bare"]), nginx(folder, ports["nginx"]) as has_nginx:
        who = ["ours", "bare", *(["nginx"] if has_nginx else [])]
        for _round in range(ROUNDS + 1):
            for one in who:
                found = rate(ports[one], paths[one], seconds=SECONDS, connections=MANY)
                best[one] = max(best.get(one, found), found, key=lambda one: one["rps"])
    for one, found in best.items():
        sys.stdout.write(f"{path} {one}: {found['rps']:.0f} a second, p99 {found['p99_ms']:.1f} ms\n")
    return best


def ratios(best: dict[str, dict[str, float]], prefix: str = "") -> dict[str, float]:
    """How an address of ours compares."""
    ours = best["ours"]
    found = {
        f"{prefix}ratio_to_{one}": round(ours["rps"] / best[one]["rps"], 2) for one in best if one != "ours"
    }
    return {**found, f"{prefix}p99_ms": round(ours["p99_ms"], 1)}


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ.update(environment(data, port))
        make_site()
        figures: dict[str, Any] = count_queries()
        with serving(data, port):
            page = fetch(port, PATH)
            sizes = everything_loaded(port, page)
        (data / "static" / "same.html").write_bytes(page)
        (data / "static" / "same.html.br").write_bytes(brotli.compress(page, quality=5))
        with serving(data, port):
            small = measure(port, PATH)
            of_page = compared(port, PATH, data / "bare")
            of_file = compared(port, "/static/same.html", data / "bare")
        for address, size in sizes.items():
            sys.stdout.write(f"{size:>8} bytes compressed  {address}\n")
        figures |= {
            "ratio_to_static": round(of_page["ours"]["rps"] / of_file["ours"]["rps"], 2),
            "rps": round(small["rps"]),
            "p95_ms": round(small["p95_ms"], 1),
            "kb_compressed": round(sum(sizes.values()) / 1024, 1),
            "rps_32": round(of_page["ours"]["rps"]),
            **ratios(of_page),
            **ratios(of_file, "static_"),
            "client": "wrk" if has_wrk() else "our own",
        }
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
