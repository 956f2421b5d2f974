"""Take in word from a mail server that a letter of ours did not arrive.

A bounce marks a letter only if it names that letter's token, which nobody else has had: a forged one does nothing, and
whose address it says is not asked. The same one any number of times marks once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from kokebok.journal.actions.record import record
from kokebok.letters.models import Letter, LetterState, ReadBounce, Unreachable
from kokebok.letters.rules import FORGOTTEN, TRIED_AGAIN
from kokebok.lib.bounce_words import ENHANCED
from kokebok.lib.bounces import Bounce, BounceFate, FailedRecipient, read_bounce
from kokebok.lib.mail import key_of_letter, letters_in
from kokebok.lib.one_line import one_line

if TYPE_CHECKING:
    from collections.abc import Collection


class BounceOutcome(Enum):
    """What came of a letter that was looked at: word of a letter of ours, the same again, or something else."""

    TAKEN = "taken"
    STILL_TRIED = "still tried"
    ALREADY = "already"
    NOT_OURS = "not ours"
    NO_BOUNCE = "no bounce"


@dataclass(frozen=True)
class SentLetter:
    """A letter that has left, found by its token; `to` is "" where the address is erased.

    `came_back` is called with what the mail server said, and when to try again: None for no more. It is done in the
    transaction of who calls it.
    """

    thing: Model
    to: str
    came_back: Callable[[str, datetime | None], None]


def take_bounce(raw: bytes) -> BounceOutcome:
    """Mark the letter of ours that a bounce is about, and its address; nothing for any other letter. Raises nothing.

    What passes is tried again, at most so often as TRIED_AGAIN has waits; after that, and where the mail server will
    never take it, nothing is sent to the address until somebody has put it right. What strangers have written is read
    before the transaction begins: nobody waits for it.
    """
    bounce = read_bounce(raw)
    if bounce is None:
        return BounceOutcome.NO_BOUNCE
    return _take(bounce, key_of_letter(raw)) if bounce.tokens else BounceOutcome.NOT_OURS


@transaction.atomic
def _take(bounce: Bounce, key: str) -> BounceOutcome:
    sent = _found(bounce.tokens)
    if sent is None:
        return BounceOutcome.NOT_OURS
    _bounce, is_new = ReadBounce.objects.get_or_create(key=key)
    if not is_new:
        return BounceOutcome.ALREADY
    told = _told_of(sent.to, bounce)
    if told.fate == BounceFate.DELAYED:
        return BounceOutcome.STILL_TRIED
    said = told.said or told.status
    again_at = _mark(sent.to, told, said) if sent.to else None
    sent.came_back(said, again_at)
    record("letter.came_back", by=None, about=sent.thing, status=told.status, again=again_at is not None)
    return BounceOutcome.TAKEN


def take_bounces(content: bytes) -> Counter[BounceOutcome]:
    """Take in the letters of a file, an e-mail or an mbox, one at a time; how many came to what."""
    return Counter(take_bounce(raw) for raw in letters_in(content))


def note_refused(to: str, said: str) -> None:
    """Note that the mail server says there is no such address, when it was to be given a letter to it.

    Nothing more is sent to it until somebody has put it right. Call it in a transaction.
    """
    status = ENHANCED.search(said)
    _mark(to, FailedRecipient(to, BounceFate.LASTING, status[1] if status else "", said), said)


def note_full(to: str, said: str) -> datetime | None:
    """Note that there is no room in a mailbox; when to try again, None for no more. Call it in a transaction."""
    status = ENHANCED.search(said)
    return _mark(to, FailedRecipient(to, BounceFate.PASSING, status[1] if status else "", said), said)


def find_letter_sent(tokens: Collection[str]) -> SentLetter | None:
    """The letter of the outbox that has one of these tokens; None if none has."""
    letter = Letter.objects.select_for_update().filter(token__in=tokens).exclude(token="").first()
    if letter is None:
        return None

    def came_back(said: str, again_at: datetime | None) -> None:
        sent = Letter.objects.filter(pk=letter.pk, state=LetterState.SENT, erased_at=None)
        if again_at is None:
            sent.update(returned_at=timezone.now(), answer=said)
        else:
            sent.update(state=LetterState.WAITING, sent_at=None, due_at=again_at, wanted_at=again_at)

    return SentLetter(letter, letter.to, came_back)


def _found(tokens: Collection[str]) -> SentLetter | None:
    """Of the letters of all kinds, the one that has one of these tokens."""
    found = (import_string(find)(tokens) for find in settings.SENT_LETTERS)
    return next((sent for sent in found if sent is not None), None)


def _told_of(to: str, bounce: Bounce) -> FailedRecipient:
    """What is said of this address; else of the first that is named; else that it did not arrive."""
    mine = [one for one in bounce.failed if one.address.lower() == to.lower()]
    return next(iter([*mine, *bounce.failed]), FailedRecipient(to, BounceFate.LASTING, "", ""))


def _mark(to: str, told: FailedRecipient, said: str) -> datetime | None:
    """Note that an address was not reached; when to try again, None if not."""
    now, is_lasting = timezone.now(), told.fate == BounceFate.LASTING
    about = {"status": told.status[:12], "said": one_line(said, most=300), "at": now, "settled_at": None}
    known = Unreachable.objects.select_for_update().filter(address=to.lower()).first()
    times = 1 if known is None or known.at < now - FORGOTTEN else known.times + 1
    is_lasting = is_lasting or times > len(TRIED_AGAIN) or (known is not None and known.is_lasting)
    Unreachable.objects.update_or_create(
        address=to.lower(), defaults={**about, "times": times, "is_lasting": is_lasting}
    )
    return None if is_lasting else now + TRIED_AGAIN[times - 1]
