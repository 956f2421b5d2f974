"""Make the files of an edition."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.editions.models import Edition
from kokebok.editions.said_beside import hold_edition, said_beside
from kokebok.journal.actions.record import record
from kokebok.later.models import WorkQueue
from kokebok.later.own_row import own_row
from kokebok.later.queueing import enqueue_after_commit
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format, kept_name, pages_in
from kokebok.outlets.models import Copy, CopyState, EarlierCopy
from kokebok.outlets.rules import COPY_MOVES, AlreadyMoved
from kokebok.web.stored import StoredFile

if TYPE_CHECKING:
    from kokebok.people.models import Person

LONGEST_ERROR = 2000  # characters of what went wrong that the editor is shown
logger = logging.getLogger(__name__)


@transaction.atomic
def order_copies(edition: Edition) -> list[Copy]:
    """The copies of an edition, one in each form; those that were not there are made in the background."""
    ordered = [Copy.objects.get_or_create(edition=edition, form=form) for form in Format]
    for copy, new in ordered:
        if new:
            render_after_commit(copy)
    return [copy for copy, _new in ordered]


@transaction.atomic
def order_again(copy: Copy, *, by: Person) -> None:
    """Have a copy that failed or was stopped, or whose file is lost, made again.

    Raises AlreadyMoved if it is no longer so.
    """
    if copy.state not in {CopyState.FAILED, CopyState.STOPPED, CopyState.READY} or not _move(
        copy, CopyState(copy.state), CopyState.WAITING
    ):
        raise AlreadyMoved(_("The file is being made already."))
    record("copy.waiting", by=by, about=copy, form=copy.form)
    render_after_commit(copy)


@transaction.atomic
def order_stopped(edition: Edition, *, by: Person) -> int:
    """Have all copies of an edition made whose making was stopped; gives back how many they were."""
    stopped = Copy.objects.filter(edition=edition, state=CopyState.STOPPED)
    ordered = [copy for copy in stopped if _move(copy, CopyState.STOPPED, CopyState.WAITING)]
    for copy in ordered:
        record("copy.waiting", by=by, about=copy, form=copy.form)
        render_after_commit(copy)
    return len(ordered)


@transaction.atomic
def stop_making(edition: Edition, *, by: Person) -> int:
    """Stop the making of those copies of an edition that are under way; gives back how many they were.

    What a worker has begun it goes on with, and nothing comes of it.
    """
    under_way = Copy.objects.filter(edition=edition, state__in=[CopyState.WAITING, CopyState.MAKING])
    stopped = [copy for copy in under_way if _move(copy, CopyState(copy.state), CopyState.STOPPED)]
    for copy in stopped:
        record("copy.stopped", by=by, about=copy, form=copy.form)
    return len(stopped)


@transaction.atomic
def render_anew(edition: Edition) -> None:
    """Have the files of an edition made once more, because more is said beside it.

    One that waits, is being made, failed or was stopped says it when it is made (`keep`).
    """
    for copy in Copy.objects.filter(edition=edition, state=CopyState.READY):
        if _move(copy, CopyState.READY, CopyState.WAITING):
            render_after_commit(copy)


def render_after_commit(copy: Copy) -> None:
    """Put a waiting copy in the queue when the transaction is done."""
    enqueue_after_commit(render_later, copy_id=copy.pk)


def render(copy: Copy) -> Copy:
    """The copy, made if it is waiting: its bytes in the folder of copies, its hash and size in the row.

    A copy that cannot be made is "failed", with the reason in words; nothing is raised. One that somebody else is
    making, or has made, is left alone.
    """
    if _move(copy, CopyState.WAITING, CopyState.MAKING):
        try:
            said = said_beside(copy.edition)
            made = FORMATS[Format(copy.form)](manuscript_of(copy.edition, said))
            keep(copy, made, said.mark)
        except Exception as error:  # whatever a format stumbles on, the editor is told
            logger.warning("%s of edition %s could not be made", copy.form, copy.edition, exc_info=True)
            _come_to(copy, CopyState.FAILED, error=_in_words(error))
    copy.refresh_from_db()
    return copy


@task(backend="later", queue_name=WorkQueue.HEAVY)
def render_later(*, copy_id: int) -> None:
    """Make one copy; nothing happens if it is made already."""
    render(own_row(Copy.objects.select_related("edition__previous"), copy_id))


def file_of(sha256: str, form: str) -> StoredFile:
    """Where the bytes with this hash lie, or would lie."""
    return StoredFile("copies", kept_name(sha256, Format(form)))


def keep(copy: Copy, made: bytes, mark: str) -> None:
    """Keep a file that says all that was said beside the edition when it was begun (`mark`).

    Where more has been said meanwhile it is made once more. The file that was there before is kept too.
    """
    sha256 = hashlib.sha256(made).hexdigest()
    file_of(sha256, copy.form).write(made)
    pages = pages_in(Format(copy.form), made)
    with transaction.atomic():
        hold_edition(copy.edition)
        if said_beside(copy.edition).mark != mark:
            _move(copy, CopyState.MAKING, CopyState.WAITING)
            render_after_commit(copy)
            return
        before = Copy.objects.get(pk=copy.pk)
        if before.sha256 and before.sha256 != sha256:
            EarlierCopy.objects.get_or_create(copy=copy, sha256=before.sha256, defaults={"size": before.size})
        _come_to(copy, CopyState.READY, sha256=sha256, size=len(made), pages=pages, error="")


@transaction.atomic
def _come_to(copy: Copy, to: CopyState, **fields: object) -> None:
    """The end of the making, with a line in the journal: the edition's page, kept ready for readers, is made anew."""
    if _move(copy, CopyState.MAKING, to, **fields):
        record(f"copy.{to}", by=None, about=copy, sha256=fields.get("sha256", ""))


def _move(copy: Copy, was: CopyState, to: CopyState, **fields: object) -> bool:
    """Whether the copy was where we saw it, and now is there."""
    assert to in COPY_MOVES[was]
    seen = Copy.objects.filter(pk=copy.pk, state=was)
    return bool(seen.update(state=to, changed_at=timezone.now(), **fields))


def _in_words(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__)[:LONGEST_ERROR]
