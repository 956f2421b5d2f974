"""Whether two inputs say the same, and in which words that can be seen; never whether they should be joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from kokebok.lib.both_forms import one_spelling
from kokebok.lib.small_words import FILLERS
from kokebok.lib.stance import STANCE, TOKEN, Difference, Lemma, Stance, differences
from kokebok.lib.telling import Telling, word_differences
from kokebok.lib.text_similarity import ComparedText, part_of
from kokebok.lib.words import splices, words

SHORT = 3  # words that carry meaning; with fewer, all words are compared, and only at the same place
NEAR = 0.58  # from here two texts are taken to say the same
WORTH_A_LOOK = 0.35  # below, two texts are not looked at more closely
RELATED = 0.5  # from here two texts that may disagree are shown as being about the same
NEAR_CHANGE = 0.6  # the same for suggested changes of a text
PART_WORDS, PART, PART_IN_ROW = (
    6,
    0.9,
    0.6,
)  # so much of a text of so many words stands in a longer one, in a row
ALIKE_LETTERS = 0.82  # two words this alike are one word misspelt, or in the other written Norwegian
SHORTEST_WORD = 5  # letters; shorter words are too often alike by chance
ORDER = 0.25  # how much the order of the words weighs, beside the words themselves
MOST_SHOWN = 8  # words named as a reason
MOST_COMPARED = 400  # words of a text; further on a text as long as that says the same or it does not
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")

Kind = Literal["same", "near", "part", "apart"]


@dataclass(frozen=True)
class Resemblance:
    """How two inputs are alike. `share` is from 0 to 1; `shared` are words of the first that the second has too.

    `kind`: "same" words, "near" to them, all of one a "part" of the other, or about the same and perhaps "apart":
    then `differences` say why.
    """

    kind: Kind
    share: float
    shared: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def percent(self) -> int:
        """The share in percent; 100 only for the same words."""
        return 100 if self.kind == "same" else min(99, round(100 * self.share))


@dataclass(frozen=True)
class ComparedInput:
    """What somebody says in words of their own, read for comparing. `lemma` gives the dictionary form of a word."""

    text: str
    lemma: Lemma

    @cached_property
    def tokens(self) -> list[str]:
        """Its words in small letters; one with a hyphen in it is the same as without ("e-post")."""
        return TOKEN.findall(HYPHEN.sub("", self.text.casefold()))[:MOST_COMPARED]

    @cached_property
    def plain(self) -> str:
        """Its words in a row: two texts with the same are the same text."""
        return " ".join(TOKEN.findall(self.text.casefold())) or "".join(self.text.split())

    @cached_property
    def content(self) -> list[tuple[str, str]]:
        """The words that carry meaning, as compared and as they stand; of a short text, all."""
        telling = self._telling(leave_out=FILLERS | STANCE)
        return telling if len(telling) >= SHORT else self._telling(leave_out=FILLERS - STANCE) or self._all()

    @cached_property
    def is_short(self) -> bool:
        """Whether it has so few words that it says something only where it stands."""
        return len(self._telling(leave_out=FILLERS | STANCE)) < SHORT

    @cached_property
    def keys(self) -> list[str]:
        """The words compared, in their order."""
        return [key for key, _word in self.content]

    @cached_property
    def stance(self) -> Stance:
        """Which side it takes, and what it denies."""
        return Stance(self.text, self._key)

    @cached_property
    def telling(self) -> Telling:
        """The words by which it may differ from another text."""
        return Telling(self.tokens, [self._key(token) for token in self.tokens])

    def _telling(self, leave_out: frozenset[str]) -> list[tuple[str, str]]:
        return [(self._key(token), token) for token in self.tokens if token not in leave_out]

    def _all(self) -> list[tuple[str, str]]:
        return [(self._key(token), token) for token in self.tokens] or [(sign, sign) for sign in self.plain]

    def _key(self, token: str) -> str:
        return one_spelling(self.lemma(token))


def compare(one: ComparedInput, other: ComparedInput, *, same_place: bool = True) -> Resemblance | None:
    """How two texts are alike; None if they are not, or too short to say so across two places."""
    if not same_place and (one.is_short or other.is_short):
        return None
    if one.plain == other.plain:
        return Resemblance("same", 1.0, _shown(one.content))
    pairs = _pairs(one.keys, other.keys)
    share = _share(one.keys, other.keys, pairs)
    inside = _is_part(one, other, pairs)
    if share < WORTH_A_LOOK and not (inside or one.is_short):
        return None
    shared = [one.content[at] for at, _there in pairs]
    apart = differences(one.stance, other.stance, frozenset(one.keys) & frozenset(other.keys))
    if apart and (inside or share >= RELATED or _same_but_for(apart, one, other)):
        return Resemblance("apart", share, _shown(shared), tuple(apart))
    if apart or max(share, float(inside)) < NEAR:
        return None
    other_words = word_differences(one.telling, other.telling)
    if other_words:
        return Resemblance("apart", share, _shown(shared), tuple(other_words))
    return Resemblance("near" if share >= NEAR else "part", share, _shown(shared))


def _same_but_for(apart: Sequence[Difference], one: ComparedInput, other: ComparedInput) -> bool:
    """Whether two texts are about the same when the words by which they differ are left out."""
    opposed = {word for difference in apart for word in (*difference.one.split(), *difference.other.split())}
    mine, theirs = ([key for key, word in text.content if word not in opposed] for text in (one, other))
    if min(len(mine), len(theirs)) < SHORT:
        return sorted(mine) == sorted(theirs)
    return _share(mine, theirs, _pairs(mine, theirs)) >= RELATED


def _share(one: Sequence[str], other: Sequence[str], pairs: Sequence[tuple[int, int]]) -> float:
    """From 0 (no word shared) to 1: mostly the words that are shared, and a little whether they come in a row."""
    if not pairs:
        return 0.0
    of_words = 2 * len(pairs) / (len(one) + len(other))
    runs = len(one) + len(other) - 2
    if runs < 2:
        return of_words
    follows = set(pairs)
    in_row = sum((a + 1, b + 1) in follows for a, b in pairs)
    return (1 - ORDER) * of_words + ORDER * 2 * in_row / runs


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the words both have, each word used once: those that are equal first, then those almost so."""
    theirs: dict[str, list[int]] = {}
    for at, word in enumerate(other):
        theirs.setdefault(word, []).append(at)
    found, left, before = [], [], -2
    for at, word in enumerate(one):
        places = theirs.get(word)
        if places:
            before = places.pop(places.index(before + 1) if before + 1 in places else 0)
            found.append((at, before))
        else:
            left.append(at)
    return sorted(found + _almost(one, left, other, {at for places in theirs.values() for at in places}))


def _almost(
    one: Sequence[str], left: Sequence[int], other: Sequence[str], free: set[int]
) -> list[tuple[int, int]]:
    """Pairs among the words left over that are spelt nearly alike."""
    found = []
    for at in left:
        word = one[at]
        if len(word) < SHORTEST_WORD:
            continue
        likely = [there for there in sorted(free) if _may_be(word, other[there])]
        best = next((there for there in likely if _letters(word, other[there]) >= ALIKE_LETTERS), None)
        if best is not None:
            free.discard(best)
            found.append((at, best))
    return found


def _may_be(word: str, other: str) -> bool:
    return len(other) >= SHORTEST_WORD and word[0] == other[0] and abs(len(word) - len(other)) <= 3


def _letters(one: str, other: str) -> float:
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _is_part(one: ComparedInput, other: ComparedInput, pairs: Sequence[tuple[int, int]]) -> bool:
    shortest = min(len(one.keys), len(other.keys))
    if shortest < PART_WORDS or len(pairs) / shortest < PART:
        return False
    part, whole = sorted((ComparedText(one.text), ComparedText(other.text)), key=lambda body: len(body.words))
    return part_of(part, whole) >= PART_IN_ROW


def _shown(content: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Some of the words, the longest, in their order and each once."""
    seen = dict(content)
    longest = sorted(seen, key=lambda key: (-len(key), key))[:MOST_SHOWN]
    return tuple(word for key, word in seen.items() if key in longest)


@dataclass(frozen=True)
class ComparedChange:
    """A suggested wording, read as what it changes in the text it was written for."""

    before: str
    after: str
    lemma: Lemma

    @cached_property
    def plain(self) -> str:
        """The words suggested, in a row."""
        return " ".join(self.after.split())

    @cached_property
    def _both(self) -> tuple[str, str]:
        base, new = words(self.before), words(self.after)
        done = splices(base, new)
        removed = " ".join("".join(base[splice.start : splice.end]) for splice in done)
        return removed, " ".join("".join(splice.words) for splice in done)

    @cached_property
    def removed(self) -> ComparedInput:
        """The words it takes out."""
        return ComparedInput(self._both[0], self.lemma)

    @cached_property
    def added(self) -> ComparedInput:
        """The words it puts in."""
        return ComparedInput(self._both[1], self.lemma)

    @cached_property
    def keys(self) -> list[str]:
        """Every word it takes out or puts in."""
        return _keys(self.removed) + _keys(self.added)


def _keys(reading: ComparedInput) -> list[str]:
    return [one_spelling(reading.lemma(token)) for token in reading.tokens]


def compare_changes(one: ComparedChange, other: ComparedChange) -> Resemblance | None:
    """How two suggested wordings of one paragraph are alike in what they change; None if they are not."""
    if one.plain == other.plain:
        return Resemblance("same", 1.0, _shown((word, word) for word in one.added.tokens))
    added, removed = _dice(one.added, other.added), _dice(one.removed, other.removed)
    backwards = max(_dice(one.added, other.removed), _dice(one.removed, other.added))
    size = len(one.keys) + len(other.keys)
    weight = (len(_keys(one.added)) + len(_keys(other.added))) / (size or 1)
    share = weight * added + (1 - weight) * removed
    shared = _shown(
        (word, word)
        for word in one.added.tokens + one.removed.tokens
        if one_spelling(one.lemma(word)) in other.keys
    )
    if backwards >= NEAR_CHANGE and backwards > share:
        return Resemblance("apart", backwards, shared, (Difference("reversed"),))
    if removed >= RELATED and added < NEAR_CHANGE and one.removed.tokens:
        here = Difference("other_words", _few(one.added.tokens), _few(other.added.tokens))
        return Resemblance("apart", max(share, removed / 2), shared, (here,))
    return _same_change(one, other, share, shared)


def _same_change(
    one: ComparedChange, other: ComparedChange, share: float, shared: tuple[str, ...]
) -> Resemblance | None:
    if share < NEAR_CHANGE:
        return None
    found = Resemblance("near", share, shared)
    both = frozenset(_keys(one.added)) & frozenset(_keys(other.added))
    apart = differences(one.added.stance, other.added.stance, both)
    if not apart and one.added.stance.negations != other.added.stance.negations:
        apart = [Difference("denied")]
    apart = apart or word_differences(one.added.telling, other.added.telling)
    return replace(found, kind="apart", differences=tuple(apart)) if apart else found


def _dice(one: ComparedInput, other: ComparedInput) -> float:
    mine, theirs = Counter(_keys(one)), Counter(_keys(other))
    if not mine and not theirs:
        return 1.0
    return 2 * (mine & theirs).total() / ((mine.total() + theirs.total()) or 1)


def _few(tokens: Sequence[str]) -> str:
    return " ".join(tokens[:6])
