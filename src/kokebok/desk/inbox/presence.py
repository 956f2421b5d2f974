"""Who has an input open just now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.desk.models import Presence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from kokebok.people.models import Person

FORGOTTEN_AFTER = timedelta(minutes=10)
RIGHT_NOW = timedelta(seconds=60)  # three of the script's rounds: one may be lost


@dataclass(frozen=True)
class EditorPresent:
    """Somebody who has an input open. `minutes` since they were last known to; 0 for just now."""

    name: str
    writes: bool
    minutes: int

    def __str__(self) -> str:
        if self.minutes:
            return self._then()
        if self.writes:
            return _("%(name)s is writing an answer now") % {"name": self.name}
        return _("%(name)s has it open now") % {"name": self.name}

    def _then(self) -> str:
        said = {"name": self.name, "minutes": self.minutes}
        if self.writes:
            return (
                ngettext(
                    "%(name)s wrote on an answer %(minutes)d minute ago",
                    "%(name)s wrote on an answer %(minutes)d minutes ago",
                    self.minutes,
                )
                % said
            )
        return (
            ngettext(
                "%(name)s had it open %(minutes)d minute ago",
                "%(name)s had it open %(minutes)d minutes ago",
                self.minutes,
            )
            % said
        )


def others_here(than: Person) -> QuerySet[Presence]:
    """The rows of others who have, or just had, something open."""
    lately: QuerySet[Presence] = Presence.objects.filter(seen_at__gte=timezone.now() - FORGOTTEN_AFTER)
    return lately.exclude(person=than)


def others_at(numbers: Iterable[int], *, than: Person) -> dict[int, list[EditorPresent]]:
    """Others who have these inputs open, by number of input, the latest first. One query."""
    now = timezone.now()
    rows = others_here(than).filter(given_id__in=list(numbers))
    found: dict[int, list[EditorPresent]] = defaultdict(list)
    for row in rows.select_related("person").order_by("-seen_at", "pk"):
        ago = now - row.seen_at
        minutes = 0 if ago < RIGHT_NOW else int(ago.total_seconds() // 60)
        found[row.given_id].append(EditorPresent(row.person.name, row.writes, minutes))
    return dict(found)
