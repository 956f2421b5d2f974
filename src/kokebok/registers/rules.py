"""Who may keep the register, and what can go wrong."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

MAY: Table = {"register.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)


class RegisterChanged(Refused):
    """The register is no longer what the caller compared a file with."""


class NothingNew(Refused):
    """The register says already what the file says."""


class EndsBeforeItBegins(Refused):
    """A day of the file does not go with the other day of the same area in the register."""
