"""Making one line of the tally of all that count the same."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Count

from kokebok.inputs.models import Tally
from kokebok.inputs.tally_triggers import INTO, SORTED_BY

SUMS = f"SELECT {SORTED_BY}, sum(number) FROM %s GROUP BY {SORTED_BY} HAVING sum(number) <> 0"  # noqa: S608 (our own names)
# SQLite has one writer at a time, so what is summed up is what is taken away: the lines that were there.
SQLITE = [
    f"{INTO} {SUMS % 'inputs_tally'}",
    "DELETE FROM inputs_tally WHERE id <= %s",
]
POSTGRESQL = f"WITH taken AS (DELETE FROM inputs_tally RETURNING *) {INTO} {SUMS % 'taken'}"  # noqa: S608 (our own names)


@transaction.atomic
def fold_tally() -> None:
    """Sum up the tally; it says the same before and after. May run at any time, also in two places at once."""
    if not Tally.objects.values(*SORTED_BY.split(", ")).annotate(n=Count("pk")).filter(n__gt=1).exists():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return
        last = Tally.objects.order_by("-pk").values_list("pk", flat=True)[0]
        cursor.execute(SQLITE[0])
        cursor.execute(SQLITE[1], [last])
