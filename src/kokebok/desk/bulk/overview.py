"""Many inputs at once: the exact list before, and how far a run has come after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kokebok.desk.bulk.actions.run import undo_until
from kokebok.desk.bulk.rules import BulkAnswer, why_not
from kokebok.desk.inbox.filters import InboxFilter, wanted_in
from kokebok.desk.inbox.queries import queue, visible_to
from kokebok.desk.models import Assignment, BulkAct, BulkRow, BulkRun, RowState
from kokebok.desk.models.bulk import UNFINISHED
from kokebok.desk.replies.placeholders import filled_for, stands_for_nothing
from kokebok.inputs.models import Input
from kokebok.inputs.seen import seen_by
from kokebok.lib.bounded import numbers_in as all_numbers_in
from kokebok.lib.filling import placeholders

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person

MOST = 1000  # inputs in one run: what an editor can be said to have looked through
AT_ONCE = 50  # inputs that are done while one waits: a page of the inbox
EXCERPT = 24  # words
EXAMPLES = 3  # answers shown filled in before a run


@dataclass(frozen=True)
class Candidate:
    """An input that was chosen. `why_not` says why it will be left out, "" if it will not."""

    given: Input
    words: str
    name: str
    why_not: str


@dataclass(frozen=True)
class ChosenInputs:
    """What was chosen, parted. `left_over` is how many more there were than a run takes.

    `with_others` is how many of those left out could be taken, were it not that somebody else has them.
    """

    taken: list[Candidate]
    skipped: list[Candidate]
    left_over: int = 0
    with_others: int = 0

    @property
    def numbers(self) -> list[int]:
        return [one.given.pk for one in (*self.taken, *self.skipped)]

    @property
    def left_out(self) -> dict[int, str]:
        """Why each that is left out is so, by its number."""
        return {one.given.pk: one.why_not for one in self.skipped}


def numbers_in(person: Person, query: QueryDict) -> tuple[list[int], int]:
    """The inputs an address names (?input=1&input=2), or a filter finds; and how many more there were than fit.

    Where those that are ticked were asked for and there are none, it is none, and never all in the filter.
    """
    if "input" in query or "ticked" in query:
        asked = all_numbers_in(query.getlist("input"))
    else:
        asked = list(queue(person, wanted_in(query)).values_list("pk", flat=True)[: MOST * 20])
    asked = list(dict.fromkeys(asked))
    return asked[:MOST], max(0, len(asked) - MOST)


def numbers_from(raw: str) -> list[int]:
    """The numbers in the field of a form that lists them."""
    return all_numbers_in(raw.split(","))[:MOST]


def newest() -> int:
    """The number of the input that came last: what comes after it was not there when one chose."""
    return Input.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def came_since(person: Person, wanted: InboxFilter, newest_then: int) -> int:
    """How many inputs a filter finds that came after the one with this number; 0 if that is not known."""
    if not newest_then:
        return 0
    return queue(person, wanted).filter(pk__gt=newest_then).count()


def look_through(
    person: Person,
    numbers: Sequence[int],
    same: BulkAnswer,
    *,
    left_over: int = 0,
    also_of_others: bool = False,
) -> ChosenInputs:
    """What would be done with each of these inputs, of those the person may see; in a few queries for any number.

    What somebody else has is left out, unless it is asked for.
    """
    theirs = {} if also_of_others else _with_others(person, numbers)
    found = (
        visible_to(person)
        .filter(pk__in=numbers)
        .select_related("paragraph__page", "page", "decision__by", "held_answer__by")
        .order_by("received_at", "pk")
    )
    rows, with_others = [], 0
    for given in found:
        why = why_not(given, same)
        if not why and given.pk in theirs:
            why, with_others = theirs[given.pk], with_others + 1
        rows.append(Candidate(given, _words(given), seen_by(person, given).name, why))
    taken, skipped = [one for one in rows if not one.why_not], [one for one in rows if one.why_not]
    return ChosenInputs(taken, skipped, left_over, with_others)


def _with_others(person: Person, numbers: Sequence[int]) -> dict[int, str]:
    """Those of the inputs that somebody else has, with who it is in words, by number."""
    assignments = Assignment.objects.active().filter(given__in=numbers).select_related("to")
    return {
        one.given_id: _("%(who)s has it.") % {"who": one.holder}
        for one in assignments
        if one.to_id != person.pk
    }


@dataclass(frozen=True)
class Hole:
    """A placeholder that stands for nothing in the answer to these inputs."""

    name: str
    numbers: list[int]


def holes_in(chosen: ChosenInputs, same: BulkAnswer, by: Person) -> list[Hole]:
    """Where the answer would have a hole: placeholders that stand for nothing, and in the answers to which inputs."""
    found: dict[str, list[int]] = {}
    for one in chosen.taken if placeholders(same.reply) else ():
        for name in stands_for_nothing(same.reply, one.given, by):
            found.setdefault(name, []).append(one.given.pk)
    return [Hole(name, numbers) for name, numbers in found.items()]


def filled_examples(
    chosen: ChosenInputs, same: BulkAnswer, by: Person, *, holes: Sequence[Hole] = ()
) -> list[tuple[Candidate, str]]:
    """The answer as a few get it, where it has placeholders; none where it is the same words to all.

    Those come first in whose answer there is a hole, then those who have not agreed to be named.
    """
    if not placeholders(same.reply):
        return []
    with_holes = {number for hole in holes for number in hole.numbers}
    telling = sorted(chosen.taken, key=lambda one: (one.given.pk not in with_holes, bool(one.name)))
    return [(one, filled_for(same.reply, one.given, by)) for one in telling[:EXAMPLES]]


def _words(given: Input) -> str:
    return Truncator(given.text or given.suggestion).words(EXCERPT)


@dataclass(frozen=True)
class RunShown:
    """How far a run has come. `until` is when it can no longer be taken back, None if it cannot be now."""

    run: BulkRun
    done: int
    skipped: list[BulkRow]
    undone: int
    kept: list[BulkRow]
    settled: int
    total: int
    goes_on: bool
    can_undo: bool
    until: datetime | None

    @property
    def is_answers(self) -> bool:
        return self.run.act == BulkAct.ANSWER


def find_run(number: int) -> BulkRun:
    """The run with this number; Http404 if there is none."""
    return get_object_or_404(BulkRun.objects.select_related("by", "undone_by"), pk=number)


def shown(run: BulkRun) -> RunShown:
    """A run as its page shows it, in three queries."""
    tally: Mapping[str, int] = Counter(run.rows.values_list("state", flat=True))
    named = list(run.rows.filter(state__in=(RowState.SKIPPED, RowState.KEPT)).select_related("given"))
    total = sum(tally.values())
    left = sum(tally.get(state, 0) for state in UNFINISHED)
    until = undo_until(run)
    open_still = until is None or until > timezone.now()
    return RunShown(
        run=run,
        done=tally.get(RowState.DONE, 0),
        skipped=[row for row in named if row.state == RowState.SKIPPED],
        undone=tally.get(RowState.UNDONE, 0),
        kept=[row for row in named if row.state == RowState.KEPT],
        settled=total - left,
        total=total,
        goes_on=left > 0,
        can_undo=run.undone_at is None and open_still,
        until=until if open_still else None,
    )


def latest_runs() -> list[BulkRun]:
    """The ten newest runs."""
    return list(BulkRun.objects.select_related("by")[:10])
