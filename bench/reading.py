"""How fast is a recipe page of 30 paragraphs and 300 inputs for somebody who is not signed in?

Compared, in one run, with a static file of the same bytes from the same server. `queries_uncached` and
`queries_cached` are counted in this process through the same WSGI callable that the server runs.
`kb_compressed` is the page with every style sheet and script it loads, as brotli sends them.
"""

from __future__ import annotations

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
from bench._server import environment, free_port, serving  # noqa: E402

PARAGRAPHS, INPUTS, SECONDS, CONNECTIONS, ROUNDS = 30, 300, 4, 8, 3
PATH = "/oppskrifter/moete/"
LOADED = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IMPORTED = re.compile(r'(?:import|from)\s*\(?\s*"(\.[^"]+)"')


def make_site() -> None:
    """A site with one recipe of 30 paragraphs and 300 public inputs."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.book.models import Paragraph
    from tests.world import InputFactory, make_cookbook, make_recipe

    call_command("migrate", verbosity=0, interactive=False)
    recipe = make_recipe(make_cookbook(), steps=(PARAGRAPHS - 3) // 3)
    paragraphs = list(Paragraph.objects.standing().on(recipe))
    for number in range(INPUTS):
        text = f"Innspill nummer {number}: her kunne dere si mer om hvem som bestemmer, og når det skjer."
        InputFactory.create(paragraph=paragraphs[number % len(paragraphs)], text=text)
    if len(paragraphs) != PARAGRAPHS:
        raise RuntimeError(f"the page has {len(paragraphs)} paragraphs")


def call() -> int:
    """Ask for the page as the server does, in this thread; how many queries it took."""
    import io

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kokebok.config.asgi import pages

    scope = {
        "method": "GET",
        "path": PATH,
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(b"host", b"localhost")],
    }
    with CaptureQueriesContext(connection) as queries:
        answer = pages.threads.answer_here(scope, io.BytesIO(), 0)
    if answer.status != 200:
        raise RuntimeError(f"the page answers {answer.status}")
    return len(queries)


def count_queries() -> dict[str, int]:
    """The queries of a first and of a second reader."""
    from kokebok.config.asgi import cache

    call()  # starts what is made once for a process: language files, templates
    cache.clear()
    return {"queries_uncached": call(), "queries_cached": call()}


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
            for path in (PATH, "/static/same.html"):
                measure(port, path)
            pairs = [(measure(port, PATH), measure(port, "/static/same.html")) for _n in range(ROUNDS)]
        best_page, best_static = (
            max((pair[n] for pair in pairs), key=lambda one: one["rps"]) for n in (0, 1)
        )
        for address, size in sizes.items():
            sys.stdout.write(f"{size:>8} bytes compressed  {address}\n")
        sys.stdout.write(f"static file of the same bytes: {best_static['rps']:.0f} requests/s\n")
        figures |= {
            "ratio_to_static": round(best_page["rps"] / best_static["rps"], 2),
            "rps": round(best_page["rps"]),
            "p95_ms": round(best_page["p95_ms"], 1),
            "kb_compressed": round(sum(sizes.values()) / 1024, 1),
        }
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
