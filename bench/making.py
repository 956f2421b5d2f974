"""What does it cost to make a page that isn't kept ready?

In this process, through the same WSGI application that the server runs in its threads, with nothing before it that
keeps pages: a recipe of 30 paragraphs and 300 inputs, the front page, the log of 5,000 inputs (first and far page), one
input, and the search. For each: `ms_…` of a processor (the median), `queries_…`, and `ratio_…`, which is how many
times as long it takes as Django takes to write the same bytes from a template that has them in a loop, line by line:
what is left to win. `seconds_xlsx`, `seconds_csv` and `seconds_json` are the whole log as a file, to the last byte, and
`processor_seconds_…` what of that was a processor's.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._many import decide, make_inputs, settle_statistics  # noqa: E402
from bench._server import empty_cookbook, environment, free_port  # noqa: E402

PARAGRAPHS, ON_THE_RECIPE, INPUTS, ROUNDS = 30, 300, 5000, 21
ADDRESSES = {
    "recipe": "/oppskrifter/moete/",
    "front": "/",
    "log": "/innspill/",
    "log_far": "/innspill/?page=100",
    "input": "/innspill/7/",
    "search": "/sok/?q=samarbeid",
}
FORMS = ("xlsx", "csv", "json")


def make_site() -> None:
    """A cookbook with one recipe of 30 paragraphs and 300 inputs, and 4,700 inputs on a chapter of facts."""
    book = empty_cookbook()
    from kokebok.book.models import Paragraph
    from kokebok.people.models import RoleName
    from tests.world import make_fact, make_person, make_recipe

    recipe = make_recipe(book, steps=(PARAGRAPHS - 3) // 3)
    fact = make_fact(book, "".join(f"<p>Avsnitt {one} om samarbeid.</p>" for one in range(PARAGRAPHS)))
    standing = Paragraph.objects.standing()
    if standing.on(recipe).count() != PARAGRAPHS:
        raise RuntimeError(f"the page has {standing.on(recipe).count()} paragraphs")
    make_inputs(ON_THE_RECIPE, wordings_on(recipe))
    make_inputs(INPUTS - ON_THE_RECIPE, wordings_on(fact))
    decide(make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR))
    settle_statistics()


def wordings_on(page: Any) -> list[Any]:
    """The wording now of each paragraph of a page."""
    from kokebok.book.models import Paragraph

    return [one.wordings.latest("number") for one in Paragraph.objects.standing().on(page)]


def fetched(address: str) -> bytes:
    """The body of an address, as the server's threads have it made."""
    from kokebok.config.wsgi import application
    from kokebok.web.in_threads import ask, environ_of

    path, _mark, query = address.partition("?")
    scope = {
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(b"host", b"localhost")],
    }
    answer = ask(application, environ_of(scope, io.BytesIO(), 0))
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}")
    return answer.body if isinstance(answer.body, bytes) else answer.body.read()


def milliseconds(make: Callable[[], object]) -> float:
    """What one making takes of a processor: the median, after two that are not counted."""
    taken = []
    for _round in range(ROUNDS + 2):
        began = time.process_time()
        make()
        taken.append(1000 * (time.process_time() - began))
    return median(taken[2:])


def bare(page: bytes) -> Callable[[], object]:
    """What writes the same bytes from a template that has them line by line."""
    from django.template import Context, Template

    lines = page.decode().splitlines(keepends=True)
    template = Template(
        "{% autoescape off %}{% for line in lines %}{{ line }}{% endfor %}{% endautoescape %}"
    )
    return lambda: template.render(Context({"lines": lines})).encode()


def figures_of(name: str, address: str) -> dict[str, float]:
    """The figures of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = fetched(address)
    with CaptureQueriesContext(connection) as queries:
        fetched(address)
        asked = len(queries)  # the next request forgets them
    ms = milliseconds(lambda: fetched(address))
    return {
        f"ms_{name}": round(ms, 1),
        f"queries_{name}": asked,
        f"ratio_{name}": round(ms / milliseconds(bare(page)), 1),
        f"kb_{name}": round(len(page) / 1024),
    }


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        os.environ.update(environment(Path(folder), free_port()))
        make_site()
        figures: dict[str, Any] = {}
        for name, address in ADDRESSES.items():
            figures |= figures_of(name, address)
        for form in FORMS:
            began, used = time.perf_counter(), time.process_time()
            fetched(f"/innspill/fil/{form}/")
            figures[f"seconds_{form}"] = round(time.perf_counter() - began, 2)
            figures[f"processor_seconds_{form}"] = round(time.process_time() - used, 2)
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
