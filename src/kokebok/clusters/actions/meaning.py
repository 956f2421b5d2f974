"""Find which inputs are nearest to which in meaning, from the vectors that are kept. The machine's own work."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from kokebok.clusters.models import InMeaning
from kokebok.clusters.rules import CAN_BE_LINKED
from kokebok.lib.apart import nearest
from kokebok.themes.models import Reads, Vector

MOST_KEPT = 12  # more than are shown: some may be linked, or said not to be the same
AT_A_TIME = 500  # rows written together


def find_nearest() -> int:
    """Find the nearest of each input anew when some have come or changed; how many inputs have others now.

    Does nothing where no vectors are kept, as without the extra "meaning". May run any number of times.
    Raises NotDone.
    """
    read = Vector.objects.filter(reads=Reads.OPENING, given__state__in=CAN_BE_LINKED)
    is_known = Q(given__in_meaning__digest=F("digest"))
    if not read.exclude(is_known).exists():
        return 0
    rows = list(read.order_by("given").values_list("given", "digest", "numbers"))
    found = nearest([bytes(numbers) for _key, _digest, numbers in rows], MOST_KEPT)
    keys = [key for key, _digest, _numbers in rows]
    _write(
        {
            key: (digest, [keys[at] for at in near])
            for (key, digest, _numbers), near in zip(rows, found, strict=True)
        }
    )
    return sum(map(bool, found))


@transaction.atomic
def _write(found: dict[int, tuple[str, list[int]]]) -> None:
    """Write those that are new or other than before."""
    before = {
        key: (digest, near)
        for key, digest, near in InMeaning.objects.values_list("given_id", "digest", "nearest")
    }
    news = [
        InMeaning(given_id=key, digest=digest, nearest=near)
        for key, (digest, near) in found.items()
        if before.get(key) != (digest, near)
    ]
    InMeaning.objects.bulk_create(
        news,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["given"],
        update_fields=["digest", "nearest"],
    )
