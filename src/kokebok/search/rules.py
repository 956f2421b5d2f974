"""Who may say what means the same."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Table, allowed_by

MAY: Table = {"synonyms.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)
