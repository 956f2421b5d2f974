"""Who may tie pages to one another, and what stands in the way."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

MAY: Table = {"versions.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}
may = allowed_by(MAY)


class LanguageTaken(Refused):
    """The text has a version in this language already."""


class NotOneText(Refused):
    """The two pages cannot be versions of one text."""


class NotTied(Refused):
    """The page is not, or no longer, a version of this text."""


class NothingWaits(Refused):
    """The page is no machine's draft, or somebody has approved it."""


class DraftChanged(Refused):
    """The draft is no longer as the caller saw it."""
