"""The later work of a run: one input at a time, each in a transaction of its own.

A row leaves its state in the same transaction as what it stands for is done. So a worker that dies leaves nothing half
done, another may go on where it was, and of two at once each input is taken by one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.undo import undo
from kokebok.desk.bulk.rules import BulkAnswer, why_not
from kokebok.desk.models import AnswerLetterState, BulkAct, BulkRow, BulkRun, Outcome, Rest, RowState
from kokebok.desk.models.bulk import UNFINISHED
from kokebok.desk.replies.placeholders import filled_for
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.later.models import WorkQueue
from kokebok.later.own_row import own_row
from kokebok.later.queueing import enqueue_if_lost
from kokebok.people.rules import Refused

LOST_AFTER = timedelta(minutes=1)  # one input takes a small part of a second

logger = logging.getLogger(__name__)


@task(backend="later", queue_name=WorkQueue.HEAVY)
def work_later(*, run_id: int) -> None:
    """`work`, in later work."""
    work(run_id)


def pick_up_runs(*, at: datetime | None = None) -> int:
    """Put runs that have shown no sign of life for a minute back in the queue; gives back how many."""
    limit = (at or timezone.now()) - LOST_AFTER
    lost = BulkRun.objects.filter(beat_at__lte=limit, rows__state__in=UNFINISHED).distinct()
    keys = list(lost.values_list("pk", flat=True))
    BulkRun.objects.filter(pk__in=keys).update(beat_at=timezone.now())
    for run_id in keys:
        enqueue_if_lost(work_later, run_id=run_id)
    return len(keys)


def work(run_id: int) -> None:
    """Do all that a run has left to do, and what is left to take back. May run twice, and two at once."""
    run = own_row(BulkRun.objects.select_related("by", "undone_by"), run_id)
    with translation.override(run.by.language):
        _each(run, RowState.WAITING, RowState.DONE, RowState.SKIPPED, partial(_do, run))
        _finish(run)
        _each(run, RowState.UNDOING, RowState.UNDONE, RowState.KEPT, partial(_take_back, run))


def _each(
    run: BulkRun, begins: RowState, ends: RowState, else_: RowState, act: Callable[[BulkRow], None]
) -> None:
    for row in list(run.rows.filter(state=begins)):
        try:
            _one(row, begins, ends, act)
        except Refused as refusal:
            _leave(row, begins, else_, str(refusal))
        except Exception:
            logger.exception("Input %s could not be handled with the others", row.given_id)
            _leave(row, begins, else_, _("Something went wrong with this one. Open it alone."))
        BulkRun.objects.filter(pk=run.pk).update(beat_at=timezone.now())


@transaction.atomic
def _one(row: BulkRow, begins: RowState, ends: RowState, act: Callable[[BulkRow], None]) -> None:
    if BulkRow.objects.filter(pk=row.pk, state=begins).update(state=ends):
        act(row)


@transaction.atomic
def _leave(row: BulkRow, begins: RowState, to: RowState, why: str) -> None:
    """Say why a row could not be done; a letter that was stopped for it may leave after all."""
    if BulkRow.objects.filter(pk=row.pk, state=begins).update(state=to, why=why):
        Rest.objects.filter(decision=row.decision_id, state=AnswerLetterState.HALTED).update(
            state=AnswerLetterState.RESTING
        )


def _do(run: BulkRun, row: BulkRow) -> None:
    given = Input.objects.select_related("paragraph", "page", "held_answer__by").get(pk=row.given_id)
    why = why_not(given, BulkAnswer(BulkAct(run.act), run.outcome, run.reply, run.reason))
    if why:
        raise Refused(why)
    if run.act == BulkAct.PUBLISH:
        approve(given, by=run.by)
        return
    said = Answer(Outcome(run.outcome), filled_for(run.reply, given, run.by), run.reason)
    decision = answer(given, said, by=run.by)
    BulkRow.objects.filter(pk=row.pk).update(decision=decision)


def _take_back(run: BulkRun, row: BulkRow) -> None:
    assert run.undone_by is not None
    if run.act == BulkAct.ANSWER:
        if row.decision is None:
            raise TooLate(_("Its answer was taken back already."))
        undo(row.decision, by=run.undone_by, keep_words=False)
        return
    given = Input.objects.get(pk=row.given_id)
    if given.state != State.OPEN:
        raise TooLate(
            _("It is “%(state)s” now, and stays public.") % {"state": given.get_state_display()}
            if given.state == State.ANSWERED
            else _("It is “%(state)s” now.") % {"state": given.get_state_display()}
        )
    move(given, State.WAITING, by=run.undone_by, published_at=None)


@transaction.atomic
def _finish(run: BulkRun) -> None:
    """Note that a run is over; all of it can be taken back until the same moment."""
    now = timezone.now()
    unfinished = BulkRun.objects.filter(pk=run.pk, finished_at=None).exclude(rows__state=RowState.WAITING)
    if not unfinished.update(finished_at=now):
        return
    until = now + timedelta(seconds=settings.UNDO_SECONDS)
    mine = Rest.objects.open(now).filter(decision__bulk_rows__run=run)
    mine.update(until=until)
    tally = {str(state): run.rows.filter(state=state).count() for state in (RowState.DONE, RowState.SKIPPED)}
    record("bulk.finished", by=run.by, about=run, **tally)
