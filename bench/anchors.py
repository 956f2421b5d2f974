"""How well anchors survive: revisions of real prose with known truth, beside a plain fuzzy quote match.

An anchor is a paragraph or a phrase, ten on each page. Its text "exists" afterwards if at least half of its
words (a third of a paragraph's) do, and is "gone" if none do; between the two, landing on what is left and
landing nowhere are both in order. Where a text was cut up, a part is a right place if it has at least two fifths
as many of the words as the largest. `right` is the share of those that exist and landed in the right place,
`wrong` the share of all that landed in a wrong one. What nobody could know counts as right: `_unknowable` says
when. Tuned on the sources and seeds of `--tune`; what is reported otherwise is other sources and other seeds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from zlib import crc32

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._prose import Prose, Source, sources
from bench._quote_match import match
from bench._revisions import Para, Reviser, Revision
from bench._unknowable import are_told_apart, is_another, nothing_of_its_own
from kokebok.lib.anchors import Carried, New, Old, carry
from kokebok.lib.quotes import find, quote_of

PAIRS = 120  # revision pairs of two pages each
ANCHORS_A_PAGE = 10
PARAGRAPHS_OF_THEM = 5
HELD_OUT, TUNED_ON = 7000, 100  # first seeds
RUNS = 7


@dataclass(frozen=True)
class Mark:
    """Something people spoke about: old[o] as a whole, or the words first:last of it."""

    o: int
    first: int
    last: int
    whole: bool

    def numbers(self, old: Sequence[Para]) -> set[int]:
        """The numbers of its words."""
        return {number for number, _ in old[self.o].words[self.first : self.last]}


@dataclass(frozen=True)
class Landing:
    """Where something landed: characters start:end of new[n], said to be so by `outcome`."""

    n: int
    start: int
    end: int
    outcome: str


def main(argv: Sequence[str] = ()) -> None:
    """Print the shares for people, then one JSON object on the last line."""
    parser = argparse.ArgumentParser(description="How well anchors survive.")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="revision pairs, of two pages each")
    parser.add_argument("--seed", type=int, help="the first seed, one for each pair from there")
    parser.add_argument(
        "--tune", action="store_true", help="the sources and seeds the thresholds were found with"
    )
    parser.add_argument("--alone", action="store_true", help="without the fuzzy quote match beside it")
    parser.add_argument("--every", action="store_true", help="mark every paragraph, and no phrases")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args(argv)
    revisions = make_revisions(options.pairs, tune=options.tune, first=options.seed)
    ours, theirs = Tally("Kokebok"), Tally("Fuzzy quote match")
    at_home = Tally("Fuzzy quote match, without what moved to another page")
    for revision in revisions:
        marks = every_paragraph(revision) if options.every else choose_marks(revision)
        ours.add(revision, marks, land_by_anchor(revision, marks), show=options.show)
        if not options.alone:
            landed = land_by_quote(revision, marks)
            theirs.add(revision, marks, landed)
            stayed = [
                (mark, to) for mark, to in zip(marks, landed, strict=True) if not has_left(revision, mark)
            ]
            at_home.add(revision, [mark for mark, _ in stayed], [to for _, to in stayed])
    acts = sum((revision.acts for revision in revisions), Counter[str]())
    print(f"{2 * len(revisions)} pages in {len(revisions)} revisions.")
    print("Edits: " + ", ".join(f"{act} {times}" for act, times in acts.most_common()))
    times = carry_times(options.tune)
    for tally in (ours, theirs, at_home)[: 1 if options.alone else 3]:
        print(tally.said())
    for name, took in times.items():
        print(f"300 paragraphs, {name}: {took:.0f} ms")
    print(json.dumps({
        "right": ours.right(), "wrong": ours.wrong(), "lost": ours.lost(),
        "fuzzy_right": theirs.right(), "fuzzy_wrong": theirs.wrong(),
        "ms_300_paragraphs": round(max(times.values()), 1),
    }))  # fmt: skip


def make_revisions(pairs: int, *, tune: bool, first: int | None = None) -> list[Revision]:
    """This many revisions, each of two pages from different sources of the half that is asked for."""
    pages = half_of_sources(tune)
    spare = spare_prose(pages)
    named = [p for page in pages for p in page.paragraphs if p.kind == "heading"]
    start = first or (TUNED_ON if tune else HELD_OUT)
    made = []
    for seed in range(start, start + pairs):
        one, other = Random(seed).sample(pages, 2)
        headings = [p for p in named if p not in one.paragraphs and p not in other.paragraphs]
        made.append(Reviser(one, other, unlike(spare, one, other), seed, headings).revise())
    return made


def half_of_sources(tune: bool) -> list[Source]:
    """Half of the pages by their names: one half to tune on, the other to report."""
    return [source for source in sources() if (crc32(source.name.encode()) % 2 == 0) == tune]


def spare_prose(pages: Sequence[Source]) -> list[Prose]:
    """Paragraphs for what is written anew: often from another page of the same package, so much like the rest."""
    return [p for page in pages for p in page.paragraphs if p.kind == "text"]


def unlike(spare: Sequence[Prose], *pages: Source) -> list[Prose]:
    """Those without six words in a row from these pages: packages say the same twice, and that is not written anew."""
    said = {run for page in pages for p in page.paragraphs for run in _runs(p)}
    return [p for p in spare if said.isdisjoint(_runs(p))]


def _runs(prose: Prose) -> list[tuple[str, ...]]:
    words = prose.text.casefold().split()
    return [tuple(words[at : at + 6]) for at in range(max(1, len(words) - 5))]


def choose_marks(revision: Revision) -> list[Mark]:
    """Ten marks on each page: five paragraphs, five phrases of three to twelve words."""
    rng = Random(f"marks {revision.name}")
    marks = []
    for page in ("a", "b"):
        here = [o for o, para in enumerate(revision.old) if para.page == page]
        whole = rng.sample(here, min(PARAGRAPHS_OF_THEM, len(here)))
        marks += [Mark(o, 0, len(revision.old[o].words), whole=True) for o in whole]
        roomy = [o for o in here if len(revision.old[o].words) >= 6] or here
        for o in rng.choices(roomy, k=ANCHORS_A_PAGE - PARAGRAPHS_OF_THEM):
            length = (
                rng.randint(3, min(12, len(revision.old[o].words) - 1))
                if len(revision.old[o].words) > 3
                else 1
            )
            first = rng.randrange(len(revision.old[o].words) - length + 1)
            marks.append(Mark(o, first, first + length, whole=False))
    return marks


def every_paragraph(revision: Revision) -> list[Mark]:
    """A mark on each paragraph."""
    return [Mark(o, 0, len(para.words), whole=True) for o, para in enumerate(revision.old)]


def land_by_anchor(revision: Revision, marks: Sequence[Mark]) -> list[Landing | None]:
    """Where our own code says that each is now."""
    carried = carry(*as_paragraphs(revision))
    texts = {name or f"new{n}": revision.new[n].text for n, name in enumerate(carried.names)}
    return [_land_one(revision, mark, carried, texts) for mark in marks]


def _land_one(revision: Revision, mark: Mark, carried: Carried, texts: dict[str, str]) -> Landing | None:
    outcome = carried.outcomes[mark.o]
    if mark.whole:
        return (
            Landing(outcome.to[0], 0, len(revision.new[outcome.to[0]].text), outcome.fate)
            if outcome.to
            else None
        )
    para = revision.old[mark.o]
    spans = para.spans()[mark.first : mark.last]
    home = None if not outcome.to else outcome.into or outcome.anchor
    quote = quote_of(para.text, spans[0][1], spans[-1][2])
    place = find(quote, home, texts, before=[old.text for old in revision.old])
    if place.outcome == "detached":
        return None
    return Landing(
        list(texts).index(place.anchor),
        place.start,
        place.end,
        place.outcome + (" (weak)" if place.weak else ""),
    )


def land_by_quote(revision: Revision, marks: Sequence[Mark]) -> list[Landing | None]:
    """Where the fuzzy quote match says that each is now: on the page it was on, as clients know no other."""
    landed: list[Landing | None] = []
    for mark in marks:
        para = revision.old[mark.o]
        old_text, old_starts = page_text(revision.old, para.page)
        new_text, new_starts = page_text(revision.new, para.page)
        spans = para.spans()[mark.first : mark.last]
        base = old_starts[mark.o]
        found = match(old_text, base + spans[0][1], base + spans[-1][2], new_text)
        landed.append(_within(found, new_starts, revision.new) if found else None)
    return landed


def page_text(paragraphs: Sequence[Para], page: str) -> tuple[str, dict[int, int]]:
    """The text of a page as a browser has it, and where in it each paragraph begins."""
    starts, at, texts = {}, 0, []
    for n, para in enumerate(paragraphs):
        if para.page == page:
            starts[n] = at
            texts.append(para.text)
            at += len(para.text) + 1
    return "\n".join(texts), starts


def _within(found: tuple[int, int], starts: dict[int, int], new: Sequence[Para]) -> Landing | None:
    """The part of the range in the paragraph that holds most of it."""
    parts = [(min(found[1], at + len(new[n].text)) - max(found[0], at), n, at) for n, at in starts.items()]
    length, n, at = max(parts, default=(0, 0, 0))
    if length <= 0:
        return None
    return Landing(n, max(0, found[0] - at), min(len(new[n].text), found[1] - at), "found")


class Tally:
    """What became of the marks, counted against the truth."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(
        self,
        revision: Revision,
        marks: Sequence[Mark],
        landed: Sequence[Landing | None],
        *,
        show: bool = False,
    ) -> None:
        """Count the landings of one revision."""
        for mark, landing in zip(marks, landed, strict=True):
            state, verdict = judge(revision, mark, landing)
            kind = "paragraph" if mark.whole else "phrase"
            self.counts.update(["all", state, f"{state} {verdict}", verdict, f"{kind} {verdict}", kind])
            self.outcomes[landing.outcome if landing else "detached"][verdict] += 1
            if show and (verdict == "wrong" or (state == "exists" and verdict == "lost")):
                show_miss(revision, mark, landing, f"{kind} that {state}: {verdict}")

    def right(self) -> float:
        """The share, of those whose text exists, that landed in the right place."""
        return round(self.counts["exists right"] / max(1, self.counts["exists"]), 4)

    def wrong(self) -> float:
        """The share of all that landed in a wrong place."""
        return round(self.counts["wrong"] / max(1, self.counts["all"]), 4)

    def lost(self) -> float:
        """The share of all whose text exists and that landed nowhere."""
        return round(self.counts["exists lost"] / max(1, self.counts["all"]), 4)

    def said(self) -> str:
        """The tally for people."""
        lines = [
            f"{self.name}: right {self.right():.2%} of {self.counts['exists']} whose text exists, "
            f"wrong {self.wrong():.2%} and lost {self.lost():.2%} of {self.counts['all']} "
            f"(paragraphs {self.counts['paragraph wrong']}, phrases {self.counts['phrase wrong']})"
        ]
        for outcome, verdicts in sorted(self.outcomes.items()):
            share = sum(verdicts.values()) / max(1, self.counts["all"])
            told = ", ".join(f"{verdict} {number}" for verdict, number in sorted(verdicts.items()))
            lines.append(f"  {outcome}: {share:.2%} ({told})")
        return "\n".join(lines)


def judge(revision: Revision, mark: Mark, landing: Landing | None) -> tuple[str, str]:
    """Whether the text "exists", is "partly" there or "gone"; and whether that is "right", "wrong" or "lost"."""
    there = where_now(revision, mark)
    state = _state(revision, mark, there)
    if landing is None:
        return state, "lost" if state == "exists" else "right"
    is_right = _is_on(revision, mark, there, landing) or _is_on_twin(revision, mark, there, landing)
    return state, "right" if is_right else "wrong"


def where_now(revision: Revision, mark: Mark) -> dict[int, set[int]]:
    """The new paragraphs that have words of a mark, and the numbers of those words."""
    numbers = mark.numbers(revision.old)
    return {n: left for n, para in enumerate(revision.new) if (left := numbers & {w for w, _ in para.words})}


def _state(revision: Revision, mark: Mark, there: dict[int, set[int]]) -> str:
    if not there:
        return "gone"
    numbers = mark.numbers(revision.old)
    most = max(len(left) for left in there.values())
    survives = sum(map(len, there.values())) / len(numbers) if mark.whole else most / len(numbers)
    if survives < (1 / 3 if mark.whole else 1 / 2):
        return "partly"
    return "partly" if mark.whole and nothing_of_its_own(revision, mark.o, _truth(there)) else "exists"


def _truth(there: dict[int, set[int]]) -> int:
    return max(there, key=lambda n: len(there[n]))


def _is_on(revision: Revision, mark: Mark, there: dict[int, set[int]], landing: Landing) -> bool:
    """Whether it landed on its own words, or on a part that has two fifths as many as the largest."""
    most = max(map(len, there.values()), default=0)
    left = there.get(landing.n, set())
    if not left or len(left) < 0.4 * most:
        return False
    return mark.whole or _covers(revision.new[landing.n], left, landing)


def _is_on_twin(revision: Revision, mark: Mark, there: dict[int, set[int]], landing: Landing) -> bool:
    """Whether it landed on the same words where nobody could tell that others are its own (see _unknowable)."""
    if there and not are_told_apart(revision, mark.o, _truth(there), landing.n):
        words = " ".join(word for _, word in revision.old[mark.o].words[mark.first : mark.last])
        if mark.whole or revision.new[landing.n].text[landing.start : landing.end] == words:
            return True
    for o in range(len(revision.old)):
        if o != mark.o and not is_another(revision, mark.o, o, landing.n):
            twin = replace(mark, o=o)
            if _is_on(revision, twin, where_now(revision, twin), landing):
                return True
    return False


def has_left(revision: Revision, mark: Mark) -> bool:
    """Whether what is left of the text stands on another page than it did."""
    numbers = mark.numbers(revision.old)
    pages = {para.page for para in revision.new if any(number in numbers for number, _ in para.words)}
    return bool(pages) and revision.old[mark.o].page not in pages


def _covers(para: Para, left: set[int], landing: Landing) -> bool:
    """Whether a range has at least half of the words that are left, and is not three times as long."""
    spans = [(start, end) for number, start, end in para.spans() if number in left]
    caught = sum(landing.start < end and start < landing.end for start, end in spans)
    reach = spans[-1][1] - spans[0][0]
    return 2 * caught >= len(spans) and landing.end - landing.start <= 3 * reach + 20


def show_miss(revision: Revision, mark: Mark, landing: Landing | None, verdict: str) -> None:
    """Print one miss for whoever tunes."""
    para = revision.old[mark.o]
    print(f"--- {verdict} [{revision.name}] {landing}")
    print("  old:", " ".join(word for _, word in para.words[mark.first : mark.last]))
    if not mark.whole:
        print("  in: ", para.text)
    numbers = mark.numbers(revision.old)
    for n, new in enumerate(revision.new):
        left = [w for number, w in new.words if number in numbers]
        if left:
            print(f"  truth {n} ({'same path' if new.path == para.path else new.page}): {new.text}")
    if landing:
        print(f"  got {landing.n}: {revision.new[landing.n].text[landing.start : landing.end]}")


def as_paragraphs(revision: Revision) -> tuple[list[Old], list[New]]:
    """The revision in the form the code takes."""
    old = [Old(f"a{o:04}", p.page, p.path, p.text, p.kind) for o, p in enumerate(revision.old)]
    return old, [New(p.page, p.path, p.text, p.kind) for p in revision.new]


def carry_times(tune: bool) -> dict[str, float]:
    """Milliseconds of one core for carrying a page of 300 paragraphs, median of some runs, by kind of revision."""
    prose = spare_prose(half_of_sources(tune))
    page = Source("300", tuple(Random(1).sample(prose, 300)))
    empty = Source("none", tuple(prose[:6]))
    times = {}
    for name, temperament in (
        ("some edited", "_touched_up"), ("pasted anew", "_pasted_anew"), ("all rewritten", "_rewritten"),
    ):  # fmt: skip
        reviser = Reviser(page, empty, prose, 1)
        old = [para.copy() for para in reviser.pages["a"]]
        getattr(reviser, temperament)(reviser.pages["a"])
        given = as_paragraphs(Revision(name, old, reviser.pages["a"]))
        times[name] = median(_milliseconds(*given) for _ in range(RUNS))
    return times


def _milliseconds(old: list[Old], new: list[New]) -> float:
    start = time.process_time()
    carry(old, new)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
