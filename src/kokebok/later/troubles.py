"""What went wrong, told in kinds and in words short enough to keep, and waiting longer each time it does."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.db import Error

from kokebok.later.models import Cause
from kokebok.lib.impersonal import Told
from kokebok.lib.one_line import one_line
from kokebok.lib.redis_server import redis_errors

LONGEST_WAIT = 30.0  # seconds between two tries to begin
LONGEST_ERROR = 500


class UnknownTask(Exception):
    """A task that this version does not have, or that takes other ids: queued by another version."""


class QueueIsAway(Exception):
    """The queue does not answer."""


KINDS: list[tuple[type[BaseException], Cause]] = [
    (UnknownTask, Cause.UNKNOWN_TASK),
    (QueueIsAway, Cause.QUEUE),
    (Error, Cause.DATABASE),
    (SMTPException, Cause.MAIL),
    (ConnectionError, Cause.NET),
    (TimeoutError, Cause.NET),
    (OSError, Cause.DISK),
]


def cause_of(error: BaseException) -> Cause:
    """Which kind of trouble an error is. What nobody thought of is a fault of ours."""
    if isinstance(error, redis_errors()):
        return Cause.QUEUE
    return next((cause for kind, cause in KINDS if isinstance(error, kind)), Cause.OUR_FAULT)


def words_of(error: BaseException) -> str:
    """An error in at most 500 characters, on one line."""
    return one_line(f"{type(error).__name__}: {error}", most=LONGEST_ERROR)


@dataclass
class Patience:
    """How long to wait before the next try: one second, then two, and at most thirty. Only the first try is logged in
    full."""

    of: str
    logger: logging.Logger
    failures: int = 0
    cause: Cause = Cause.NONE

    def wait_after(self, error: BaseException) -> float:
        """Note a try that failed; gives back how many seconds to wait."""
        cause = cause_of(error)
        if not self.failures or cause != self.cause:
            self.logger.error("%s: %s Trying again until it goes.", self.of, Told(error), exc_info=error)
        self.cause = cause
        self.failures += 1
        return min(2.0 ** min(self.failures - 1, 10), LONGEST_WAIT)

    def over(self) -> None:
        """Note a try that went well."""
        if self.failures:
            self.logger.warning("%s: it goes again, after %s tries.", self.of, self.failures)
        self.failures, self.cause = 0, Cause.NONE
