"""Norwegian alphabetical order in the database: the same on SQLite and PostgreSQL, whatever collation they have."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower, Replace

from kokebok.lib.alphabet import PLACES


class ByCode(Func):
    """A text that is compared by the numbers of its letters."""

    template = "%(expressions)s COLLATE BINARY"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL's own name for that order."""
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **more)


def alphabetically(field: str) -> ByCode:
    """What to order rows by, as `order_by(alphabetically("name"), "pk")`."""
    plain: Any = Lower(F(field))
    for letter, place in PLACES:
        for form in dict.fromkeys((letter, letter.upper())):  # SQLite has small letters for a to z alone
            plain = Replace(plain, Value(form), Value(place))
    return ByCode(plain, output_field=CharField())
