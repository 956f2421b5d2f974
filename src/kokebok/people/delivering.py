"""Handing a letter to the mail server, and knowing what the answer means."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

PERMANENT = 500  # from here on the mail server will say the same tomorrow


class NotTaken(Exception):
    """The mail server did not take the letter, and will not. `str` is its answer."""


class NotNow(Exception):
    """The mail server did not take the letter this time. `str` is its answer."""


class NotUs(Exception):
    """The mail server takes no letter from us, or no more on this connection. `str` is its answer."""


class NobodyKnows(Exception):
    """The connection broke while the letter was being handed over: it may have been taken, or not."""


def hand_over(connection: Any, email: EmailMessage) -> None:
    """Give a letter to the mail server of an open connection. Raises NotTaken, NotNow, NotUs or NobodyKnows."""
    try:
        connection.send_messages([email])
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal(*_first_answer(error)) from error
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError) as error:
        raise NotUs(_answer(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotTaken(str(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NobodyKnows(words_of(error)) from error
    except Exception as error:
        raise NotTaken(words_of(error)) from error  # it could not even be written as an e-mail


def is_open(connection: Any) -> bool:
    """Whether the mail server still answers on this connection. One that is no SMTP connection is always open."""
    server = getattr(connection, "connection", None)
    if server is None or not hasattr(server, "noop"):
        return not hasattr(connection, "host")
    try:
        return bool(server.noop()[0] == 250)
    except (OSError, smtplib.SMTPException):
        return False


def words_of(error: Exception) -> str:
    """What went wrong, in at most 300 characters."""
    return (" ".join(str(error).split()) or type(error).__name__)[:300]


def _first_answer(error: smtplib.SMTPRecipientsRefused) -> tuple[int, bytes | str]:
    answers: list[tuple[int, bytes]] = list(error.recipients.values())
    return answers[0] if answers else (PERMANENT, "")


def _refusal(code: int, said: bytes | str) -> NotTaken | NotNow:
    return NotTaken(_answer(code, said)) if code >= PERMANENT else NotNow(_answer(code, said))


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:300]
