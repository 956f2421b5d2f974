"""A file at the desk: put in, looked at, chosen how to read, taken in or let lie."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.doors.actions.let_go import let_go
from kokebok.doors.actions.take_letters import take_in_letter
from kokebok.doors.kept_files import content_of, require_room
from kokebok.doors.models import Arrival, Batch, BatchState, Shape
from kokebok.doors.queries import keys_taken
from kokebok.doors.raw import keep_raw, read_raw
from kokebok.doors.rules import MOVES, Unreadable
from kokebok.doors.sheets import MOST_ROWS, SheetTable, read_table
from kokebok.doors.targets import all_places
from kokebok.features.models import Feature
from kokebok.features.queries import is_on
from kokebok.inputs.actions.send_many import Ready, send_many
from kokebok.inputs.files import plain_name
from kokebok.inputs.models import Door, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.actions.record import record
from kokebok.later.models import WorkQueue
from kokebok.later.own_row import own_row
from kokebok.later.queueing import enqueue_after_commit, enqueue_if_lost
from kokebok.lib.contents import ending_of
from kokebok.lib.mail import letters_in
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.doors.rows import InputRow
    from kokebok.people.models import Person

MOST_LETTERS = 5_000
LOST_AFTER = timedelta(minutes=5)
OVER = (BatchState.DONE, BatchState.DROPPED)
LETTER_ENDINGS, SHEET_ENDINGS = ("eml", "mbox", "mbx"), ("csv", "txt", "tsv", "xlsx")
logger = logging.getLogger(__name__)


def put_in(name: str, content: bytes, *, by: Person) -> Batch:
    """Keep a file of letters or rows, to be looked at. Nothing is taken in. Raises Unreadable with what to do."""
    shown = plain_name(name)
    require_room(content)
    shape, total = _shape_of(shown, content)
    sha256 = keep_raw(content)
    with transaction.atomic():
        batch = Batch.objects.create(shape=shape, name=shown, sha256=sha256, total=total, by=by)
        record("batch.looked_at", by=by, about=batch, shape=shape, total=total, sha256=sha256)
    return batch


def _shape_of(name: str, content: bytes) -> tuple[Shape, int]:
    if ending_of(name) in LETTER_ENDINGS:
        total = len(letters_in(content))
        if not 0 < total <= MOST_LETTERS:
            raise Unreadable(
                _("There must be between 1 and %(most)s e-mails in the file.") % {"most": MOST_LETTERS}
            )
        return Shape.LETTERS, total
    if not is_on(Feature.SHEETS):
        raise Unreadable(_("Choose a file of e-mails (.eml or .mbox)."))
    if ending_of(name) in SHEET_ENDINGS:
        table = read_table(name, content)
        if len(table.rows) > MOST_ROWS:
            raise Unreadable(_("There is room for %(most)s rows. Part the file.") % {"most": MOST_ROWS})
        return Shape.ROWS, len(table.rows)
    raise Unreadable(_("Choose a file of e-mails (.eml or .mbox) or of rows (.csv or .xlsx)."))


@transaction.atomic
def choose(batch: Batch, choices: dict[str, Any], *, by: Person) -> None:
    """Store how a file is to be read. Raises TooLate once it is taken in or let lie."""
    if not Batch.objects.filter(pk=batch.pk, state=BatchState.LOOKED_AT).update(choices=choices):
        raise TooLate(_("The file is settled already."))
    record("batch.chosen", by=by, about=batch, choices=choices)
    batch.refresh_from_db()


@transaction.atomic
def drop(batch: Batch, *, by: Person) -> None:
    """Let a file lie: it will not be taken in. Raises TooLate."""
    _move(batch, BatchState.DROPPED, by=by)


def take_in_rows(batch: Batch, rows: list[InputRow], *, door: Door, state: State, by: Person) -> int:
    """Take in the rows of a sheet that are not here already: all of them, or none. How many were new.

    Raises TooLate if the file is settled, and Refused if one of the rows came in by another file meanwhile.
    """
    try:
        with transaction.atomic():
            _move(batch, BatchState.DONE, by=by, done=batch.total)
            taken = keys_taken([row.key for row in rows])
            fresh = [row for row in rows if row.key not in taken]
            ready = [
                Ready(one.said, one.aim.paragraph, one.aim.page, one.wording, one.received_at)
                for one in fresh
            ]
            given = send_many(ready, door=door, by=by, state=state)
            Arrival.objects.bulk_create(
                [
                    Arrival(given=new, by=by, batch=batch, row=row.number, key=row.key)
                    for new, row in zip(given, fresh, strict=True)
                ],
                batch_size=500,
            )
            return len(given)
    except IntegrityError as error:
        raise Refused(
            _("Some of these rows came in by another file meanwhile. Nothing was taken in. Look once more.")
        ) from error


@transaction.atomic
def start_letters(batch: Batch, *, state: State, by: Person) -> None:
    """Begin taking in the letters of a file; they are taken in one by one, later. Raises TooLate."""
    Batch.objects.filter(pk=batch.pk, state=BatchState.LOOKED_AT).update(choices={"state": state.value})
    _move(batch, BatchState.RUNNING, by=by)
    enqueue_after_commit(take_in_later, batch_id=batch.pk)


@task(backend="later", queue_name=WorkQueue.HEAVY)
def take_in_later(*, batch_id: int) -> None:
    """Take in the letters of a file from where it stopped. May run twice: the same letter is taken in once."""
    batch = own_row(Batch.objects.select_related("by"), batch_id)
    if batch.state != BatchState.RUNNING:
        return
    places, state = all_places(), State(batch.choices.get("state", State.WAITING))
    try:
        letters = letters_in(read_raw(batch.sha256))
    except FileNotFoundError:
        if Batch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).exists():
            raise
        return  # another has finished it meanwhile, and let it go
    for number, raw in enumerate(letters, start=1):
        if number <= batch.done:
            continue
        take_in_letter(raw, places=places, by=batch.by, batch=batch, state=state)
        Batch.objects.filter(pk=batch.pk, done__lt=number).update(done=number, touched_at=timezone.now())
    with transaction.atomic():
        try:
            _move(batch, BatchState.DONE, by=batch.by)
        except TooLate:
            logger.info("file %s was finished by another", batch.pk)


def sweep_batches() -> None:
    """Go on with files whose taking in has shown no sign of life for five minutes. May run any number of times.

    Of those that are over, and were before that was so, the files are taken away.
    """
    lost = Batch.objects.filter(state=BatchState.RUNNING, touched_at__lte=timezone.now() - LOST_AFTER)
    for batch in lost:
        Batch.objects.filter(pk=batch.pk).update(touched_at=timezone.now())
        enqueue_if_lost(take_in_later, batch_id=batch.pk)
    for batch in Batch.objects.filter(state__in=OVER).exclude(sha256=""):
        with transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(sha256="")
            let_go(batch.sha256)


def table_of(batch: Batch, heading: int | None = None) -> SheetTable:
    """The rows of a file, below the row of headings that is chosen, or this one. Raises Unreadable if it is lost."""
    at = batch.choices.get("heading", 0) if heading is None else heading
    return read_table(batch.name, content_of(batch), at)


def _move(batch: Batch, to: BatchState, *, by: Person | None, **fields: Any) -> None:
    """Move a file on, from a state it can come from. Raises TooLate."""
    before = [state for state, after in MOVES.items() if to in after]
    if is_over := to in OVER:
        fields["sha256"] = ""
    kept = batch.sha256
    moved = Batch.objects.filter(pk=batch.pk, state__in=before).update(
        state=to, touched_at=timezone.now(), **fields
    )
    if not moved:
        raise TooLate(_("The file is settled already."))
    batch.refresh_from_db()
    if is_over:
        let_go(kept)
    record(f"batch.{to}", by=by, about=batch)
