"""Handing a letter to the mail server, and knowing what the answer means."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.utils.translation import gettext_noop

from kokebok.letters.models import LONGEST_ANSWER
from kokebok.letters.smtp import TELLING, SmtpBackend
from kokebok.lib.bounce_words import ENHANCED, GONE, NOT_OF_THE_ADDRESS, NOT_PASSING
from kokebok.lib.one_line import one_line

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

PERMANENT = 500  # from here on the mail server will say the same tomorrow
TOO_LARGE = 552
NO_SUCH_ADDRESS = re.compile(r"5\d\d[ -]5\.1\.(1|2|3|6|10)\b")
GONE_CODES = (550, 551, 553)
FULL = "5.2.2"
NOT_PLAIN = gettext_noop(
    "The name or the password for the mail server has letters it cannot be told. Use only a to z, figures and signs."
)


class NotTaken(Exception):
    """The mail server did not take the letter, and will not. `str` is its answer."""


class AddressRefused(NotTaken):
    """The mail server says that there is no such address. `str` is its answer."""


class DeliveryDeferred(Exception):
    """The mail server did not take the letter this time. `str` is its answer."""


class MailboxFull(DeliveryDeferred):
    """The mail server says that there is no room in the mailbox. `str` is its answer."""


class NotUs(Exception):
    """The mail server takes no letter from us, or no more on this connection. `str` is its answer."""


class NobodyKnows(Exception):
    """The connection broke after the text had begun to leave: it may have been taken, or not.

    `is_silent` says that the mail server did not hang up, but stopped answering.
    """

    def __init__(self, answer: str, *, is_silent: bool = False) -> None:
        super().__init__(answer)
        self.is_silent = is_silent


class NoLongerOurs(Exception):
    """The letter was taken from this worker before its text left."""


def hand_over(connection: Any, email: EmailMessage, *, before_text: Callable[[], None]) -> None:
    """Give a letter to the mail server of an open connection.

    `before_text` is called just before the text leaves, and may raise NoLongerOurs. Raises NotTaken,
    DeliveryDeferred, NotUs or NobodyKnows.
    """
    has_text_left = False

    def note() -> None:
        nonlocal has_text_left
        before_text()
        has_text_left = True

    if isinstance(connection, SmtpBackend) and isinstance(connection.connection, TELLING):
        connection.connection.before_text = note
    else:
        note()
    try:
        connection.send_messages([email])
    except (NoLongerOurs, DatabaseError):
        raise
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal_of_address(*_first_answer(error)) from error
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPSenderRefused as error:
        answer = _answer(error.smtp_code, error.smtp_error)
        raise (NotTaken if error.smtp_code == TOO_LARGE else NotUs)(answer) from error
    except smtplib.SMTPHeloError as error:
        raise NotUs(_answer(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotTaken(str(error)) from error
    except OSError as error:  # also what smtplib raises
        if has_text_left:
            raise NobodyKnows(
                words_of(error),
                is_silent=isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError),
            ) from error
        raise NotUs(words_of(error)) from error
    except Exception as error:
        raise NotTaken(words_of(error)) from error  # it could not even be written as an e-mail


def is_open(connection: Any) -> bool:
    """Whether the mail server still answers on this connection. One that is no SMTP connection is always open."""
    server = getattr(connection, "connection", None)
    if server is None or not hasattr(server, "noop"):
        return not hasattr(connection, "host")
    try:
        return bool(server.noop()[0] == 250)
    except OSError:
        return False


def be_open(connection: Any) -> None:
    """See to it that the mail server answers on this connection. Raises NotUs if it does not, whatever the reason."""
    if is_open(connection):
        return
    shut(connection)
    try:
        connection.open()
    except Exception as error:
        shut(connection)  # it may be half open, and not signed in
        # Not in the error's own words: they have a part of the password.
        said = NOT_PLAIN if isinstance(error, UnicodeEncodeError) else words_of(error)
        raise NotUs(said) from error


def shut(connection: Any) -> None:
    """Say goodbye to the mail server, or be cut off."""
    try:
        connection.close()
    except OSError:
        connection.connection = None  # it hung up in the middle of our goodbye


def words_of(error: Exception) -> str:
    """What went wrong, in at most LONGEST_ANSWER characters."""
    return one_line(str(error), most=LONGEST_ANSWER) or type(error).__name__


def _first_answer(error: smtplib.SMTPRecipientsRefused) -> tuple[int, bytes | str]:
    answers: list[tuple[int, bytes]] = list(error.recipients.values())
    return answers[0] if answers else (PERMANENT, "")


def _refusal(code: int, said: bytes | str) -> NotTaken | DeliveryDeferred:
    return NotTaken(_answer(code, said)) if code >= PERMANENT else DeliveryDeferred(_answer(code, said))


def _refusal_of_address(code: int, said: bytes | str) -> NotTaken | DeliveryDeferred:
    refusal = _refusal(code, said)
    answer = str(refusal)
    status = ENHANCED.search(answer)
    if isinstance(refusal, NotTaken) and _says_full(code, status[1] if status else "", answer):
        return MailboxFull(answer)
    # 5.1.x is about the address, by RFC 3463; others are about who we are, or what we write.
    if NO_SUCH_ADDRESS.match(answer):
        return AddressRefused(answer)
    # A server that gives no such status says it in words alone, with a code it has for much else too.
    says_gone = code in GONE_CODES and GONE.search(answer) and not NOT_OF_THE_ADDRESS.search(answer)
    return AddressRefused(answer) if says_gone and not status else refusal


def _says_full(code: int, status: str, answer: str) -> bool:
    return status == FULL or (not status and code == TOO_LARGE and not NOT_PASSING.search(answer))


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return one_line(f"{code} {words}", most=LONGEST_ANSWER)
