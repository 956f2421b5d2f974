"""Send the digests that are due: to each person at most one a day, or one a week.

A letter is claimed, by moving the moment its reader has been told to, before it is handed to the mail server. Of two
sweeps only one claims it, and a server that dies in between never sends it twice: what was in it comes in the next.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from kokebok.journal.actions.record import record
from kokebok.people.closing import closing
from kokebok.people.delivering import NobodyKnows, NotNow, NotTaken, NotUs
from kokebok.people.mailing import MailServer, mail_server
from kokebok.reminders.letters import letter
from kokebok.reminders.models import Choice
from kokebok.reminders.queries import items_for, staff_choices
from kokebok.reminders.rules import told_until

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)


def send_digests(*, at: datetime | None = None) -> int:
    """Write to everyone who is due and has something to be told; gives back how many letters left.

    May run any number of times, and at the same time as itself: nobody gets two letters about the same time.
    """
    now = at or timezone.now()
    due = [(choice, until) for choice in staff_choices() if (until := told_until(choice, now))]
    due = [(choice, until) for choice, until in due if choice.told_through < until]
    if not due:
        return 0
    sent = 0
    with mail_server() as server:
        for choice, until in due:
            if closing.is_set():
                break
            sent += _tell(choice, until, server)
    return sent


def _tell(choice: Choice, until: datetime, server: MailServer) -> bool:
    """Whether a letter left. Raises NotUs when there is no mail server to take any."""
    digest = digest_for(choice)
    if digest is not None:
        server.be_there()
    if not _claim(choice, until, sending=digest is not None) or digest is None:
        return False
    return _send(server, digest, choice, until)


def digest_for(choice: Choice) -> EmailMessage | None:
    """The letter; None when there is nothing to tell."""
    since = choice.telling_from or choice.told_through
    with translation.override(choice.person.language):
        items = items_for(choice.person, since)
        return letter("digest", choice.person, items) if items else None


def _claim(choice: Choice, until: datetime, *, sending: bool) -> bool:
    """Take on telling this person; False if another sweep has, or they have chosen otherwise meanwhile."""
    began = choice.telling_from or choice.told_through
    return bool(
        _as_seen(choice, choice.told_through)
        .filter(telling_from=choice.telling_from)
        .update(told_through=until, telling_from=began if sending else None)
    )


def _send(server: MailServer, digest: EmailMessage, choice: Choice, until: datetime) -> bool:
    """Hand a claimed letter over, and write down what became of it. Raises NotUs."""
    try:
        server.take(digest)
    except NotTaken as answer:
        logger.warning("A digest to person %s was not taken: %s", choice.person_id, answer)
        _as_seen(choice, until).update(telling_from=None)
    except NobodyKnows as answer:
        logger.warning("A digest to person %s may be lost; the next tells it: %s", choice.person_id, answer)
    except (NotNow, NotUs) as answer:
        # It did not leave: the next sweep tries again.
        _as_seen(choice, until).update(told_through=choice.told_through, telling_from=choice.telling_from)
        if isinstance(answer, NotUs):
            raise
    else:
        _as_seen(choice, until).update(telling_from=None, sent_at=timezone.now())
        record("digest.sent", by=None, about=choice)
        return True
    return False


def _as_seen(choice: Choice, told_through: datetime) -> QuerySet[Choice]:
    return Choice.objects.filter(pk=choice.pk, how_often=choice.how_often, told_through=told_through)
