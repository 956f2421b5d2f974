"""How fast is the inbox of the desk with 5,000 inputs, and with 50,000?

The real server on a real SQLite file, when it has done what it does by itself at its start. Each view is asked for
again and again by an editor who is signed in: `p95_ms_inbox` over lists of every status and some far page of them,
`p95_ms_filtered` over one filter or several, `p95_ms_search` over words in other forms than they were written in, some
with filters too, `p95_ms_opened` over opened inputs. All are the 95th percentile of the wait, in milliseconds, and are
to be below 100 with 5,000 inputs, and below 300 with 50,000, where `_50000` stands behind the name.
`p95_ms_inbox_two_editors` is the first again with two who ask at the same time.

`queries_inbox` (at most 15) and `queries_opened` (25) are the most that any of those pages asks of the database,
counted in this process with 50,000 inputs. `queries_answer` (60) and `ms_answer` (150, of a processor) are an answer
that changes a paragraph on a page of 94 paragraphs, of which 90 are quoted.

Compared, in the same run: `ratio_inbox_to_empty`, the inbox beside a page of the desk with nothing to list (the date
of the next edition: the same server, sign-in and menu), which is the limit of what a faster list could win; and
`ratio_search_to_like`, the search beside one that goes through all texts for a part of a word (LIKE), which finds no
other form of it.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._many import decide, make_inputs  # noqa: E402
from bench._server import environment, free_port, serving, wait_for_rest  # noqa: E402

INPUTS, MANY, PAGES, STEPS, ROUNDS = 5000, 50_000, 20, 5, 12
PARAGRAPHS, QUOTED, ANSWERS = 94, 90, 12
SEARCHED = [
    "innbyggerne",
    "kommunens",
    "møteplass",
    "samarbeidene",
    "oppskriftene",
    '"en god idé"',
    "kommun*",
]
Ask = Callable[[http.client.HTTPConnection, str], None]


def make_site() -> Any:
    """A cookbook with 5,000 inputs, three in ten settled; gives an editor."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.people.models import RoleName
    from tests.world import make_cookbook, make_person, make_recipe

    call_command("migrate", verbosity=0, interactive=False)
    book = make_cookbook()
    for number in range(PAGES):
        make_recipe(book, slug=f"oppskrift-{number}", title=f"Oppskrift {number}", steps=STEPS)
    berit = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    fill(INPUTS, berit)
    return berit


def fill(number: int, berit: Any) -> None:
    """So many inputs more, answered and searchable."""
    from kokebok.book.models import Paragraph
    from kokebok.inputs.actions.note_words import note_words

    make_inputs(number, [one.wordings.latest("number") for one in Paragraph.objects.standing()])
    decide(berit)
    note_words()


def signed_in(person: Any) -> str:
    """The cookie of somebody who has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def views() -> dict[str, list[str]]:
    """The addresses of each measurement."""
    from kokebok.book.models import Page
    from kokebok.inputs.models import Input

    inbox = "/redaksjon/innspill/"
    page = Page.objects.get(slug="oppskrift-7").pk
    some = list(Input.objects.order_by("pk").values_list("pk", flat=True)[: 10 * 500 : 500])
    searches = [f"{inbox}?q={quote(words)}" for words in SEARCHED]
    return {
        "inbox": [
            inbox, f"{inbox}?page=50", f"{inbox}?state=all", f"{inbox}?state=all&page=100",
            f"{inbox}?state=open&page=30", f"{inbox}?state=answered", f"{inbox}?state=answered&page=15",
        ],
        "filtered": [
            f"{inbox}?kind=suggestion", f"{inbox}?about={page}", f"{inbox}?door=email&state=all",
            f"{inbox}?age=over14d&page=20", f"{inbox}?language=nn", f"{inbox}?kind=question&door=paper&age=7d",
            f"{inbox}?state=all&kind=suggestion&language=nb&page=5",
        ],
        "search": [*searches, f"{inbox}?q=kommune&state=all&page=40", f"{inbox}?q=id%C3%A9&kind=suggestion&door=word"],
        "opened": [f"{inbox}{number}/" for number in some],
        "empty": ["/redaksjon/neste-utgave/"],
    }  # fmt: skip


def waits(port: int, cookie: str, addresses: list[str]) -> list[float]:
    """How long each answer took, in milliseconds, for one editor who asks for each address in turn."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    found = []
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        found.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
    connection.close()
    return found


def p95(port: int, cookie: str, addresses: list[str], editors: int = 1) -> float:
    """The 95th percentile of the wait, with so many asking at once, after one round that is not counted."""
    waits(port, cookie, addresses)
    in_turn = addresses * ROUNDS
    with ThreadPoolExecutor(editors) as at_once:
        shares = [at_once.submit(waits, port, cookie, in_turn[n:] + in_turn[:n]) for n in range(editors)]
        found = sorted(wait for share in shares for wait in share.result())
    return found[int(0.95 * (len(found) - 1))]


def seconds_of(queries: Iterator[Any]) -> float:
    """How long it takes to count what some queries find."""
    began = time.perf_counter()
    for query in queries:
        query.count()
    return time.perf_counter() - began


def search_beside_like() -> float:
    """The time of our search over that of LIKE, for the same words in the same tables."""
    from django.db.models import Q

    from kokebok.inputs.models import Input
    from kokebok.inputs.searching import with_words

    words = [word.strip('"*') for word in SEARCHED] * 5
    ours = seconds_of(with_words(Input.objects.all(), word) for word in words)
    like = seconds_of(
        Input.objects.filter(
            Q(text__icontains=word)
            | Q(suggestion__icontains=word)
            | Q(name__icontains=word)
            | Q(on_behalf_of__icontains=word)
        )
        for word in words
    )
    return ours / like


def most_queries(editor: Any, addresses: list[str]) -> int:
    """The most that any of these pages asks of the database, while somebody is at work in the background."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kokebok.later.models import Worker

    Worker.objects.create(key="bench", machine="here", pid=1)
    client = Client(HTTP_HOST="localhost")
    client.force_login(editor)
    found = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answered = client.get(address)
            found.append(len(queries))
        if answered.status_code != 200:
            raise RuntimeError(f"{address} answered {answered.status_code}")
    return max(found)


def answers(editor: Any) -> dict[str, float]:
    """What an answer costs that changes a paragraph of a long page that many have quoted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kokebok.book.models import Cookbook, Paragraph
    from kokebok.lib.quotes import Quote, as_json
    from tests.desk.conftest import form
    from tests.world import InputFactory, make_fact

    texts = [f"<p>Dette sier noe om det som er nummer {one} av alle her.</p>" for one in range(PARAGRAPHS)]
    page = make_fact(Cookbook.objects.get(), "".join(texts), slug="lang")
    quote = as_json(Quote("det som er nummer", "Dette sier noe om ", " "))
    standing = list(Paragraph.objects.standing().on(page)[:QUOTED])
    quoted = [InputFactory.create(paragraph=one, quote=quote) for one in standing]
    client = Client(HTTP_HOST="localhost")
    client.force_login(editor)
    taken, asked = [], []
    for given in quoted[:ANSWERS]:
        said = form(
            given,
            outcome="taken_in_changed",
            new_text=f"Nå står {given.pk}.",
            change_text="on",
            reason="Fordi.",
        )
        with CaptureQueriesContext(connection) as queries:
            began = time.process_time()
            answered = client.post(f"/redaksjon/innspill/{given.pk}/svar/", said)
            taken.append(1000 * (time.process_time() - began))
            asked.append(len(queries))
        if answered.status_code != 302:
            raise RuntimeError(f"the answer is {answered.status_code}")
    return {"queries_answer": max(asked[1:]), "ms_answer": round(median(taken[1:]), 1)}


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ.update(environment(data, port))
        editor = make_site()
        cookie, asked = signed_in(editor), views()
        with serving(data, port) as server:
            wait_for_rest(server)
            found = {name: p95(port, cookie, addresses) for name, addresses in asked.items()}
            found["inbox_two_editors"] = p95(port, cookie, asked["inbox"], editors=2)
        figures: dict[str, Any] = {f"p95_ms_{name}": round(wait, 1) for name, wait in found.items()}
        figures |= {
            "inputs": INPUTS,
            "ratio_inbox_to_empty": round(found["inbox"] / found["empty"], 2),
            "ratio_search_to_like": round(search_beside_like(), 2),
        }
        fill(MANY - INPUTS, editor)
        asked = views()
        with serving(data, port) as server:
            wait_for_rest(server)
            for name, addresses in asked.items():
                figures[f"p95_ms_{name}_{MANY}"] = round(p95(port, cookie, addresses), 1)
        sys.stdout.write(f"{figures}\n")
        sys.stdout.flush()
        figures |= {f"queries_{name}": most_queries(editor, asked[name]) for name in ("inbox", "opened")}
        figures |= answers(editor)
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
