"""How fast are two editions of 150,000 words compared, and are the paragraphs found that have moved?

`seconds_compare` is the median of what it takes in this process, on a SQLite file: the page of the comparison is
fetched (both editions read from the database, compared, and shown), and every change is then worked out word by word,
as files do. Every tenth paragraph is changed, and of each page one is new, one is gone and one has moved.
It is to be below 2.

`moves_found` is the share of seeded moves that are told of as moved, `moves_wrong` that of all told of that were none.
The moves are of single paragraphs of real prose, within a page and to another one, as they are or with up to a sixth of
their words changed; the anchors are those that publishing page by page gives (lib.anchors.carry), so that what moved to
another page has a new one. `moves_found` is to be at least 0.95.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent / "src"),
]
from bench._prose import sources  # noqa: E402
from bench._server import environment, free_port  # noqa: E402
from kokebok.lib.anchors import New, Old, carry  # noqa: E402
from kokebok.lib.comparing import ReadPage, SaidPlace, compare  # noqa: E402

WORDS = 150_000
PAGES = 100
RUNS = 5
SEEDED, SEEDS = 20, range(40)  # moves in each of so many books
A_BOOK = 12  # pages
TELLING = 8  # words of a paragraph that is moved: of a shorter one nobody can know


def main() -> None:
    """Print the figures for people, then one JSON object on the last line."""
    found, seeded, wrong, told = moves()
    print(f"{found} of {seeded} seeded moves found; {wrong} of {told} said to have moved had not.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(Path(folder), free_port()))
        words, changes, waits = comparison()
    print(f"Two editions of {words} words, {changes} changes: {' '.join(f'{wait:.2f}' for wait in waits)} s")
    print(json.dumps({
        "seconds_compare": round(median(waits), 2), "words": words, "changes": changes,
        "moves_found": round(found / seeded, 3), "moves_wrong": round(wrong / max(told, 1), 3),
    }))  # fmt: skip


# -- moves ------------------------------------------------------------------------------------------------------------


def moves() -> tuple[int, int, int, int]:
    """How many of the seeded moves are found, how many there are; how many are told of wrongly, and how many in all."""
    prose = sources()
    found = seeded = wrong = told = 0
    for seed in SEEDS:
        rng = Random(seed)
        before = [
            _page(f"p{n}", [(f"{n}.{m}", one.kind, one.text) for m, one in enumerate(source.paragraphs)])
            for n, source in enumerate(rng.sample(prose, A_BOOK))
        ]
        drafts, moved = _seed(before, rng)
        after = [_published(old, draft) for old, draft in zip(before, drafts, strict=True)]
        said = {
            row.after.text
            for page in compare(before, after)
            for row in page.rows
            if row.is_moved and row.after
        }
        texts = {text for text, _beside in moved}
        # Of two neighbours that change places, either may be said to have moved.
        hits = sum(text in said or bool(beside & said) for text, beside in moved)
        allowed = texts | {text for _text, beside in moved for text in beside}
        found, seeded = found + hits, seeded + len(moved)
        wrong, told = wrong + len(said - allowed), told + len(said)
    return found, seeded, wrong, told


def _page(path: str, said: Sequence[tuple[str, str, str]]) -> ReadPage:
    return ReadPage(
        path,
        path,
        "nb",
        tuple(SaidPlace(name, kind, text, text, is_passage=True) for name, kind, text in said),
    )


def _seed(before: list[ReadPage], rng: Random) -> tuple[list[list[SaidPlace]], list[tuple[str, set[str]]]]:
    """The pages with paragraphs moved; each of these with what it changed places with, if that was a neighbour."""
    pages = [list(page.said) for page in before]
    moved: list[tuple[str, set[str]]] = []
    while len(moved) < SEEDED:
        here = rng.choice(pages)
        at = rng.randrange(len(here))
        one = here[at]
        if len(one.text.split()) < TELLING or any(one.text == text for text, _beside in moved):
            continue
        del here[at]
        one = _edited(one, rng)
        there = here if rng.random() < 0.5 else rng.choice(pages)
        to = rng.randrange(len(there) + 1)
        if there is here and to == at:
            to = at - 1 if at else at + 1
        beside = {here[min(at, to)].text} if there is here and abs(to - at) == 1 else set()
        there.insert(to, one)
        moved.append((one.text, beside))
    return pages, moved


def _edited(one: SaidPlace, rng: Random) -> SaidPlace:
    words = one.text.split()
    for _n in range(rng.choice([0, 0, 1, len(words) // 6])):
        words[rng.randrange(len(words))] = rng.choice(["nytt", "annet", "other", "endret"])
    text = " ".join(words)
    return SaidPlace(one.name, one.kind, text, text, is_passage=True)


def _published(before: ReadPage, draft: list[SaidPlace]) -> ReadPage:
    """The page as publishing names its paragraphs, knowing nothing of the other pages."""
    carried = carry(
        [Old(one.name, before.path, str(at), one.text, one.kind) for at, one in enumerate(before.said)],
        [New(before.path, f"new{at}", one.text, one.kind) for at, one in enumerate(draft)],
    )
    named = zip(draft, carried.names, strict=True)
    return _page(
        before.path,
        [(name or f"{before.path} new {at}", one.kind, one.text) for at, (one, name) in enumerate(named)],
    )


# -- time -------------------------------------------------------------------------------------------------------------


def comparison() -> tuple[int, int, list[float]]:
    """How many words and changes there are, and the seconds of each fetching of the comparison."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from kokebok.outlets.comparing import compared, find_state

    call_command("migrate", verbosity=0, interactive=False)
    words = make_editions()
    older, newer = find_state("1"), find_state("2")
    changes, waits = compared(older, newer).changes, []
    for _n in range(RUNS):
        begun = time.perf_counter()
        answer = Client(headers={"host": "localhost"}).get("/utgave/sammenlign/1/2/")
        parts = [change.parts for change in changes]
        waits.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.status_code
        assert all(parts)
    return words, len(changes), waits


def make_editions() -> int:
    """Two editions, straight into the database; gives back the words of the second."""
    from datetime import date

    from django.utils import timezone

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition, EditionPage
    from kokebok.staff.actions.roles import welcome
    from kokebok.starter.loading import load_starter

    load_starter()
    by = welcome(email="kari@example.no", name="Kari", roles=())
    book, rng = Cookbook.objects.get(), Random(7)
    prose = [one.text for source in sources() for one in source.paragraphs if one.kind == "text"]
    first = _pages(prose, rng)
    second = [_revised(page, n, prose, rng) for n, page in enumerate(first)]
    for number, pages in (("1", first), ("2", second)):
        edition = Edition.objects.create(
            cookbook=book, number=number, title="Lang", genre_word="kokebok", stage="test", language="nb",
            date=date(2026, 1, int(number)), licence="", content_hash="0" * 64, frozen_at=timezone.now(), frozen_by=by,
        )  # fmt: skip
        EditionPage.objects.bulk_create(
            EditionPage(edition=edition, order=n, shelf="Fakta" if n else "", path=f"fakta/{n}" if n else "",
                        title=f"Side {n}", text=_text(n, page))
            for n, page in enumerate(pages)
        )  # fmt: skip
    return sum(len(text.split()) for page in second for _anchor, text in page)


Drawn = list[tuple[str, str]]


def _pages(prose: list[str], rng: Random) -> list[Drawn]:
    pages: list[Drawn] = [[] for _n in range(PAGES)]
    words = at = 0
    while words < WORDS:
        text = rng.choice(prose)
        pages[at % PAGES].append((f"a{at}", text))
        words, at = words + len(text.split()), at + 1
    return pages


def _revised(page: Drawn, number: int, prose: list[str], rng: Random) -> Drawn:
    revised = [(anchor, _reworded(text, rng) if rng.random() < 0.1 else text) for anchor, text in page]
    moved = revised.pop(1)
    del revised[2]
    revised.insert(rng.randrange(4, len(revised)), moved)
    revised.insert(3, (f"n{number}", rng.choice(prose)))
    return revised


def _reworded(text: str, rng: Random) -> str:
    words = text.split()
    words[rng.randrange(len(words))] = "nytt"
    return " ".join([*words, "og", "mer"])


def _text(number: int, page: Drawn) -> dict[str, Any]:
    from kokebok.lib.text import PageText, Passage, Section, as_data

    passages = tuple(
        Passage(path=f"body/{at}", kind="text", html=text, text=text, anchor=anchor, number=at)
        for at, (anchor, text) in enumerate(page, start=1)
    )
    sections = (Section("body", "", passages=passages),)
    return as_data(PageText(f"{number}", "fact", f"Side {number}", "nb", "Kort.", (), sections, ()))


if __name__ == "__main__":
    main()
