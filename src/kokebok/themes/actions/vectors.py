"""Work out the vectors of inputs, some at a time, and keep them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from kokebok.inputs.models import Input
from kokebok.lib.apart import vectors_for
from kokebok.themes.models import Reads, Vector

MODEL = {
    Reads.OPENING: "multilingual-e5-small q4, query, 160",
    Reads.WHOLE: "multilingual-e5-small q4, query, gist in pieces",
}
AT_ONCE = {Reads.OPENING: 96, Reads.WHOLE: 32}  # half a minute's work at most


def keep_some(texts: Mapping[int, str], reads: Reads) -> int:
    """Work out some of the vectors of a reading that are lacking or stale, and keep them; how many are left.

    `texts` is by the input's key. Raises NotDone when the model fails.
    """
    kept = dict(Vector.objects.filter(reads=reads).values_list("given_id", "digest"))
    lacking = [key for key in sorted(texts) if kept.get(key) != digest_of(texts[key], reads)]
    now = lacking[: AT_ONCE[reads]]
    found = vectors_for([texts[key] for key in now], whole=reads == Reads.WHOLE)
    there = set(Input.objects.filter(pk__in=now).values_list("pk", flat=True))
    Vector.objects.bulk_create(
        [
            Vector(given_id=key, reads=reads, digest=digest_of(texts[key], reads), numbers=numbers)
            for key, numbers in zip(now, found, strict=True)
            if key in there
        ],
        update_conflicts=True,
        unique_fields=["given", "reads"],
        update_fields=["digest", "numbers"],
    )
    return len(lacking) - len(now)


def kept_vectors(texts: Mapping[int, str], keys: Sequence[int], reads: Reads) -> list[bytes] | None:
    """A vector of a reading for each of the keys, in their order; None if one is lacking or stale."""
    kept = Vector.objects.filter(reads=reads).values_list("given_id", "digest", "numbers")
    rows = {key: (digest, bytes(numbers)) for key, digest, numbers in kept.iterator()}
    if any(key not in rows or rows[key][0] != digest_of(texts[key], reads) for key in keys):
        return None
    return [rows[key][1] for key in keys]


def kept_readings(texts: Mapping[int, str], keys: Sequence[int], *all_of: Reads) -> list[list[bytes]]:
    """The vectors of several readings (see kept_vectors); empty if any of them is lacking."""
    found = [kept_vectors(texts, keys, reads) for reads in all_of]
    return [vectors for vectors in found if vectors is not None] if None not in found else []


def digest_of(text: str, reads: Reads) -> str:
    """What tells a text under this reading from others."""
    return hashlib.sha256(f"{MODEL[reads]}\n{text}".encode()).hexdigest()
