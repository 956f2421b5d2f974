"""Receive an input."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.models import Language
from kokebok.book.queries import wording_now
from kokebok.inputs.actions.after import after_coming
from kokebok.inputs.actions.letters import asking_to_confirm
from kokebok.inputs.kinds import SUGGESTING, Kind
from kokebok.inputs.models import LONGEST_TEXT, Door, Input, NamedParty, State
from kokebok.inputs.rules import SentAlready
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post_to_stranger
from kokebok.letters.shares import require_share
from kokebok.lib.quotes import Quote, as_json
from kokebok.lib.written_form import written_form
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kokebok.book.models import Page, Paragraph, Wording
    from kokebok.people.models import Person

CHOSEN = (Language.EN, Language.SE)
CONFIRMED_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Said:
    """What somebody says about something. `ticket` makes a second send of the same form the same input.

    `slip` is the number of the form, which makes one input and no more; None where there is no form of ours.
    `language` is the language of the page it was written on: a guide where the words themselves do not tell.
    `parties` are those who took part, each with an address or "": for the editors alone, who are to ask them.
    """

    kind: Kind
    text: str = ""
    suggestion: str = ""
    language: str = ""
    name: str = ""
    on_behalf_of: str = ""
    may_be_named: bool = False
    may_be_contacted: bool = False
    email: str = ""
    quote: Quote | None = None
    ticket: uuid.UUID = field(default_factory=uuid.uuid4)
    slip: uuid.UUID | None = None
    parties: Mapping[str, str] = field(default_factory=dict)


class About(TypedDict, total=False):
    """What `send` takes beside what is said."""

    paragraph: Paragraph | None
    page: Page | None
    sender: str
    network: str
    wording: Wording | None
    reply_to: Input | None
    door: Door
    by: Person | None
    state: State | None
    received_at: datetime | None
    is_read: bool
    program: str


def send(
    said: Said,
    *,
    paragraph: Paragraph | None = None,
    page: Page | None = None,
    sender: str = "",
    network: str = "",
    wording: Wording | None = None,
    reply_to: Input | None = None,
    door: Door = Door.PAGE,
    by: Person | None = None,
    state: State | None = None,
    received_at: datetime | None = None,
    is_read: bool = False,
    program: str = "",
) -> Input:
    """Receive an input about a paragraph, a page or the cookbook.

    `sender` and `network` are the pseudonyms of the browser and the network it came from ("" for unknown).
    The first input from an unknown sender waits for approval. A second send with the same ticket gives back
    the input the first one made. `reply_to` is the input this one comments on. `wording` is the wording a
    suggestion was written for (today's if not given), `door` the way it came in.
    Where somebody who works here lets it in, `by` is who, `state` open or waiting as they choose, `received_at`
    when it came if that was earlier, and `is_read` whether they have read it. `program` is the name of the key of a
    program that gives it.
    Raises TooMany, SentAlready, and Refused if it says nothing, is too long, or suggests the text as it stands.
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
                door=door,
                by=by,
                state=state,
                received_at=received_at,
                is_read=is_read,
                program=program,
            )
    except IntegrityError:
        already = Input.objects.filter(ticket=said.ticket).first()
        if already is not None:
            return already
        _require_unused(said)
        raise


def _receive(
    said: Said,
    *,
    paragraph: Paragraph | None,
    page: Page | None,
    sender: str,
    network: str,
    wording: Wording | None,
    reply_to: Input | None,
    door: Door,
    by: Person | None,
    state: State | None,
    received_at: datetime | None,
    is_read: bool,
    program: str,
) -> Input:
    already = Input.objects.filter(ticket=said.ticket).first()
    if already is not None:
        return already
    _require_unused(said)
    require_share("inputs.sent", network)
    written_for = (wording or wording_now(paragraph)) if paragraph else None
    given = drawn_up(
        said,
        paragraph=paragraph,
        page=page,
        wording=written_for,
        door=door,
        state=state or (State.OPEN if is_known(sender) else State.WAITING),
        received_at=received_at,
    )
    given.reply_to, given.sender = reply_to, sender
    given.read_at = given.licensed_at if is_read else None
    given.save(force_insert=True)
    NamedParty.objects.bulk_create(
        NamedParty(given=given, name=name, email=email) for name, email in said.parties.items()
    )
    after_coming([given])
    by_program = {"program": program} if program else {}
    record("input.sent", by=by, about=given, kind=said.kind, state=given.state, **by_program)
    if given.email:
        post_to_stranger(is_theirs=has_confirmed(sender, given.email), **asking_to_confirm(given))
    return given


def drawn_up(
    said: Said,
    *,
    paragraph: Paragraph | None,
    page: Page | None,
    wording: Wording | None,
    door: Door,
    state: State,
    received_at: datetime | None,
) -> Input:
    """An input as it is to be stored. Raises Refused if it says nothing, is too long, or changes nothing."""
    require_words(said)
    require_difference(said, wording)
    now = timezone.now()
    return Input(
        kind=said.kind,
        door=door,
        state=state,
        published_at=now if state == State.OPEN else None,
        paragraph=paragraph,
        page=None if paragraph else page,
        wording=wording,
        text=said.text,
        suggestion=said.suggestion,
        quote=as_json(said.quote) if said.quote and paragraph else None,
        language=language_of(said),
        name=said.name,
        on_behalf_of=said.on_behalf_of,
        may_be_named=said.may_be_named,
        may_be_contacted=said.may_be_contacted and bool(said.email),
        email=said.email,
        ticket=said.ticket,
        slip=said.slip,
        received_at=received_at or now,
        licensed_at=now,
    )


def _require_unused(said: Said) -> None:
    """Raise SentAlready if the form has made an input of other words."""
    if said.slip is not None and Input.objects.filter(slip=said.slip).exists():
        raise SentAlready(
            _(
                "This form has been sent already, with other words, and they are received. If this is "
                "something more, send it once more: then it is an input of its own."
            )
        )


def language_of(said: Said) -> str:
    """What was written in: told by the words, first their own, then the suggested wording; "" if nobody can tell.

    English and Sámi are not told by the words: a page in one of them was chosen, and so it stands for its words.
    """
    told = written_form(said.text) or written_form(said.suggestion)
    return told or (said.language if said.language in CHOSEN else "")


def require_words(said: Said) -> None:
    """Raise Refused if nothing is said, or more than there is room for."""
    if not (said.text or said.suggestion):
        raise Refused(_("Write what you want to say."))
    if max(len(said.text), len(said.suggestion)) > LONGEST_TEXT:
        raise Refused(_("There is room for %(limit)s characters.") % {"limit": LONGEST_TEXT})


def require_difference(said: Said, written_for: Wording | None) -> None:
    """Raise Refused if a suggestion changes nothing, or is not about a paragraph."""
    if said.kind not in SUGGESTING:
        return
    if written_for is None:
        raise Refused(_("A suggested wording must be about a paragraph."))
    if said.suggestion.split() == written_for.text.split():
        raise Refused(
            _("Your suggestion is the same as the text. Change the words, or choose another kind of input.")
        )


def is_known(sender: str) -> bool:
    """Whether an earlier input from this sender has been let out to readers."""
    return bool(sender) and Input.objects.readable().filter(sender=sender).exists()


def has_confirmed(sender: str, email: str) -> bool:
    """Whether the browser has lately sent an input with this address, and the address was confirmed as its."""
    lately = Input.objects.filter(sender=sender, email_confirmed_at__gt=timezone.now() - CONFIRMED_LATELY)
    return bool(sender) and lately.filter(email__iexact=email).exists()
