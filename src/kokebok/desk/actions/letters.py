"""Letters to those who are answered: they leave when the answer has rested, and are lost by no crash.

A letter whose worker died is sent again with the same Message-ID: rather two that mail programs fold into one, than
somebody left without an answer.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from kokebok.desk.models import LetterState, Rest
from kokebok.inputs.actions.letters import write
from kokebok.journal.actions.record import record

LEASE = timedelta(minutes=5)  # no mail server takes as long to take a letter, or not to
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 12  # the last after some two days
SECONDS_AT_A_TIME = 40  # less than a minute, so that the clock does not come round while the last is at it
FOR_GOOD = 500  # replies from a mail server from here on say that trying again is no use

logger = logging.getLogger(__name__)


def send_due_letters(*, at: datetime | None = None) -> int:
    """Send the letters whose answers have rested until `at` (now); gives back how many left. May run many at once."""
    at = at or timezone.now()
    sent, begun = 0, monotonic()
    for rest_id in list(Rest.objects.due(at).order_by("due_at", "pk").values_list("pk", flat=True)):
        if monotonic() - begun > SECONDS_AT_A_TIME:
            break
        sent += send_letter(rest_id, at=at)
    return sent


@task(backend="later")
def send_letter_later(*, rest_id: int) -> None:
    """`send_letter`, in later work."""
    send_letter(rest_id)


def send_letter(rest_id: int, *, at: datetime | None = None) -> bool:
    """Send the letter about one answer, if it is due and nobody else has it in hand; whether it left."""
    at = at or timezone.now()
    if not _claim(rest_id, at):
        return False
    rest = Rest.objects.select_related("decision__given", "decision__wording", "decision__by").get(pk=rest_id)
    decision, given = rest.decision, rest.decision.given
    if not given.email_confirmed_at:
        Rest.objects.filter(pk=rest_id, state=LetterState.SENDING).update(state=LetterState.NOBODY)
        return False
    try:
        write(given, "answered", headers={"Message-ID": message_id(rest)}, decision=decision)
    except (SMTPException, OSError) as trouble:
        _note_trouble(rest, trouble, at)
        return False
    with transaction.atomic():
        _end(rest, LetterState.SENT, sent_at=timezone.now(), trouble="")
        record("decision.told", by=None, about=decision, given=given.pk)
    return True


def _claim(rest_id: int, at: datetime) -> bool:
    """Take a letter in hand: from here on its answer cannot be taken back. Whoever dies with it loses it in a while."""
    due = Rest.objects.due(at).filter(pk=rest_id)
    return bool(due.update(state=LetterState.SENDING, tries=F("tries") + 1, due_at=at + LEASE))


def message_id(rest: Rest) -> str:
    """The name of a letter, the same each time it is tried."""
    decided = rest.decision.at.strftime("%Y%m%d%H%M%S%f")
    return f"<answer-{rest.decision_id}-{decided}@{urlsplit(settings.BASE_URL).hostname}>"


def _note_trouble(rest: Rest, trouble: Exception, at: datetime) -> None:
    logger.warning("The letter about input %s could not be sent: %s", rest.decision.given_id, trouble)
    if rest.tries >= MOST_TRIES or _is_for_good(trouble):
        _end(rest, LetterState.FAILED, trouble=str(trouble))
        return
    wait = min(LEASE * 2 ** (rest.tries - 1), LONGEST_WAIT)
    Rest.objects.filter(pk=rest.pk, state=LetterState.SENDING).update(due_at=at + wait, trouble=str(trouble))


def _is_for_good(trouble: Exception) -> bool:
    if not isinstance(trouble, SMTPRecipientsRefused):
        return False
    return all(code >= FOR_GOOD for code, _words in trouble.recipients.values())


def _end(rest: Rest, state: LetterState, **fields: object) -> None:
    Rest.objects.filter(pk=rest.pk, state=LetterState.SENDING).update(state=state, **fields)
