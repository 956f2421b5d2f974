"""How fast is a page while a hall writes? And is what is shown right?

The page of `bench reading` (30 paragraphs and 300 inputs) is read as fast as 32 connections can, first in quiet, then
while 20 inputs a second are sent by the page's own form, every other to a paragraph of that page and every other to
another, and somebody signs in each second (a session and a line in the journal, as a sign-in leaves). The forms were
opened before, as in a hall. One sender in five of those on the page goes to it as soon as the input is received:
`own_seen_at_once` is the share of them that saw it. `stale_seen` is how many inputs to the page somebody else saw more
than a second after the sender had the answer. `ratio_to_quiet` and `p99_ms` are of the reading; the rates are wrk's,
where it is there. `inputs_a_second` says whether the pace was kept. Everything is on one machine, so the readers'
program and the writers' take from the server what they need themselves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._rates import has_wrk, rate  # noqa: E402
from bench._server import environment, free_port, serving  # noqa: E402
from bench.reading import MANY, PATH, make_site  # noqa: E402

SECONDS, PACE, LOOKS_EVERY = 12, 20, 5
CSRF = "k" * 32
SIGN_INS = """
import time, django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from kokebok.journal.actions.record import record
while True:
    record("test.signed_in", by=None)
    SessionStore().create()
    time.sleep(1)
"""


def posts() -> list[dict[str, Any]]:
    """The forms as they are sent: from browsers we know, so that what they say is published at once."""
    from django.core.signing import get_cookie_signer

    from kokebok.book.models import Cookbook, Paragraph, Recipe
    from kokebok.inputs.form_tokens import new_token
    from kokebok.inputs.sender import COOKIE, SALT, name_of
    from tests.world import InputFactory, make_recipe

    here = list(Paragraph.objects.standing().on(Recipe.objects.get()))
    other = make_recipe(Cookbook.objects.get(), slug="annet")
    there = list(Paragraph.objects.standing().on(other))
    InputFactory.create(paragraph=there[0], sender=name_of("hall"))
    cookies = f"csrftoken={CSRF}; {COOKIE}={get_cookie_signer(salt=COOKIE + SALT).sign('hall')}"
    made = []
    for number in range(SECONDS * PACE):
        is_here, word = number % 2 == 0, f"Salen{number:05d}"
        paragraph = (here if is_here else there)[number % len(here if is_here else there)]
        said = {
            "csrfmiddlewaretoken": CSRF,
            "slip": new_token().signed(),
            "kind": "comment",
            "text": f"{word}: her kunne dere si mer om hvem som bestemmer.",
            "licence": "on",
        }
        where = f"/innspill/gi/{paragraph.anchor}/"
        made.append(
            {"path": where, "body": urlencode(said), "cookies": cookies, "word": word, "is_here": is_here}
        )
    return made


def while_writing(port: int, ready: list[dict[str, Any]]) -> tuple[dict[str, float], dict[str, Any]]:
    """The rate of reading meanwhile, and what those who write and read have seen."""
    order = {"port": port, "path": PATH, "rate": PACE, "looks_every": LOOKS_EVERY, "posts": ready}
    signs_in = subprocess.Popen([sys.executable, "-c", SIGN_INS])
    writers = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "_writers.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert writers.stdin
        writers.stdin.write(json.dumps(order))
        writers.stdin.close()
        writers.stdin = None
        read = rate(port, PATH, seconds=SECONDS - 2, connections=MANY)
        said, _none = writers.communicate(timeout=300)
    finally:
        signs_in.kill()
        signs_in.wait()
        writers.kill()
    return read, dict(json.loads(said))


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        own = {"KOKEBOK_SECONDS_TO_WRITE": "0", "KOKEBOK_INPUTS_AN_HOUR": "1000000"}
        os.environ.update(environment(data, port) | own)
        make_site()
        ready = posts()
        with serving(data, port, own):
            for _time in range(2):
                quiet = rate(port, PATH, seconds=4, connections=MANY)
            read, said = while_writing(port, ready)
    figures = {
        "ratio_to_quiet": round(read["rps"] / quiet["rps"], 2),
        "p99_ms": round(read["p99_ms"], 1),
        "stale_seen": said["stale_seen"],
        "own_seen_at_once": round(said["own_seen_at_once"] / said["looked"], 3),
        "rps": round(read["rps"]),
        "rps_quiet": round(quiet["rps"]),
        "inputs": said["sent"],
        "inputs_refused": said["refused"],
        "inputs_a_second": round(said["sent_a_second"], 1),
        "accept_p95_ms": round(said["accept_p95_ms"]),
        "seen_by_others_after_p95_seconds": round(said["seen_after_p95"], 2),
        "client": "wrk" if has_wrk() else "our own",
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
