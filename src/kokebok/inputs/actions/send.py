"""Receive an input."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.queries import wording_now
from kokebok.inputs.actions.letters import ask_to_confirm_later
from kokebok.inputs.models import LONGEST_TEXT, PUBLIC, Input, Kind, State
from kokebok.inputs.rules import Refused, TooMany
from kokebok.journal.actions.record import record
from kokebok.lib.quotes import Quote, as_json

if TYPE_CHECKING:
    from kokebok.book.models import Page, Paragraph, Wording


@dataclass(frozen=True)
class Said:
    """What somebody says about something. `ticket` makes a second send of the same form the same input."""

    kind: Kind
    text: str = ""
    suggestion: str = ""
    language: str = "nb"
    name: str = ""
    on_behalf_of: str = ""
    may_be_named: bool = False
    email: str = ""
    quote: Quote | None = None
    ticket: uuid.UUID = field(default_factory=uuid.uuid4)


def send(
    said: Said,
    *,
    paragraph: Paragraph | None = None,
    page: Page | None = None,
    sender: str = "",
    network: str = "",
    wording: Wording | None = None,
    reply_to: Input | None = None,
) -> Input:
    """Receive an input about a paragraph, a page or the cookbook.

    `sender` and `network` are the pseudonyms of the browser and the network it came from ("" for unknown).
    The first input from an unknown sender waits for approval. A second send with the same ticket gives back
    the input the first one made. `reply_to` is the input this one comments on. `wording` is the wording a
    suggestion was written for (today's if not given).
    Raises TooMany, and Refused if it says nothing, is too long, or suggests the text as it stands.
    """
    try:
        with transaction.atomic():
            return _receive(
                said,
                paragraph=paragraph,
                page=page,
                sender=sender,
                network=network,
                wording=wording,
                reply_to=reply_to,
            )
    except IntegrityError:
        already = Input.objects.filter(ticket=said.ticket).first()
        if already is None:
            raise
        return already


def _receive(
    said: Said,
    *,
    paragraph: Paragraph | None,
    page: Page | None,
    sender: str,
    network: str,
    wording: Wording | None,
    reply_to: Input | None,
) -> Input:
    already = Input.objects.filter(ticket=said.ticket).first()
    if already is not None:
        return already
    require_room(network)
    written_for = (wording or wording_now(paragraph)) if paragraph else None
    require_words(said)
    require_difference(said, written_for)
    now = timezone.now()
    known = is_known(sender)
    given = Input.objects.create(
        kind=said.kind,
        state=State.OPEN if known else State.WAITING,
        published_at=now if known else None,
        paragraph=paragraph,
        page=None if paragraph else page,
        wording=written_for,
        text=said.text,
        suggestion=said.suggestion,
        quote=as_json(said.quote) if said.quote and paragraph else None,
        language=said.language,
        name=said.name,
        on_behalf_of=said.on_behalf_of,
        may_be_named=said.may_be_named,
        email=said.email,
        reply_to=reply_to,
        sender=sender,
        network=network,
        ticket=said.ticket,
        received_at=now,
        licensed_at=now,
    )
    record("input.sent", by=None, about=given, kind=said.kind, state=given.state)
    if given.email:
        # Robust: the input is received, and its sender must be told so, even if no letter can be sent now.
        transaction.on_commit(lambda: ask_to_confirm_later.enqueue(input_id=given.pk), robust=True)
    return given


def require_room(network: str) -> None:
    """Raise TooMany if the network has sent its share within the hour."""
    an_hour_ago = timezone.now() - timedelta(hours=1)
    if (
        network
        and Input.objects.filter(network=network, received_at__gt=an_hour_ago).count()
        >= settings.INPUTS_AN_HOUR
    ):
        raise TooMany(
            _("Many inputs have come from your network in a short time. Wait a while and send again.")
        )


def require_words(said: Said) -> None:
    """Raise Refused if nothing is said, or more than there is room for."""
    if not (said.text or said.suggestion):
        raise Refused(_("Write what you want to say."))
    if max(len(said.text), len(said.suggestion)) > LONGEST_TEXT:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_TEXT})


def require_difference(said: Said, written_for: Wording | None) -> None:
    """Raise Refused if a suggestion changes nothing, or is not about a paragraph."""
    if said.kind != Kind.SUGGESTION:
        return
    if written_for is None:
        raise Refused(_("A suggested wording must be about a paragraph."))
    if said.suggestion.split() == written_for.text.split():
        raise Refused(
            _("Your suggestion is the same as the text. Change the words, or choose another kind of input.")
        )


def is_known(sender: str) -> bool:
    """Whether an earlier input from this sender has been let out to readers."""
    return bool(sender) and Input.objects.filter(sender=sender, state__in=PUBLIC).exists()
