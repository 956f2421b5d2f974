"""What the acts of setup are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "cookbook.deleted": _("Deleted the whole cookbook, to begin again"),
    "settings.changed": _("Changed the settings"),
    "settings.letter_tried": _("Sent a letter to try the mail server"),
}

THINGS: dict[str, str | Promise] = {}
