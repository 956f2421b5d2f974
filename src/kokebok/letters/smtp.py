"""Django's mail server connection, that tells when the text of a letter is about to be given away."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

TIMES_AS_LONG = (
    3  # a mail server may look long at what it is given, and an answer missed is a letter in doubt
)


def nothing() -> None:
    """Tell nobody."""


class _Telling:
    """Sends as its sibling does, but tells before the text goes, and waits longer for the answer to that."""

    sock: Any = None
    before_text: Callable[[], None] = staticmethod(nothing)

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.before_text()
        patience = self.sock.gettimeout()
        self.sock.settimeout(patience and patience * TIMES_AS_LONG)
        try:
            answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        finally:
            if self.sock is not None:
                self.sock.settimeout(patience)
        return answer


class TellingSMTP(_Telling, smtplib.SMTP):
    """Plain, or with STARTTLS."""


class TellingSMTPS(_Telling, smtplib.SMTP_SSL):
    """With TLS from the first byte."""


TELLING = (TellingSMTP, TellingSMTPS)


class SmtpBackend(EmailBackend):
    """The backend for letters where a mail server is set."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TellingSMTPS if self.use_ssl else TellingSMTP
