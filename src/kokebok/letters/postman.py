"""The sender's own thread: other later work, however slow, does not hold letters up, nor do they hold it up."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import connection
from django.utils import timezone

from kokebok.later.troubles import Patience
from kokebok.letters.actions.send import send_due_letters, settle_lost
from kokebok.letters.models import Letter
from kokebok.letters.rules import LEASE
from kokebok.letters.waking import rung
from kokebok.people.closing import closing

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_FINISH = 5  # what is in hand then is found again after the next start

logger = logging.getLogger(__name__)


class Postman:
    """Sends what is due, twice a second and whenever the bell rings, until it is stopped. Nothing ends it but that."""

    def __init__(self, *, alone: bool) -> None:
        """`alone` says that no other process can have letters in hand: what is in hand now is lost work."""
        self._alone = alone
        self._stopping = Event()
        self._patience = Patience("No letters can be sent", logger)
        self._thread = Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin; gives back at once."""
        self._thread.start()

    def look(self) -> None:
        """Begin again, if the thread has died of what nobody thought of."""
        if not self._thread.is_alive():
            logger.error("The sender of letters has died, and is begun again")
            self._thread = Thread(target=self._run, name="postman", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End, after what is in hand."""
        self._stopping.set()
        rung.set()
        self._thread.join(SECONDS_TO_FINISH)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                rung.wait(self._turn())
                rung.clear()
        finally:
            connection.close()

    def _turn(self) -> float:
        """Send what is due; gives back how many seconds to wait before the next turn."""
        try:
            self._send()
        except Exception as error:  # noqa: BLE001 (said once, by patience)
            connection.close()
            return self._patience.wait_after(error)
        self._patience.over()
        return SECONDS_BETWEEN_LOOKS

    def _send(self) -> None:
        if self._alone:
            settle_lost(at=timezone.now() + LEASE)
            self._alone = False
        if has_work() and not closing.is_set():
            send_due_letters()


def has_work() -> bool:
    """Whether a letter is due, or has been left in hand by a worker that died."""
    now = timezone.now()
    return Letter.objects.due(now).exists() or Letter.objects.lost(now).exists()
