"""Finding inputs by their words, in any form of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from kokebok.book.searching import lemmas
from kokebok.lib.word_forms import lemma

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input

MOST_TERMS = 20  # words and phrases of a query; the rest is left out
SAID = (
    "text",
    "suggestion",
    "name",
    "on_behalf_of",
)  # never the address: a search must not tell who has which
SAID_NOW = Concat(*(part for name in SAID for part in (name, Value("\n"))), output_field=TextField())
TERM = re.compile(r'"([^"]*)"|(\w+)(\*?)')
WORD = re.compile(r"\w+")

SQLITE = "SELECT rowid FROM inputs_words_index WHERE inputs_words_index MATCH %s"
POSTGRESQL = (
    "SELECT given_id FROM inputs_words WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)"
)


def words_of(said: str) -> str:
    """The words of a text in lower case, and after them, on a line of their own, their dictionary forms."""
    return f"{' '.join(WORD.findall(said.lower()))}\n{lemmas(said)}"


def with_words(inputs: QuerySet[Input], query: str) -> QuerySet[Input]:
    """Those of the inputs that have all the words of a query, each as it is written or in another form.

    Words in quotes are found as they stand, one after the other; `kommun*` is every word that begins so. A query
    without words narrows nothing.
    """
    sqlite = connection.vendor == "sqlite"
    terms = [_sqlite_term(*one) if sqlite else _postgresql_term(*one) for one in terms_of(query)]
    if not terms:
        return inputs
    sql, joined = (SQLITE, " AND ".join(terms)) if sqlite else (POSTGRESQL, " & ".join(terms))
    return inputs.filter(pk__in=RawSQL(sql, [joined]))  # noqa: S611 (the words go in as a parameter)


def without_hidden_names(inputs: QuerySet[Input], query: str) -> QuerySet[Input]:
    """Those of the inputs found by a query that have its words in what anyone may see of them.

    For people who may not see the names of those who did not agree to be named: the index has the names too.
    """
    terms = terms_of(query)
    with_hidden = inputs.filter(may_be_named=False).exclude(name="", on_behalf_of="").order_by()
    by_name = [
        key
        for key, text, suggestion in with_hidden.values_list("pk", "text", "suggestion")
        if not _has_terms(words_of(f"{text}\n{suggestion}"), terms)
    ]
    return inputs.exclude(pk__in=by_name)


def _has_terms(words: str, terms: list[tuple[list[str], bool]]) -> bool:
    said = f" {' '.join(words.split())} "
    return all(any(f" {way}{'' if begins else ' '}" in said for way in ways) for ways, begins in terms)


def terms_of(query: str) -> list[tuple[list[str], bool]]:
    """The terms of a query, at most MOST_TERMS: ways to say it, and whether it is a beginning.

    A phrase is one way of several words.
    """
    found = []
    for phrase, word, star in TERM.findall(query.lower()):
        said = " ".join(WORD.findall(phrase)) or word
        if said:
            ways = [said] if phrase or star else list(dict.fromkeys([said, lemma(said)]))
            found.append((ways, bool(star)))
    return found[:MOST_TERMS]


def _sqlite_term(ways: list[str], is_beginning: bool) -> str:
    return "(" + " OR ".join(f'"{way}"' + "*" * is_beginning for way in ways) + ")"


def _postgresql_term(ways: list[str], is_beginning: bool) -> str:
    said = [" <-> ".join(f"'{word}'" for word in way.split()) for way in ways]
    return "(" + " | ".join(one + ":*" * is_beginning for one in said) + ")"
