"""Work out the vectors of inputs, some at a time, and keep them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from kokebok.inputs.models import Input
from kokebok.lib.worker import vectors_for
from kokebok.themes.models import Reads, Vector

MODEL = {
    Reads.OPENING: "multilingual-e5-small q4, query, 160",
    Reads.WHOLE: "multilingual-e5-small q4, query, gist in pieces",
}
AT_ONCE = {Reads.OPENING: 256, Reads.WHOLE: 96}  # different texts: half a minute's work at most
WRITTEN_TOGETHER = 500  # rows, and keys named in one query


def keep_some(texts: Mapping[int, str], reads: Reads) -> int:
    """Work out some of the vectors of a reading that are lacking or stale, and keep them; how many are left.

    `texts` is by the input's key. What several have said is worked out once. Raises NotDone when the model fails.
    """
    kept = dict(Vector.objects.filter(reads=reads).values_list("given_id", "digest"))
    digests = {key: digest_of(texts[key], reads) for key in sorted(texts)}
    lacking = {key: digest for key, digest in digests.items() if kept.get(key) != digest}
    if not lacking:
        return 0
    numbers = _said_before(kept, set(lacking.values()), reads)
    said = {digest: texts[key] for key, digest in lacking.items() if digest not in numbers}
    now = list(said)[: AT_ONCE[reads]]
    found = vectors_for([said[digest] for digest in now], whole=reads == Reads.WHOLE)
    numbers |= zip(now, found, strict=True)
    _keep({key: digest for key, digest in lacking.items() if digest in numbers}, numbers, reads)
    return sum(digest not in numbers for digest in lacking.values())


def _said_before(kept: Mapping[int, str], wanted: set[str], reads: Reads) -> dict[str, bytes]:
    """The vectors, by their digest, of those wanted that another input with the same words has."""
    has = {digest: key for key, digest in kept.items() if digest in wanted}
    found: dict[str, bytes] = {}
    for keys in _portions(list(has.values())):
        rows = Vector.objects.filter(reads=reads, given__in=keys).values_list("digest", "numbers")
        found |= {digest: bytes(numbers) for digest, numbers in rows}
    return found


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """The keys in portions that one query can name."""
    return (keys[start : start + WRITTEN_TOGETHER] for start in range(0, len(keys), WRITTEN_TOGETHER))


def _keep(lacking: Mapping[int, str], numbers: Mapping[str, bytes], reads: Reads) -> None:
    """Write a vector for each input, by its key, that is still there."""
    there = {
        key
        for keys in _portions(list(lacking))
        for key in Input.objects.filter(pk__in=keys).values_list("pk", flat=True)
    }
    Vector.objects.bulk_create(
        [
            Vector(given_id=key, reads=reads, digest=digest, numbers=numbers[digest])
            for key, digest in lacking.items()
            if key in there
        ],
        batch_size=WRITTEN_TOGETHER,
        update_conflicts=True,
        unique_fields=["given", "reads"],
        update_fields=["digest", "numbers"],
    )


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
