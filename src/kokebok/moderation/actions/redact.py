"""Take a part out of what an input says, and put it back.

An input's own fields hold what everyone may read, so nothing that shows an input can show a removed part by mistake.
What the sender wrote is kept beside, in `Original` (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.models import Input
from kokebok.inputs.queries import letter_language
from kokebok.inputs.rules import TooLate
from kokebok.inputs.seen import seen_by_sender
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import take_back
from kokebok.lib.redacting import is_within, places_of, redacted
from kokebok.moderation.actions.letters import key_of_ruling, tell_of_ruling
from kokebok.moderation.models import Measure, Original, RedactedField, Removal, Ruling
from kokebok.moderation.originals import standing_parts
from kokebok.moderation.rules import (
    CAN_BE_REDACTED,
    Grounds,
    mark_for,
    require_grounds,
    require_no_review_waits,
)
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def redact(given: Input, *, words: Iterable[str], grounds: Grounds, by: Person) -> Ruling:
    """Remove these words wherever they stand in the input: readers see a mark with the reason in their place.

    Where they stand in the name that readers see, the whole name is no longer shown; the receipt keeps it.
    Each of `words` is a piece of the input as the caller saw it. Whoever removes has read it: from now on its sender
    cannot change it. Raises Refused for words that are not there, and without a reason; TooLate if the input has
    changed meanwhile.
    """
    require_grounds(grounds)
    _require_as_seen(given)
    now, pieces = timezone.now(), [*words]
    in_name = [piece for piece in pieces if given.may_be_named and _stands_in_name(piece, given)]
    ruling = Ruling.objects.create(
        given=given,
        measure=Measure.REDACTED,
        reason=grounds.reason,
        words=grounds.words.strip(),
        mark=mark_for(grounds, letter_language(given)),
        by=by,
        at=now,
        hides_name=bool(in_name),
    )
    original, _new = Original.objects.get_or_create(
        given=given, defaults={"text": given.text, "suggestion": given.suggestion}
    )
    in_words = [piece for piece in pieces if piece not in in_name or _stands_in_words(piece, original)]
    if in_words or not in_name:
        Removal.objects.bulk_create(removals_of(in_words, original, ruling))
    _write_anew(
        given, original, read_at=given.read_at or now, may_be_named=given.may_be_named and not in_name
    )
    reason = grounds.reason.code if grounds.reason else ""
    record("input.redacted", by=by, about=given, reason=reason, ruling=ruling.pk)
    tell_of_ruling(ruling)
    return ruling


@transaction.atomic
def put_back(ruling: Ruling, *, by: Person) -> Ruling:
    """Lift the removal of a part; other parts stay removed.

    Raises TooLate if it is lifted already, Refused while its sender waits for a second opinion.
    """
    require_no_review_waits(ruling)
    return lift(ruling, by=by)


def lift(ruling: Ruling, *, by: Person) -> Ruling:
    """Lift the removal of a part. Call it inside the act's transaction."""
    given = Input.objects.select_for_update().get(pk=ruling.given_id)
    standing = Ruling.objects.standing().filter(pk=ruling.pk, measure=Measure.REDACTED)
    if not standing.update(lifted_at=timezone.now(), lifted_by=by):
        raise TooLate(_("Somebody else was first: this part has already been put back."))
    shows_name = (
        ruling.hides_name and not Ruling.objects.standing().filter(given=given, hides_name=True).exists()
    )
    named = given.may_be_named or shows_name
    _write_anew(given, Original.objects.get(given=given), read_at=given.read_at, may_be_named=named)
    take_back(key_of_ruling(ruling))
    record("input.restored", by=by, about=given, ruling=ruling.pk)
    ruling.refresh_from_db()
    return ruling


def _stands_in_name(piece: str, given: Input) -> bool:
    signed = seen_by_sender(given)
    return bool(places_of(piece, signed.name) or places_of(piece, signed.body))


def _stands_in_words(piece: str, original: Original) -> bool:
    return any(places_of(piece, getattr(original, field)) for field in RedactedField)


def removals_of(words: Iterable[str], original: Original, ruling: Ruling | None) -> list[Removal]:
    """Where the words stand in the original, outside what is removed already. Raises Refused for words not there."""
    found: dict[tuple[str, int], Removal] = {}
    for piece in words:
        places = [
            (field, place)
            for field in RedactedField
            for place in places_of(piece, getattr(original, field))
            if not is_within(place, standing_parts(original, field))
        ]
        if piece.strip() and not places:
            raise Refused(
                _("“%(words)s” does not stand in the input. Copy whole words exactly as they stand.")
                % {"words": piece.strip()}
            )
        for field, (start, end) in places:
            known = found.get((field, start))
            if known is None or known.end < end:
                found[field, start] = Removal(ruling=ruling, field=field, start=start, end=end)
    if not found:
        raise Refused(_("Say which words are to be removed."))
    return list(found.values())


def _require_as_seen(given: Input) -> None:
    """Hold the input for this transaction. Raises TooLate if it no longer is as the caller saw it."""
    now = Input.objects.select_for_update().get(pk=given.pk)
    if (now.text, now.suggestion) != (given.text, given.suggestion) or now.state not in CAN_BE_REDACTED:
        raise TooLate(_("The input has changed meanwhile. Look at it as it is now."))
    given.state, given.read_at = now.state, now.read_at


def _write_anew(given: Input, original: Original, **fields: object) -> None:
    """Give the input the words everyone may read, from the original and what is removed now."""
    read = {
        field.value: redacted(getattr(original, field), standing_parts(original, field))
        for field in RedactedField
    }
    seen = {"state": given.state, "text": given.text, "suggestion": given.suggestion}
    if not Input.objects.filter(pk=given.pk, **seen).update(**read, **fields):
        raise TooLate(_("The input has changed meanwhile. Look at it as it is now."))
    given.refresh_from_db()
    after_words_change(given)
