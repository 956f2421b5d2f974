"""How the log is written: what is said of a refusal, and the log as lines of JSON with nothing of anybody in them."""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.db import Error as DatabaseError
from django.http import HttpRequest

from kokebok.lib.impersonal import Told, impersonal
from kokebok.lib.redis_server import redis_errors
from kokebok.lib.written import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

FAULT = 500
PLACES_SHOWN = 30  # of a traceback, the innermost
MOST_CAUSES = 4
CODE = re.compile(r"(?=[^/]*\d)[^/]{12,}")
"""A part of an address that may be somebody's code."""
OF_THE_SYSTEM: tuple[type[BaseException], ...] = (OSError, DatabaseError, ImportError, MemoryError)
"""Errors that say what is wrong with the machine: its files, its net, the database. SMTP's name an address or what a
mail server says of one."""
SOURCE = Path(__file__).resolve().parent.parent.parent


class RefusalsInALine(logging.Filter):
    """Takes the traceback off what was answered with a refusal, so that nobody can fill the log by asking wrongly."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = record.exc_text = None
        return True


class LinesToRead(logging.Formatter):
    """A record as a line. What may be a code is not said of an address: whoever has a code can use it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            address = request.path.encode("unicode_escape").decode()
            record.message = record.message.replace(address, CODE.sub("…", address))
        return super().formatMessage(record)


class LinesOfJson(logging.Formatter):
    """A record as one JSON object: when (UTC), how grave, who says it, what, and what went wrong and where.

    Of a request it says the route and the method, never the address: that may have a code in it. Words that may be
    somebody's are taken out of what is said. What an error says comes along only where it is OF_THE_SYSTEM: others
    tell what they met, and that may be what somebody wrote. No values of a traceback come along.
    """

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        words, request = _words(record), getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            said |= _of_request(request, getattr(record, "status_code", None))
            words = words.removesuffix(request.path.encode("unicode_escape").decode()).rstrip(": ")
        said["message"] = impersonal(words)
        if record.exc_info and record.exc_info[1]:
            said["errors"] = [_of_error(error) for error in _with_causes(record.exc_info[1])]
        return as_json(said)


def _words(record: logging.LogRecord) -> str:
    """What a record says, with errors by what they are."""
    given = record.args if isinstance(record.args, tuple) else ()
    shown = tuple(_named(one.error if isinstance(one, Told) else one) for one in given)
    return str(record.msg) % shown if shown else record.getMessage()


def _named(given: Any) -> Any:
    if not isinstance(given, BaseException):
        return given
    return ": ".join(part for part in (_kind(given), _said_by(given)) if part)


def _said_by(error: BaseException) -> str:
    """What an error of the system says, without what may be somebody's; "" of all others."""
    kinds = (*OF_THE_SYSTEM, *redis_errors())
    is_of_the_system = isinstance(error, kinds) and not isinstance(error, SMTPException)
    return impersonal(str(error)) if is_of_the_system else ""


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _of_request(request: HttpRequest, status: int | None) -> dict[str, Any]:
    route = request.resolver_match.route if request.resolver_match else ""
    return {"method": str(request.method), "route": route, "status": status}


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and what it came of, outermost first."""
    above: BaseException | None = error
    for _one in range(MOST_CAUSES):
        if above is None:
            return
        yield above
        above = above.__cause__ or (None if above.__suppress_context__ else above.__context__)


def _of_error(error: BaseException) -> dict[str, Any]:
    places = [
        f"{_shown(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return {"type": _kind(error), "message": _said_by(error), "where": places[-PLACES_SHOWN:]}


def _shown(file: str) -> str:
    """A file of code without the folders of this machine."""
    _before, _packages, within = file.rpartition("site-packages/")
    return within if _packages else file.removeprefix(f"{SOURCE}/")
