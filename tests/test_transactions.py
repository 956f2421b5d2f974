"""What functions hold to is kept in a table: one that no longer does is told by its name."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from tests.transactions import what_is_held

TABLE = Path(__file__).parent / "transactions.txt"


def test_what_was_one_transaction_held_rows_or_required_or_recorded_something_still_does() -> None:
    """With WRITE_TABLES set, the table is written anew, to be read through before it is committed.

    A new function is protected from when it is written there.
    """
    now = what_is_held()
    if os.environ.get("WRITE_TABLES"):
        TABLE.write_text("".join(f"{one}\n" for one in now), encoding="utf-8")
    lost = Counter(TABLE.read_text(encoding="utf-8").splitlines()) - Counter(now)
    assert sorted(lost) == []
