"""Order an archive, and make it."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.archive.actions.remove import forget, forget_file
from kokebok.archive.deposit.records import require_depositable
from kokebok.archive.deposit.writing import write_deposit
from kokebok.archive.gathering import Gathered, gather
from kokebok.archive.models import ArchiveKind, ArchiveState, SiteArchive
from kokebok.archive.packing import ZipPack
from kokebok.archive.queries import zip_of
from kokebok.archive.rules import may
from kokebok.archive.scopes import scope_of
from kokebok.journal.actions.record import record
from kokebok.later.models import WorkQueue
from kokebok.later.own_row import NothingLeft, own_row
from kokebok.later.queueing import enqueue_after_commit
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.people.models import Person

LONGEST_ERROR = 2000  # characters of what went wrong that the editor is shown
TOLD_EACH = 10  # pages
logger = logging.getLogger(__name__)


@transaction.atomic
def order_archive(kind: str, key: str, *, by: Person, is_package: bool = False) -> SiteArchive:
    """Have an archive made in the background, or a package for the body's archive.

    Raises Refused without the role, where there is nothing finished to archive, while one of the same is being made,
    and for a package of the whole site.
    """
    if not may(by, "archive.make"):
        raise Refused(_("You do not have the role this needs."))
    scope = scope_of(kind, key)
    if is_package:
        require_depositable(scope.kind)
    row, is_new = SiteArchive.objects.get_or_create(
        kind=scope.kind,
        key=scope.key,
        is_package=is_package,
        state=ArchiveState.WAITING,
        defaults={"title": scope.title, "by": by},
    )
    if not is_new:
        raise Refused(_("An archive of this is being made already."))
    record("archive.ordered", by=by, about=row, kind=row.kind, key=row.key, package=is_package)
    enqueue_after_commit(make_archive_later, archive_id=row.pk)
    return row


def make_archive(row: SiteArchive) -> None:
    """Make an archive that waits. One that cannot be made is "failed", with the reason in words; nothing is raised."""
    if row.state != ArchiveState.WAITING:
        return
    making = Path(settings.DATA) / f".making-archive-{row.pk}.zip"
    try:
        write = write_deposit if row.is_package else gather
        done = write(scope_of(row.kind, row.key), ZipPack(making, row.file_name), told=partial(_tell, row))
        _ready(row, making, done)
    except NothingLeft:  # somebody stopped it
        making.unlink(missing_ok=True)
    except Exception as error:  # whatever it stumbles on, the editor is told
        logger.warning("the archive %s could not be made", row, exc_info=True)
        with suppress(OSError):
            making.unlink(missing_ok=True)
        _come_to(row, ArchiveState.FAILED, error=(str(error).strip() or type(error).__name__)[:LONGEST_ERROR])


@task(backend="later", queue_name=WorkQueue.HEAVY)
def make_archive_later(*, archive_id: int) -> None:
    """Make one archive; nothing happens if it is made already."""
    make_archive(own_row(SiteArchive.objects.all(), archive_id))


def _tell(row: SiteArchive, pages: int) -> None:
    """Say how far it has come. Raises NothingLeft where somebody has stopped it meanwhile."""
    if pages % TOLD_EACH == 0 and not SiteArchive.objects.filter(pk=row.pk).update(pages=pages):
        raise NothingLeft(f"The archive {row} was stopped.")


def _ready(row: SiteArchive, making: Path, done: Gathered) -> None:
    with making.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    size = making.stat().st_size
    zip_of(sha256).take_in(making)
    is_whole = row.kind == ArchiveKind.SITE
    inputs = None if is_whole else sorted(done.inputs)
    counted = {"pages": done.pages, "files": done.files, "left_out": done.left_out, "inputs": inputs}
    _come_to(row, ArchiveState.READY, sha256=sha256, size=size, error="", **counted)


@transaction.atomic
def _come_to(row: SiteArchive, to: ArchiveState, **fields: object) -> None:
    """The end of the making. Earlier archives of the same are taken away, once there is a newer one."""
    waiting = SiteArchive.objects.filter(pk=row.pk, state=ArchiveState.WAITING)
    if not waiting.update(state=to, made_at=timezone.now(), **fields):
        forget_file(str(fields.get("sha256", "")))
        return
    record(f"archive.{to}", by=None, about=row, sha256=fields.get("sha256", ""))
    if to == ArchiveState.READY:
        earlier = SiteArchive.objects.filter(kind=row.kind, key=row.key, is_package=row.is_package)
        earlier = earlier.exclude(pk=row.pk)
        forget(earlier)
