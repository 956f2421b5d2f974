"""Which language a short text is in, by its small words, and what is left of it without them."""

from __future__ import annotations

import re

from kokebok.lib.both_forms import one_spelling
from kokebok.lib.small_words import FILLERS, SMALL_WORDS
from kokebok.lib.word_forms import lemma
from kokebok.lib.written_form import written_form

WORD = re.compile(r"[^\W\d_]+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NORWEGIAN = _words(
    """
    alle at av bare berre ble blei blir både bør da de den denne der det dette di din du då eg ei ein eit en er et
    etter for fra frå får få før ha han har hos hun hva hvem hver hvor hvordan hvorfor i ikke ikkje ingen jeg kan kva
    kvar kven kvifor man med meg men mer meir min mitt mot må mykje mye noe noen noko nokon når nå og også om opp oss
    over på sa seg selv sin sitt sjølv skal slik som så til under uten utan ut var ved vere vi vil være vår vårt våre å
    """
)
ENGLISH = _words(
    """
    a about all also an and any are as at be because been but by can cannot could do does for from had has have he her
    his how i if in into is it its just many more most much must my no not now of on one only or other our out she
    should so some such than that the their them then there these they this those to too us very was we were what when
    where which who why will with would you your
    """
)
NORTHERN_SAMI = _words(
    """
    dahje dan das dat de dego dii don dál dán eai eará eat ee eanet earret eat eatnat ee ehpet ferte fertejit galgá
    galget gii go goit gos gosa guhte gávdno ii in it ja jos juo justa jus lea leamaš leat lei ledje liikká leš mii mat
    mu mun muhto mus min minguin maid maŋŋel maŋŋá menddo mo man maiddái mii moai nu nugo nubbi ollu ovdal oktan sii
    son sin sáhttá sáhttet su sáhte vai vaikko vuos vuollái váilu buot dušše dieid daid dain danne dakkár ain fas
    """
)
GERMAN = _words(
    """
    aber alle als also am an auch auf aus bei bin bis da damit dann das dass dem den denn der des die dies diese dieser
    doch dort durch ein eine einem einen einer es etwas für gibt hat haben hier ich ihr im in ist ja kann kein keine
    man mehr mit muss müssen nach nicht noch nur ob oder ohne schon sehr sein sich sie sind so sollte sollten und um
    uns vom von vor war wäre was wenn werden wie wir wird zu zum zur über
    """
)
SWEDISH = _words(
    """
    alla att av bara blir de den det där efter ej en ett eller finns från för får göra ha har hur här i inte jag kan
    man med men mer mycket måste mot ni nu när och också om på ska skulle som så till under upp ut utan vad var vara
    vi vid vill vår vårt än är
    """
)
SMALL_WORDS_OF = {"no": NORWEGIAN, "en": ENGLISH, "se": NORTHERN_SAMI, "de": GERMAN, "sv": SWEDISH}
SAMI_LETTERS = re.compile("[áčđŋšŧž]")
EVERY_SMALL_WORD = SMALL_WORDS.union(FILLERS, *SMALL_WORDS_OF.values())
"""Of all these languages: a heap has texts in several, and a text may have words in several."""


def language_of(text: str) -> str:
    """The language of a text: nb, nn, en, se (Northern Sámi), de or sv, and "" where it is not told."""
    words = WORD.findall(text.casefold())
    counts = {code: sum(word in small for word in words) for code, small in SMALL_WORDS_OF.items()}
    counts["se"] += sum(SAMI_LETTERS.search(word) is not None for word in words)
    most = max(counts, key=lambda code: counts[code])  # the first of those with as many: Norwegian
    if not counts[most]:
        return written_form(text)
    return (written_form(text) or "nb") if most == "no" else most


def without_small_words(text: str) -> str:
    """The words of a text that say what it is about, with its signs between them; all of it where none do."""
    left = WORD.sub(lambda word: "" if word[0].casefold() in EVERY_SMALL_WORD else word[0], text)
    return " ".join(left.split()) if WORD.search(left) else text


def gist(text: str) -> str:
    """The text without small words; in Norwegian each word in its dictionary form, and the two Norwegians alike.

    So a language model compares what texts are about, and less how they are put.
    """
    left = without_small_words(text)
    if language_of(text) not in ("nb", "nn"):
        return left
    return WORD.sub(lambda word: one_spelling(lemma(word[0].lower())), left)
