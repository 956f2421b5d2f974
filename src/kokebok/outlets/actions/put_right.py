"""Put an address right that letters came back from, and send them again, in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.editions.said_beside import hold_edition, standing_withdrawal
from kokebok.letters.actions.reach import hold, write_again
from kokebok.letters.return_path import message_id, new_token
from kokebok.outlets.actions.dispatch import set_going
from kokebok.outlets.actions.opt_out import leave_out_opted
from kokebok.outlets.models import (
    LONGEST_ADDRESSES,
    Delivery,
    DeliveryState,
    Dispatch,
    DispatchState,
    ListedRecipient,
    RecipientList,
)
from kokebok.outlets.opting_out import is_person, key_of
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.letters.models import Unreachable
    from kokebok.people.models import Person

GOES_ON = (DispatchState.DONE, DispatchState.SENDING)


@transaction.atomic
def put_right(unreachable: Unreachable, address: str, *, by: Person) -> int:
    """Send what came back from an address again, to this one: the same, or the right one. How many e-mails.

    A new address also goes into the kept lists the old one is on. It is taken for letters of dispatches alone: what
    somebody asked to have sent to themselves is sent where they said. Nothing is sent of an edition that is withdrawn,
    or twice to an address in one dispatch. Raises Refused for what is no address, AlreadySettled if another was first.
    """
    old, new = unreachable.address, address.strip().lower()
    try:
        validate_email(new)
    except ValidationError:
        raise Refused(_("“%(said)s” is not an e-mail address.") % {"said": new[:80]}) from None
    returned = list(
        Delivery.objects.filter(email__iexact=old, state=DeliveryState.RETURNED)
        .select_related("dispatch__edition")
        .order_by("dispatch__edition", "pk")
    )
    if new != old and not (returned or lists_with(old)):
        raise Refused(_("Nobody but who it belongs to can change this address."))
    hold(unreachable)
    if new != old:
        _correct_lists(old, new)
    sent = sum(_send_again(delivery, new) for delivery in returned)
    return sent + write_again(unreachable, by=by, corrected=new != old, others=sent)


def lists_with(address: str) -> list[ListedRecipient]:
    """Those on kept lists who are written to at this address."""
    near = ListedRecipient.objects.filter(addresses__icontains=address).select_related("of")
    return [one for one in near if address in one.addresses.lower().split(", ")]


def _correct_lists(old: str, new: str) -> None:
    for one in lists_with(old):
        addresses = [new if each.lower() == old else each for each in one.addresses.split(", ")]
        one.addresses = ", ".join(dict.fromkeys(addresses))
        if len(one.addresses) > LONGEST_ADDRESSES:
            raise Refused(
                _("“%(name)s” on a kept list has no room for so long an address.") % {"name": one.name}
            )
        one.save(update_fields=["addresses"])
        RecipientList.objects.filter(pk=one.of_id).update(version=F("version") + 1, changed_at=timezone.now())


def _send_again(delivery: Delivery, to: str) -> bool:
    """Whether this letter is in line again."""
    hold_edition(delivery.dispatch.edition)
    if standing_withdrawal(delivery.dispatch.edition):
        return False
    dispatch = Dispatch.objects.select_for_update().get(pk=delivery.dispatch_id)
    if dispatch.deliveries.filter(email__iexact=to).exclude(pk=delivery.pk).exists():
        return False
    mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.RETURNED)
    whose = delivery.is_person if to == delivery.email.lower() else is_person("", to)
    in_line = mine.update(
        email=to, is_person=whose, address_key=key_of(to), message_id=message_id(new_token()),
        state=DeliveryState.WAITING, tries=0, not_before=timezone.now(), error="",
    )  # fmt: skip
    leave_out_opted(dispatch)
    if in_line and dispatch.state in GOES_ON:
        set_going(dispatch)
    return bool(in_line)
