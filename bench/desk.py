"""How fast is the inbox of the desk with 5,000 inputs?

The real server on a real SQLite file. Each view is asked for again and again by an editor who is signed in:
`p95_ms_inbox` over lists of every status and some far page of them, `p95_ms_filtered` over one filter or several,
`p95_ms_search` over words in other forms than they were written in, some with filters too, `p95_ms_opened` over
opened inputs. All are the 95th percentile of the wait, in milliseconds, and are to be below 300;
`p95_ms_inbox_two_editors` is the first again with two who ask at the same time.

Compared, in the same run: `ratio_inbox_to_empty`, the inbox beside a page of the desk with nothing to list (the date
of the next edition: the same server, sign-in and menu), which is the limit of what a faster list could win; and
`ratio_search_to_like`, the search beside one that goes through all texts for a part of a word (LIKE), which finds no
other form of it.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, serving  # noqa: E402

INPUTS, PAGES, STEPS, ROUNDS = 5000, 20, 5, 12
SEARCHED = [
    "innbyggerne",
    "kommunens",
    "møteplass",
    "samarbeidene",
    "oppskriftene",
    '"en god idé"',
    "kommun*",
]
SENTENCES = [
    "Dette er en god idé, men hvem i kommunen skal eie samarbeidet?",
    "Innbyggere som har prøvd ordningen, bør få fortelle om den selv.",
    "Vi savner et eksempel fra en liten kommune med få ansatte.",
    "Møteplassene må være åpne på kveldstid, ellers når dere ikke familiene.",
    "Teksten om anskaffelser er vanskelig å forstå for en sosial entreprenør.",
    "Oppskriften burde begynne med behovet og ikke med løsningen.",
    "Kva gjer vi når piloten er ferdig og pengane er brukte opp?",
    "Frivillige organisasjoner har gjort dette lenge, se til dem.",
    "Legg til hvem som bestemmer, og når saken kommer opp politisk.",
    "Det står ingenting om personvern, og det spør alle om.",
]

Ask = Callable[[http.client.HTTPConnection, str], None]


def make_site() -> str:
    """A cookbook with 5,000 inputs, three in ten settled, and an editor; gives the cookie of one who is signed in."""
    import django

    django.setup()
    from django.core.management import call_command

    from kokebok.inputs.actions.note_words import note_words
    from kokebok.people.models import RoleName
    from tests.world import make_cookbook, make_person, make_recipe

    call_command("migrate", verbosity=0, interactive=False)
    book = make_cookbook()
    for number in range(PAGES):
        make_recipe(book, slug=f"oppskrift-{number}", title=f"Oppskrift {number}", steps=STEPS)
    berit = make_person("berit@example.no", "Berit Redaktør", RoleName.EDITOR)
    make_inputs()
    decide(berit)
    note_words()
    return signed_in(berit)


def make_inputs() -> None:
    """5,000 inputs of every kind and door, about every paragraph, over two months."""
    from django.utils import timezone

    from kokebok.book.models import Paragraph
    from kokebok.inputs.models import Door, Input, Kind, State

    chance, now = random.Random(5), timezone.now()
    wordings = {p.pk: p.wordings.latest("number") for p in Paragraph.objects.standing()}
    made = []
    for number in range(INPUTS):
        wording = chance.choice(list(wordings.values()))
        kind = chance.choice(list(Kind))
        state = chance.choices([State.OPEN, State.WAITING, State.ANSWERED, State.REFUSED], [6, 1, 2, 1])[0]
        received = now - timedelta(minutes=chance.randrange(60 * 24 * 60))
        made.append(
            Input(
                kind=kind,
                door=chance.choice(list(Door)),
                state=state,
                paragraph_id=wording.paragraph_id,
                wording=wording,
                text=" ".join([*chance.sample(SENTENCES, chance.randint(1, 4)), f"Nummer {number}."]),
                suggestion=f"{wording.text} Og {chance.choice(SENTENCES)}" if kind == Kind.SUGGESTION else "",
                language=chance.choice(["nb", "nb", "nn", "en"]),
                name=chance.choice(["", "Kari Nordmann", "Ola Li", "Ánne Máret"]),
                on_behalf_of=chance.choice(["", "", "Bodø kommune"]),
                received_at=received,
                read_at=chance.choice([None, now]),
                settled_at=None if state in (State.OPEN, State.WAITING) else now,
                refusal="Navngir noen." if state == State.REFUSED else "",
            )
        )
    Input.objects.bulk_create(made)


def decide(by: Any) -> None:
    """A decision on each answered input."""
    from django.utils import timezone

    from kokebok.desk.models import Decision, Outcome
    from kokebok.inputs.models import Input, State

    answered = Input.objects.filter(state=State.ANSWERED)
    Decision.objects.bulk_create(
        Decision(
            given=given,
            outcome=Outcome.NOT_TAKEN,
            reply="Takk.",
            reason="Det står alt.",
            by=by,
            at=timezone.now(),
        )
        for given in answered
    )


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
    some = list(Input.objects.order_by("pk").values_list("pk", flat=True)[::500])
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


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ.update(environment(data, port))
        cookie = make_site()
        asked = views()
        with serving(data, port):
            found = {name: p95(port, cookie, addresses) for name, addresses in asked.items()}
            found["inbox_two_editors"] = p95(port, cookie, asked["inbox"], editors=2)
        figures: dict[str, Any] = {f"p95_ms_{name}": round(wait, 1) for name, wait in found.items()}
        figures |= {
            "inputs": INPUTS,
            "ratio_inbox_to_empty": round(found["inbox"] / found["empty"], 2),
            "ratio_search_to_like": round(search_beside_like(), 2),
        }
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
