"""Note the words of inputs, so that a search finds them."""

from __future__ import annotations

from django.db.models import Q

from kokebok.inputs.models import Input, Words
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
        behind = Input.objects.filter(Q(words=None) | ~Q(words__said=SAID_NOW)).annotate(said=SAID_NOW)
        rows = list(behind.order_by("pk").values_list("pk", "said")[:AT_ONCE])
        if not rows:
            break
        Words.objects.bulk_create(
            [Words(given_id=key, said=said, words=words_of(said)) for key, said in rows],
            update_conflicts=True,
            unique_fields=["given"],
            update_fields=["said", "words"],
        )
        noted += len(rows)
    return noted
