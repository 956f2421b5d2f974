"""What a sender may do with their own input."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.actions.move import move
from kokebok.inputs.actions.send import Said, language_of, require_difference, require_words
from kokebok.inputs.models import UNSETTLED, Input, Kind, State
from kokebok.inputs.rules import AlreadyRead, TooLate
from kokebok.journal.actions.record import record


@transaction.atomic
def edit(given: Input, *, text: str, suggestion: str, seen: datetime | None = None) -> Input:
    """Change the words of an input its sender holds the code of.

    `seen` is the `edited_at` the sender had before them: a change made meanwhile in another tab is not overwritten.
    The same change sent twice is one change.
    Raises AlreadyRead once an editor has read it, TooLate if it changed meanwhile, Refused as `send` does.
    """
    said = Said(kind=Kind(given.kind), text=text, suggestion=suggestion)
    require_words(said)
    require_difference(said, given.wording)
    changed = Input.objects.filter(pk=given.pk, read_at=None, state__in=UNSETTLED, edited_at=seen).update(
        text=text,
        suggestion=suggestion,
        language=language_of(said) or given.language,
        edited_at=timezone.now(),
    )
    if not changed:
        given.refresh_from_db()
        if (given.text, given.suggestion) == (text, suggestion):
            return given
        if given.read_at or given.state not in UNSETTLED:
            raise AlreadyRead(
                _("An editor has read your input, so it can no longer be changed. You can send a new one.")
            )
        raise TooLate(
            _("You have changed this input somewhere else meanwhile. Both versions are shown below.")
        )
    given.refresh_from_db()
    after_words_change(given)
    record("input.edited", by=None, about=given)
    return given


@transaction.atomic
def withdraw(given: Input) -> Input:
    """Take an input back: readers no longer see it; it is not deleted. Raises TooLate if it is answered already."""
    return move(given, State.WITHDRAWN, by=None)


@transaction.atomic
def let_others_ask(given: Input, *, may: bool) -> bool:
    """Let others ask its sender for contact, or no longer. False if it was so, or no address is confirmed."""
    there = Input.objects.filter(pk=given.pk, email_confirmed_at__isnull=False, may_be_contacted=not may)
    changed = there.update(may_be_contacted=may)
    if changed:
        record("input.contact_allowed" if may else "input.contact_refused", by=None, about=given)
    return bool(changed)


@transaction.atomic
def confirm_email(given: Input, *, email: str) -> bool:
    """Note that whoever reads this address wants to hear about the input. False if the address is another, or done."""
    changed = Input.objects.filter(pk=given.pk, email=email, email_confirmed_at=None).update(
        email_confirmed_at=timezone.now()
    )
    if changed:
        record("input.email_confirmed", by=None, about=given)
    return bool(changed)
