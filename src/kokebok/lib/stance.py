"""Where two texts may want different things: negation, for and against, opposites, numbers; bokmål, nynorsk, English.

It looks for signs and errs on the side of finding too many: what it marks is shown to a person, never joined for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SENTENCE = re.compile(r"[.!?;:\n]+(?=\s|$)|\n")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")

_all = str.split
OR = "|"
NEGATORS = frozenset(
    _all("""
ikke ikkje ikkj aldri ingen inga inkje intet ingenting verken hverken korkje neppe knapt uten utan not never
no none nobody nothing neither nor cannot without hardly
""")
)
FOR = frozenset(
    _all("""
enig enige einig einige samd samde støtter støttar støtte støttes bra god godt gode fin fint fine flott
flotte riktig riktige rett rette positiv positivt positive ja beholde behold behald behalde bevar bevare
agree agrees agreed support supports good great right yes keep
""")
)
AGAINST = frozenset(
    _all("""
uenig uenige ueinig ueinige usamd usamde imot dårlig dårlige dårleg dårlege feil gal galt negativ negativt
negative nei unødvendig unødvendige unødig unyttig protesterer protesterar fjern fjernes fjerne fjernast
stryk strykes stryke strykast slett slettes slette slettast dumt dum tull disagree disagrees against bad
wrong oppose opposes remove delete unnecessary
""")
)
PHRASES = (
    (re.compile(r"\b(?:jeg|eg|vi|me|de|dei|i|we|they) (?:er|am|are)(?: \w+)? (?:for)\b"), 1),
    (re.compile(r"\b(?:er|am|are|stemmer|røystar)(?: \w+)? mot\b"), -1),
    (re.compile(r"\bgår(?: \w+)? mot\b"), -1),
)
OPPOSITES = """
mer mindre | meir mindre | flere færre | fleire færre | lengre kortere | lengre kortare | lang kort |
høyere lavere | høgare lågare | høy lav | høg låg | øke redusere | auke redusere | øke minske | øke kutte |
auke kutte | stor liten | større mindre | åpen lukket | open lukka | åpne stenge | opne stenge |
åpen stengt | åpne lukke | åpne lukket | opne lukke | open stengd | før etter | tillate forby |
tillatt forbudt | alltid aldri | fjerne beholde | stryke beholde | fjerne legge | starte slutte |
starte stoppe | tidlig sen | tidleg sein | tidligere senere | tidlegare seinare | raskere langsommere |
raskere saktere | lett vanskelig | lett vanskeleg | enkel vanskelig | enkel vanskeleg | billig dyr |
billigere dyrere | offentlig privat | offentleg privat | frivillig obligatorisk | frivillig tvungen |
positiv negativ | fordel ulempe | alle ingen | sterk svak | bedre verre | betre verre | lovlig ulovlig |
opp ned | inn ut | inne ute | til fra | fram tilbake | på av | før siden | først sist | sammen hver |
more less | more fewer | longer shorter | long short |
higher lower | high low | increase reduce | increase decrease | open close | open closed | before after |
allow forbid | allow ban | always never | keep remove | add remove | start stop | early late |
earlier later | easy difficult | easy hard | all none | better worse | public private |
voluntary mandatory | faster slower | large small | bigger smaller | up down | first last | strong weak |
cheap expensive
"""
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        "zero null|én|to two|tre three|fire four|fem five|seks six|sju syv seven|åtte eight|ni nine|ti ten|"
        "elleve eleven|tolv twelve".split(OR)
    )
    for word in words.split()
}

ENGLISH = frozenset(("the", "and", "of", "is"))  # beside these, "to" is no number
ODD = re.compile(r"^u(?=\w{4})")  # "u" before a word makes it the opposite in both Norwegians
REACH = 3  # words after a negation that it is taken to deny
FLIP = 3  # words before "good" or "agree" in which a negation turns it round

PAIRS = frozenset((one, other) for one, other in map(str.split, OPPOSITES.split("|")))
STANCE = NEGATORS | FOR | AGAINST

Kind = Literal["denied", "side", "opposite", "number", "word", "other_words", "reversed"]
Lemma = Callable[[str], str]


@dataclass(frozen=True)
class Difference:
    """One way in which two texts may disagree, with the words that show it; "" where one of them has none."""

    kind: Kind
    one: str = ""
    other: str = ""

    @property
    def turned(self) -> Difference:
        """The same seen from the other text."""
        return Difference(self.kind, self.other, self.one)


@dataclass(frozen=True)
class Stance:
    """What a text denies, which side it takes, and the numbers it names."""

    text: str
    lemma: Lemma

    @cached_property
    def sentences(self) -> list[list[str]]:
        """Its words in small letters, a list for each sentence."""
        return [TOKEN.findall(sentence) for sentence in SENTENCE.split(self.text.casefold())]

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """The dictionary form of each of its words, with the word as it first stands."""
        found: dict[str, str] = {}
        for word in self._words():
            found.setdefault(self.lemma(word), word)
        return found

    @cached_property
    def denied(self) -> frozenset[str]:
        """The dictionary forms of the words within reach of a negation."""
        return frozenset(self._within_reach())

    @cached_property
    def negations(self) -> int:
        """How many negations it has."""
        return sum(len(list(_negations(sentence))) for sentence in self.sentences)

    @cached_property
    def side(self) -> tuple[int, str]:
        """1 for, -1 against, 0 neither; and the word that says so."""
        found = [signed for sentence in self.sentences for signed in _signed(sentence)]
        flat = " ".join(" ".join(sentence) for sentence in self.sentences)
        found += [(sign, match.group()) for phrase, sign in PHRASES for match in phrase.finditer(flat)]
        total = sum(sign for sign, _word in found)
        sign = (total > 0) - (total < 0)
        return sign, next((word for one, word in found if one == sign), "")

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers it names, in figures."""
        words = set(self._words())
        if words & ENGLISH:
            words.discard("to")
        return frozenset(NUMBERS.get(word, word) for word in words if word[0].isdigit() or word in NUMBERS)

    def _words(self) -> Iterator[str]:
        for sentence in self.sentences:
            yield from sentence

    def _within_reach(self) -> Iterator[str]:
        for sentence in self.sentences:
            for at in _negations(sentence):
                near = sentence[max(0, at - 1) : at] + sentence[at + 1 : at + 1 + REACH]
                yield from (self.lemma(word) for word in near)


def _negations(sentence: list[str]) -> Iterator[int]:
    for at, word in enumerate(sentence):
        if word in NEGATORS or word.endswith(("n't", "n’t")):
            yield at


def _signed(sentence: list[str]) -> Iterator[tuple[int, str]]:
    negations = list(_negations(sentence))
    for at, word in enumerate(sentence):
        sign = (word in FOR) - (word in AGAINST)
        turned = any(at - FLIP <= negation < at for negation in negations)
        if sign:
            yield (
                (-sign if turned else sign),
                (f"{sentence[_last(negations, at)]} {word}" if turned else word),
            )


def _last(negations: list[int], before: int) -> int:
    return max(negation for negation in negations if negation < before)


def differences(one: Stance, other: Stance, shared: frozenset[str]) -> list[Difference]:
    """The ways in which two texts about the same may disagree; empty if there is no sign of it.

    `shared` are the dictionary forms that both have. Turned round, it finds the same.
    """
    return [
        *_denied(one, other, shared),
        *_sides(one, other),
        *_opposites(one, other),
        *_numbers(one, other),
    ]


def _denied(one: Stance, other: Stance, shared: frozenset[str]) -> list[Difference]:
    """One has more negations than the other, or they deny different words that both have."""
    mine, theirs = (one.denied - other.denied) & shared, (other.denied - one.denied) & shared
    if one.negations == other.negations and not (mine and theirs):
        return []
    if one.negations >= other.negations:
        return [Difference("denied", _first(one, mine))]
    return [Difference("denied", "", _first(other, theirs))]


def _first(text: Stance, lemmas: frozenset[str]) -> str:
    """The first of these words as it stands in a text; "" if there are none."""
    return next((word for lemma, word in text.lemmas.items() if lemma in lemmas), "")


def _sides(one: Stance, other: Stance) -> list[Difference]:
    (mine, my_word), (theirs, their_word) = one.side, other.side
    if mine == theirs or min(mine, theirs) == 0:
        return []
    return [Difference("side", my_word, their_word)]


def _opposites(one: Stance, other: Stance) -> list[Difference]:
    mine, theirs = _all_forms(one), _all_forms(other)
    only_mine, only_theirs = mine.keys() - theirs.keys(), theirs.keys() - mine.keys()
    found = {(a, b) for a, b in PAIRS if a in only_mine and b in only_theirs}
    found |= {(b, a) for a, b in PAIRS if b in only_mine and a in only_theirs}
    found |= {(word, ODD.sub("", word)) for word in only_mine if ODD.sub("", word) in only_theirs}
    found |= {(ODD.sub("", word), word) for word in only_theirs if ODD.sub("", word) in only_mine}
    pairs = sorted({(mine[a], theirs[b]) for a, b in found}, key=sorted)
    return [Difference("opposite", a, b) for a, b in pairs]


def _all_forms(one: Stance) -> dict[str, str]:
    """Each word, and its dictionary form, with the word as it stands."""
    words = {word: word for word in one.lemmas.values()}
    return {**one.lemmas, **words}


def _numbers(one: Stance, other: Stance) -> list[Difference]:
    mine, theirs = one.numbers - other.numbers, other.numbers - one.numbers
    if not mine or not theirs:
        return []
    return [Difference("number", min(mine, key=_size), min(theirs, key=_size))]


def _size(number: str) -> tuple[int, str]:
    return len(number), number
