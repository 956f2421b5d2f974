"""Does a public page take longer to make when the cookbook has lived for long?

Every kind of page that can be reached by links from the front page is made in this process, through the WSGI
application of the server with nothing before it that keeps pages: first with 3,000 inputs and a short journal, so that
each list is as long as it gets, then with 100,000 inputs and 1,000,000 lines in the journal. Each is made in turn,
several times; what counts is the least wait of each. A table has all pages; `worst_ratio` is to be at most 1.2, and
`worst_page` says which it is.
`BENCH_KOKEBOK_DATABASE` measures on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._many import decide, make_inputs, make_journal, settle_statistics  # noqa: E402
from bench._server import environment, free_port  # noqa: E402
from bench.making import fetched, wordings_on  # noqa: E402

PAGES, STEPS, FEW, MANY, LINES, ROUNDS = 4, 5, 3000, 100_000, 1_000_000, 9
LINKS = re.compile(r'href="(/[^"#]*)')
FILES = re.compile(r"/innspill/fil/")
"""The whole log as a file has all inputs in it, and is as long as they are."""


def make_site() -> Any:
    """A cookbook of 4 recipes and a chapter of facts, with 3,000 inputs; gives its editor."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.people.models import RoleName
    from tests.world import make_cookbook, make_fact, make_person, make_recipe

    call_command("migrate", verbosity=0, interactive=False)
    book = make_cookbook()
    pages = [make_recipe(book, slug=f"moete-{one}", title=f"Møte {one}", steps=STEPS) for one in range(PAGES)]
    pages.append(make_fact(book))
    berit = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    make_inputs(FEW, [wording for page in pages for wording in wordings_on(page)])
    decide(berit)
    settle_statistics()
    return berit


def grow(by: Any) -> None:
    """97,000 inputs more, and 1,000,000 lines in the journal."""
    from kokebok.book.models import Wording

    make_inputs(MANY - FEW, list(Wording.objects.order_by("pk")))
    decide(by)
    make_journal(LINES, by)
    settle_statistics()


def pages_by_link() -> list[str]:
    """The first address of each kind of page that links lead to from the front page."""
    from django.urls import Resolver404, resolve

    found: dict[tuple[str, str], str] = {}
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        try:
            match = resolve(address.partition("?")[0])
            body = fetched(address).decode("utf-8", "replace")
        except (Resolver404, RuntimeError):
            continue
        kind = (match.view_name, _shape(match.view_name, address))
        if kind in found or FILES.match(address):
            continue
        found[kind] = address
        new = [link.replace("&amp;", "&") for link in LINKS.findall(body)]
        new = [link for link in dict.fromkeys(new) if link not in seen and not link.startswith("/static/")]
        seen |= set(new)
        waiting += new
    return sorted(found.values())


def _shape(view_name: str, address: str) -> str:
    """What tells pages of one view apart: how deep in the book they are, and what is asked for."""
    path, _mark, query = address.partition("?")
    asked = ",".join(sorted(part.partition("=")[0] for part in query.split("&")))
    return f"{path.count('/')},{path.split('/')[1]},{asked}" if view_name == "wagtail_serve" else asked


def waits(addresses: list[str]) -> dict[str, float]:
    """The least wait for each address, in milliseconds: what else the machine did is not in it."""
    taken: dict[str, list[float]] = {address: [] for address in addresses}
    for _round in range(ROUNDS + 1):
        for address in addresses:
            began = time.perf_counter()
            fetched(address)
            taken[address].append(1000 * (time.perf_counter() - began))
    return {address: min(found[1:]) for address, found in taken.items()}


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        os.environ.update(environment(Path(folder), free_port()))
        editor = make_site()
        addresses = pages_by_link()
        before = waits(addresses)
        grow(editor)
        after = waits(addresses)
    ratios = {address: after[address] / before[address] for address in addresses}
    for address in sorted(addresses, key=lambda one: -ratios[one]):
        sys.stdout.write(
            f"{before[address]:8.1f} {after[address]:8.1f} ms {ratios[address]:7.2f}  {address}\n"
        )
    worst = max(addresses, key=lambda one: ratios[one])
    figures = {"worst_ratio": round(ratios[worst], 2), "worst_page": worst, "pages": len(addresses)}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
