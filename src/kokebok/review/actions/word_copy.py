"""Note that a copy of the text was made in Word, so that it is known again when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.doors.raw import keep_raw
from kokebok.journal.actions.record import record
from kokebok.lib.word_file import read_word
from kokebok.lib.word_marks import fingerprint
from kokebok.review.models import WordCopy
from kokebok.review.rules import require_may

if TYPE_CHECKING:
    from kokebok.people.models import Person
    from kokebok.review.models import Reading


def note_copy(
    content: bytes, *, name: str, token: str, by: Person, reading: Reading | None = None
) -> WordCopy:
    """Keep a copy that is sent out, with what stands in it beside the paragraphs. Raises Refused without the role."""
    require_may(by, "review.word_out")
    said = read_word(content)
    sha256 = keep_raw(content)
    with transaction.atomic():
        copy = WordCopy.objects.create(
            token=token,
            name=name,
            sha256=sha256,
            reading=reading,
            fixed=sorted({fingerprint(spot.before) for spot in said.spots if spot.mark is None}),
            marks=[[spot.mark.anchor, spot.mark.wording] for spot in said.spots if spot.mark],
            by=by,
        )
        record("word.sent_out", by=by, about=copy, paragraphs=len(copy.marks), sha256=sha256)
    return copy
