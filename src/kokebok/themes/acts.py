"""What the acts of themes are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "theme.added": _("Added a theme"),
    "theme.renamed": _("Changed a theme's name or description"),
    "theme.merged": _("Merged a theme into another"),
    "theme.retired": _("Retired a theme"),
    "theme.restored": _("Took a theme into use again"),
    "theme.given": _("Gave an input a theme"),
    "theme.taken": _("Took a theme away from an input"),
    "theme.declined": _("Said no to a proposed theme"),
    "theme.none_fits": _("Found that no theme fits an input"),
    "theme.given_to_group": _("Gave a group of inputs a theme"),
    "theme.grouping_asked": _("Asked for groups of inputs"),
}

THINGS: dict[str, str | Promise] = {
    "themes.theme": _("Theme"),
    "themes.grouping": _("Asking for groups of inputs"),
}
