"""Who may say what means the same, and what can go wrong."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Table, allowed_by

MAY: Table = {"synonyms.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)


class Refused(Exception):
    """Something could not be done; `str` says why, in words for the person who tried."""
