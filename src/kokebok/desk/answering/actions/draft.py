"""What editors have begun to write is kept as they write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kokebok.desk.models import Decision, Draft, HeldAnswer
from kokebok.inputs.models import LONGEST_TEXT, UNSETTLED, Input
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person

FIELDS = ("outcome", "change_text", "new_text", "weight", "reply", "reason", "seen")
WRITTEN = ("reply", "reason", "new_text")
KEPT_FOR = timedelta(days=30)  # after the input was settled


@transaction.atomic
def keep_draft(given: Input, fields: Mapping[str, str], *, by: Person) -> Draft | None:
    """Keep what an editor has written so far; None where there is nothing to keep.

    Only the first writing leaves a line in the journal: the rest comes every few seconds. What comes in after the same
    editor has answered, or held the answer back, is a straggler and is left.
    """
    locked = Input.objects.select_for_update().get(pk=given.pk)
    if _is_done_with(locked, by):
        return None
    return keep(locked, fields, by=by)


def keep(given: Input, fields: Mapping[str, str], *, by: Person) -> Draft:
    """Write a draft down, in place of the one this editor had. Call it inside the act's transaction."""
    written = {name: fields[name][: 2 * LONGEST_TEXT] for name in FIELDS if fields.get(name)}
    draft, is_new = Draft.objects.update_or_create(
        given=given, by=by, defaults={"fields": written, "at": timezone.now()}
    )
    if is_new:
        record("draft.begun", by=by, about=given)
    return draft


def _is_done_with(given: Input, by: Person) -> bool:
    if HeldAnswer.objects.filter(given=given, by=by).exists():
        return False  # it is being written anew
    return given.state not in UNSETTLED and Decision.objects.filter(given=given, by=by).exists()


@transaction.atomic
def drop_draft(draft: Draft, *, by: Person) -> None:
    """Throw away what was begun; the journal has the words. The same again does nothing."""
    if Draft.objects.filter(pk=draft.pk, by=by).delete()[0]:
        record("draft.dropped", by=by, about=draft.given, fields=draft.fields)


def draft_of(decision: Decision) -> dict[str, str]:
    """The fields of the form as a decision has them."""
    changed = decision.wording.text if decision.wording else ""
    return {
        "outcome": decision.outcome,
        "reply": decision.reply,
        "reason": decision.reason,
        "new_text": changed,
        "change_text": "on" if changed else "",
    }


def purge_drafts(*, at: datetime | None = None) -> int:
    """Erase what was begun on inputs that were settled a month ago; gives back how many."""
    limit = (at or timezone.now()) - KEPT_FOR
    done = Draft.objects.filter(given__settled_at__lt=limit, at__lt=limit)
    return done.delete()[0]
