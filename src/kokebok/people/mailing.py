"""The mail server for as long as a sweep lasts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.mail import EmailMessage, get_connection

from kokebok.people.delivering import NotUs, hand_over, is_open, words_of

logger = logging.getLogger(__name__)


class MailServer:
    """One connection, opened when the first letter is ready and again if it has been cut off."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def be_there(self) -> None:
        """See to it that the mail server answers, before a letter is claimed. Raises NotUs if it does not."""
        if is_open(self._connection):
            return
        self.hang_up()
        try:
            self._connection.open()
        except OSError as error:
            raise NotUs(words_of(error)) from error

    def take(self, letter: EmailMessage) -> None:
        """Hand a letter over. Raises NotTaken, NotNow, NotUs or NobodyKnows, as people.delivering says."""
        hand_over(self._connection, letter)

    def hang_up(self) -> None:
        try:
            self._connection.close()
        except OSError:
            self._connection.connection = None  # it hung up in the middle of our goodbye


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """The mail server, left in good order afterwards. When it takes no letters (NotUs), the rest waits."""
    server = MailServer()
    try:
        yield server
    except NotUs as answer:
        logger.warning("The mail server takes no letters: %s", answer)
    finally:
        server.hang_up()
