"""How similar two texts are: shared words, rare ones counting most, and how much of one stands in the other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from math import log

# A script without spaces is taken character by character, all others word by word.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff"
WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
SOFT_HYPHEN = "\u00ad"

SHORTEST_PART = 4  # words; fewer may stand in another text by chance
SHORT = 5  # words; up to here a slip of the pen weighs so much that letters are compared too
MOST_CANDIDATES = 6  # candidates looked at closely for each text

Run = tuple[str, ...]


@dataclass(frozen=True)
class ComparedText:
    """One text, read in the ways that comparing needs; each way is worked out when first asked for."""

    text: str

    @cached_property
    def same(self) -> str:
        """What two texts have in common that differ in white space, soft hyphens or composition only."""
        return unicodedata.normalize("NFC", " ".join(self.text.replace(SOFT_HYPHEN, "").split()))

    @cached_property
    def words(self) -> list[str]:
        """Its words in small letters; of a text without words, its signs."""
        return WORD.findall(self.same.casefold()) or list(self.same.replace(" ", ""))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)

    @cached_property
    def runs(self) -> Counter[Run]:
        """Two words in a row, counted; of a text of one word, that word."""
        return Counter(zip(self.words, self.words[1:], strict=False)) or Counter(
            (word,) for word in self.words
        )

    @cached_property
    def distinct(self) -> frozenset[Run]:
        """The runs, each once."""
        return frozenset(zip(self.words, self.words[1:], strict=False)) or frozenset((w,) for w in self.words)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Three letters in a row, each once; of a shorter text, all of it."""
        text = " ".join(self.words)
        return frozenset(text[at : at + 3] for at in range(max(1, len(text) - 2)))

    @property
    def is_short(self) -> bool:
        """Whether it has so few words that a slip of the pen weighs much."""
        return len(self.words) <= SHORT

    @property
    def is_long(self) -> bool:
        """Whether it is long enough not to stand in another text by chance."""
        return len(self.words) >= SHORTEST_PART


def part_of(part: ComparedText, whole: ComparedText, sibling: ComparedText | None = None) -> float:
    """How much of the one text stands in the other, from 0 to 1, by words in a row.

    What `sibling` accounts for in `whole` is left out. A text of fewer than four words is a part only if it
    is what the other begins or ends with.
    """
    if not part.is_long:
        size = len(part.words)
        at_edge = 0 < size < len(whole.words) and part.words in (whole.words[:size], whole.words[-size:])
        return 1.0 if at_edge and (sibling is None or not part_of(part, sibling)) else 0.0
    if sibling is None:
        return len(part.distinct & whole.distinct) / len(part.distinct)
    left = whole.runs - sibling.runs
    return (part.runs & left).total() / part.runs.total()


class TextSimilarity:
    """Two lists of texts, compared. Indices are positions in `old` and in `new`."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old = [ComparedText(text) for text in old]
        self.new = [ComparedText(text) for text in new]

    def same_text(self) -> list[tuple[list[int], list[int]]]:
        """The old and the new with the same text, a group for each text that both have, in the old order."""
        olds: defaultdict[str, list[int]] = defaultdict(list)
        news: defaultdict[str, list[int]] = defaultdict(list)
        for o, body in enumerate(self.old):
            olds[body.same].append(o)
        for n, body in enumerate(self.new):
            news[body.same].append(n)
        return [(olds[text], news[text]) for text in olds if text and text in news]

    @cached_property
    def weight(self) -> dict[str, float]:
        """What a word counts: the fewer texts it stands in, the more."""
        spread: Counter[str] = Counter()
        for body in (*self.old, *self.new):
            spread.update(body.counts.keys())
        every = len(self.old) + len(self.new)
        return {word: log(1 + every / count) for word, count in spread.items()}

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The new texts each word stands in."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for n, body in enumerate(self.new):
            for word in body.counts:
                where[word].append(n)
        return where

    def share(self, o: int, n: int) -> float:
        """How alike an old and a new text are, from 0 (no word shared) to 1 (the same)."""
        one, other = self.old[o], self.new[n]
        both = sum(
            self.weight[word] * min(one.counts[word], other.counts[word])
            for word in one.counts.keys() & other.counts.keys()
        )
        words = 2 * both / ((self.old_weights[o] + self.new_weights[n]) or 1)
        runs = 2 * len(one.distinct & other.distinct) / ((len(one.distinct) + len(other.distinct)) or 1)
        share = (words + runs) / 2
        if one.is_short and other.is_short:
            return max(share, _by_letters(one.same, other.same))
        return share

    @cached_property
    def old_weights(self) -> list[float]:
        """What all the words of each old text count."""
        return [self._weigh(body) for body in self.old]

    @cached_property
    def new_weights(self) -> list[float]:
        """What all the words of each new text count."""
        return [self._weigh(body) for body in self.new]

    def candidates(self, o: int, skip: Container[int]) -> list[int]:
        """The few new texts, not in `skip`, that share most with an old one, counting its rarer words only."""
        shared: defaultdict[int, float] = defaultdict(float)
        most = max(4, len(self.new) // 12)
        for word in self.old[o].counts:
            places = self.where.get(word, ())
            if len(places) <= most:
                for n in places:
                    shared[n] += self.weight[word]
        return _most({n: weight for n, weight in shared.items() if n not in skip})

    @cached_property
    def where_letters(self) -> dict[str, list[int]]:
        """The new short texts that three letters in a row stand in."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for n, body in enumerate(self.new):
            for letters in body.letters if body.is_short else ():
                where[letters].append(n)
        return where

    def candidates_by_letters(self, o: int, skip: Container[int]) -> list[int]:
        """The few new short texts, not in `skip`, that share most letters in a row with an old short one."""
        shared: Counter[int] = Counter()
        for letters in self.old[o].letters if self.old[o].is_short else ():
            shared.update(n for n in self.where_letters.get(letters, ()) if n not in skip)
        return _most(shared)

    def _weigh(self, body: ComparedText) -> float:
        return sum(self.weight[word] * count for word, count in body.counts.items())


def candidate_wholes(
    parts: Mapping[int, ComparedText], wholes: Mapping[int, ComparedText]
) -> dict[int, list[int]]:
    """For each part the few wholes, by index, that share most words in a row with it."""
    where: defaultdict[Run, list[int]] = defaultdict(list)
    for index, part in parts.items():
        for run in part.distinct:
            where[run].append(index)
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for index, whole in wholes.items() if where else ():
        for run in whole.distinct & where.keys():
            for part_index in where[run]:
                shared[part_index][index] += 1
    return {part: _most(counts) for part, counts in shared.items()}


def _most(counts: Mapping[int, float]) -> list[int]:
    return [
        -index for _, index in nlargest(MOST_CANDIDATES, ((count, -index) for index, count in counts.items()))
    ]


def _by_letters(one: str, other: str) -> float:
    """Alike letter by letter; two texts that have nothing to do with one another still share two letters of five."""
    ratio = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
    return max(0.0, (ratio - 0.4) / 0.6)
