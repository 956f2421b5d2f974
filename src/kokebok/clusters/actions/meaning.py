"""Find which inputs are nearest to which in meaning, from the vectors that are kept. The machine's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from kokebok.clusters.models import InMeaning
from kokebok.clusters.rules import CAN_BE_LINKED
from kokebok.inputs.models import Input
from kokebok.lib.apart import nearest
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

    Those that get a new neighbour, and those that had one that has changed, are looked at again beside them. Does
    nothing where no vectors are kept, as without the extra "meaning". May run any number of times. Raises NotDone.
    """
    read = Vector.objects.filter(reads=Reads.WHOLE, given__state__in=CAN_BE_LINKED)
    is_known = Q(given__in_meaning__digest=F("digest"))
    if not read.exclude(is_known).exists():
        return 0
    texts = texts_of(Input.objects.filter(theme_vectors__in=read))
    wholes, openings = _kept(Reads.WHOLE), _kept(Reads.OPENING)
    keys = [key for key in texts if key in wholes and key in openings]
    before = {key: (digest, near) for key, digest, near in _rows()}
    asked = _to_ask({key: wholes[key][0] for key in keys}, before)
    if not asked:
        return 0
    place = {key: at for at, key in enumerate(keys)}
    readings = [[kept[key][1] for key in keys] for kept in (openings, wholes)]
    found = nearest([texts[key] for key in keys], readings, MOST_KEPT, [place[key] for key in asked])
    now = {keys[row]: (wholes[keys[row]][0], [keys[at] for at in near]) for row, near in found.items()}
    _write({key: one for key, one in now.items() if before.get(key) != one})
    return len(now)


def _to_ask(digests: dict[int, str], before: Found) -> list[int]:
    """The first of those that are new or have changed, and those that had one of these among their nearest."""
    news = [key for key, digest in digests.items() if key not in before or before[key][0] != digest]
    first = news[:MOST_ASKED]
    changed = {key for key in first if key in before}
    had_them = (
        [key for key, (_digest, near) in before.items() if changed.intersection(near)] if changed else []
    )
    return sorted({*first, *(key for key in had_them if key in digests)})


def _rows() -> QuerySet[InMeaning, tuple[int, str, list[int]]]:
    return InMeaning.objects.values_list("given_id", "digest", "nearest")


def _kept(reads: Reads) -> dict[int, tuple[str, bytes]]:
    """The digest and the vector of each input under a reading."""
    rows = Vector.objects.filter(reads=reads, given__state__in=CAN_BE_LINKED)
    found = rows.values_list("given_id", "digest", "numbers")
    return {key: (digest, bytes(numbers)) for key, digest, numbers in found}


@transaction.atomic
def _write(found: Found) -> None:
    """Write those that are new or other than before."""
    InMeaning.objects.bulk_create(
        [InMeaning(given_id=key, digest=digest, nearest=near) for key, (digest, near) in found.items()],
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["given"],
        update_fields=["digest", "nearest"],
    )
