"""Letting an input out to readers, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions.letters import key_of_refusal, tell_refused
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import take_back
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person


@transaction.atomic
def approve(given: Input, *, by: Person) -> Input:
    """Publish an input that waits, or one that was refused. Raises TooLate if somebody else was first.

    Whoever approves has read it: from now on its sender cannot change the words.
    """
    if given.state == State.REFUSED:
        take_back(key_of_refusal(given))
    now = timezone.now()
    return move(given, State.OPEN, by=by, published_at=now, read_at=given.read_at or now, refusal="")


@transaction.atomic
def refuse(given: Input, *, by: Person, reason: str) -> Input:
    """Keep an input from the public, with a reason its sender is told. Raises Refused without one, TooLate if late."""
    if not reason.strip():
        raise Refused(_("Write why it cannot be published: the sender will read it."))
    read_at = given.read_at or timezone.now()
    given = move(given, State.REFUSED, by=by, read_at=read_at, refusal=reason.strip())
    tell_refused(given)
    return given


@transaction.atomic
def mark_read(given: Input, *, by: Person, as_of: datetime | None) -> bool:
    """Note that an editor has read the input; from now on its sender cannot change it. False if already noted.

    `as_of` is when the words were last changed, as the editor saw them: words changed since then are not read.
    """
    unread = Input.objects.filter(pk=given.pk, read_at=None, edited_at=as_of)
    if not unread.update(read_at=timezone.now()):
        return False
    record("input.read", by=by, about=given)
    return True


def require_read(given: Input, *, by: Person, as_of: datetime | None) -> None:
    """Before an act: note that its words are read. Raises TooLate if they are other words than the editor saw."""
    mark_read(given, by=by, as_of=as_of)
    given.refresh_from_db(fields=["text", "suggestion", "edited_at", "read_at"])
    if given.edited_at != as_of:
        raise TooLate(_("The sender has changed the words since you opened this. Read them as they are now."))
