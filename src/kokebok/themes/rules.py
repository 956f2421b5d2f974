"""Who may do what with themes, and what can go wrong."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

ADMINISTRATOR, EDITOR, MODERATOR = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR

MAY: Table = {
    "themes.read": (ADMINISTRATOR, EDITOR, MODERATOR),
    "themes.decide": (ADMINISTRATOR, EDITOR, MODERATOR),
    "themes.keep": (ADMINISTRATOR, EDITOR),
}
may = allowed_by(MAY)
"""`decide` is to say which themes an input has; `keep` is to change the list of themes."""


class ThemeNameTaken(Refused):
    """Another theme in use has this name."""


class NotInUse(Refused):
    """The theme has been retired or merged, or has another name than the caller saw."""
