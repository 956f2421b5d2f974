"""Answer several suggestions to one paragraph in one act: one new text, a decision and a credit for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.desk.answering.actions.answer import (
    Answer,
    change_text,
    changes_text,
    decide,
    holding_place,
    settle,
)
from kokebok.desk.models import KEEPS_TEXT, NEEDS_REASON, Decision, Outcome
from kokebok.desk.rules import require_reason, same_words
from kokebok.inputs.models import State
from kokebok.lib.changes import share_taken
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person

AS_THE_TEXT_TELLS = {"all": Outcome.TAKEN_IN_CHANGED, "some": Outcome.PARTLY, "none": Outcome.NOT_TAKEN}


@dataclass(frozen=True)
class SuggestionDecision:
    """What an editor decides on one of several suggestions. Without an outcome, the new text tells it."""

    given: Input
    outcome: Outcome | None = None
    reason: str = ""


@transaction.atomic
def answer_joined(
    verdicts: Sequence[SuggestionDecision], said: Answer, *, by: Person, seen: Wording
) -> list[Decision]:
    """Answer suggestions to one paragraph with one new text; gives back a decision for each, in their order.

    `said` has the reply and the reason all of them get, and the new text; a verdict's own reason goes before the
    common one. Its outcome is not looked at. Raises Refused where a reason is owed, nothing is decided, or a decision
    says another thing than the text; TooLate if one was answered first or the paragraph has changed: then nothing is.
    """
    if not verdicts:
        raise Refused(_("Choose at least one suggestion to answer."))
    changes = changes_text(said, seen)
    answers = [answer_to(verdict, said, seen) for verdict in verdicts]
    was = [State(verdict.given.state) for verdict in verdicts]
    with holding_place(said, seen):
        settled = [settle(verdict.given, one, by=by) for verdict, one in zip(verdicts, answers, strict=True)]
        wording = change_text(seen, said, by=by) if changes else None
    return [
        decide(given, one, by=by, wording=None if one.outcome in KEEPS_TEXT else wording, was=state)
        for given, one, state in zip(settled, answers, was, strict=True)
    ]


def answer_to(verdict: SuggestionDecision, said: Answer, seen: Wording) -> Answer:
    """What one of them is answered. Raises Refused where it owes a reason, or says another thing than the text."""
    before = seen.text
    after = " ".join(said.new_text.split()) if changes_text(said, seen) else before
    outcome = verdict.outcome or told_by_text(verdict.given, before=before, after=after)
    if outcome not in KEEPS_TEXT and same_words(before, after):
        raise Refused(
            _("The text is not changed, so nothing has been taken in. Change it, or decide otherwise.")
        )
    reason = verdict.reason.strip() or (said.reason if outcome in NEEDS_REASON else "")
    require_reason(outcome, reason)
    return replace(said, outcome=outcome, reason=reason)


def told_by_text(given: Input, *, before: str, after: str) -> Outcome:
    """The decision that the new text itself tells: the sender's own words, all of their change, some of it, none."""
    if same_words(given.suggestion, after):
        return Outcome.TAKEN_IN
    written_for = given.wording.text if given.wording else before
    share = share_taken(before, given.suggestion, after) if same_words(written_for, before) else None
    return AS_THE_TEXT_TELLS[share or share_taken(written_for, given.suggestion, after)]
