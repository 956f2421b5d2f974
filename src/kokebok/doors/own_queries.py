"""What is kept of letters that did not become inputs, for who wrote them."""

from __future__ import annotations

from email.utils import parseaddr

from django.utils.translation import gettext as _

from kokebok.doors.models import SetAside
from kokebok.doors.raw import raw_file
from kokebok.people.owning import OwnThing, Whose, facts


def own_things(whose: Whose) -> list[OwnThing]:
    """The letters from their address that were set aside; nothing without an address."""
    return [
        OwnThing(
            "letter",
            _("An e-mail from you that did not become an input"),
            facts(("sender", _("From"), one.sender), ("subject", _("Subject"), one.subject)),
            at=one.at,
            files=((f"{one.pk}.eml", raw_file(one.raw)),),
        )
        for one in set_aside_from(whose.email)
    ]


def set_aside_from(email: str) -> list[SetAside]:
    """The letters set aside that say they are from this address, in small letters; one query."""
    if not email:
        return []
    rows = SetAside.objects.filter(sender__icontains=email, erased_at=None).order_by("pk")
    return [one for one in rows if parseaddr(one.sender)[1].lower() == email]
