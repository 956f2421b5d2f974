"""Send the letters that are due.

A letter is claimed, by moving the moment its reader has been told to, before it is handed to the mail server. Of two
sweeps only one claims it, and a server that dies in between never sends it twice: what was in it comes in the next.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.utils import timezone

from kokebok.book.queries import the_cookbook
from kokebok.following.digests import Teller
from kokebok.following.models import Follower, HowOften
from kokebok.following.queries import book_now
from kokebok.following.rules import told_until
from kokebok.people.closing import closing
from kokebok.people.delivering import NobodyKnows, NotNow, NotTaken, NotUs
from kokebok.people.mailing import MailServer, mail_server

if TYPE_CHECKING:
    from kokebok.following.models import FollowerQuerySet

logger = logging.getLogger(__name__)


def send_digests(*, at: datetime | None = None) -> int:
    """Write to everyone who is due and has something to be told; gives back how many letters left.

    May run any number of times, and at the same time as itself: nobody gets two letters about the same time.
    """
    now = at or timezone.now()
    due = [
        (follower, until)
        for how_often in HowOften
        for until in [told_until(how_often, now)]
        for follower in Follower.objects.due(how_often, until).prefetch_related("follows")
    ]
    if not due:
        return 0
    teller, sent = Teller(book_now(), the_cookbook()), 0
    with mail_server() as server:
        for follower, until in due:
            if closing.is_set():
                break
            sent += _tell(follower, until, teller, server)
    return sent


def _tell(follower: Follower, until: datetime, teller: Teller, server: MailServer) -> bool:
    """Whether a letter left. Raises NotUs when there is no mail server to take any."""
    digest = teller.digest(follower, until)
    if digest is not None:
        server.be_there()
    if not _claim(follower, until, sending=digest is not None) or digest is None:
        return False
    return _send(server, digest, follower, until)


def _claim(follower: Follower, until: datetime, *, sending: bool) -> bool:
    """Take on telling this follower; False if another sweep has, or its owner has stopped or chosen otherwise."""
    began = follower.telling_from or follower.told_through
    return bool(
        _as_seen(follower, follower.told_through)
        .filter(telling_from=follower.telling_from)
        .update(told_through=until, telling_from=began if sending else None)
    )


def _send(server: MailServer, digest: EmailMessage, follower: Follower, until: datetime) -> bool:
    """Hand a claimed letter over, and write down what became of it. Raises NotUs."""
    try:
        server.take(digest)
    except NotTaken as answer:
        logger.warning("A letter to %s was not taken: %s", follower, answer)
        _as_seen(follower, until).update(telling_from=None)
    except NobodyKnows as answer:
        logger.warning("A letter to %s may be lost; the next one tells it again: %s", follower, answer)
    except (NotNow, NotUs) as answer:
        # It did not leave: the next sweep tries again.
        _as_seen(follower, until).update(
            told_through=follower.told_through, telling_from=follower.telling_from
        )
        if isinstance(answer, NotUs):
            raise
    else:
        _as_seen(follower, until).update(telling_from=None, sent_at=timezone.now())
        return True
    return False


def _as_seen(follower: Follower, told_through: datetime | None) -> FollowerQuerySet:
    return Follower.objects.filter(pk=follower.pk, how_often=follower.how_often, told_through=told_through)
