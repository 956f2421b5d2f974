"""Take archives away: when somebody deletes one, and when they are old."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.archive.models import ArchiveState, SiteArchive
from kokebok.archive.queries import zip_of
from kokebok.archive.rules import may
from kokebok.journal.actions.record import record
from kokebok.later.queueing import after_commit
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.people.models import Person

KEPT_FOR = timedelta(days=90)


@transaction.atomic
def delete_archive(row: SiteArchive, *, by: Person) -> None:
    """Delete an archive and its file. Raises Refused without the role, and while it is being made."""
    if not may(by, "archive.make"):
        raise Refused(_("You do not have the role this needs."))
    if row.state == ArchiveState.WAITING:
        raise Refused(_("It is being made. Stop it, or delete it when it is done."))
    record("archive.deleted", by=by, about=row, kind=row.kind, key=row.key, sha256=row.sha256)
    forget([row])


@transaction.atomic
def stop_archive(row: SiteArchive, *, by: Person) -> bool:
    """Stop the making of an archive, of which nothing is left; False where it is not being made any more.

    Raises Refused without the role.
    """
    if not may(by, "archive.make"):
        raise Refused(_("You do not have the role this needs."))
    gone, _what = SiteArchive.objects.filter(pk=row.pk, state=ArchiveState.WAITING).delete()
    if gone:
        record("archive.stopped", by=by, about=row, kind=row.kind, key=row.key)
    return bool(gone)


@transaction.atomic
def purge_archives(*, at: datetime | None = None) -> int:
    """Take away the archives that were made long ago; gives back how many. They hold what was public then."""
    limit = (at or timezone.now()) - KEPT_FOR
    old = list(SiteArchive.objects.filter(made_at__lt=limit).exclude(state=ArchiveState.WAITING))
    for row in old:
        record("archive.purged", by=None, about=row, kind=row.kind, key=row.key, sha256=row.sha256)
    forget(old)
    return len(old)


def forget(rows: Iterable[SiteArchive]) -> None:
    """Take rows away, and after the commit the files that no other row has."""
    gone = list(rows)
    SiteArchive.objects.filter(pk__in=[row.pk for row in gone]).delete()
    after_commit(partial(_take_away, {row.sha256 for row in gone} - {""}))


def forget_file(sha256: str) -> None:
    """Take away, after the commit, a file that was made for a row which is gone."""
    after_commit(partial(_take_away, {sha256} - {""}))


def _take_away(hashes: set[str]) -> None:
    kept = set(SiteArchive.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for sha256 in hashes - kept:
        zip_of(sha256).remove()
