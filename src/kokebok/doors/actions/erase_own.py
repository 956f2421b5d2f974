"""Erase the letter an input came by, as part of erasing who sent it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.doors.models import Arrival, Batch, SetAside
from kokebok.doors.raw import raw_file
from kokebok.later.queueing import after_commit

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase the letters as they came, which say who wrote them; how many. A file that holds others' letters stays."""
    mine = Arrival.objects.filter(given__in=whose.inputs).exclude(raw="")
    files = set(mine.values_list("raw", flat=True))
    erased = mine.update(raw="")
    for sha256 in files:
        after_commit(partial(_remove, sha256))
    return erased


def _remove(sha256: str) -> None:
    others = (
        Arrival.objects.filter(raw=sha256),
        SetAside.objects.filter(raw=sha256),
        Batch.objects.filter(sha256=sha256),
    )
    if not any(some.exists() for some in others):
        raw_file(sha256).unlink(missing_ok=True)
