"""How many inputs the choices of all filters have, counted in one question to the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, TextField, Value
from django.db.models.functions import Cast, Coalesce

if TYPE_CHECKING:
    from django.db.models import QuerySet

Facet = Any
"""A query set of rows (what is counted, value, words for it, number), to be joined with others."""


@dataclass(frozen=True)
class Counted:
    """What was counted for one filter: how many there are of each value, by the name of what was counted."""

    numbers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, what: str) -> Counter[str]:
        """How many there are of each value."""
        return self.numbers[what]

    def total(self, what: str) -> int:
        """How many there are in all."""
        return sum(self.numbers[what].values())


def by(rows: QuerySet[Any], what: str, key: Any, words: str = "") -> Facet:
    """The rows counted by a field or an expression, with what another field says of each."""
    said = Coalesce(Cast(words, TextField()), _text("")) if words else _text("")
    counted_by = key if isinstance(key, Value) else Cast(key, TextField())
    named = rows.order_by().annotate(counted_as=_text(what), counted_by=counted_by, said=said)
    return named.values_list("counted_as", "counted_by", "said").annotate(counted=Count("pk"))


def number_of(rows: QuerySet[Any], what: str) -> Facet:
    """How many rows there are."""
    return by(rows, what, _text(""))


def _text(said: str) -> Value:
    """Words that are the same for each row. They are no part of what is grouped by, which would be sorted."""
    return Value(said, output_field=TextField())


def count(facets: Iterable[tuple[str, Facet]]) -> dict[str, Counted]:
    """All that is to be counted, each with the name of its filter; by the names of the filters. One query.

    What several filters ask alike, as they do while nothing is chosen, is counted once.
    """
    filters_of: dict[object, list[str]] = {}
    asked: dict[object, Facet] = {}
    for name, facet in facets:
        alike = facet.query.sql_with_params()
        asked.setdefault(alike, facet.annotate(of_filters=_text(str(len(asked)))))
        filters_of.setdefault(alike, []).append(name)
    names = list(filters_of.values())
    found: dict[str, Counted] = defaultdict(Counted)
    first, *others = asked.values()
    for what, value, said, number, turn in first.union(*others, all=True):
        for name in names[int(turn)]:
            found[name].numbers[what][value or ""] += number
            found[name].words[what][value or ""] = said
    return found
