"""What a page asked the database and what it was answered: as long as the same questions have the same answers, it is
the same page.

A page is made of nothing but its address, the reader's language, the clock and the database. So one that is kept can be
held against the database by asking again, in the order it was asked, which takes a fraction of making it: no template
is laid out and no object is made. The first answer that differs settles it; the questions after it may have been other.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import Error, connection
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from django.utils import timezone

READS = re.compile(r"\s*\(*\s*(SELECT|WITH)\b", re.IGNORECASE)
DOES = re.compile(
    r"\b(INSERT|UPDATE|DELETE|MERGE|CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME)\b"
    r"|\b(nextval|setval|pg_\w*lock\w*|pg_notify|random|now|clock_timestamp)\s*\(",
    re.IGNORECASE,
)
OF_A_TRANSACTION = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET)\b", re.IGNORECASE)
WRITTEN_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?")
JUST_NOW = timedelta(seconds=2)
"""A moment in a question that is so little older than the question was “now” when the page was made."""


@dataclass
class AskedQuestion:
    """One question: its words and values, when it was asked, and a digest of the rows that were read."""

    sql: str
    values: Any
    at: datetime
    seen: Any = field(default_factory=hashlib.blake2b, repr=False)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """As it comes from another process: the words are in memory once for all pages that ask the same."""
        self.__dict__ |= {**state, "sql": sys.intern(state["sql"])}

    def take(self, rows: Sequence[Any]) -> None:
        """Note rows that were read."""
        for row in rows:
            self.seen.update(_bytes_of(row))

    def values_now(self, now: datetime) -> Any:
        """The values as a page that is made now would ask with."""
        if not isinstance(self.values, list | tuple):
            return self.values
        return [_moved(value, self.at, now) for value in self.values]


@dataclass
class Questions:
    """All that was asked while a page was made. `can_be_asked` is false when the page also did something."""

    asked: list[AskedQuestion] = field(default_factory=list)
    can_be_asked: bool = True

    @property
    def size(self) -> int:
        """What they take in memory, in bytes, about."""
        return sum(320 + 50 * len(one.values or ()) for one in self.asked)

    def begin(self, sql: object, values: Any) -> AskedQuestion:
        """Note that something is asked."""
        words = str(sql)
        one = AskedQuestion(sys.intern(words), values, timezone.now())
        if READS.match(words) and not DOES.search(words):
            self.asked.append(one)
        elif not OF_A_TRANSACTION.match(words):
            self.can_be_asked = False
        return one

    def close(self) -> None:
        """Keep the digests instead of what makes them."""
        for one in self.asked:
            one.seen = one.seen.digest()


class _Noting:
    """A cursor that notes what it is asked and what is read from it."""

    questions: Questions
    now: AskedQuestion | None = None

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.now = self.questions.begin(sql, params)
        return super().execute(sql, params)  # type: ignore[misc]

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.questions.can_be_asked = False
        return super().executemany(sql, param_list)  # type: ignore[misc]

    def callproc(self, *said: Any, **more: Any) -> Any:
        self.questions.can_be_asked = False
        return super().callproc(*said, **more)  # type: ignore[misc]

    def fetchone(self) -> Any:
        row = self.__getattr__("fetchone")()  # type: ignore[attr-defined]
        self._taken([] if row is None else [row])
        return row

    def fetchmany(self, *size: Any) -> Any:
        return self._taken(self.__getattr__("fetchmany")(*size))  # type: ignore[attr-defined]

    def fetchall(self) -> Any:
        return self._taken(self.__getattr__("fetchall")())  # type: ignore[attr-defined]

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():  # type: ignore[misc]
            self._taken([row])
            yield row

    def _taken(self, rows: Any) -> Any:
        if self.now is not None:
            self.now.take(rows)
        return rows


class _NotingCursor(_Noting, CursorWrapper):
    pass


class _NotingDebugCursor(_Noting, CursorDebugWrapper):
    pass


@contextmanager
def noted_questions() -> Iterator[Questions]:
    """Inside, what this thread asks of the database is noted."""
    questions = Questions()

    def noting(kind: Any) -> Any:
        def made(cursor: Any) -> Any:
            one = kind(cursor, connection)
            one.questions = questions
            return one

        return made

    vars_of: Any = connection  # set on this thread's own connection, before the methods of its class
    vars_of.make_cursor, vars_of.make_debug_cursor = noting(_NotingCursor), noting(_NotingDebugCursor)
    try:
        yield questions
    finally:
        del vars_of.make_cursor, vars_of.make_debug_cursor
        questions.close()


def have_the_same_answers(questions: Questions) -> bool:
    """Whether all that was asked would be answered the same now. Asks in this thread; False where it cannot be told."""
    if not questions.can_be_asked:
        return False
    now = timezone.now()
    try:
        with connection.cursor() as cursor:
            return all(_has_the_same_answer(one, cursor, now) for one in questions.asked)
    except Error:
        return False


def _has_the_same_answer(one: AskedQuestion, cursor: Any, now: datetime) -> bool:
    again = AskedQuestion(one.sql, one.values, one.at)
    cursor.execute(one.sql, one.values_now(now))
    while rows := cursor.fetchmany(100):
        again.take(rows)
    return bool(again.seen.digest() == one.seen)


def _bytes_of(row: Any) -> bytes:
    try:
        return marshal.dumps(
            row, 2
        )  # the version that says the same of the same values, whoever else holds them
    except ValueError:
        return f"{row!r}\n".encode(errors="surrogatepass")


def _moved(value: Any, asked_at: datetime, now: datetime) -> Any:
    """A value of a question; the moment of now, where it was the moment of then."""
    if isinstance(value, datetime):
        return now if timezone.is_aware(value) and _was_now(value, asked_at) else value
    if isinstance(value, str) and WRITTEN_MOMENT.fullmatch(value):  # as Django writes one for SQLite
        moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
        return str(now.astimezone(UTC).replace(tzinfo=None)) if _was_now(moment, asked_at) else value
    return value


def _was_now(moment: datetime, asked_at: datetime) -> bool:
    return asked_at - JUST_NOW <= moment <= asked_at
