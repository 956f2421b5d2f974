"""Tell those whose input waits for an answer that the paragraph they wrote about has got a new meaning."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from kokebok.book.models import Weight, Wording
from kokebok.following.letters import absolute, letter
from kokebok.following.models import SenderTold
from kokebok.following.rules import LONGEST_AGO, calm
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.inputs.queries import letter_language
from kokebok.people.delivering import NobodyKnows, NotNow, NotTaken, NotUs
from kokebok.people.mailing import MailServer, mail_server

logger = logging.getLogger(__name__)


def tell_open_senders(wordings: Iterable[Wording]) -> int:
    """Write to the senders of unanswered inputs about these paragraphs; gives back how many letters left.

    Only a new meaning is told of, only to confirmed addresses, and of several wordings of a paragraph only the newest.
    May run any number of times: nobody is told of the same wording twice. Call it after the commit.
    """
    waiting = [(given, wording) for wording in _newest(wordings) for given in _waiting_on(wording)]
    if not waiting:
        return 0
    told = 0
    with mail_server() as server:
        for given, wording in waiting:
            told += _tell(given, wording, server)
    return told


@task(backend="later")
def tell_open_senders_later(*, wording_ids: list[int]) -> None:
    """`tell_open_senders` for the wordings with these keys."""
    tell_open_senders(Wording.objects.filter(pk__in=wording_ids))


def tell_of_new_meanings(*, at: datetime | None = None) -> int:
    """Find the paragraphs that have got a new meaning within the week, and tell those who wait.

    A change rests first (`rules.calm`), so that one which is undone is not told of.
    """
    now = at or timezone.now()
    return tell_open_senders(
        Wording.objects.filter(
            weight=Weight.MEANING,
            since__gt=now - LONGEST_AGO,
            since__lte=now - calm(),
            paragraph__gone_at=None,
            paragraph__inputs__state__in=UNSETTLED,
            paragraph__inputs__email_confirmed_at__isnull=False,
        )
        .exclude(paragraph__wordings__since__gt=now - calm())
        .select_related("paragraph__page")
        .distinct()
    )


def _newest(wordings: Iterable[Wording]) -> Collection[Wording]:
    """The newest new meaning among them for each paragraph."""
    ordered = sorted(wordings, key=lambda wording: (wording.paragraph_id, wording.number))
    return {one.paragraph_id: one for one in ordered if one.weight == Weight.MEANING}.values()


def _waiting_on(wording: Wording) -> list[Input]:
    """The unanswered inputs written for an earlier wording whose senders can be told, and have not been."""
    earlier = Q(wording=None) | Q(wording__number__lt=wording.number)
    return list(
        Input.objects.unsettled()
        .filter(earlier, paragraph=wording.paragraph_id, received_at__lt=wording.since)
        .exclude(email_confirmed_at=None)
        .exclude(wording__text=F("paragraph__text"))
        .exclude(told_of__wording=wording)
        .select_related("wording", "paragraph__page")
    )


def _tell(given: Input, wording: Wording, server: MailServer) -> bool:
    """Whether a letter left. Raises NotUs when there is no mail server to take any."""
    server.be_there()
    # Written down before it leaves: rather no letter than two, should the server die in between.
    told, first = SenderTold.objects.get_or_create(given=given, wording=wording)
    if not first:
        return False
    try:
        server.take(_letter_to(given, wording))
    except (NotTaken, NobodyKnows) as answer:
        logger.warning("The sender of input %s could not be told of a new text: %s", given.pk, answer)
        return False
    except (NotNow, NotUs) as answer:
        told.delete()  # it did not leave: the next sweep tries again
        if isinstance(answer, NotUs):
            raise
        return False
    return True


def _letter_to(given: Input, wording: Wording) -> EmailMessage:
    paragraph = wording.paragraph
    return letter(
        "text_changed",
        to=given.email,
        language=letter_language(given),
        given=given,
        paragraph=paragraph,
        before=given.wording.text if given.wording else "",
        reason=wording.reason,
        link=absolute("reading:wordings", paragraph.anchor),
        receipt=absolute("reading:receipt", given.code),
    )
