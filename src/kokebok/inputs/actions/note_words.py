"""Note the words of inputs, so that a search finds them."""

from __future__ import annotations

from django.db import transaction

from kokebok.inputs.models import Input, Unnoted, Words
from kokebok.inputs.searching import SAID_NOW, words_of

AT_ONCE = 500  # inputs in one write: some hundredths of a second


def note_words(*, most: int | None = None) -> int:
    """Note the words of the inputs that are new, or say something else than when they were noted; gives how many.

    The desk calls it before a search, so that every input is found, whatever door it came in by; the minute clock
    calls it too, so that the search has little to do. What is noted twice is noted once. No line in the journal:
    nothing is said here that the input does not say.
    """
    noted = 0
    while most is None or noted < most:
        number = _note_some() if Unnoted.objects.exists() else 0
        if not number:
            break
        noted += number
    return noted


@transaction.atomic
def _note_some() -> int:
    """Note the words of some. What somebody else changes or notes at this moment is left for later."""
    to_note = Unnoted.objects.select_for_update(skip_locked=True).order_by("pk")
    keys = list(to_note.values_list("pk", flat=True)[:AT_ONCE])
    rows = Input.objects.filter(pk__in=keys).annotate(now=SAID_NOW).values_list("pk", "now")
    Words.objects.bulk_create(
        [Words(given_id=key, said=said, words=words_of(said)) for key, said in rows],
        update_conflicts=True,
        unique_fields=["given"],
        update_fields=["said", "words"],
    )
    Unnoted.objects.filter(pk__in=keys).delete()
    return len(keys)
