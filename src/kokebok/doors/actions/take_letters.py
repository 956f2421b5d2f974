"""Take in letters: each becomes an input, or is set aside. The same letter any number of times is taken in once."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.doors.actions.let_go import let_go
from kokebok.doors.letters import LetterPreview, look_at
from kokebok.doors.models import Arrival, HoldReason, SetAside
from kokebok.doors.raw import keep_raw, read_raw
from kokebok.doors.targets import all_places
from kokebok.inputs.actions.send_with_files import send_with_files
from kokebok.inputs.files import keep
from kokebok.inputs.models import Door, Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.letters.actions.bounced import BounceOutcome, take_bounce
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.doors.models import Batch
    from kokebok.doors.targets import NamedPlaces
    from kokebok.people.models import Person

MOST_A_DAY = (
    50  # letters from one address that become inputs by themselves: more is two programs answering each other
)
OF_OURS = (BounceOutcome.TAKEN, BounceOutcome.STILL_TRIED, BounceOutcome.ALREADY)


class LetterOutcome(Enum):
    """What came of a letter."""

    TAKEN = "taken"
    ASIDE = "aside"
    ALREADY = "already"
    RETURNED = "returned"  # word of a letter of ours that did not arrive


def take_in_letter(
    raw: bytes,
    *,
    places: NamedPlaces,
    by: Person | None = None,
    batch: Batch | None = None,
    state: State = State.WAITING,
) -> LetterOutcome:
    """Take in a letter as it came. When this gives back, it is stored, and may be moved out of the mailbox.

    `by` is who put it in at the desk; None for the mailbox. Word that a letter of ours did not arrive marks
    that letter, and is not kept. Raises UnfitFile when the disk is full.
    """
    if take_bounce(raw) in OF_OURS:
        return LetterOutcome.RETURNED
    seen = look_at(raw, places)
    sha256 = keep_raw(raw)
    with transaction.atomic():
        if Arrival.objects.filter(key=seen.key).exists() or SetAside.objects.filter(key=seen.key).exists():
            let_go(sha256)
            return LetterOutcome.ALREADY
        reason = seen.reason or (
            HoldReason.MANY if batch is None and _many_from(seen.letter.address) else None
        )
        if reason:
            _set_aside(seen, reason, sha256, by=by, batch=batch)
            return LetterOutcome.ASIDE
        _receive(seen, sha256, by=by, batch=batch, state=state)
        return LetterOutcome.TAKEN


def take_in_anyway(aside: SetAside, *, by: Person) -> Input:
    """Make an input of a letter that was set aside. Raises TooLate, and Refused if it says nothing."""
    seen = look_at(
        read_raw(aside.raw), all_places()
    )  # before the transaction: nobody waits for what strangers wrote
    with transaction.atomic():
        _close(aside, by)
        if not seen.text:
            raise Refused(_("Nothing is said in this e-mail, so it cannot become an input."))
        return _receive(seen, aside.raw, by=by, batch=aside.batch, state=State.WAITING)


@transaction.atomic
def let_lie(aside: SetAside, *, by: Person) -> None:
    """Note that a letter that was set aside shall not become an input. It is kept. Raises TooLate."""
    _close(aside, by)
    record("letter.closed", by=by, about=aside, reason=aside.reason)


def _close(aside: SetAside, by: Person) -> None:
    closed = SetAside.objects.filter(pk=aside.pk, closed_at=None, erased_at=None).update(
        closed_at=timezone.now(), closed_by=by
    )
    if not closed:
        raise TooLate(_("Somebody has settled this e-mail already."))


def _receive(
    seen: LetterPreview, sha256: str, *, by: Person | None, batch: Batch | None, state: State
) -> Input:
    files = [keep(file.name, file.content) for file in seen.files]
    given = send_with_files(
        seen.said(),
        files,
        attached_by=by,
        paragraph=seen.aim.paragraph,
        page=seen.aim.page,
        door=Door.EMAIL,
        by=by,
        state=state,
        received_at=seen.received_at(),
    )
    _arrival, is_new = Arrival.objects.get_or_create(
        given=given,
        defaults={
            "by": by,
            "batch": batch,
            "key": seen.key,
            "raw": sha256,
            "left_out": [[one.name, one.why, one.text, False] for one in seen.left_out],
            "doubtful": list(seen.doubtful),
        },
    )
    if is_new:
        record("letter.taken_in", by=by, about=given, batch=batch.pk if batch else None)
    return given


def _set_aside(
    seen: LetterPreview, reason: HoldReason, sha256: str, *, by: Person | None, batch: Batch | None
) -> None:
    letter = seen.letter
    aside, is_new = SetAside.objects.get_or_create(
        key=seen.key,
        defaults={
            "raw": sha256,
            "reason": reason,
            "sender": f"{letter.name} <{letter.address}>" if letter.name else letter.address,
            "subject": letter.subject[:300],
            "written_at": letter.at,
            "left_out": [[one.name, one.why] for one in seen.left_out if one.name],
            "batch": batch,
        },
    )
    if is_new:
        record("letter.set_aside", by=by, about=aside, reason=reason)


def _many_from(address: str) -> bool:
    a_day_ago = timezone.now() - timedelta(days=1)
    sent = Arrival.objects.filter(given__email=address, given__door=Door.EMAIL, batch=None, at__gt=a_day_ago)
    return bool(address) and sent.count() >= MOST_A_DAY
