"""How good are proposed themes and groups? On 3,139 public contributions with 8 main topics, labelled by people.

The data is ../shared/data/cycling-dialogues.csv beside the repository (title and text; German; CC BY 4.0).

`macro_f1_300`: the protocol is the product's. Twenty texts are drawn at random, then the machine asks for ten at a
time, those it is least sure of, taking turns among the topics it would choose, until 300 are labelled; measured on all
the rest, which no one labelled. Mean of five draws (seeds 0 to 4; settings were chosen on 100 and up). Since the
hardest are asked about and so left out of the rest, `macro_f1_300_random` has the same with 300 drawn at random.
`…_plain` is TF-IDF of words with the same classifier (its strictness chosen for it likewise) and the same protocol.

`ami`: adjusted mutual information of the groups with the main topics, which the grouping never sees; a text that is
alone counts as a group of one. `…_ngrams` is the default method, without the extra "meaning". How many neighbours and
groups there are at most was settled with this very data in view, among settings that gave 0.31 to 0.36.

`seconds_5000`, `mb_5000`: from the start of the process that groups to its end, with 5,000 different texts (the data,
and then texts with another's ending) whose vectors are kept, as they are in the product: each input's vector is worked
out once, when it has come in. `cpu_seconds_5000` is the processor's time of it. What the vectors take of it is
`cpu_seconds_5000_vectors` for the openings and `…_whole` for the gist of all of each text, both of which groups and
proposals need; reckoned from 64 texts timed here. Time, memory and `same_of_10` are with the openings alone; `ami` is
with both. `same_of_10` is how many of ten shuffled runs gave the
same groups as the first (on the first 1,000 of the data).

`ami_heaps_tune`, `ami_heaps_held`: the mean AMI over the heaps of `_heaps.toml`, short invented inputs in Norwegian and
in four languages mixed, that the grouping was tuned on and not; `ami_language_…` is the agreement of the groups with
the languages in the mixed ones (0 is right); `strays_alone_…` are those that belong nowhere and are alone, and
`others_alone_…` those that belong somewhere and are alone, each beside `…_of`.

Vectors are kept in data/bench between runs, under the text; --afresh works them out again.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.metrics import adjusted_mutual_info_score, f1_score  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402

from kokebok.lib.grouping import group  # noqa: E402
from kokebok.lib.proposing import Prepared, prepare, propose_from  # noqa: E402
from kokebok.lib.text_analysis import KnownThemes, TextGroups  # noqa: E402
from kokebok.lib.worker import meaning_is_here, vectors_for  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "cycling-dialogues.csv"
KEPT = ROOT / "data" / "bench"
LABELS, DRAWN, AT_ONCE, SEEDS = 300, 20, 10, range(5)
PLAIN_STRICTNESS = 0.3
MIXED = 2  # languages: bokmål and nynorsk alone are no mixed heap
MANY, TIMED, RUNS, SHUFFLED = 5000, 64, 10, 1000


@dataclass(frozen=True)
class Said:
    """A contribution and its main topic."""

    text: str
    topic: str


@dataclass(frozen=True)
class InHeap:
    """A text of a made heap, its subject, and its language ("" for one that belongs nowhere)."""

    text: str
    topic: str
    language: str


@dataclass(frozen=True)
class Way:
    """What ours is held against: a row for each text, and how strict the classifier is."""

    rows: Any
    strictness: float


def contributions(data: Path) -> list[Said]:
    """The data, in its order. Ends the program with a clear word when it is not there."""
    if not data.is_file():
        sys.exit(f"The data is not there: {data}. Give its place with --data, or put it there.")
    with data.open(encoding="utf-8-sig", newline="") as file:
        return [
            Said(f"{row['title']}\n{row['text']}".strip(), row["main_category_level1"])
            for row in csv.DictReader(file)
        ]


def reading_of(texts: Sequence[str], *, whole: bool, afresh: bool) -> list[Any]:
    """A vector for each text; those of an earlier run are used again."""
    file = KEPT / f"theme-vectors-{'whole' if whole else 'opening'}.npz"
    kept: dict[str, Any] = {}
    if file.is_file() and not afresh:
        with np.load(file) as had:
            kept = dict(zip(had["texts"].tolist(), had["vectors"], strict=True))
    lacking = [text for text in dict.fromkeys(texts) if text not in kept]
    print(f"{len(lacking)} vectors to work out, {len(kept)} kept from an earlier run.", flush=True)
    for start in range(0, len(lacking), 500):
        some = lacking[start : start + 500]
        found = vectors_for(some, whole=whole)
        kept |= {t: np.frombuffer(v, dtype="<f4") for t, v in zip(some, found, strict=True)}
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, texts=np.array(list(kept)), vectors=np.vstack(list(kept.values())))
    return [kept[text] for text in texts]


def macro_f1(way: Way | Prepared, topics: Any, seed: int, *, asks: bool) -> float:
    """Macro-F1 on the rest with 300 labels, asked for by the machine or drawn at random."""
    rng = np.random.default_rng(seed)
    labelled = rng.choice(len(topics), DRAWN if asks else LABELS, replace=False).tolist()
    while True:
        first, lead = (
            proposed(way, topics, labelled) if isinstance(way, Prepared) else scored(way, topics, labelled)
        )
        if len(labelled) >= LABELS:
            break
        labelled += least_sure(first, lead, labelled)
    rest = np.setdiff1d(np.arange(len(topics)), labelled)
    return float(f1_score(topics[rest], first[rest], average="macro"))


def proposed(ready: Prepared, topics: Any, labelled: Sequence[int]) -> tuple[Any, Any]:
    """The topic the product would propose first for each text, and how far it stands before the second."""
    every = sorted(set(topics))
    names = dict(enumerate(every))
    decided = {at: KnownThemes(frozenset({every.index(topics[at])})) for at in labelled}
    made = propose_from(ready, decided, names)
    return np.array([names[one.choices[0].theme] for one in made]), np.array([one.lead for one in made])


def scored(way: Way, topics: Any, labelled: Sequence[int]) -> tuple[Any, Any]:
    """The topic a plain classifier would choose for each text, and how far it stands before the second."""
    line = LinearSVC(C=way.strictness, class_weight="balanced", random_state=0)
    line.fit(way.rows[labelled], topics[labelled])
    own = line.decision_function(way.rows)
    if own.ndim == 1:
        own = np.column_stack([-own, own])
    own[labelled] = np.where(topics[labelled][:, None] == line.classes_, 1, -1)
    ordered = np.sort(own, axis=1)
    return line.classes_[own.argmax(axis=1)], ordered[:, -1] - ordered[:, -2]


def least_sure(first: Any, lead: Any, labelled: Sequence[int]) -> list[int]:
    """The ten with the least lead of the first choice over the second, taking turns among the first choices."""
    lead = lead.copy()
    lead[list(labelled)] = np.inf
    queues = [
        [int(at) for at in np.argsort(lead, kind="stable") if first[at] == topic and np.isfinite(lead[at])]
        for topic in sorted(set(first))
    ]
    taken: list[int] = []
    while len(taken) < AT_ONCE and any(queues):
        taken += [queue.pop(0) for queue in queues if queue]
    return taken[:AT_ONCE]


def f1_of(name: str, way: Way | Prepared, topics: Any) -> tuple[float, float]:
    """The mean macro-F1 with labels asked for, and with labels drawn at random; prints each."""
    asked = [macro_f1(way, topics, seed, asks=True) for seed in SEEDS]
    drawn = [macro_f1(way, topics, seed, asks=False) for seed in SEEDS]
    for how, found in (("asked for", asked), ("drawn", drawn)):
        print(f"{name}, 300 labels {how}: {', '.join(f'{one:.3f}' for one in found)}", flush=True)
    return round(float(np.mean(asked)), 3), round(float(np.mean(drawn)), 3)


def ami_of(name: str, found: TextGroups, topics: Any) -> float:
    """How well the groups agree with the topics; prints what the groups are."""
    labels = [-1 - at if one is None else one for at, one in enumerate(found.of)]
    for members, words in zip(found.members, found.words, strict=True):
        print(f"{name}: {len(members):>5}  {', '.join(words)}")
    print(f"{name}: {len(found.alone):>5}  alone", flush=True)
    return round(float(adjusted_mutual_info_score(topics, labels)), 3)


def heaps(*, with_meaning: bool) -> dict[str, float]:
    """The figures of the heaps whose subjects are known, of each half."""
    halves = tomllib.loads((Path(__file__).parent / "_heaps.toml").read_text(encoding="utf-8"))
    return {
        f"{name}_{half}": figure
        for half, some in halves.items()
        for name, figure in half_of_heaps(some, with_meaning=with_meaning).items()
    }


def half_of_heaps(some: dict[str, Any], *, with_meaning: bool) -> dict[str, float]:
    """The figures of the heaps of one half."""
    subjects, languages, alone = [], [], Counter[bool]()
    counted = Counter[bool]()
    for heap in some.values():
        rows = rows_of(heap)
        texts = [row.text for row in rows]
        read = [vectors_for(texts, whole=whole) for whole in (False, True)] if with_meaning else []
        found = group(texts, [[np.frombuffer(one, dtype="<f4") for one in vectors] for vectors in read])
        labels = [-1 - at if one is None else one for at, one in enumerate(found.of)]
        subjects.append(adjusted_mutual_info_score([row.topic for row in rows], labels))
        told = [(row.language, label) for row, label in zip(rows, labels, strict=True) if row.language]
        if len({language for language, _label in told}) > MIXED:
            languages.append(adjusted_mutual_info_score(*zip(*told, strict=True)))
        counted.update(not row.language for row in rows)
        alone.update(not rows[at].language for at in found.alone)
    return {
        "ami_heaps": round(float(np.mean(subjects)), 3), "ami_language": round(float(np.mean(languages)), 3),
        "strays_alone": alone[True], "strays_alone_of": counted[True],
        "others_alone": alone[False], "others_alone_of": counted[False],
    }  # fmt: skip


def rows_of(heap: dict[str, Any]) -> list[InHeap]:
    """The texts of a heap; a stray is a subject of its own, in no language."""
    rows = [
        InHeap(text, subject, language)
        for subject, by_language in heap.items()
        if subject != "strays"
        for language, texts in by_language.items()
        for text in texts
    ]
    return rows + [InHeap(text, f"stray {at}", "") for at, text in enumerate(heap["strays"])]


def same_runs(texts: Sequence[str], vectors: Sequence[Any]) -> int:
    """How many of ten runs on the texts in another order gave the groups of the first."""
    first = group(texts, readings(vectors))
    wanted = parts(first, range(len(texts)))
    same = 0
    for seed in range(RUNS):
        order = Random(seed).sample(range(len(texts)), len(texts))
        again = group([texts[at] for at in order], readings([vectors[at] for at in order] if vectors else []))
        same += parts(again, order) == wanted and again.words == first.words
    return same


def readings(vectors: Sequence[Any]) -> list[Sequence[Any]]:
    """What the library takes: one reading, or none where there are no vectors."""
    return [vectors] if len(vectors) else []


def parts(found: TextGroups, order: Sequence[int]) -> set[frozenset[int]]:
    """The groups as sets of the texts' numbers in the data."""
    return {frozenset(order[at] for at in members) for members in found.members}


def five_thousand(texts: Sequence[str], vectors: Sequence[Any]) -> tuple[list[str], list[Any]]:
    """The texts, and then texts with the ending of another, until there are 5,000 different ones."""
    long = [at for at, text in enumerate(texts) if len(text) > 300]
    more, rows = list(texts), list(vectors)
    for number in range(MANY - len(texts)):
        one, other = texts[long[number % len(long)]], texts[long[(7 * number + 11) % len(long)]]
        more.append(f"{one[:200]} {other[-(100 + number % 90) :]} {number}")
        if vectors:
            rows.append(vectors[long[number % len(long)]])
    return more, rows


def time_and_memory(texts: Sequence[str], vectors: Sequence[Any]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and megabytes (at most) of a process that groups them, with its start."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "heap.npz"
        rows = np.vstack(vectors) if vectors else np.zeros((0, 0))
        np.savez(file, texts=np.array(texts), vectors=rows)
        began = time.perf_counter()
        command = [sys.executable, __file__, "--heap", str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        took = time.perf_counter() - began
    megabytes, busy = done.stdout.strip().splitlines()[-1].split()
    return round(took, 1), float(busy), float(megabytes)


def group_heap(file: Path) -> None:
    """Group the heap in a file; print the megabytes this process has had at most, and its seconds of the processor."""
    with np.load(file) as heap:
        group(heap["texts"].tolist(), readings(list(heap["vectors"])))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(most_memory(), round(used.ru_utime + used.ru_stime, 1))


def most_memory() -> float:
    """The megabytes this program has had at most.

    Linux counts in `ru_maxrss` what the process had before it became this program, so its own peak is read instead.
    """
    status = Path("/proc/self/status")
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE) if status.exists() else None
    kilobytes = int(peak[1]) if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes / 1024, 1)


def busy_below() -> float:
    """The processor's seconds of all processes this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_of_vectors(texts: Sequence[str], *, whole: bool) -> int:
    """The processor's seconds the vectors of 5,000 texts take, reckoned from 64 of them."""
    began = busy_below()
    vectors_for(texts[:TIMED], whole=whole)
    return round((busy_below() - began) / TIMED * MANY)


def measure(name: str, said: Sequence[Said], all_readings: Sequence[Sequence[Any]]) -> dict[str, float]:
    """All figures of one method."""
    texts, topics = [one.text for one in said], np.array([one.topic for one in said])
    vectors: Sequence[Any] = next(iter(all_readings), [])
    asked, drawn = f1_of(name, prepare(texts, all_readings), topics)
    ami = ami_of(name, group(texts, all_readings), topics)
    seconds, busy, megabytes = time_and_memory(*five_thousand(texts, vectors))
    return {
        "macro_f1_300": asked, "macro_f1_300_random": drawn, "ami": ami, "seconds_5000": seconds,
        "mb_5000": megabytes, "cpu_seconds_5000": busy, "same_of_10": same_runs(texts[:SHUFFLED], vectors[:SHUFFLED]),
    } | heaps(with_meaning=bool(all_readings))  # fmt: skip


def main(argv: Sequence[str]) -> None:
    """Measure both methods, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description="How good proposed themes and groups are.")
    parser.add_argument("--afresh", action="store_true", help="work out all vectors again")
    parser.add_argument("--data", type=Path, default=DATA, help="the file with the contributions")
    parser.add_argument("--heaps", action="store_true", help="measure the made heaps alone")
    parser.add_argument("--heap", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    figures: dict[str, float | str]
    if options.heap:
        group_heap(options.heap)
        return
    if options.heaps:
        made = {f"{name}_ngrams": one for name, one in heaps(with_meaning=False).items()}
        print(json.dumps((heaps(with_meaning=True) if meaning_is_here() else {}) | made))
        return
    said = contributions(options.data)
    topics = np.array([one.topic for one in said])
    plain = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform([one.text for one in said])
    plain_asked, plain_drawn = f1_of("plain TF-IDF", Way(plain.tocsr(), PLAIN_STRICTNESS), topics)
    default = measure("ngrams", said, [])
    figures = {**default}
    if meaning_is_here():
        texts = [one.text for one in said]
        both = [reading_of(texts, whole=whole, afresh=options.afresh) for whole in (False, True)]
        figures = {**measure("meaning", said, both)}
        figures["cpu_seconds_5000_vectors"] = cpu_of_vectors(texts, whole=False)
        figures["cpu_seconds_5000_vectors_whole"] = cpu_of_vectors(texts, whole=True)
    figures |= {"macro_f1_300_plain": plain_asked, "macro_f1_300_random_plain": plain_drawn}
    figures |= {f"{name}_ngrams": number for name, number in default.items()}
    figures["method"] = "meaning" if meaning_is_here() else "ngrams"
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
