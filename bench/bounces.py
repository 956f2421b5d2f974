"""How many shapes of bounces are known, and are ordinary letters taken for them?

Reads the letters of tests/lib/bounces/shapes.tsv: those that are in this repository, and those in the folders that are
named (`./kokebok bench bounces FOLDER …`, where the others have been unpacked: the sources of Mail-DeliveryStatus-
BounceParser 1.543, bounced 0.3.0 and baunsu 0.2.3). A file is known by its checksum, whatever it is called. `shapes` is
how many bounces were read, `known` of how many it was found what the table tells: of those that are here every address
and whether it is lasting, passing or delayed; of others no address, and of those of Mail-DeliveryStatus-BounceParser
only that they are bounces. `share` is the one of the other; `ordinary` how many letters are no bounces, `taken` how
many of those were taken for one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "src")]
from kokebok.lib.bounces import read_bounce  # noqa: E402

CASES = Path(__file__).parent.parent / "tests" / "lib" / "bounces"
NONE, BOUNCE, FATES = "none", "bounce", "fates:"


def main() -> None:
    """Print what was read wrongly, then one JSON object on the last line."""
    read = list(shapes([CASES, *map(Path, sys.argv[1:])]))
    for name, wanted, got in read:
        if got != wanted:
            print(f"{name}: wanted {wanted}, read {got}")
    bounces = [(wanted, got) for _name, wanted, got in read if wanted != NONE]
    ordinary = [got for _name, wanted, got in read if wanted == NONE]
    known = sum(wanted == got for wanted, got in bounces)
    print(json.dumps({
        "shapes": len(bounces), "known": known, "share": round(known / len(bounces), 4),
        "ordinary": len(ordinary), "taken": sum(got != NONE for got in ordinary),
    }))  # fmt: skip


def shapes(folders: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """Of each letter of the table that is in these folders, each once: its name, what it is, and what was read."""
    wanted = _table()
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        raw = file.read_bytes()
        name, answer = wanted.pop(hashlib.sha256(raw).hexdigest()[:16], ("", ""))
        if name:
            got = reading(raw)
            yield name, answer, _told_like(answer, got)


def reading(raw: bytes) -> str:
    """What a letter is read as, in the words of the table."""
    bounce = read_bounce(raw)
    if bounce is None:
        return NONE
    failed = sorted(f"{one.fate.value}:{one.address.lower()}" for one in bounce.failed)
    return " ".join(failed) or "no address"


def _told_like(answer: str, got: str) -> str:
    """What was read, with as much said of it as the table says: all, the fates alone, or that it is a bounce."""
    if got == NONE:
        return NONE
    if answer.startswith(FATES):
        fates = (
            "no address" if got == "no address" else " ".join(one.partition(":")[0] for one in got.split())
        )
        return f"{FATES} {fates}"
    return BOUNCE if answer == BOUNCE else got


def _table() -> dict[str, tuple[str, str]]:
    lines = (CASES / "shapes.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {checksum: (name, answer) for checksum, name, answer in rows}


if __name__ == "__main__":
    main()
