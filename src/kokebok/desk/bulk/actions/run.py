"""Do the same with many inputs, and take it back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.bulk.actions.work import work, work_later
from kokebok.desk.bulk.rules import BulkAnswer, require_sense
from kokebok.desk.models import AnswerLetterState, BulkAct, BulkRow, BulkRun, Rest, RowState
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.later.queueing import enqueue_after_commit
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person


def begin(
    numbers: Sequence[int],
    same: BulkAnswer,
    *,
    by: Person,
    ticket: uuid.UUID,
    left_out: Mapping[int, str] | None = None,
) -> BulkRun:
    """Begin to treat these inputs alike, in later work. The same ticket again gives back the run it began.

    Those left out are named by the run with why, and nothing is done with them. Raises Refused without inputs, where
    the words make no sense, and where the ticket began a run with other words.
    """
    return _begun(numbers, same, by=by, ticket=ticket, left_out=left_out or {}, later=True)


def do_now(
    numbers: Sequence[int],
    same: BulkAnswer,
    *,
    by: Person,
    ticket: uuid.UUID,
    left_out: Mapping[int, str] | None = None,
) -> BulkRun:
    """Treat a few inputs alike while one waits, as `begin` does it later. What is cut short, the sweep takes up."""
    run = _begun(numbers, same, by=by, ticket=ticket, left_out=left_out or {}, later=False)
    work(run.pk)
    run.refresh_from_db()
    return run


def _begun(
    numbers: Sequence[int],
    same: BulkAnswer,
    *,
    by: Person,
    ticket: uuid.UUID,
    left_out: Mapping[int, str],
    later: bool,
) -> BulkRun:
    require_sense(same)
    already = BulkRun.objects.filter(ticket=ticket).first()
    if already is not None:
        return _same_run(already, same)
    if not numbers:
        raise Refused(_("Choose at least one input."))
    try:
        with transaction.atomic():
            run = _begin(numbers, same, by=by, ticket=ticket, left_out=left_out)
            if later:
                enqueue_after_commit(work_later, run_id=run.pk)
            return run
    except IntegrityError:
        already = BulkRun.objects.filter(ticket=ticket).first()
        if already is None:
            raise
        return _same_run(already, same)


def _same_run(already: BulkRun, same: BulkAnswer) -> BulkRun:
    answers = same.act == BulkAct.ANSWER
    said = (same.outcome, same.reply.strip(), same.reason.strip()) if answers else ("", "", "")
    if (already.act, already.outcome, already.reply, already.reason) != (same.act, *said):
        raise Refused(
            _("This was sent already, with other words. Look in the list, and choose again what is left.")
        )
    return already


def _begin(
    numbers: Sequence[int], same: BulkAnswer, *, by: Person, ticket: uuid.UUID, left_out: Mapping[int, str]
) -> BulkRun:
    answers = same.act == BulkAct.ANSWER
    run = BulkRun.objects.create(
        ticket=ticket,
        act=same.act,
        outcome=same.outcome if answers else "",
        reply=same.reply.strip() if answers else "",
        reason=same.reason.strip() if answers else "",
        by=by,
    )
    waiting = [BulkRow(run=run, given_id=number) for number in dict.fromkeys(numbers)]
    named = [
        BulkRow(run=run, given_id=number, state=RowState.SKIPPED, why=why) for number, why in left_out.items()
    ]
    BulkRow.objects.bulk_create([*waiting, *named])
    record(
        "bulk.begun",
        by=by,
        about=run,
        does=same.act,
        outcome=run.outcome,
        reply=run.reply,
        reason=run.reason,
        inputs=list(dict.fromkeys(numbers)),
    )
    return run


def undo_until(run: BulkRun) -> datetime | None:
    """When a run can no longer be taken back; None while it goes on."""
    return run.finished_at + timedelta(seconds=settings.UNDO_SECONDS) if run.finished_at else None


@transaction.atomic
def undo_run(run: BulkRun, *, by: Person) -> BulkRun:
    """Stop a run, and take back all it has done, in later work. No letter of it leaves from now on.

    What can no longer be taken back is named on its row. Raises TooLate if its time is over or somebody was first.
    """
    now = timezone.now()
    until = undo_until(run)
    if until is not None and until <= now:
        raise TooLate(_("This can no longer be taken back: its time is over."))
    if not BulkRun.objects.filter(pk=run.pk, undone_at=None).update(undone_at=now, undone_by=by, beat_at=now):
        raise TooLate(_("Somebody is already taking this back."))
    # Those that wait first: what a worker has in hand meanwhile is then found as done.
    run.rows.filter(state=RowState.WAITING).update(state=RowState.SKIPPED, why=_("Stopped before its turn."))
    Rest.objects.open(now).filter(decision__bulk_rows__run=run).update(state=AnswerLetterState.HALTED)
    run.rows.filter(state=RowState.DONE).update(state=RowState.UNDOING)
    run.refresh_from_db()
    record("bulk.undone", by=by, about=run)
    enqueue_after_commit(work_later, run_id=run.pk)
    return run
