"""What an editor finds of what was reported as misuse, and what the clock erases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.actors.letters import letter_of_answer
from kokebok.actors.models import OPEN, Barred, Enquiry, EnquiryState
from kokebok.actors.rules import (
    ANSWER_WITHIN,
    BARRED_FOR,
    CONFIRM_WITHIN,
    KEPT_AFTER_ANSWER,
    REPORT_KEPT_FOR,
    EnquiryTooLate,
    pseudonym,
)
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget as forget_letters
from kokebok.letters.actions.post import post

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

ERASED_LATER = (
    EnquiryState.ACCEPTED,
    EnquiryState.DECLINED,
    EnquiryState.UNANSWERED,
    EnquiryState.UPHELD,
)


@transaction.atomic
def settle(enquiry: Enquiry, *, is_misuse: bool, by: Person) -> None:
    """Say whether what was reported is misuse. If so, the address can ask nobody for a year, and what it has under
    way is erased. If not, it is as it was before: a yes is still a yes, and what waited waits again, for as long as it
    had left. Raises TooLate if another has said so already."""
    now = timezone.now()
    reported = Enquiry.objects.select_for_update().filter(pk=enquiry.pk, state=EnquiryState.REPORTED).first()
    if reported is None:
        raise EnquiryTooLate(_("Another has just settled this."))
    if is_misuse:
        _become(reported, EnquiryState.UPHELD, answered_at=now)
    elif reported.state_before_report == EnquiryState.WAITING:
        _wait_again(reported, now)
    else:
        _become(reported, reported.state_before_report or EnquiryState.DECLINED, answered_at=now)
    record("enquiry.upheld" if is_misuse else "enquiry.cleared", by=by, about=enquiry)
    if is_misuse:
        Barred.objects.update_or_create(who=pseudonym(enquiry.email), defaults={"until": now + BARRED_FOR})
        _erase(Enquiry.objects.of_address(enquiry.email).filter(state__in=OPEN))


def _become(reported: Enquiry, state: str, **fields: datetime | None) -> None:
    still = Enquiry.objects.filter(pk=reported.pk, state=EnquiryState.REPORTED)
    if not still.update(state=state, state_before_report="", **fields):
        raise EnquiryTooLate(_("Another has just settled this."))


def _wait_again(reported: Enquiry, now: datetime) -> None:
    """Give back the time it lay reported. What its sender has asked the same one anew since gives way to it."""
    assert reported.sent_at, "only what was sent is reported"
    assert reported.answered_at, "it is answered when it is reported"
    anew = Enquiry.objects.of_address(reported.email).filter(
        body=reported.body_id, given=reported.given_id, met=reported.met_id
    )
    _erase(anew.filter(state__in=OPEN))
    lay = now - reported.answered_at
    _become(reported, EnquiryState.WAITING, answered_at=None, sent_at=reported.sent_at + lay)


def forget(*, at: datetime | None = None) -> int:
    """Erase what is no longer needed; how many enquiries. May run any number of times.

    What nobody confirmed goes after fourteen days, what is answered fourteen days after the answer, and what was
    reported after ninety if no editor has looked at it: then its sender can ask again. Who asked is told
    when nobody has answered in thirty days.
    """
    now = at or timezone.now()
    Barred.objects.filter(until__lte=now).delete()
    for enquiry in Enquiry.objects.filter(state=EnquiryState.WAITING, sent_at__lt=now - ANSWER_WITHIN):
        _give_up(enquiry, now)
    over = (
        Q(state=EnquiryState.UNCONFIRMED, made_at__lt=now - CONFIRM_WITHIN)
        | Q(state__in=ERASED_LATER, answered_at__lt=now - KEPT_AFTER_ANSWER)
        | Q(state=EnquiryState.REPORTED, answered_at__lt=now - REPORT_KEPT_FOR)
    )
    with transaction.atomic():
        return _erase(Enquiry.objects.filter(over))


@transaction.atomic
def _give_up(enquiry: Enquiry, now: datetime) -> None:
    waiting = Enquiry.objects.filter(pk=enquiry.pk, state=EnquiryState.WAITING)
    if waiting.update(state=EnquiryState.UNANSWERED, answered_at=now):
        enquiry.refresh_from_db()
        post(**letter_of_answer(enquiry))


def _erase(some: QuerySet[Enquiry]) -> int:
    found = list(some)
    forget_letters(*found)
    Enquiry.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)
