"""Whether two words are one word: inflected, misspelt, or in the other written Norwegian.

Two words that both stand in the word lists are two words, however few letters part them («oppheve», «oppleve»): a slip
of the pen seldom makes another real word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kokebok.lib.word_lists import is_listed

SHORTEST_MISSPELT = 4  # letters
SHORTEST_STEM = 3
LONG_FOLD = 5  # letters: two real words that are alike when evened out, and this long, are one
ENDING = re.compile(
    r"(?:heitene|heitane|hetene|heiten|heita|heten|heter|heit|het|inga|ingen|ingene|ingane|inger|ingar|ing|"
    r"ane|ene|an|ast|est|ere|are|ar|er|en|et|as|es|at|de|te|dd|a|e|s|t|n|r|d)$"
)
FOLDS = (
    (re.compile("au|øy|ø|å|u|y"), "o"),
    (re.compile("veg$"), "vei"),
    (re.compile("ei|æ"), "e"),
    (re.compile("tj"), "t"),
    (re.compile("rj"), "rg"),
    (re.compile(r"^kv|^hv"), "v"),
    (re.compile("gj|hj"), "j"),
    (re.compile("kj"), "k"),
    (re.compile("leg"), "lig"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("ja"), "je"),
    (re.compile("tn"), "n"),
    (re.compile("ks|gs"), "s"),
)
"""What differs between the two written Norwegians in words that are otherwise one, in the order it is evened out."""


@lru_cache(maxsize=20_000)
def is_one_word(one: str, other: str) -> bool:
    """Whether two words in small letters are one word, as far as their letters tell."""
    if one == other:
        return True
    if is_known(one) and is_known(other):
        is_long = len(folded(one)) >= LONG_FOLD
        if stem(one, 1) == stem(other, 1):
            return True
        return folded(one) == folded(other) and (is_long or _only_one_is_bokmal(one, other))
    return (
        stem(one) == stem(other)
        or _is_slip(one, other)
        or _is_slip(stem(one), stem(other))
        or folded(one) == folded(other)
    )


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether a word stands in the word lists of bokmål or nynorsk."""
    return is_listed(word, "nb", "nn")


@lru_cache(maxsize=20_000)
def stem(word: str, endings: int = 2) -> str:
    """A word without so many endings; at least three letters of it."""
    for _ending in range(endings):
        shorter = ENDING.sub("", word)
        if len(shorter) < SHORTEST_STEM:
            return word
        word = shorter
    return word


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The stem with what the two written Norwegians write differently evened out."""
    word = stem(word)
    for theirs, same in FOLDS:
        word = theirs.sub(same, word)
    return word


def _only_one_is_bokmal(one: str, other: str) -> bool:
    return is_listed(one, "nb") != is_listed(other, "nb")


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, lacking or too many, or two beside each other are turned; never the first."""
    if min(len(one), len(other)) < SHORTEST_MISSPELT or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    mine, theirs = one[start:], other[start:]
    return (
        mine[1:] == theirs[1:]
        or mine[1:] == theirs
        or mine == theirs[1:]
        or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    )
