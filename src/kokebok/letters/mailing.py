"""The mail server for as long as one round of sending lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.mail import get_connection

from kokebok.letters.delivering import be_open, hand_over, shut

if TYPE_CHECKING:
    from django.core.mail import EmailMessage


class MailServer:
    """One connection, opened when the first letter is ready and again if it has been cut off."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def be_there(self) -> None:
        """See to it that the mail server answers, before a letter is taken in hand. Raises NotUs if it does not."""
        be_open(self._connection)

    def take(self, letter: EmailMessage, *, before_text: Callable[[], None]) -> None:
        """Hand a letter over. Raises what `delivering.hand_over` does."""
        hand_over(self._connection, letter, before_text=before_text)

    def hang_up(self) -> None:
        """Say goodbye, or be cut off."""
        shut(self._connection)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """The mail server, left in good order afterwards."""
    server = MailServer()
    try:
        yield server
    finally:
        server.hang_up()
