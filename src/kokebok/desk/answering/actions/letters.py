"""Letters to those who are answered: posted when the answer has rested, and can no longer be taken back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kokebok.calls.making_queries import page_made_of
from kokebok.desk.models import AnswerLetterState, Rest
from kokebok.inputs.actions.letters import to_sender
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post


def send_due_letters(*, at: datetime | None = None) -> int:
    """Post the letters whose answers have rested until `at` (now); gives back how many. May run many at once."""
    at = at or timezone.now()
    due = list(Rest.objects.due(at).order_by("until", "pk").values_list("pk", flat=True))
    return sum(send_letter(rest_id, at=at) for rest_id in due)


@transaction.atomic
def send_letter(rest_id: int, *, at: datetime | None = None) -> bool:
    """Post the letter about one answer, if its rest is over; whether there is one, and somebody to send it to."""
    mine = Rest.objects.due(at or timezone.now()).filter(pk=rest_id)
    if not mine.update(state=AnswerLetterState.SENT):
        return False
    rest = Rest.objects.select_related("decision__given", "decision__wording", "decision__by").get(pk=rest_id)
    decision, given = rest.decision, rest.decision.given
    if not given.email_confirmed_at:
        Rest.objects.filter(pk=rest_id).update(state=AnswerLetterState.NOBODY)
        return False
    page = page_made_of(given)
    where = settings.BASE_URL + page.url if page and page.url else ""
    letter = to_sender(
        given, "inputs/letters/answered", key=rest.letter_key, decision=decision, page=page, page_url=where
    )
    letter["headers"] = {"Message-ID": message_id(rest)}
    post(**letter)
    record("decision.told", by=None, about=decision, given=given.pk)
    return True


def message_id(rest: Rest) -> str:
    """The name of a letter, the same as the version before gave it: what that had in hand may have left."""
    decided = rest.decision.at.strftime("%Y%m%d%H%M%S%f")
    return f"<answer-{rest.decision_id}-{decided}@{urlsplit(settings.BASE_URL).hostname}>"
