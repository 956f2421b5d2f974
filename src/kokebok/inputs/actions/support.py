"""Support a suggested wording."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokebok.inputs.models import Input, Support
from kokebok.inputs.rules import takes_echo
from kokebok.journal.actions.record import record
from kokebok.letters.shares import require_share
from kokebok.people.rules import Refused


def support(given: Input, *, sender: str, network: str = "") -> bool:
    """Note that somebody supports a suggestion; False if they have said so before.

    Raises Refused for an input that is no public suggestion that waits for its answer, or without a sender, and TooMany
    when the browser or the network has supported its share within the hour.
    """
    if not takes_echo(given) or not sender:
        raise Refused(_("The suggestion is decided on, so it can no longer be supported."))
    if Support.objects.filter(given=given, sender=sender).exists():
        return False
    try:
        with transaction.atomic():
            require_share("inputs.supported", sender)  # a browser is new for the asking,
            require_share("inputs.supported", network)  # and a network is not
            Support.objects.create(given=given, sender=sender)
            record("input.supported", by=None, about=given)
    except IntegrityError:
        return False
    return True
