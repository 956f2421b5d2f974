"""What costs much to make: made when somebody asks, so many at once, and each once for all who ask meanwhile.

The files of sheets are kept in memory for as long as there is room.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from kokebok.lib.least_used import LeastUsed
from kokebok.outlets.formats import case_memo, sheet, sheet_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from kokebok.outlets.manuscript import Manuscript

MOST = 16_000_000  # bytes of files in a process
AT_ONCE = 2  # are made
PATIENCE = 10  # seconds that one waits for its turn

MAKERS: dict[str, Callable[[Manuscript], bytes]] = {
    "a4.pdf": partial(sheet.render, size="a4"),
    "a3.pdf": partial(sheet.render, size="a3"),
    "docx": sheet_docx.render,
    "saksframlegg.docx": case_memo.render,
}
"""What makes each form, by the end of the file's name."""

Made = TypeVar("Made")
_kept: LeastUsed[str, bytes] = LeastUsed(MOST)
_keeping = threading.Lock()
_making: dict[Hashable, Future[Any]] = {}
_turns = threading.BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Too many files are being made; in a while there is room again."""


def file_of_sheet(manuscript: Manuscript, form: str) -> bytes:
    """The file of a page in one of the forms. Raises TooBusy where its turn does not come in time, and NotRendered."""
    return made_or_kept(_key(manuscript, form), lambda: MAKERS[form](manuscript))


def made_or_kept(key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that are kept under a key, or made now and kept. Raises TooBusy, and what making raises."""
    with _keeping:
        found = _kept.get(key)
    if found is not None:
        return found
    made = made_once(key, make)
    with _keeping:
        _kept.put(key, made, len(made))
    return made


def made_once(key: Hashable, make: Callable[[], Made]) -> Made:
    """Make something in its turn; who asks for the same meanwhile waits, and is given what the first makes.

    Raises TooBusy, and what making raises. The key must tell all that it is made from.
    """
    mine: Future[Made] = Future()
    with _keeping:
        first = _making.setdefault(key, mine)
    if first is not mine:
        try:
            return first.result(timeout=PATIENCE)  # type: ignore[no-any-return]
        except TimeoutError as error:
            raise TooBusy from error
    try:
        with in_turn():
            mine.set_result(make())
    except BaseException as error:
        mine.set_exception(error)
        raise
    finally:
        with _keeping:
            del _making[key]
    return mine.result()


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold one of the turns while something is made that costs much. Raises TooBusy where none is free in time."""
    if not _turns.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _turns.release()


def _key(manuscript: Manuscript, form: str) -> str:
    """The same for what is laid out the same. The name of a picture is that of its bytes, if it has any."""
    pictures = {name: b"" if not content else b"1" for name, content in manuscript.pictures.items()}
    return sha256(f"{form} {replace(manuscript, pictures=pictures)!r}".encode()).hexdigest()
