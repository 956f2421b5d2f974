"""What a short text is about: the words in it that could not stand in any other. What `pairing` tells such texts by."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from kokebok.lib.small_words import SMALL_WORDS
from kokebok.lib.text_similarity import UNSPACED, ComparedText

STOCK_LENGTH = 12  # words: of two texts as short as this, the telling words decide whether they are one
HEADINGS_SHARE = 0.5  # of the telling words of two headings, that one be the other worded anew
SHORT_TEXTS_SHARE = 0.3  # of the telling words of two other short texts
PARTS_SHARE = 0.6  # of the telling words of a part that the whole must have
SHORTEST_BEGINNING = 5  # letters by which a longer word may begin with a shorter one, and be the same
NEARLY = 0.75  # two words this alike, by their letters, are one word
NEARLY_BUT_THE_FIRST = 0.8  # the same, of two words that do not begin with the same letter
ONE_SIGN = re.compile(f"[{UNSPACED}]")  # a word of a script without spaces
POINTING = frozenset(
    (
        "see",
        "read",
        "page",
        "pages",
        "information",
        "details",
        "here",
        "les",
        "lese",
        "side",
        "siden",
        "sida",
        "informasjon",
    )
)


def are_about_others(one: ComparedText, other: ComparedText, *, headings: bool = False) -> bool:
    """Whether two short texts are about different things ("See … for more"), however alike the rest of them is.

    A text without any telling word is about nothing that could be another thing. `headings` if both are.
    """
    if max(len(one.words), len(other.words)) > STOCK_LENGTH:
        return False
    mine, theirs = Counter(telling(one)), Counter(telling(other))
    if not mine or not theirs:
        return False
    share = HEADINGS_SHARE if headings else SHORT_TEXTS_SHARE
    return not _share_as_many(mine, theirs, share * (mine.total() + theirs.total()) / 2)


def has_subject_of(whole: ComparedText, part: ComparedText) -> bool:
    """Whether a text has most of the telling words of one that may be a part of it."""
    mine = telling(part)
    return not mine or sum(word in whole.counts for word in mine) >= PARTS_SHARE * len(mine)


def telling(body: ComparedText) -> list[str]:
    """The words of a text that say what it is about: not small ones, nor such as only point elsewhere."""
    return [
        word
        for word in body.words
        if (len(word) > 2 or word.isdigit() or ONE_SIGN.fullmatch(word))
        and word not in SMALL_WORDS
        and word not in POINTING
    ]


def _share_as_many(mine: Counter[str], theirs: Counter[str], least: float) -> bool:
    """Whether two lists have at least so many words in common."""
    shared = (mine & theirs).total()
    left = list((theirs - mine).elements())
    for word in (mine - theirs).elements():
        if shared >= least:
            break
        found = next((other for other in left if are_one_word(word, other)), None)
        if found is not None:
            left.remove(found)
            shared += 1
    return shared >= least


def are_one_word(one: str, other: str) -> bool:
    """Whether two words are one, perhaps misspelt or inflected."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter):
        return True
    least = NEARLY if one[0] == other[0] else NEARLY_BUT_THE_FIRST
    if 2 * len(shorter) < least * (len(one) + len(other)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least
