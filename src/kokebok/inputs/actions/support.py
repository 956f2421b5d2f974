"""Support a suggested wording."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.models import Input, Support
from kokebok.inputs.rules import TooMany, takes_echo
from kokebok.inputs.shares import has_share
from kokebok.journal.actions.record import record
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
    _require_room(sender, network)
    try:
        with transaction.atomic():
            Support.objects.create(given=given, sender=sender)
            record("input.supported", by=None, about=given)
    except IntegrityError:
        return False
    return True


def _require_room(sender: str, network: str) -> None:
    """Raise TooMany where much has come within the hour. A browser is new for the asking, a network is not."""
    lately = Support.objects.filter(sender=sender, at__gt=timezone.now() - timedelta(hours=1))
    most = settings.INPUTS_AN_HOUR
    if lately.count() >= most or (network and not has_share(f"inputs.supports.{network}", most)):
        raise TooMany(
            _("There have been many requests from your network in a short time. Wait a while and try again.")
        )
