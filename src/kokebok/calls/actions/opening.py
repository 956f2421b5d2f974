"""Tell those who answered that the next phase has opened, so that they can fill in the rest: each of them once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokebok.calls.letters import OPENING, key_of_opening, letter_of_opening
from kokebok.calls.models import CallAnswer, Phase
from kokebok.inputs.models import UNSETTLED
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post, take_back
from kokebok.letters.queries import posted, unsent_keys

if TYPE_CHECKING:
    from django.db.models import QuerySet


def tell_of_openings(*, at: datetime | None = None) -> int:
    """Write to those who can fill in a phase that has opened since they answered; gives back how many letters.

    Only to addresses that are confirmed, and not to those whose input has been answered or withdrawn. May run any
    number of times, and at the same time as itself.
    """
    now = at or timezone.now()
    is_open = Phase.objects.filter(
        number__gt=1,
        opens_at__lte=now,
        closes_at__gt=now,
        call__published_at__isnull=False,
        call__taken_down_at=None,
    )
    take_back_what_is_over(phase.pk for phase in is_open)
    told = 0
    for phase in is_open:
        answers = list(_who_can_go_on(phase).select_related("given", "call"))
        done = posted(key_of_opening(one, phase) for one in answers)
        told += sum(_tell(one, phase) for one in answers if key_of_opening(one, phase) not in done)
    return told


def take_back_what_is_over(open_now: Iterable[int]) -> None:
    """What waits in the outbox tells of a phase that has been closed, or of a call that is public no longer."""
    stand = {str(key) for key in open_now}
    take_back(*(key for key in unsent_keys(OPENING) if key.rpartition(":")[2] not in stand))


@transaction.atomic
def _tell(answer: CallAnswer, phase: Phase) -> bool:
    if not post(**letter_of_opening(answer, phase)):
        return False
    record("opening.sent", by=None, about=answer, call=phase.call_id)
    return True


def _who_can_go_on(phase: Phase) -> QuerySet[CallAnswer]:
    """Those who answered before the phase opened: who answers later sees on the page that it is open."""
    confirmed = Q(given__state__in=UNSETTLED, given__email_confirmed_at__isnull=False) & ~Q(given__email="")
    answers = CallAnswer.objects.filter(call=phase.call_id, phase__number__lt=phase.number)
    return answers.filter(confirmed, handed_in_at__lt=phase.opens_at)
