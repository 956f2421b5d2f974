"""What is suggested while somebody types: titles that have what is typed so far, and words that begin so."""

from __future__ import annotations

from django.utils.translation import get_language

from kokebok.book.models import Page
from kokebok.lib.search_query import Near, cleaned, word_term
from kokebok.lib.search_terms import tokens
from kokebok.lib.word_forms import is_of_the_other
from kokebok.lists.models import Entry, Which
from kokebok.lists.queries import all_words
from kokebok.people.models import Body
from kokebok.search.matching import begun, texts
from kokebok.search.models import Word
from kokebok.search.queries import KINDS

SHORTEST = 2  # letters
MOST_TITLES, MOST_WORDS, MOST_TRIED = 5, 3, 12
LONGEST_TYPED = 60  # characters


def suggestions(typed: str) -> list[str]:
    """At most a handful: what one may be about to ask for. Each is found when it is asked for."""
    said = cleaned(typed)
    words = [word for token in tokens(said) for word in token.words]
    if not words or len(said) > LONGEST_TYPED or len(said) < SHORTEST or said[-1] in '"»”':
        return []
    shown = {one.lower(): one for one in [*_words(said, words), *_titles(words)]}
    return [one for low, one in shown.items() if low != said.lower()]


def _titles(words: list[str]) -> list[str]:
    """The titles of texts that have the words, the last of them begun."""
    places = sorted(begun(words), key=lambda one: (KINDS.index(one.kind), one.page or 0))[:MOST_TITLES]
    pages = dict(
        Page.objects.live().filter(pk__in=[one.page for one in places if one.page]).values_list("pk", "title")
    )
    actors = dict(
        Body.objects.filter(pk__in=[one.actor for one in places if one.actor]).values_list("pk", "name")
    )
    keys = dict(
        Entry.objects.filter(pk__in=[one.topic for one in places if one.topic]).values_list("pk", "key")
    )
    topics = {pk: all_words().name(Which.THEMES, key) for pk, key in keys.items()}
    names = [
        pages.get(one.page or 0) or topics.get(one.topic or 0) or actors.get(one.actor or 0) for one in places
    ]
    return [name for name in names if name]


def _words(said: str, words: list[str]) -> list[str]:
    """What was typed with its last word made whole, in the ways it is found in the texts."""
    last = words[-1]
    if len(last) < SHORTEST or not said.lower().endswith(last):
        return []
    before = said[: len(said) - len(last)]
    begun_so = Word.objects.filter(word__startswith=last).order_by("length", "word")
    whole = list(begun_so.values_list("word", flat=True).distinct()[: MOST_TRIED * 2])
    whole.sort(key=lambda word: is_of_the_other(word, get_language() or ""))
    found: list[str] = []
    for word in whole[:MOST_TRIED]:
        if len(found) == MOST_WORDS:
            break
        if texts([word_term(word)], Near.EXACT):
            found.append(before + word)
    return found
