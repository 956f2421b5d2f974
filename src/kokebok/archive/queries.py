"""What can be archived, and the archives there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from kokebok.archive.models import ArchiveKind, ArchiveState, SiteArchive
from kokebok.archive.scopes import finished_calls, finished_rounds
from kokebok.editions.queries import all_editions
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.web.stored import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

INPUT_CALLED = f"{Input._meta.label_lower}:"  # how the journal names an input, before its number


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


FROM_INPUTS = (
    "input.redacted", "input.withdrawn", "input.refused", "input.waiting", "input.edited", "attachment.taken_back",
)  # fmt: skip
TAKING_AWAY = (*FROM_INPUTS, "own.erased", "senders.forgotten", "page.taken_down")
"""Acts after which an archive made before may hold what readers see no more: of one input, or of anything."""


def outdated(found: Iterable[SiteArchive]) -> set[int]:
    """The numbers of those that may hold what has been taken away from readers since they were made.

    One that notes which inputs are in it is so only where something of these was taken away, or who sent one.
    """
    made = [(one, one.made_at) for one in found if one.made_at]
    if not made:
        return set()
    last = Entry.objects.filter(act__in=TAKING_AWAY).order_by("-at").values_list("at", flat=True).first()
    gone = _gone_since(min(at for _one, at in made))
    return {
        one.pk
        for one, at in made
        if (last and last > at if one.inputs is None else any(gone.get(key, at) > at for key in one.inputs))
    }


def _gone_since(since: datetime) -> dict[int, datetime]:
    """Of inputs of which something was taken away since then, when it last was, by their numbers."""
    said = Entry.objects.filter(act__in=FROM_INPUTS, at__gt=since, about__startswith=INPUT_CALLED)
    acts = [(int(about.removeprefix(INPUT_CALLED)), at) for about, at in said.values_list("about", "at")]
    unnamed = Input.objects.filter(unnamed_at__gt=since).values_list("pk", "unnamed_at")
    gone: dict[int, datetime] = {}
    for key, at in (*acts, *unnamed):
        if at:
            gone[key] = max(at, gone.get(key, at))
    return gone


def archive_or_none(number: int) -> SiteArchive | None:
    """An archive, ready or not."""
    return SiteArchive.objects.filter(pk=number).first()


def find_archive(number: int) -> SiteArchive:
    """One that is ready, and whose file is there; else Http404."""
    found = SiteArchive.objects.filter(pk=number, state=ArchiveState.READY).first()
    if found is None or not zip_of(found.sha256).is_there():
        raise Http404
    return found


def zip_of(sha256: str) -> StoredFile:
    """Where the bytes of an archive with this hash lie, or would lie."""
    return StoredFile("copies", f"{sha256}.zip")
