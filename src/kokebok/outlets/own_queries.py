"""What is kept of somebody who is sent dispatches, for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from kokebok.outlets.models import Delivery, ListedRecipient
from kokebok.outlets.opting_out import is_person, key_of
from kokebok.people.owning import OwnThing, Whose, facts

if TYPE_CHECKING:
    from django.db.models import QuerySet


def own_things(whose: Whose) -> list[OwnThing]:
    """The lists they are on, and what they were sent; nothing without an address."""
    if not whose.email:
        return []
    listed = [
        OwnThing(
            "listed",
            _("A list of recipients you are on"),
            facts(
                ("list", _("List"), row.of.name),
                ("name", _("Name"), row.name),
                ("email", _("E-mail address"), row.addresses),
                ("contact", _("Contact"), row.contact),
            ),
            at=row.of.changed_at,
        )
        for row in listed_with(whose.email)
    ]
    sent = deliveries_to(whose.email)
    return listed + [
        OwnThing(
            "dispatch",
            _("An edition that was sent to you"),
            facts(
                ("edition", _("Edition"), one.dispatch.edition.number),
                ("name", _("Name"), one.name),
                ("email", _("E-mail address"), one.email),
                ("state", _("Status"), one.get_state_display()),
            ),
            at=one.dispatch.made_at,
        )
        for one in sent.select_related("dispatch__edition").order_by("pk")
    ]


def deliveries_to(email: str) -> QuerySet[Delivery]:
    """What was sent to this address as a person's, and is not erased: by its hash, and by the address itself.

    The hash is made with the key of the installation, and finds nothing of the time before that was changed.
    """
    is_theirs = Q(address_key=key_of(email)) | Q(email__iexact=email)
    return Delivery.objects.filter(is_theirs, is_person=True, erased_at=None)


def listed_with(email: str) -> list[ListedRecipient]:
    """The rows of kept lists that have this address as a person's; one query."""
    rows = (
        ListedRecipient.objects.filter(addresses__icontains=email).select_related("of", "area").order_by("pk")
    )
    return [row for row in rows if email in row.addresses.lower().split(", ") and is_person(row.kind, email)]
