"""Where the numbers of the words know more than anybody could who reads the two texts.

The truth of a revision is what was done, and some of it leaves no trace. Counting that as a fault would reward
guessing, and counting it as right would hide faults; so each exception is as narrow as its reason:

Twins. Two paragraphs in the same words, and one was moved, removed or copied. The readers have where they stand to go
by and nothing else: the page, the place, the paragraph before and the one behind. A landing on the twin is right if
every such sign that speaks for the truth speaks for the twin as well. If one does not, it could have been told, and the
landing is wrong.

Nothing of its own left. A heading worded anew, with nothing under it that stood there before, looks as one overwritten
with another; "See X for more" looks the same whether X was edited to Y or the phrase was written about Y. Keeping the
anchor in that place and letting it go are both in order, landing anywhere else is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bench._revisions import STOCK, STOCK_PHRASES, Para, Revision

STOCK_WORDS = frozenset(word for phrase in STOCK_PHRASES for word in phrase.split())
MISSPELT = 0.6  # two words this alike, by their letters, are seen to be one


def are_told_apart(revision: Revision, o: int, truth: int, landed: int) -> bool:
    """Whether it can be seen that old[o] is new[truth] and not new[landed]."""
    if same_words(revision.new[truth], revision.new[landed]):
        return not signs(revision, o, truth) <= signs(revision, o, landed)
    return True


def is_another(revision: Revision, o: int, twin: int, landed: int) -> bool:
    """Whether it can be seen that new[landed] was old[twin] and not old[o]."""
    if same_words(revision.old[o], revision.old[twin]):
        return not signs(revision, twin, landed) <= signs(revision, o, landed)
    return True


def same_words(one: Para, other: Para) -> bool:
    """Whether two paragraphs are read as the same."""
    return one.text == other.text


def signs(revision: Revision, o: int, n: int) -> set[str]:
    """What speaks for new[n] being old[o], apart from the words."""
    old, new = revision.old[o], revision.new[n]
    found = set()
    if old.page == new.page:
        found.add("page")
        if old.path == new.path:
            found.add("place")
    for sign, step in (("before", -1), ("behind", 1)):
        beside, now = _beside(revision.old, o, step), _beside(revision.new, n, step)
        if beside is None or now is None:
            if beside is now and old.page == new.page:
                found.add(sign)
        elif same_words(beside, now) or _numbers(beside) & _numbers(now):
            found.add(sign)
    return found


def nothing_of_its_own(revision: Revision, o: int, truth: int) -> bool:
    """Whether new[truth], which old[o] became, has none of its own words and nothing that stood under it."""
    old, new = revision.old[o], revision.new[truth]
    is_stock = old.text.startswith(STOCK)
    if not is_stock and old.kind != "heading":
        return False
    was = {number: word for number, word in old.words if not (is_stock and word in STOCK_WORDS)}
    if any(number in was and _is_one(was[number], word) for number, word in new.words):
        return False
    return not _under(revision.old, o) & _under(revision.new, truth)


def _is_one(was: str, word: str) -> bool:
    return SequenceMatcher(None, was.casefold(), word.casefold(), autojunk=False).ratio() >= MISSPELT


def _under(paragraphs: Sequence[Para], heading: int) -> set[int]:
    """The numbers of what stands from a heading to the next one; nothing stands under what is no heading."""
    found: set[int] = set()
    if paragraphs[heading].kind != "heading":
        return found
    for para in paragraphs[heading + 1 :]:
        if para.page != paragraphs[heading].page or para.kind == "heading":
            break
        found |= _numbers(para)
    return found


def _beside(paragraphs: Sequence[Para], at: int, step: int) -> Para | None:
    """The paragraph before or behind on the same page, if there is one."""
    there = at + step
    if 0 <= there < len(paragraphs) and paragraphs[there].page == paragraphs[at].page:
        return paragraphs[there]
    return None


def _numbers(para: Para) -> set[int]:
    return {number for number, _ in para.words}
