"""What can be archived, and the archives there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from kokebok.archive.models import ArchiveKind, ArchiveState, SiteArchive
from kokebok.archive.scopes import finished_calls, finished_rounds
from kokebok.editions.queries import all_editions
from kokebok.journal.models import Entry

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Archivable:
    """Something one can have an archive of. `what` is what its button sends."""

    kind: ArchiveKind
    key: str
    title: str

    @property
    def what(self) -> str:
        """The kind and the key in one: "edition:0.2"."""
        return f"{self.kind}:{self.key}"


def archivables() -> list[Archivable]:
    """The whole site, the editions, the rounds that are closed with a public report, and the calls that are over."""
    found = [Archivable(ArchiveKind.SITE, "", _("The whole site"))]
    found += [
        Archivable(ArchiveKind.EDITION, one.number, f"{one.title} {one.number}") for one in all_editions()
    ]
    found += [Archivable(ArchiveKind.ROUND, str(one.pk), one.title) for one in finished_rounds()]
    found += [Archivable(ArchiveKind.CALL, one.slug, one.title) for one in finished_calls()]
    return found


def archives() -> list[SiteArchive]:
    """Those there are, the newest first."""
    return list(SiteArchive.objects.select_related("by"))


TAKING_AWAY = (
    "input.redacted", "input.withdrawn", "input.refused", "input.waiting", "input.edited", "attachment.taken_back",
    "own.erased", "senders.forgotten", "page.taken_down",
)  # fmt: skip
"""Acts after which an archive made before may hold what readers see no more."""


def last_taken_away() -> datetime | None:
    """When something was last taken away from readers; None where nothing was."""
    return Entry.objects.filter(act__in=TAKING_AWAY).order_by("-at").values_list("at", flat=True).first()


def archive_or_none(number: int) -> SiteArchive | None:
    """An archive, ready or not."""
    return SiteArchive.objects.filter(pk=number).first()


def find_archive(number: int) -> SiteArchive:
    """One that is ready, and whose file is there; else Http404."""
    found = SiteArchive.objects.filter(pk=number, state=ArchiveState.READY).first()
    if found is None or not zip_of(found.sha256).is_file():
        raise Http404
    return found


def zip_of(sha256: str) -> Path:
    """Where the bytes of an archive with this hash lie, or would lie."""
    return Path(settings.COPIES) / f"{sha256}.zip"
