"""Prepare a dispatch, start it, stop it, and settle the letters it could not be sure of."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.editions.said_beside import hold_edition, standing_withdrawal
from kokebok.journal.actions.record import record
from kokebok.later.queueing import enqueue_after_commit
from kokebok.letters.return_path import message_id, new_token
from kokebok.outlets.actions.opt_out import leave_out_opted
from kokebok.outlets.actions.sending import send_later
from kokebok.outlets.already_had import already_had
from kokebok.outlets.letter_words import LetterText, require_sendable
from kokebok.outlets.models import (
    Delivery,
    DeliveryState,
    Dispatch,
    DispatchState,
    DispatchText,
    RecipientList,
)
from kokebok.outlets.opting_out import has_opted_out, is_person, key_of
from kokebok.outlets.rules import DELIVERY_MOVES, DISPATCH_MOVES, AlreadyMoved
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.editions.models import Edition
    from kokebok.outlets.recipients import Recipient
    from kokebok.people.models import Person

MOST_A_MINUTE = 6000


@transaction.atomic
def prepare(
    edition: Edition,
    *,
    subject: str,
    letter: str,
    a_minute: int,
    recipients: Sequence[Recipient],
    by: Person,
    ticket: uuid.UUID | None = None,
    others: Mapping[str, LetterText] | None = None,
) -> Dispatch:
    """A dispatch with one letter to each recipient, ready to be started; all of them, or none.

    `subject` and `letter` are in the language of the edition, `others` by the other languages there is a text in.
    `ticket` is that of the form and its words: the dispatch it made already is given back.
    One to a recipient without an address is not sent: a person says when it was handed over (`was_sent`).
    Raises Refused if the edition is withdrawn, there is nobody to send to, the pace is not 1 to 6000 a minute, or the
    letter has a field we do not know or no {lenke}, in any of its languages.
    """
    require_to_be_used(edition)  # holds the edition, so that of two presses the second sees the first
    made = Dispatch.objects.filter(ticket=ticket).first() if ticket else None
    if made is not None:
        return made
    others = {language: text for language, text in (others or {}).items() if language != edition.language}
    require_sendable([(edition.language, LetterText(subject, letter)), *others.items()])
    if not recipients:
        raise Refused(_("There is nobody to send to."))
    if not 1 <= a_minute <= MOST_A_MINUTE:
        raise Refused(_("Choose a pace from 1 to 6000 e-mails a minute."))
    dispatch = Dispatch.objects.create(
        edition=edition,
        subject=" ".join(subject.split()),
        letter=letter.strip(),
        a_minute=a_minute,
        made_by=by,
        ticket=ticket,
    )
    DispatchText.objects.bulk_create(
        DispatchText(
            dispatch=dispatch,
            language=language,
            subject=" ".join(text.subject.split()),
            letter=text.letter.strip(),
        )
        for language, text in others.items()
    )
    Delivery.objects.bulk_create([_delivery(dispatch, one) for one in recipients], batch_size=1000)
    leave_out_opted(dispatch)
    used = {one.kept_on for one in recipients if one.kept_on}
    if used:
        RecipientList.objects.filter(pk__in=used).update(used_at=timezone.now())
    record("dispatch.prepared", by=by, about=dispatch, edition=edition.number, recipients=len(recipients))
    return dispatch


def _delivery(dispatch: Dispatch, one: Recipient) -> Delivery:
    return Delivery(
        dispatch=dispatch,
        name=one.name,
        email=one.email,
        language=one.language,
        contact=one.contact,
        is_person=is_person(one.kind, one.email),
        address_key=key_of(one.email),
        area_id=one.area,
        state=DeliveryState.WAITING if one.email else DeliveryState.BY_HAND,
        message_id=message_id(new_token()),
    )


@transaction.atomic
def start(dispatch: Dispatch, *, by: Person, also_had: bool = False) -> Dispatch:
    """Start a dispatch, or go on with one that was stopped.

    Those who have the edition by another dispatch are left out, unless `also_had`; then they are sent to too.
    Raises AlreadyMoved if it is being sent or is done, Refused if its edition is withdrawn.
    """
    require_to_be_used(dispatch.edition)
    locked = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if (
        locked.state == DispatchState.DONE
        or DispatchState.SENDING not in DISPATCH_MOVES[DispatchState(locked.state)]
    ):
        raise AlreadyMoved(_("The dispatch is being sent already, or is done."))
    left_out = _leave_out(locked, also_had=also_had)
    leave_out_opted(locked)
    set_going(locked)
    record("dispatch.started", by=by, about=locked, left_out=left_out)
    return locked


def _leave_out(dispatch: Dispatch, *, also_had: bool) -> int:
    """Take those who have the edition already out of the line, or put them back into it. How many are left out."""
    had = already_had(dispatch)
    was, to = DeliveryState.WAITING, DeliveryState.LEFT_OUT
    if also_had:
        was, to = to, was
    waiting = dispatch.deliveries.filter(state=was)
    if also_had or had.total:
        keys = set(had.letters)
        chosen = [pk for pk in waiting.values_list("pk", flat=True) if pk in keys]
        for at in range(0, len(chosen), 1000):
            dispatch.deliveries.filter(pk__in=chosen[at : at + 1000], state=was).update(state=to)
    return dispatch.deliveries.filter(state=DeliveryState.LEFT_OUT).count()


def require_to_be_used(edition: Edition) -> None:
    """Raise Refused for an edition that is withdrawn: it is sent to nobody. Nobody withdraws it meanwhile."""
    hold_edition(edition)
    if standing_withdrawal(edition):
        raise Refused(_("The edition is withdrawn. Send another one."))


@transaction.atomic
def stop(dispatch: Dispatch, *, by: Person) -> Dispatch:
    """Stop a dispatch; a letter that is being handed over is finished. Raises AlreadyMoved if it is not being sent."""
    moved = Dispatch.objects.filter(pk=dispatch.pk, state=DispatchState.SENDING).update(
        state=DispatchState.STOPPED, trouble=""
    )
    if not moved:
        raise AlreadyMoved(_("The dispatch is not being sent."))
    record("dispatch.stopped", by=by, about=dispatch)
    dispatch.refresh_from_db()
    return dispatch


@transaction.atomic
def stop_all(edition: Edition, *, by: Person) -> None:
    """Stop every dispatch of an edition that is being sent, as where it is withdrawn."""
    for dispatch in Dispatch.objects.select_for_update().filter(edition=edition, state=DispatchState.SENDING):
        stop(dispatch, by=by)


@transaction.atomic
def send_again(delivery: Delivery, *, by: Person) -> None:
    """Have a letter that failed, was left out, or may not have arrived, sent again: a person has decided it.

    A dispatch that was done goes on with it. Raises AlreadyMoved if the letter is in another state by now, Refused if
    the edition is withdrawn, or its reader has opted out or is erased.
    """
    require_to_be_used(delivery.dispatch.edition)
    if delivery.erased_at or (delivery.is_person and has_opted_out(delivery.address_key)):
        raise Refused(_("They have opted out, or are erased. Nothing more is sent to them."))
    dispatch = Dispatch.objects.select_for_update().get(pk=delivery.dispatch_id)
    _settle(delivery, DeliveryState.WAITING, tries=0, not_before=timezone.now(), error="")
    record("delivery.sent_again", by=by, about=delivery, was=delivery.state)
    if dispatch.state in {DispatchState.DONE, DispatchState.SENDING}:
        set_going(dispatch)


@transaction.atomic
def was_sent(delivery: Delivery, *, by: Person) -> None:
    """Settle as sent a letter that is uncertain, or that was handed over: a person knows it arrived.

    Raises AlreadyMoved if it is neither by now.
    """
    if delivery.state == DeliveryState.SENT:
        raise AlreadyMoved(_("The e-mail is marked as sent already."))
    if delivery.state not in {DeliveryState.UNCERTAIN, DeliveryState.BY_HAND}:
        raise AlreadyMoved(_("The e-mail cannot be changed now."))
    _settle(delivery, DeliveryState.SENT, error="")
    record("delivery.confirmed", by=by, about=delivery)


def _settle(delivery: Delivery, to: DeliveryState, **fields: object) -> None:
    seen = DeliveryState(delivery.state)
    settled_by_people = {
        DeliveryState.UNCERTAIN,
        DeliveryState.FAILED,
        DeliveryState.BY_HAND,
        DeliveryState.LEFT_OUT,
    }
    if seen not in settled_by_people or to not in DELIVERY_MOVES[seen]:
        raise AlreadyMoved(_("The e-mail cannot be changed now."))
    if not Delivery.objects.filter(pk=delivery.pk, state=seen).update(state=to, **fields):
        raise AlreadyMoved(_("Somebody settled this e-mail first."))


def set_going(dispatch: Dispatch) -> None:
    """Begin a new run, which ends every earlier one."""
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=DispatchState.SENDING,
        run=F("run") + 1,
        next_at=timezone.now(),
        back_at=timezone.now(),
        trouble="",
    )
    dispatch.refresh_from_db()
    enqueue_after_commit(send_later, dispatch_id=dispatch.pk, run=dispatch.run)
