"""Who may keep the lists, and what can go wrong."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

MAY: Table = {"lists.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)


class EntryNameTaken(Refused):
    """Another entry in use has this name."""


class ListChanged(Refused):
    """The entry or the list is no longer as the caller saw it."""


class HeadingsChanged(ListChanged):
    """Headings are no longer called what the caller saw; `now` is what they are called, by their keys."""

    def __init__(self, now: Mapping[str, str]) -> None:
        super().__init__(_("Somebody has just changed this. Look again."))
        self.now = now


class InUse(Refused):
    """Something has the entry, so it cannot be deleted."""


class AlwaysThere(Refused):
    """The entry for the rest is neither retired, moved nor deleted."""
