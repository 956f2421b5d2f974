"""Find which inputs are nearest to which in meaning, from the vectors that are kept. The machine's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from kokebok.clusters.models import InMeaning
from kokebok.clusters.rules import CAN_BE_LINKED
from kokebok.inputs.models import Input
from kokebok.lib.worker import nearest
from kokebok.themes.models import Reads, Vector
from kokebok.themes.texts import texts_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_KEPT = 12  # more than are shown: some may be linked, or said not to be the same
MOST_ASKED = 300  # inputs whose nearest are looked for at a time; the next minute takes more
AT_A_TIME = 500  # rows written together

Found = dict[int, tuple[str, list[int]]]
"""For each input the digest of its vector, and the keys of those nearest to it."""


def find_nearest() -> int:
    """Find the nearest of some inputs that have come or changed; how many inputs got theirs.

    Looked at again are those that one of these now is among the nearest of, and those that had one that has changed or
    can no longer be linked. What was found of one that cannot be linked is forgotten: it is new if it comes back. Does
    nothing where no vectors are kept, as without the extra "meaning". May run any number of times. Raises NotDone.
    """
    read = Vector.objects.filter(reads=Reads.WHOLE, given__state__in=CAN_BE_LINKED)
    is_known = Q(given__in_meaning__digest=F("digest"))
    left = set(_left()[:MOST_ASKED])
    if not left and not read.exclude(is_known).exists():
        return 0
    texts = texts_of(Input.objects.filter(theme_vectors__in=read))
    wholes, openings = _kept(Reads.WHOLE), _kept(Reads.OPENING)
    keys = [key for key in texts if key in wholes and key in openings]
    before = {key: (digest, near) for key, digest, near in _rows()}
    asked = _to_ask({key: wholes[key][0] for key in keys}, before, left)
    place = {key: at for at, key in enumerate(keys)}
    kept = {
        place[key]: [place[one] for one in near if one in place]
        for key, (digest, near) in before.items()
        if key in place and digest == wholes[key][0]
    }
    readings = [[vectors[key][1] for key in keys] for vectors in (openings, wholes)]
    rows = [place[key] for key in asked]
    found = nearest([texts[key] for key in keys], readings, MOST_KEPT, rows, kept) if rows else {}
    now = {keys[row]: (wholes[keys[row]][0], [keys[at] for at in near]) for row, near in found.items()}
    _write({key: one for key, one in now.items() if before.get(key) != one}, left)
    return len(now)


def _to_ask(digests: dict[int, str], before: Found, left: set[int]) -> list[int]:
    """The first of those that are new or have changed, and those that had one of these, or of those that left."""
    news = [key for key, digest in digests.items() if key not in before or before[key][0] != digest]
    first = news[:MOST_ASKED]
    changed = left.union(key for key in first if key in before)
    had_them = (
        [key for key, (_digest, near) in before.items() if changed.intersection(near)] if changed else []
    )
    return sorted({*first, *(key for key in had_them if key in digests)})


def _left() -> QuerySet[InMeaning, int]:
    """The inputs that something is kept of, though they can no longer be linked."""
    rows = InMeaning.objects.exclude(given__state__in=CAN_BE_LINKED)
    return rows.order_by("given").values_list("given_id", flat=True)


def _rows() -> QuerySet[InMeaning, tuple[int, str, list[int]]]:
    return InMeaning.objects.values_list("given_id", "digest", "nearest")


def _kept(reads: Reads) -> dict[int, tuple[str, bytes]]:
    """The digest and the vector of each input under a reading."""
    rows = Vector.objects.filter(reads=reads, given__state__in=CAN_BE_LINKED)
    found = rows.values_list("given_id", "digest", "numbers")
    return {key: (digest, bytes(numbers)) for key, digest, numbers in found}


@transaction.atomic
def _write(found: Found, left: set[int]) -> None:
    """Write those that are new or other than before, and forget those that left."""
    InMeaning.objects.filter(given__in=left).delete()
    InMeaning.objects.bulk_create(
        [InMeaning(given_id=key, digest=digest, nearest=near) for key, (digest, near) in found.items()],
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["given"],
        update_fields=["digest", "nearest"],
    )
