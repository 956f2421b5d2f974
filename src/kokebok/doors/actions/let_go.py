"""Take away a file as it came, once no row names it any more."""

from __future__ import annotations

from functools import partial

from kokebok.doors.models import Arrival, Batch, SetAside
from kokebok.doors.raw import raw_file
from kokebok.later.queueing import after_commit


def let_go(sha256: str) -> None:
    """Take the file with this hash away after the commit, unless an input, a letter set aside or a file has it then."""
    if sha256:
        after_commit(partial(_remove, sha256))


def _remove(sha256: str) -> None:
    others = (
        Arrival.objects.filter(raw=sha256),
        SetAside.objects.filter(raw=sha256),
        Batch.objects.filter(sha256=sha256),
    )
    if not any(some.exists() for some in others):
        raw_file(sha256).remove()
