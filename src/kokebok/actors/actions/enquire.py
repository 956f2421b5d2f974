"""Ask for contact, pass it on, and answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.actors.letters import (
    letter_of_answer,
    letter_that_asks,
    letter_to_confirm,
    letter_with_address,
)
from kokebok.actors.models import OPEN, Asked, Enquiry, EnquiryState, MeetEntry
from kokebok.actors.queries import is_barred, mailboxes_for
from kokebok.actors.rules import (
    CONFIRM_WITHIN,
    MOST_RECEIVED_A_DAY,
    MOST_SENT_A_DAY,
    EnquiryTooLate,
    MayNotAsk,
)
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post, post_to_stranger
from kokebok.letters.shares import A_DAY, AS_MANY_AS_A_HALL, TooMany, require_share, take_share

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Body


ASKED_AS = {"body": "body", "input": "given", "meetentry": "met"}


@dataclass(frozen=True)
class NewEnquiry:
    """What somebody wants to say, and who they are: the asked are told all of it but the address."""

    email: str
    name: str
    message: str
    language: str
    on_behalf_of: str = ""


@transaction.atomic
def ask(wish: NewEnquiry, *, of: Body | Input | MeetEntry, network: str = "") -> None:
    """Ask for contact. Nothing reaches the asked before the owner of the address has confirmed it by a letter.

    It goes the same way whatever has been asked before, so that nobody learns that from us. Raises TooMany.
    """
    if isinstance(of, MeetEntry):
        require_share("actors.enquiry_met", network, times=AS_MANY_AS_A_HALL)
    else:
        require_share("actors.enquiry", network)
    enquiry = _drawn_up(wish, of)
    if enquiry is not None and enquiry.state == EnquiryState.UNCONFIRMED:
        post_to_stranger(**letter_to_confirm(enquiry))


def _drawn_up(wish: NewEnquiry, of: Body | Input | MeetEntry) -> Enquiry | None:
    """The open enquiry of this address to this one, with these words if it is not confirmed yet; None if another was
    made in the same moment."""
    whom = {"body": None, "given": None, "met": None, ASKED_AS[str(of._meta.model_name)]: of}
    words = {
        "name": wish.name,
        "on_behalf_of": wish.on_behalf_of,
        "message": wish.message,
        "language": wish.language,
        "made_at": timezone.now(),
    }
    email = wish.email.lower()
    found = Enquiry.objects.filter(email=email, state__in=OPEN, **whom).first()
    if found is None:
        try:
            with transaction.atomic():
                return Enquiry.objects.create(email=email, **whom, **words)
        except IntegrityError:
            return None
    if found.state == EnquiryState.UNCONFIRMED:
        Enquiry.objects.filter(pk=found.pk, state=EnquiryState.UNCONFIRMED).update(**words)
    found.refresh_from_db()
    return found


@transaction.atomic
def confirm(enquiry: Enquiry) -> bool:
    """Pass an enquiry on to those it is for. False if it was passed on before; then nothing changes.

    Raises TooLate if they can no longer be asked, MayNotAsk if the address may ask nobody, TooMany when it, or they,
    have had enough for a day.
    """
    now = timezone.now()
    fresh = Enquiry.objects.filter(
        pk=enquiry.pk, state=EnquiryState.UNCONFIRMED, made_at__gt=now - CONFIRM_WITHIN
    )
    if not fresh.update(state=EnquiryState.WAITING, sent_at=now):
        return False
    enquiry.refresh_from_db()
    _require_allowed(enquiry)
    addresses = mailboxes_for(enquiry)
    if not addresses:
        raise EnquiryTooLate(_("They cannot be asked here any longer."))
    for email in addresses:
        post(**letter_that_asks(Asked.objects.create(enquiry=enquiry, email=email)))
    record("enquiry.sent", by=None, about=enquiry)
    return True


def _require_allowed(enquiry: Enquiry) -> None:
    if is_barred(enquiry.email):
        raise MayNotAsk(_("This address cannot ask for contact here now. Write to the editors about it."))
    asked = f"{enquiry.body_id}:{enquiry.given_id}:{enquiry.met_id}"
    if not take_share("actors.sent", enquiry.email, most=MOST_SENT_A_DAY, within=A_DAY):
        raise TooMany(_("You have asked as many as one may in a day. Press the button again tomorrow."))
    if not take_share("actors.received", asked, most=MOST_RECEIVED_A_DAY, within=A_DAY):
        raise TooMany(_("They have been asked by many today. Press the button again tomorrow."))


@transaction.atomic
def answer(asked: Asked, *, accepts: bool) -> None:
    """Say yes or no. With a yes, and only then, the asked gets the address of whoever asked.

    Raises TooLate if somebody has answered already, or the time is out.
    """
    state = EnquiryState.ACCEPTED if accepts else EnquiryState.DECLINED
    waiting = Enquiry.objects.filter(pk=asked.enquiry_id, state=EnquiryState.WAITING)
    if not waiting.update(state=state, answered_at=timezone.now()):
        raise EnquiryTooLate(_("This has been answered already, or it is too long since you were asked."))
    Asked.objects.filter(pk=asked.pk).update(has_answered=True)
    asked.refresh_from_db()
    record(f"enquiry.{state}", by=None, about=asked.enquiry)
    if accepts:
        post(**letter_with_address(asked))
    post(**letter_of_answer(asked.enquiry))


@transaction.atomic
def report(asked: Asked) -> None:
    """Say that an enquiry is misuse: an editor looks at it, and meanwhile its sender can ask nobody. Raises TooLate."""
    may_be_reported = (EnquiryState.WAITING, EnquiryState.ACCEPTED, EnquiryState.DECLINED)
    there = Enquiry.objects.filter(pk=asked.enquiry_id, state__in=may_be_reported)
    reported = {"state_before_report": F("state"), "state": EnquiryState.REPORTED}
    if not there.update(**reported, answered_at=timezone.now()):
        raise EnquiryTooLate(_("This has been reported already."))
    record("enquiry.reported", by=None, about=asked.enquiry)
