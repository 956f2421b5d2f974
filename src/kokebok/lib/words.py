"""A text in words, and the least that must be done to the words of one text to get those of another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\d+(?:[.,:]\d+)+|\w+(?:[-'’]\w+)*|.", re.DOTALL)
JOINER = "\u200d"
SKIN = range(0x1F3FB, 0x1F400)
FLAG = range(0x1F1E6, 0x1F200)

# Above this many pairs of equal words the changed part is taken as a whole, so that a paste of the same
# word ten thousand times cannot keep the server busy.
MOST_PAIRS = 40_000


@dataclass(frozen=True)
class Splice:
    """The words base[start:end] give way to `words`. A pure addition has start == end."""

    start: int
    end: int
    words: tuple[str, ...]


def words(text: str) -> list[str]:
    """The text in pieces a reader would not cut: words, numbers, runs of white space, single signs.

    Put together they are the text. Combining marks, joined emoji and invisible direction marks stay with
    what they belong to.
    """
    found: list[str] = []
    glue = after_joiner = False
    for token in TOKEN.findall(text):
        clings = _clings(token, found[-1] if found else "")
        if found and (clings or (glue and not token.isspace() and (_wordlike(token) or after_joiner))):
            found[-1] += token
        else:
            found.append(token)
        after_joiner = token == JOINER
        glue = after_joiner or (clings and _wordlike(found[-1]))
    return found


def _clings(token: str, before: str) -> bool:
    """Whether a token is no sign of its own but belongs to what stands before it."""
    first = token[0]
    if unicodedata.category(first) in ("Mn", "Mc", "Me", "Cf") or ord(first) in SKIN:
        return True
    return ord(first) in FLAG and len(before) == 1 and ord(before) in FLAG


def _wordlike(token: str) -> bool:
    return token[0].isalnum()


def line_up(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The positions of words that are the same in both, rising in both, found by longest runs; no white space."""
    mine = [n for n, token in enumerate(one) if not token.isspace()]
    theirs = [n for n, token in enumerate(other) if not token.isspace()]
    my_words, their_words = [one[n] for n in mine], [other[n] for n in theirs]
    if _equal_pairs(my_words, their_words) > MOST_PAIRS:
        return []
    blocks = SequenceMatcher(None, my_words, their_words, autojunk=False).get_matching_blocks()
    return [(mine[a + n], theirs[b + n]) for a, b, size in blocks for n in range(size)]


def splices(base: Sequence[str], new: Sequence[str]) -> list[Splice]:
    """The least that must be done to the words of `base` to get those of `new`, in order."""
    start, end = _common_ends(base, new)
    old_part, new_part = base[start : len(base) - end], new[start : len(new) - end]
    found = []
    at, new_at = 0, 0
    for a, b in [*line_up(old_part, new_part), (len(old_part), len(new_part))]:
        old_gap, new_gap = old_part[at:a], new_part[new_at:b]
        before, after = _common_ends(old_gap, new_gap)
        splice = Splice(start + at + before, start + a - after, tuple(new_gap[before : len(new_gap) - after]))
        if splice.words or splice.start < splice.end:
            found.append(splice)
        at, new_at = a + 1, b + 1
    return found


def _common_ends(base: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    shortest = min(len(base), len(new))
    start = next((n for n in range(shortest) if base[n] != new[n]), shortest)
    rest = shortest - start
    end = next((n for n in range(rest) if base[-1 - n] != new[-1 - n]), rest)
    return start, end


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(new)
    return sum(counts[token] for token in old)


def calm(base: Sequence[str], found: Sequence[Splice]) -> list[Splice]:
    """The same with neighbours put together where what stands between them is less than either."""
    done: list[Splice] = []
    for splice in found:
        current = splice
        while done and _is_trifle(base, done[-1], current):
            last = done.pop()
            current = Splice(
                last.start, current.end, (*last.words, *base[last.end : current.start], *current.words)
            )
        done.append(current)
    return done


def _is_trifle(base: Sequence[str], one: Splice, other: Splice) -> bool:
    between = _letters(base[one.end : other.start])
    sizes = [max(_letters(base[s.start : s.end]), _letters(s.words)) for s in (one, other)]
    return between == 0 or between <= min(sizes)


def _letters(tokens: Sequence[str]) -> int:
    return sum(len(token) for token in tokens if _wordlike(token))
