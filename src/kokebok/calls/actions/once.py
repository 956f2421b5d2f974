"""Letters that leave once: claimed first, then handed over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone

from kokebok.calls.models import DueReminder, Opening
from kokebok.journal.actions.record import record
from kokebok.people.closing import closing
from kokebok.people.delivering import NobodyKnows, NotNow, NotTaken, NotUs
from kokebok.people.mailing import MailServer, mail_server

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.db.models import QuerySet

L = TypeVar("L", DueReminder, Opening)
logger = logging.getLogger(__name__)


def send_once(waiting: QuerySet[L], letter: Callable[[L], EmailMessage]) -> int:
    """Send the letters that wait; gives back how many left. May run at the same time as itself.

    A server that dies with a letter in hand does not send it again; one that could not be handed over waits.
    """
    keys = list(waiting.values_list("pk", flat=True))
    if not keys:
        return 0
    sent = 0
    with mail_server() as server:
        for key in keys:
            if closing.is_set():
                break
            sent += _send(waiting.model, key, letter, server)
    return sent


def _send(model: type[L], key: int, letter: Callable[[L], EmailMessage], server: MailServer) -> bool:
    server.be_there()
    mine = model.objects.filter(pk=key)
    if not mine.filter(claimed_at=None).update(claimed_at=timezone.now()):
        return False
    row = mine.get()
    try:
        server.take(letter(row))
    except (NotTaken, NobodyKnows) as answer:
        logger.warning("%s %s of a call may not have come: %s", model.__name__, key, answer)
        return False
    except (NotNow, NotUs) as answer:
        mine.filter(sent_at=None).update(claimed_at=None)  # it did not leave
        if isinstance(answer, NotUs):
            raise
        return False
    mine.update(sent_at=timezone.now())
    record(f"{model.__name__.lower()}.sent", by=None, about=row, call=row.phase.call_id)
    return True
