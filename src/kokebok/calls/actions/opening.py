"""Tell those who answered that the next phase has opened, so that they can fill in the rest: each of them once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from kokebok.calls.actions.once import send_once
from kokebok.calls.letters import letter_of_opening
from kokebok.calls.models import CallAnswer, Opening, Phase
from kokebok.inputs.models import UNSETTLED

if TYPE_CHECKING:
    from django.db.models import QuerySet


def tell_of_openings(*, at: datetime | None = None) -> int:
    """Write to those who can fill in a phase that has opened since they answered; gives back how many letters left.

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
    for phase in is_open:
        answers = _who_can_go_on(phase).exclude(openings__phase=phase)
        Opening.objects.bulk_create(
            [Opening(answer=answer, phase=phase) for answer in answers], ignore_conflicts=True
        )
    waiting = Opening.objects.filter(claimed_at=None, phase__in=is_open).filter(
        _can_be_written_to("answer__"), answer__phase__number__lt=F("phase__number")
    )
    return send_once(waiting, lambda row: letter_of_opening(row.answer, row.phase))


def _who_can_go_on(phase: Phase) -> QuerySet[CallAnswer]:
    """Those who answered before the phase opened: who answers later sees on the page that it is open."""
    answers = CallAnswer.objects.filter(call=phase.call_id, phase__number__lt=phase.number)
    return answers.filter(_can_be_written_to(), handed_in_at__lt=phase.opens_at)


def _can_be_written_to(answer: str = "") -> Q:
    return Q(
        **{f"{answer}given__state__in": UNSETTLED, f"{answer}given__email_confirmed_at__isnull": False}
    ) & ~Q(**{f"{answer}given__email": ""})
