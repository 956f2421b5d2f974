"""The words by which two texts differ: a text in which one telling word is another does not say the same.

No list of opposites can be complete, so what counts is not which word it is, but that both have one that the other
lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from kokebok.lib.one_word import is_one_word
from kokebok.lib.small_words import FILLERS
from kokebok.lib.stance import NEGATORS, NUMBERS, Difference

FEW = "få (ikke mange)"
MOST_NAMED = 3  # words named of each text
Word = tuple[str, str]
"""A word as it is compared, and as it stands."""

_all = str.split
QUANTITIES = frozenset(
    _all("alle alltid bare begge berre kun mange mye mykje nok noen nokon nokre ned opp ut all any many only")
)
"""Small words that say how much or which way: they tell, where the other text has another word instead."""
WEAK = frozenset(
    _all("""
altfor dersom dessuten dessverre diverre eigentleg egentlig ett faktisk fordi ganske gjerne gjort gjorde
heldigvis heller hvertfall innanfor innen likevel litt nettopp nokså oftest rundt rett samtidig samt selvfølgelig
selvsagt siden sidan sjølvsagt slett snarest særleg særlig særs så tross også vidare videre verkeleg virkelig
visst ville viss åt dei dykkar hos ved hjå actually also however quite really rather
""")
)
"""Words that colour what is said without saying anything else."""
TURNERS = frozenset(
    _all("""
bare berre kun slutte stoppe stanse stogge unngå unngås avvikle forby forbud forbode hindre nekte droppe kutte
avslutte oppheve fjerne mistro motsette halvere langt bort borte vekk slippe sleppe
miste tape only stop avoid ban prevent abolish end
""")
)
"""Words that turn what is said when only one text has them."""
HAVING = frozenset(
    _all(
        "ha har hadde få får fikk fekk være vere er blir bli vert ta tar tek gi gir gje gjev trenger treng trengs"
    )
)
"""Words of having and getting: where one text has another word instead, it does not say the same («ha», «tape»)."""
ORDERERS = frozenset(_all("før etter framfor fremfor enn over foran bak mot before after than over"))
"""Words between two things that are not the same the other way round."""

MERGES = frozenset(_all("og eller samt and or"))


class Telling:
    """The telling words of a text: those that carry meaning, with small ones that say how much.

    `tokens` are its words in small letters, `keys` what each is compared as.
    """

    def __init__(self, tokens: Sequence[str], keys: Sequence[str]) -> None:
        self.tokens = tokens
        self.all = list(zip(keys, tokens, strict=True))
        self.words = [
            (NUMBERS.get(token, key), token) for key, token in _with_few(self.all) if _tells(key, token)
        ]

    def beside(self, other: Telling) -> list[Word]:
        """The telling words, two of them put together where the other text writes them in one."""
        theirs = set(other.tokens)
        found: list[Word] = []
        for key, token in self.words:
            if found and found[-1][1] + token in theirs:
                together = found.pop()[1] + token
                found.append((together, together))
            else:
                found.append((key, token))
        return found


def _with_few(words: Sequence[Word]) -> Iterator[Word]:
    """The words; "få" only where it says how many ("for få"), and not where it is to get."""
    before = ""
    for key, word in words:
        if word != "få":
            yield key, word
        elif before in {"for", "altfor", "så", "svært", "veldig"}:
            yield FEW, word
        before = word


def _tells(key: str, token: str) -> bool:
    if token in QUANTITIES or key == FEW:
        return True
    return not ({key, token} & (FILLERS | WEAK | NEGATORS))


def word_differences(one: Telling, other: Telling) -> list[Difference]:
    """The telling words that stand in one of two texts in the place of others in the other; empty if there are none."""
    mine, theirs = left_over(one.beside(other), other.beside(one))
    if mine and theirs:
        return [Difference("word", _named(mine), _named(theirs))]
    alone = mine or theirs
    turned = next((token for key, token in alone if {key, token} & TURNERS), "")
    if turned:
        return [Difference("word", turned, "") if mine else Difference("word", "", turned)]
    return _instead_of_having(one, other, alone) or _swapped(one, other)


def _instead_of_having(one: Telling, other: Telling, alone: Sequence[Word]) -> list[Difference]:
    """Where a word that only one of them has stands where the other has or gets something."""
    only = {token for _key, token in alone}
    rows = SequenceMatcher(None, one.tokens, other.tokens, autojunk=False).get_opcodes() if only else []
    for act, start, end, first, last in rows:
        mine, theirs = one.tokens[start:end], other.tokens[first:last]
        if act == "replace" and (only & {*mine, *theirs}) and (HAVING & {*mine, *theirs}):
            return [Difference("word", " ".join(mine[:MOST_NAMED]), " ".join(theirs[:MOST_NAMED]))]
    return []


def left_over(one: Sequence[Word], other: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of each of two texts that the other has not, each word used once."""
    both = Counter(key for key, _token in one) & Counter(key for key, _token in other)
    mine, theirs = _without(one, both), _without(other, both)
    left = []
    for word in mine:
        same = next((there for there in theirs if _is_same(word, there)), None)
        if same is None:
            left.append(word)
        else:
            theirs.remove(same)
    return _new(left, other), _new(theirs, one)


def _without(words: Sequence[Word], taken: Counter[str]) -> list[Word]:
    left = Counter(taken)
    found = []
    for key, token in words:
        if left[key]:
            left[key] -= 1
        else:
            found.append((key, token))
    return found


def _new(left: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    """Those of the words that the other text does not have at all: said twice is no difference."""
    return [word for word in left if not any(_is_same(word, there) for there in other)]


def _is_same(one: Word, other: Word) -> bool:
    return one[0] == other[0] or is_one_word(one[1], other[1]) or is_one_word(one[0], other[0])


def _named(words: Sequence[Word]) -> str:
    return ", ".join(dict.fromkeys(token for _key, token in words[:MOST_NAMED]))


def _swapped(one: Telling, other: Telling) -> list[Difference]:
    """Two texts with the same words, of which some have changed places round a word that is not the same both ways."""
    for token in dict.fromkeys(one.tokens):
        if token in ORDERERS and token in other.tokens:
            before, after = _sides_of(token, one)
            here, there = _sides_of(token, other)
            first, last = before.keys() & there.keys(), after.keys() & here.keys()
            if first and last:
                a, b = (
                    next(word for key, word in side.items() if key in both)
                    for side, both in ((before, first), (after, last))
                )
                return [Difference("word", f"{a} {token} {b}", f"{b} {token} {a}")]
    return _other_way_round(one, other)


def _other_way_round(one: Telling, other: Telling) -> list[Difference]:
    """Two texts in which who does it, and to whom, have changed places: "A must tell B" and "B must tell A"."""
    theirs = set(_triples(other))
    for first, act, last in _triples(one):
        if first[0] != last[0] and (last[0], act[0], first[0]) in {
            tuple(key for key, _ in row) for row in theirs
        }:
            a, b, c = first[1], act[1], last[1]
            return [Difference("word", f"{a} {b} {c}", f"{c} {b} {a}")]
    return []


def _triples(text: Telling) -> Iterator[tuple[Word, Word, Word]]:
    """Three telling words in a row, where they are not joined as alike by "and" or "or"."""
    telling = {token for _key, token in text.words}
    row = [word for word in text.all if word[1] in telling or word[1] in MERGES]
    for three in zip(row, row[1:], row[2:], strict=False):
        if not any(token in MERGES for _key, token in three):
            yield three


def _sides_of(token: str, text: Telling) -> tuple[dict[str, str], dict[str, str]]:
    """The telling words that stand only before a word, and those that stand only after it, by what they compare as."""
    at = text.tokens.index(token)
    telling = {word for _key, word in text.words}
    before, after = (
        {key: word for key, word in part if word in telling} for part in (text.all[:at], text.all[at + 1 :])
    )
    both = before.keys() & after.keys()
    return (
        {key: word for key, word in before.items() if key not in both},
        {key: word for key, word in after.items() if key not in both},
    )
