"""Who may say how the process goes."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Table, allowed_by

MAY: Table = {"process.write": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)
