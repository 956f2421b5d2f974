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
    named = rows.order_by().annotate(counted_as=_text(what), counted_by=Cast(key, TextField()), said=said)
    return named.values_list("counted_as", "counted_by", "said").annotate(counted=Count("pk"))


def number_of(rows: QuerySet[Any], what: str) -> Facet:
    """How many rows there are."""
    return by(rows, what, Value(""))


def _text(said: str) -> Cast:
    return Cast(Value(said), TextField())


def count(facets: Iterable[tuple[str, Facet]]) -> dict[str, Counted]:
    """All that is to be counted, each with the name of its filter; by the names of the filters. One query."""
    asked = [(name, facet.annotate(of_filter=_text(name))) for name, facet in facets]
    found: dict[str, Counted] = defaultdict(Counted)
    first, *others = [facet for _name, facet in asked]
    for what, value, said, number, name in first.union(*others, all=True):
        found[name].numbers[what][value or ""] += number
        found[name].words[what][value or ""] = said
    return found
