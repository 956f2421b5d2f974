"""Say what one thinks of a passage of a draft one is asked to read; approve the rest of it, and take that back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from kokebok.journal.actions.record import record
from kokebok.review.models import DraftPage, DraftPassage, DraftVerdict, Reader, Reading, Says
from kokebok.review.rules import require_may, require_open, require_unpublished, require_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from kokebok.people.models import Person


@transaction.atomic
def say_of_draft(passage: DraftPassage, says: Says, text: str, *, by: Person) -> DraftVerdict:
    """Say what `by` thinks of a passage of a draft.

    Once more changes what they said; the same once more changes nothing. Raises Refused where words are owed,
    ReadingClosed when the reading is closed, Published when the page is, and Http404 where they are not asked.
    """
    text = text.strip()
    _hold(passage.draft_id, by)
    require_words(says, text)
    before = DraftVerdict.objects.filter(passage=passage, person=by).first()
    if before is not None and (before.says, before.text) == (says, text):
        return before
    said = {"says": says, "text": text, "at": timezone.now(), "together": None}
    verdict, _is_new = DraftVerdict.objects.update_or_create(passage=passage, person=by, defaults=said)
    record("draft_verdict.given", by=by, about=verdict, says=says, passage=passage.pk)
    return verdict


@transaction.atomic
def approve_rest_of_draft(draft: DraftPage, seen: Collection[int], *, by: Person) -> int:
    """Approve the passages of a draft with these keys that `by` has said nothing of; gives back how many they were."""
    _hold(draft.pk, by)
    said = DraftVerdict.objects.filter(person=by).values("passage")
    left = DraftPassage.objects.filter(draft=draft, pk__in=seen).exclude(pk__in=said)
    together = uuid.uuid4()
    new = DraftVerdict.objects.bulk_create(
        DraftVerdict(passage=one, person=by, says=Says.APPROVE, together=together) for one in left
    )
    if new:
        record("draft_verdict.rest_approved", by=by, about=draft, verdicts=[one.pk for one in new])
    return len(new)


@transaction.atomic
def take_back_rest_of_draft(draft: DraftPage, together: uuid.UUID, *, by: Person) -> int:
    """Take back what `by` approved with one press, but for what they have said something else of; how many it was."""
    _hold(draft.pk, by)
    found = DraftVerdict.objects.together(together).filter(person=by, passage__draft=draft)
    keys = list(found.values_list("pk", flat=True))
    if keys:
        DraftVerdict.objects.filter(pk__in=keys).delete()
        record("draft_verdict.rest_taken_back", by=by, about=draft, verdicts=keys)
    return len(keys)


def _hold(number: int, by: Person) -> None:
    """Hold a draft that `by` is asked to read: so nothing is said of it while its page is published."""
    require_may(by, "review.read")
    draft = DraftPage.objects.select_for_update().get(pk=number)
    if not Reader.objects.filter(reading=draft.reading_id, person=by).exists():
        raise Http404
    require_open(Reading.objects.get(pk=draft.reading_id))
    require_unpublished(draft)
