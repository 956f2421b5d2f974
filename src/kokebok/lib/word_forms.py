"""What a search knows of one word: its forms in both written Norwegians, the words it is made of, and how it is typed.

The same for what is searched and for what is asked, so that both databases give the same answers
(docs/decisions/0033-a-search-people-trust.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

from kokebok.lib.both_forms import pairs
from kokebok.lib.word_lists import is_listed, lemma_of

LONGEST = 60  # characters; what is longer is cut: no word is, and the databases have limits
SHORTEST_COMPOUND, MADE_OF_THREE = 7, 12
SHORTEST_FIRST, SHORTEST_LAST = 3, 4
SHORTEST_STEM = 4
INFLECTIONS = ("e", "a", "er", "en", "ar", "et", "t", "ene", "ane", "te")
"""What the stemmer may take from a word that is in the word lists: other endings make another word, dem of demens."""
SHORTEST_PAIR = 5  # what is shorter is taken for a part of a longer word by chance
KEPT_WORDS = (
    10_000  # of which what is found out is kept, some 2 kB each: what a cookbook says, and readers ask for
)

_stemmers = {language: snowballstemmer.stemmer(language) for language in ("norwegian", "english")}
_turn = Lock()  # a stemmer has the word it is at in itself

NORWEGIAN_LETTERS = "æøå"
SAME_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})
TYPED = str.maketrans({"å": "a", "æ": "a", "ø": "o"})
SAME_SOUND = tuple(
    tuple(each.split("="))
    for each in "skj=sk sj=sk kj=k tj=k hv=v hj=j gj=j z=s c=k w=v q=k x=ks ph=f th=t".split()  # noqa: SIM905
)
DEEDS = ("elsene", "elsen", "elser", "else", "ingane", "ingene", "ingar", "ingen", "inger", "inga", "ing")
LAW = re.compile(r"(.{3,}lov)(?:en|a|er|ar|ene|ane)?s?")
QUALITIES = (("heit", "het"), ("leik", "het"), ("semd", "somhet"), ("leg", "lig"))


def plain(word: str) -> str:
    """A word in lower case with the letters of Norwegian kept and other accents taken off: ide for idé, å for å."""
    low = unicodedata.normalize("NFC", word.lower()).translate(SAME_LETTERS)
    kept = (letter if letter in NORWEGIAN_LETTERS else _bare(letter) for letter in low)
    return "".join(letter for letter in "".join(kept) if letter.isalnum())[:LONGEST]


def _bare(letter: str) -> str:
    return letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]


@lru_cache(maxsize=KEPT_WORDS)
def forms(word: str) -> tuple[str, ...]:
    """What all inflections of a word have in common, in both written Norwegians; a few, since a word may be of several.

    Two words are forms of one another if they share one of these.
    """
    known, own = lemmas(word), plain(word)
    bases = [key for lemma in known for key in (light(lemma), short(lemma))]
    if own not in known:
        bases.append(short(own) if known else stem(own))
        bases += [light(own)] if own in _listed_by_us() else []
    found = dict.fromkeys(base for base in bases if base)
    return tuple(dict.fromkeys([*found, *(other for one in found for other in _in_the_other(one))]))


@lru_cache(maxsize=KEPT_WORDS)
def lemmas(word: str) -> tuple[str, ...]:
    """The dictionary forms of a word, by the word lists of bokmål and of nynorsk; none for one that is in neither."""
    return _listed(word) or (_listed(word[:-1]) if word.endswith("s") and len(word) > SHORTEST_STEM else ())


def _listed(word: str) -> tuple[str, ...]:
    found = {plain(lemma_of(word, language)): None for language in ("nb", "nn") if is_listed(word, language)}
    return tuple(found)


@lru_cache(maxsize=KEPT_WORDS)
def lemma(word: str) -> str:
    """One dictionary form of a word in lower case: by the lists, else guessed by its ending, else the word itself.

    What texts are compared by, and the desk searches with. `lemmas` guesses nothing.
    """
    return lemma_of(word, "nb", "nn")


def is_of_the_other(word: str, language: str) -> bool:
    """Whether a word is of the other written Norwegian than `language`, and not of both: by our pairs, or the lists."""
    other = {"nb": "nn", "nn": "nb"}.get(language)
    if not other:
        return False
    nynorsk, bokmal = _each_form()
    own, others = (bokmal, nynorsk) if language == "nb" else (nynorsk, bokmal)
    told = set(lemmas(word)) or {word}
    if told & (own | others):
        return not told & own
    return not is_listed(word, language) and is_listed(word, other)


@lru_cache(maxsize=1)
def _each_form() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(one for one, _other in pairs()), frozenset(other for _one, other in pairs())


@lru_cache(maxsize=KEPT_WORDS)
def stem(word: str) -> str:
    """A word that is in no word list, without its endings."""
    bare = _cut(word)
    return light(bare if len(bare) >= SHORTEST_STEM else word)


@lru_cache(maxsize=KEPT_WORDS)
def short(lemma: str) -> str:
    """A dictionary form without its last vowel or ending: what a form of it that is in no word list is cut down to."""
    bare = _cut(lemma)
    is_inflected = lemma.removeprefix(bare) in INFLECTIONS and len(bare) >= SHORTEST_STEM
    return light(bare if is_inflected else lemma)


@lru_cache(maxsize=KEPT_WORDS)
def light(word: str) -> str:
    """A word without the endings that bokmål and nynorsk have different ones of: anskaffelse and anskaffing."""
    for ending in DEEDS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and word not in _no_deeds():
            return _without_n(word.removesuffix(ending))
    for nynorsk, bokmal in QUALITIES:
        if word.endswith(nynorsk) and len(word) > len(nynorsk) + 2:
            return word.removesuffix(nynorsk) + bokmal
    return word


def _cut(word: str) -> str:
    """What the stemmer leaves; the name of an act of law is more than what it is about."""
    law = LAW.fullmatch(word)
    if law:
        return law.group(1)
    return _stem("norwegian", word)


def _stem(language: str, word: str) -> str:
    with _turn:
        return str(_stemmers[language].stemWord(word))


def _without_n(bare: str) -> str:
    """What is left of forskning as of forsking; trening keeps its n."""
    return (
        bare[:-1]
        if bare.endswith("n") and bare[-2] not in "aeiouyæøån" and len(bare) > SHORTEST_STEM
        else bare
    )


@lru_cache(maxsize=KEPT_WORDS)
def english_forms(word: str) -> tuple[str, ...]:
    """What the inflections of an English word have in common."""
    return (_stem("english", plain(word)),)


@lru_cache(maxsize=1)
def _no_deeds() -> frozenset[str]:
    """Words that bokmål keeps whole, as høyring: høring is too short to be cut, and is more than that one hears."""
    return frozenset(
        one for one, other in pairs() if one.endswith("ing") and len(other) < len("ing") + SHORTEST_STEM
    )


@lru_cache(maxsize=1)
def _bokmal_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for nynorsk, bokmal in pairs():
        for cut in (light, short):
            found.setdefault(cut(nynorsk), {})[cut(bokmal)] = None
    return {one: tuple(others) for one, others in found.items()}


def _in_the_other(found: str) -> Iterator[str]:
    """The same in bokmål of what is nynorsk, also where it is the first or the last part of a longer word."""
    known = _bokmal_of()
    yield from known.get(found, ())
    for cut in range(SHORTEST_PAIR, len(found) - 2):
        for other in known.get(found[:cut], ()):
            yield other + found[cut:]
    for cut in range(3, len(found) - SHORTEST_PAIR + 1):
        for other in known.get(found[cut:], ()):
            yield found[:cut] + other


@lru_cache(maxsize=1)
def _listed_by_us() -> frozenset[str]:
    return frozenset(word for pair in pairs() for word in pair)


@lru_cache(maxsize=KEPT_WORDS)
def parts(word: str) -> tuple[str, ...]:
    """The words that a longer word is made of, as they stand in it; none for one that is not made of others.

    eldreomsorgsplan has eldreomsorg, plan, eldre and omsorg.
    """
    pair = halves(word)
    if pair is None:
        return ()
    return tuple(dict.fromkeys([*pair, *parts(pair[0]), *parts(pair[1])]))


@lru_cache(maxsize=KEPT_WORDS)
def halves(word: str) -> tuple[str, str] | None:
    """The two words a longer word is most likely made of; None for one that is not made of others."""
    if len(word) < SHORTEST_COMPOUND or not word.isalpha():
        return None
    base = min(lemmas(word), key=len, default=word)  # what is in the word lists is cut by its dictionary form
    if len(base) < SHORTEST_COMPOUND:
        return None
    found = _cuts(base, _is_word)
    return found or (_cuts(base, _is_word_or_made_of_words) if len(base) >= MADE_OF_THREE else None)


def _cuts(word: str, is_part: Callable[[str], bool]) -> tuple[str, str] | None:
    """The cut whose shorter word is longest, where the last is a word itself or both may be longer words."""
    best: tuple[str, str] | None = None
    for cut in range(SHORTEST_FIRST, len(word) - SHORTEST_FIRST + 1):
        last = word[cut:]
        if not _is_long_enough(last) or not is_part(last) or _begins_with_link(last, is_part):
            continue
        first = next((one for one in _firsts(word[:cut]) if is_part(one) and _can_be_first(one)), "")
        if first and (best is None or min(len(first), len(last)) > min(map(len, best))):
            best = (first, last)
    return best


def _is_long_enough(last: str) -> bool:
    return len(last) >= SHORTEST_LAST or last in SHORT_LAST


def _begins_with_link(last: str, is_part: Callable[[str], bool]) -> bool:
    """Whether it is rather the letter that joins and another word: anskaffelse-s-loven, not anskaffelse-sloven."""
    return last[0] == "s" and _is_long_enough(last[1:]) and is_part(last[1:])


def _firsts(begun: str) -> Iterator[str]:
    """What a first part may be, as it stands and without the letter that joins: omsorgs is omsorg."""
    yield begun
    if len(begun) > SHORTEST_LAST and begun[-1] in "se":
        yield begun[:-1]


def _is_word(word: str) -> bool:
    return word not in NO_PARTS and (word in _listed_by_us() or bool(lemmas(word)))


def _is_word_or_made_of_words(word: str) -> bool:
    return _is_word(word) or halves(word) is not None


def _can_be_first(word: str) -> bool:
    """A first part stands in its dictionary form (unlike forsk in forskrift), or is an adjective such as eldre."""
    return word in _listed_by_us() or word in lemmas(word) or word in FIRST_TOO or not lemmas(word)


NO_PARTS = frozenset(
    """
    ane ene ande ende ere erne else elsen ing inga ingen inger ingene het heten heter leg lege lig lige ligst sam
    for fore sjon sjonen vel at bar bare som somt somme tig tige isk iske ist iste isme ium ert est este ste
    dom ant ante ens ets ers ned opp ut inn over under fra til med mot ved han hun den det dei men kan ein ett tre
    mis van ale all alle ast eta ete era ena ine ina ika ike ise and ord ors rer rar ter tar ten tet tes ses sel sen
    ser set sin sitt nen ner net nes gen ger get kom kon kor kur pro per par sto sta std gar ring ringen eren ering
    inne ette etter enten heit ansatt ansatte
    """.split()  # noqa: SIM905
)
FIRST_TOO = frozenset(
    ["eldre", "barne", "kvinne", "yngre", "større", "mindre", "flere", "fleire", "samme", "beste"]
)
SHORT_LAST = frozenset(
    """
    mål lov råd bok hus rom vei veg lag fag liv sak dag kår tid ark bad bil bru dør far jus lys løp mat mor ord sal
    sum sår tap tog uke båt hår rot sol tak tøy vin
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=KEPT_WORDS)
def typed(word: str) -> str:
    """A word as a keyboard without æ, ø and å may give it: mal for mål, maal and mal."""
    low = plain(word)
    for pair, one in (("aa", "a"), ("ae", "a"), ("oe", "o")):
        low = low.replace(pair, one)
    return low.translate(TYPED)


@lru_cache(maxsize=KEPT_WORDS)
def sounded(word: str) -> str:
    """A word with each letter once, and the letters for one sound as one: words that sound alike are nearer here."""
    low = plain(word)
    for written, sound in SAME_SOUND:
        low = low.replace(written, sound)
    return "".join(letter for at, letter in enumerate(low) if not at or low[at - 1] != letter)
