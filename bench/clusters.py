"""How well are inputs that say the same found, and how fast among 5,000?

Made sets. `_sayings.toml` has pairs written by hand, which the limits were set by. From the starter cookbook's own
sentences come pairs that the limits were not set by: each sentence with the same in other words (a word left out,
misspelt, moved, put before or after), each with a "not" put in, and all the pairs of two different sentences.
`precision` is of the pairs suggested as the same those that are, `recall` of those that are the ones suggested;
`apart_as_same` counts pairs that want different things and were suggested as the same: it must be 0.
`_pairs.toml` has pairs that are opposed, lightly edited, or the same in quite other words, in halves of which [tune]
set the limits: `opposed_as_same_…` must be 0, `light_as_same_…` are light edits suggested as the same, and
`meaning_first_three_…` (as many as are shown) and `meaning_first_five_…` those in other words that are among the
nearest in meaning, in a heap of all such pairs of all halves (only with the extra "meaning"); each beside `…_of`, how
many there are. There is no floor of likeness: one that left four in five of the inputs without a counterpart (among 90)
with no proposal would keep 2 of 20 pairs of [tune] and 6 of 20 of [held]. So the list is short, and folded.
The times are of 5,000 inputs in a database of their own: `ms_compare` what one new input costs when it comes in,
`p95_ms_beside` what stands beside an opened one, `ms_heaps` the page of all heaps.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]

INPUTS, OPENED, SENTENCES = 5_000, 200, 300
SUGGESTED = ("same", "near", "part")
VERB = re.compile(r"\b(er|bør|må|kan|skal|har|vil)\b")


def by_hand() -> dict[str, list[tuple[str, str]]]:
    """The pairs written by hand: near, apart and other."""
    pairs = tomllib.loads((HERE / "_sayings.toml").read_text(encoding="utf-8"))
    return {kind: [(one, other) for one, other in rows] for kind, rows in pairs.items()}


def sentences() -> list[str]:
    """Sentences of six words or more from the starter cookbook, each once."""
    folder = HERE.parent / "src" / "kokebok" / "starter" / "pages"
    found: dict[str, None] = {}
    for file in sorted(folder.rglob("*.toml")):
        text = re.sub(
            r"<[^>]+>|\[\[.*?\]\]", " ", " ".join(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))
        )
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            words = sentence.split()
            if 6 <= len(words) <= 30 and sentence[0].isupper() and sentence[-1] in ".?!":
                found.setdefault(" ".join(words))
    every = len(found) / SENTENCES
    listed = list(found)
    return [listed[int(number * every)] for number in range(min(SENTENCES, len(listed)))]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def in_other_words(sentence: str, number: int) -> str:
    """The same, edited as people who have read the same thing would; which way is told by the number."""
    ways = (before, without_a_word, misspelt, turned, after, lambda one: after(misspelt(without_a_word(one))))
    return ways[number % len(ways)](sentence)


def before(one: str) -> str:
    return f"Vi i Lillevik mener at {one[0].lower()}{one[1:]}"


def after(one: str) -> str:
    return f"{one} Det må komme tydeligere fram."


def without_a_word(one: str) -> str:
    words = one.split()
    del words[len(words) // 2]
    return " ".join(words)


def misspelt(one: str) -> str:
    word = max(re.findall(r"\w+", one), key=len)
    middle = len(word) // 2
    return one.replace(word, word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :], 1)


def turned(one: str) -> str:
    first, _comma, rest = one.rstrip(".?!").partition(", ")
    if rest:
        return f"{rest[0].upper()}{rest[1:]}, {first[0].lower()}{first[1:]}."
    words = one.rstrip(".?!").split()
    half = len(words) // 2
    return f"{' '.join(words[half:]).capitalize()} {' '.join(words[:half])}."


def denied(sentence: str) -> str | None:
    """The sentence with a "not" put in; None if it has one, or no verb to put it after."""
    if re.search(r"\b(ikke|ikkje|ingen|aldri|uten|utan)\b", sentence) or not VERB.search(sentence):
        return None
    return VERB.sub(r"\1 ikke", sentence, count=1)


def quality() -> dict[str, float | int]:
    """The figures of both sets."""
    from kokebok.lib.duplicates import ComparedInput, compare
    from kokebok.lib.word_forms import lemma

    readings: dict[str, ComparedInput] = {}

    def kind(pair: tuple[str, str], *, same_place: bool) -> str:
        one, other = (readings.setdefault(text, ComparedInput(text, lemma)) for text in pair)
        found = compare(one, other, same_place=same_place)
        return found.kind if found else "none"

    hand = {name: Counter(kind(pair, same_place=True) for pair in rows) for name, rows in by_hand().items()}
    texts = sentences()
    near = Counter(kind((one, in_other_words(one, n)), same_place=True) for n, one in enumerate(texts))
    apart = Counter(kind((one, no), same_place=True) for one in texts if (no := denied(one)))
    others = Counter[str]()
    for pair in combinations(texts, 2):
        found = kind(pair, same_place=True)
        others[found] += 1
        if found != "none":
            print(f"  two sentences, {found}: {pair[0]} | {pair[1]}")
    return {
        "pairs_by_hand": sum(rows.total() for rows in hand.values()),
        "precision_by_hand": _share(_same(hand["near"]), sum(_same(rows) for rows in hand.values())),
        "recall_by_hand": _share(_same(hand["near"]), hand["near"].total()),
        "apart_found_by_hand": _share(hand["apart"]["apart"], hand["apart"].total()),
        "sentences": len(texts),
        "precision": _share(_same(near), _same(near) + _same(others) + _same(apart)),
        "recall": _share(_same(near), near.total()),
        "pairs_of_different": others.total(),
        "different_as_same": _same(others),
        "different_as_apart": others["apart"],
        "pairs_apart": apart.total(),
        "apart_as_same": _same(apart) + _same(hand["apart"]),
        "apart_found": _share(apart["apart"], apart.total()),
    }


def halves() -> dict[str, int]:
    """The figures of the opposed, the lightly edited, and the same in other words, of each half."""
    from kokebok.lib.duplicates import ComparedInput, compare
    from kokebok.lib.word_forms import lemma
    from kokebok.lib.worker import meaning_is_here

    pairs = tomllib.loads((HERE / "_pairs.toml").read_text(encoding="utf-8"))
    found: dict[str, int] = {}
    for half, kinds in pairs.items():
        for kind in ("opposed", "light"):
            alike = [compare(*(ComparedInput(text, lemma) for text in pair)) for pair in kinds[kind]]
            found[f"{kind}_as_same_{half}"] = sum(one is not None and one.kind in SUGGESTED for one in alike)
            found[f"{kind}_{half}_of"] = len(alike)
    return found | (
        first_five({half: kinds["meaning"] for half, kinds in pairs.items()}) if meaning_is_here() else {}
    )


def first_five(pairs: dict[str, list[list[str]]]) -> dict[str, int]:
    """How many of each half have their other among the three and five nearest in meaning, in one heap."""
    from kokebok.lib.worker import nearest, vectors_for

    rows = [(half, pair) for half, some in pairs.items() for pair in some]
    texts = [text for _half, pair in rows for text in pair]
    near = nearest(texts, [vectors_for(texts), vectors_for(texts, whole=True)], 5)
    found = {f"meaning_{half}_of": len(some) for half, some in pairs.items()}
    for first, most in (("three", 3), ("five", 5)):
        found |= {f"meaning_first_{first}_{half}": 0 for half in pairs}
        for at, (half, _pair) in enumerate(rows):
            found[f"meaning_first_{first}_{half}"] += 2 * at + 1 in near[2 * at][:most]
    return found


def _same(kinds: Counter[str]) -> int:
    return sum(kinds[kind] for kind in SUGGESTED)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def speed() -> dict[str, float | int | str]:
    """The times, in a database with 5,000 inputs: sentences put together two and two, one in ten said again."""
    from django.db import connection, transaction

    from kokebok.book.models import Paragraph
    from kokebok.clusters.actions.compare import compare
    from kokebok.clusters.duplicate_groups import groups_among, shown
    from kokebok.clusters.panel import panel
    from kokebok.inputs.models import Input
    from kokebok.people.models import RoleName
    from tests.world import InputFactory, make_cookbook, make_person, make_recipe

    recipe = make_recipe(make_cookbook(), steps=9)
    paragraphs = list(Paragraph.objects.standing().on(recipe))
    texts = sentences()
    with transaction.atomic():
        for number in range(INPUTS):
            of = number - 1 if number % 10 == 9 else number
            text = f"{texts[of % len(texts)]} {texts[(of * 7 + of // len(texts)) % len(texts)]}"
            said = in_other_words(text, number) if of != number else text
            InputFactory.create(paragraph=paragraphs[of % len(paragraphs)], text=said)
    inputs = list(Input.objects.select_related("wording").order_by("pk"))
    compare(inputs[0])
    began = time.perf_counter()
    for given in inputs:
        compare(given)
    each = (time.perf_counter() - began) / len(inputs)
    editor = make_person("editor@example.no", "Editor", RoleName.EDITOR)
    beside = sorted(
        _ms(lambda given=given: panel(editor, given, Input.objects.all()))
        for given in inputs[:: INPUTS // OPENED]
    )
    found = groups_among(Input.objects.all())
    page = _ms(lambda: shown(groups_among(Input.objects.all())[:5], editor))
    return {
        "inputs": len(inputs),
        "database": connection.vendor,
        "heaps": len(found),
        "ms_compare": round(1000 * each, 1),
        "p95_ms_beside": round(beside[int(len(beside) * 0.95)], 1),
        "ms_heaps": round(page, 1),
    }


def _ms(act: Any) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KOKEBOK_DATA": folder, "DJANGO_SETTINGS_MODULE": "kokebok.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        print(json.dumps(quality() | halves() | speed()))


if __name__ == "__main__":
    main()
