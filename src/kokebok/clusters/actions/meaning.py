"""Find which inputs are nearest to which in meaning, from the vectors that are kept. The machine's own work."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from kokebok.clusters.models import InMeaning
from kokebok.clusters.rules import CAN_BE_LINKED
from kokebok.inputs.models import Input
from kokebok.lib.apart import nearest
from kokebok.themes.models import Reads, Vector
from kokebok.themes.texts import texts_of

MOST_KEPT = 12  # more than are shown: some may be linked, or said not to be the same
AT_A_TIME = 500  # rows written together


def find_nearest() -> int:
    """Find the nearest of each input anew when some have come or changed; how many inputs have others now.

    Does nothing where no vectors are kept, as without the extra "meaning". May run any number of times.
    Raises NotDone.
    """
    read = Vector.objects.filter(reads=Reads.WHOLE, given__state__in=CAN_BE_LINKED)
    is_known = Q(given__in_meaning__digest=F("digest"))
    if not read.exclude(is_known).exists():
        return 0
    texts = texts_of(Input.objects.filter(theme_vectors__in=read))
    wholes, openings = _kept(Reads.WHOLE), _kept(Reads.OPENING)
    keys = [key for key in texts if key in wholes and key in openings]
    readings = [[kept[key][1] for key in keys] for kept in (openings, wholes)]
    found = nearest([texts[key] for key in keys], readings, MOST_KEPT)
    _write({key: (wholes[key][0], [keys[at] for at in near]) for key, near in zip(keys, found, strict=True)})
    return sum(map(bool, found))


def _kept(reads: Reads) -> dict[int, tuple[str, bytes]]:
    """The digest and the vector of each input under a reading."""
    rows = Vector.objects.filter(reads=reads, given__state__in=CAN_BE_LINKED)
    found = rows.values_list("given_id", "digest", "numbers")
    return {key: (digest, bytes(numbers)) for key, digest, numbers in found}


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
