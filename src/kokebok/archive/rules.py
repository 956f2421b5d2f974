"""Who may have an archive made."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Table, allowed_by

MAY: Table = {"archive.make": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)
