"""How fast is the search of readers with 100,000 inputs, and does it find what it should?

The pages are those of the starter, and the inputs are made of their words: `p95_ms` is the 95th percentile of the
wait for the page of hits, over a real server on a real SQLite file, and is to be below 100; `p95_ms_suggestions` that
for suggestions while somebody types, `p95_ms_misspelt` that for words that stand nowhere. `p95_cpu_ms` is what a page
of hits costs a processor, in this process: on a machine that does other things too, it tells more than the wait.

Compared, in the same run: `ratio_to_fts`, the time for all that the database is asked for a question beside that for
a plain FTS5 query of the same words, with one index of all texts and no forms, ranks or kinds; `fts_recall` and
`fts_precision` are those of that query. `precision` and `recall` are those of 120 questions to the starter
(bench/_questions.toml): of the texts found how many are right, and of the right ones how many are found;
`precision_unseen` and `recall_unseen` those of 40 that were written before the search was asked any of them.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._server import environment, free_port, serving  # noqa: E402
from bench.desk import waits  # noqa: E402

INPUTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000  # `./kokebok bench search 10000` for a quick look
AT_ONCE, ROUNDS = 5000, 6
MISSPELT = ["entrepenør", "anskafelse", "budsjet", "demenz", "konkuranse", "kommunne trondhiem"]
TYPED = ["pil", "tilsk", "sosiale ent", "kommun", "mal for", "be"]


def make_site() -> tuple[Any, Any]:
    """The starter with 100,000 inputs that anyone may read; gives what was measured before there were any.

    That is, of the questions that are known, and of those that are not.
    """
    import django

    django.setup()
    from django.core.management import call_command

    from bench._answers import measured
    from bench._questions import KNOWN, UNSEEN
    from kokebok.search.actions.make_whole import make_whole
    from kokebok.starter.loading import load_starter

    call_command("migrate", verbosity=0, interactive=False)
    load_starter()
    answers = measured(KNOWN), measured(UNSEEN)
    make_inputs()
    make_whole()  # else the server that is measured takes the index for old, and makes all of it anew meanwhile
    return answers


def make_inputs() -> None:
    """Inputs of two to five sentences of the texts, and a few words of their own; `make_whole` notes them."""
    from django.utils import timezone

    from kokebok.book.models import Paragraph
    from kokebok.inputs.models import Input, Kind, State

    chance, now = random.Random(12), timezone.now()
    said = [text for text in Paragraph.objects.standing().values_list("text", flat=True) if len(text) > 40]
    for begin in range(0, INPUTS, AT_ONCE):
        made = [
            Input(
                kind=Kind.COMMENT,
                state=State.OPEN,
                text=" ".join(chance.sample(said, chance.randint(1, 3)))[:700] + f" Nummer {number}.",
                language="nb",
                received_at=now - timedelta(minutes=INPUTS - number),
            )
            for number in range(begin, begin + AT_ONCE)
        ]
        Input.objects.bulk_create(made)


def addresses(asked: list[str]) -> list[str]:
    """The pages of hits."""
    return [f"/sok/?q={quote(one)}" for one in asked]


def p95(port: int, asked: list[str]) -> float:
    """The 95th percentile of the wait, after one round that is not counted."""
    waits(port, "", asked)
    return _percentile(waits(port, "", asked * ROUNDS))


def p95_cpu(asked: list[str]) -> float:
    """The 95th percentile of what a page of hits costs a processor, in milliseconds; the same round is not counted."""
    from django.test import Client

    reader, spent = Client(HTTP_HOST="localhost"), []
    for turn in range(2):
        for address in addresses(asked):
            began = time.process_time()
            reader.get(f"{address}&turn={turn}")  # another address each time: no page is kept
            spent.append(1000 * (time.process_time() - began))
    return _percentile(spent[len(asked) :])


def _percentile(found: list[float]) -> float:
    return sorted(found)[int(0.95 * (len(found) - 1))]


@contextmanager
def plain_index() -> Iterator[tuple[sqlite3.Connection, dict[int, Any]]]:
    """One plain FTS5 table of all that is said, in memory: the texts with numbers below the inputs'."""
    from bench._answers import texts_read
    from kokebok.inputs.models import Input

    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE said USING fts5(words)")
    texts = dict(enumerate(texts_read().items(), start=1))
    index.executemany(
        "INSERT INTO said(rowid, words) VALUES (?, ?)", [(n, one[1][1]) for n, one in texts.items()]
    )
    rows = Input.objects.order_by("pk").values_list("pk", "text").iterator(AT_ONCE)
    index.executemany("INSERT INTO said(rowid, words) VALUES (? + 1000000, ?)", rows)
    yield index, texts
    index.close()


def plain(asked: str) -> str:
    """The words of a question, as FTS5 takes them."""
    words = "".join(letter if letter.isalnum() else " " for letter in asked).split()
    return " AND ".join(f'"{word}"' for word in words)


def seconds(each: Callable[[str], object], asked: list[str]) -> float:
    """How long it takes to ask each of the questions."""
    began = time.perf_counter()
    for one in asked:
        each(one)
    return time.perf_counter() - began


def beside_plain(asked: list[str]) -> dict[str, float]:
    """Our time over that of the plain query; and how right the plain query is."""
    from bench._answers import judged
    from kokebok.search.queries import ask, frozen, inputs, number_of_frozen, number_of_inputs

    def ours(one: str) -> None:
        found = ask(one)
        number_of_inputs(found), number_of_frozen(found), inputs(found, 0, 3), frozen(found, 0, 3)

    with plain_index() as (index, texts):

        def theirs(one: str) -> list[Any]:
            return index.execute(
                "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank LIMIT 100", [plain(one)]
            ).fetchall()

        def texts_of(one: str) -> set[Any]:
            rows = index.execute(
                "SELECT rowid FROM said WHERE said MATCH ? AND rowid < 1000000", [plain(one)]
            )
            return {texts[number][0] for (number,) in rows}

        ratio = seconds(ours, asked) / seconds(theirs, asked)
        plainly = judged(texts_of)
    return {"ratio_to_fts": ratio, "fts_precision": plainly.precision, "fts_recall": plainly.recall}


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    from bench._questions import questions

    asked = [question.asked for question in questions() if question.sort != "slips"]
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder:
        data, port = Path(folder), free_port()
        os.environ.update(environment(data, port))
        answers, unseen = make_site()
        with serving(data, port):
            found = {
                "p95_ms": p95(port, addresses(asked)),
                "p95_ms_misspelt": p95(port, addresses(MISSPELT)),
                "p95_ms_suggestions": p95(port, [f"/sok/forslag/?q={quote(one)}" for one in TYPED]),
            }
        figures: dict[str, Any] = {name: round(wait, 1) for name, wait in found.items()}
        figures |= {"inputs": INPUTS, "questions": len(answers.rows)}
        figures |= {"precision": round(answers.precision, 3), "recall": round(answers.recall, 3)}
        figures |= {"precision_unseen": round(unseen.precision, 3), "recall_unseen": round(unseen.recall, 3)}
        figures |= {"p95_cpu_ms": round(p95_cpu(asked), 1)}
        figures |= {name: round(value, 3) for name, value in beside_plain(asked).items()}
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
