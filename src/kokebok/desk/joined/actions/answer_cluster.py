"""Answer an input and those it is linked with: one answer, and a decision, a letter and a credit for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.clusters.queries import linked_with
from kokebok.desk.answering.actions.answer import Answer, answer_held, decide, holding_place, settle
from kokebok.desk.models import Decision, Outcome
from kokebok.desk.rules import require_honest_text, same_words
from kokebok.inputs.models import UNSETTLED, Input
from kokebok.lib.bounded import numbers_in
from kokebok.people.rules import Refused
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.people.models import Person

TAKEN = (Outcome.TAKEN_IN, Outcome.TAKEN_IN_CHANGED)


@dataclass(frozen=True)
class Left:
    """An input that the answer did not reach, and why."""

    given: Input
    why: str


@dataclass(frozen=True)
class Reached:
    """The decision on the input that was answered, those on the others it reached, and the others it did not."""

    decision: Decision
    others: list[Decision] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@transaction.atomic
def answer_cluster(
    given: Input, said: Answer, *, by: Person, seen: Wording | None = None, reaches: Collection[int] = ()
) -> Reached:
    """Answer an input, and of those it is linked with the ones in `reaches`: those the editor had on the page.

    All in one transaction. Each gets the same decision, with its own letter and receipt, by the rules that hold for
    it: where the text has changed, a suggestion is taken in as it is if the text has just its words, and otherwise
    with changes. One that cannot get this answer is left as it was, and named. Raises what `answer` raises for the
    input itself; then nothing is answered.
    """
    with holding_place(said, seen):
        others = _others(given) if reaches else []
        reached = Reached(answer_held(given, said, by=by, seen=seen))
    for other in others:
        if other.pk not in reaches:
            reached.left.append(Left(other, _("It was linked while you wrote, so you had not seen it.")))
            continue
        try:
            with transaction.atomic():
                reached.others.append(_answer(other, said, reached.decision, by=by, before=seen))
        except Refused as refusal:
            reached.left.append(Left(other, str(refusal)))
    return reached


def _others(given: Input) -> list[Input]:
    """The others that an input is linked with and that are owed an answer, as they are now.

    They are held with the input itself, in the order of their numbers: so two who answer at once wait for one another.
    """
    linked = linked_with(given) if is_present("clusters") else None
    keys = linked.unsettled if linked else ()
    held = Input.objects.select_for_update().filter(pk__in=[given.pk, *keys]).order_by("pk")
    return [other for other in held if other.pk != given.pk and other.state in UNSETTLED]


def _answer(
    other: Input, said: Answer, decision: Decision, *, by: Person, before: Wording | None
) -> Decision:
    outcome = said.outcome
    if decision.wording is not None and before is not None:
        after = decision.wording.text
        outcome = _as_the_text_tells(other, outcome, after)
        require_honest_text(outcome, before=before.text, after=after, suggestion=other.suggestion)
    own = replace(said, outcome=outcome)
    return decide(settle(other, own, by=by), own, by=by, wording=decision.wording)


def _as_the_text_tells(other: Input, outcome: Outcome, after: str) -> Outcome:
    """Taken in as it is, or with changes: which of the two holds for a suggestion, when the text now says `after`."""
    if not other.suggestion or outcome not in TAKEN:
        return outcome
    return Outcome.TAKEN_IN if same_words(after, other.suggestion) else Outcome.TAKEN_IN_CHANGED


def chosen_numbers(written: str) -> list[int]:
    """The numbers in what a form says the answer reaches, as in "12,14"."""
    return numbers_in(written.split(","))
