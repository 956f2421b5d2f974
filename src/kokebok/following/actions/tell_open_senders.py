"""Tell those whose input waits for an answer that the paragraph they wrote about has got a new meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from kokebok.book.models import Weight, Wording
from kokebok.following.letters import letter
from kokebok.following.models import SenderTold
from kokebok.following.rules import LONGEST_AGO, calm
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.inputs.queries import letter_language
from kokebok.letters.actions.post import ToPost, post
from kokebok.letters.writing import absolute


def tell_open_senders(wordings: Iterable[Wording]) -> int:
    """Write to the senders of unanswered inputs about these paragraphs; gives back how many letters.

    Only a new meaning is told of, only to confirmed addresses, and of several wordings of a paragraph only the newest.
    May run any number of times: nobody is told of the same wording twice.
    """
    return sum(_tell(given, wording) for wording in _newest(wordings) for given in _waiting_on(wording))


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


@transaction.atomic
def _tell(given: Input, wording: Wording) -> bool:
    """Whether a letter was posted: once for each input and wording."""
    _told, first = SenderTold.objects.get_or_create(given=given, wording=wording)
    return first and post(**_letter_to(given, wording))


def _letter_to(given: Input, wording: Wording) -> ToPost:
    paragraph = wording.paragraph
    words = letter(
        "text_changed",
        key=f"following.text_changed:{given.pk}:{wording.pk}",
        to=given.email,
        language=letter_language(given),
        given=given,
        paragraph=paragraph,
        before=given.wording.text if given.wording else "",
        reason=wording.reason,
        link=absolute("reading:wordings", paragraph.anchor),
        receipt=absolute("reading:receipt", given.code),
    )
    return {**words, "about": given}
