"""Support a suggested wording."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokebok.inputs.models import Input, Kind, Support
from kokebok.inputs.rules import Refused
from kokebok.journal.actions.record import record


def support(given: Input, *, sender: str) -> bool:
    """Note that somebody supports a suggestion; False if they have said so before.

    Raises Refused for an input that is no public suggestion, or without a sender.
    """
    if given.kind != Kind.SUGGESTION or not given.is_readable or not sender:
        raise Refused(_("Only a suggested wording that is published can be supported."))
    try:
        with transaction.atomic():
            Support.objects.create(given=given, sender=sender)
            record("input.supported", by=None, about=given)
    except IntegrityError:
        return False
    return True
