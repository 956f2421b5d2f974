"""What was meant by a word that stands nowhere: the words of this site that are nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from kokebok.lib.search_query import Near, Synonyms, Term, parsed, word_term
from kokebok.lib.word_forms import plain, sounded, stem, typed
from kokebok.search.matching import texts
from kokebok.search.models import Text, Word

SHORTEST_MISSPELT = 4  # letters; a shorter word is near to too many
LONGER_OR_SHORTER = 2  # letters
MOST_TRIED = 6
MOST_MEANT = 2
MOST_CORRECTED = 3  # words in a question: each is a dozen queries
ONE_SOUND = 1  # slip: what sounds the same is written so by who has never seen it, as inkøp
MOST_READ = 50  # passages, to see how a word is written
BEFORE_A_SMALL_LETTER = re.compile(r"[\w,;]\s+$")


def meant_by(word: str) -> list[str]:
    """The words that may be meant by one that is found nowhere, likeliest first; each of them is found somewhere."""
    likely = [*_other_keyboard(word), *_misspelt(word)]
    found: list[str] = []
    for one in dict.fromkeys(likely):
        if len(found) == MOST_MEANT:
            break
        if texts([word_term(one)], Near.PART):
            found.append(one)
    return found


def _other_keyboard(word: str) -> list[str]:
    """Words that are typed so without æ, ø and å: mål for mal, maal and mål."""
    alike = Word.objects.filter(typed=typed(word)).exclude(word=word).values_list("word", flat=True)
    return sorted(set(alike), key=lambda one: (DamerauLevenshtein.distance(plain(one), plain(word)), one))[
        :MOST_TRIED
    ]


def _misspelt(word: str) -> list[str]:
    """Words that a slip or two make this of, the nearest first. What sounds alike is nearer than what does not."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return []
    lengths = (len(word) - LONGER_OR_SHORTER, len(word) + LONGER_OR_SHORTER)
    known = set(Word.objects.filter(length__range=lengths).values_list("word", flat=True))
    ranked = sorted((far, one) for one in _near(word, known) if (far := _far(word, one)) <= _most_slips(word))
    return [one for _far_off, one in ranked[:MOST_TRIED]]


def _near(word: str, known: set[str]) -> set[str]:
    """The words a few slips away, and those that sound the same: few of thousands, which are looked at more closely."""
    slips = extract(
        word, known, scorer=DamerauLevenshtein.distance, score_cutoff=_most_slips(word), limit=None
    )
    return {one for one, _slips, _at in slips} | {one for one in known if sounded(one) == sounded(word)}


def _most_slips(word: str) -> int:
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def _far(word: str, other: str) -> float:
    """How many slips are between two words; less where they sound alike or begin alike."""
    heard = DamerauLevenshtein.distance(sounded(word), sounded(other))
    slips = DamerauLevenshtein.distance(word, other) if heard else ONE_SOUND
    first = 0 if typed(word)[:1] == typed(other)[:1] else 0.5
    same_stem = 0 if stem(word) == stem(other) else 0.1
    return (slips + min(slips, heard)) / 2 + first + same_stem


def as_it_stands(word: str) -> str:
    """A word with the capital it always has inside the texts, as Steinkjer; what begins a sentence tells nothing."""
    said = Text.objects.filter(Q(page__live=True) | Q(actor__isnull=False), shown__icontains=word)
    whole = re.compile(rf"(?<![\w‑–-]){re.escape(word)}(?![\w‑–-])", re.IGNORECASE)
    found = {
        match.group()
        for shown in said.values_list("shown", flat=True)[:MOST_READ]
        for match in whole.finditer(shown)
        if BEFORE_A_SMALL_LETTER.search(shown, max(0, match.start() - 3), match.start())
    }
    return word if word in found or len(found) != 1 else found.pop()


def corrected(
    terms: Iterable[Term], synonyms: Synonyms | None = None
) -> tuple[list[Term], dict[str, list[str]]]:
    """The terms, at most three of those found nowhere with what is meant in their place; and what may be, by word.

    The likeliest word is looked for exactly as if it had been typed, so that it is found as often.
    """
    out: list[Term] = []
    meant: dict[str, list[str]] = {}
    nowhere = 0
    for term in terms:
        if not term.word or nowhere == MOST_CORRECTED or texts([term], Near.PART):
            out.append(term)
            continue
        nowhere += 1
        words = meant_by(term.word)
        if words:
            meant[term.word] = [as_it_stands(one) for one in words]
        likeliest = parsed(words[0], synonyms).terms if words else ()
        out.append(replace(term, ways=likeliest[0].ways) if likeliest else term)
    return out, meant
