"""What the acts of setup are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "backup.answered_for": _("Said that backups are taken in another way"),
    "backup.taken": _("A backup was taken"),
    "cookbook.deleted": _("Deleted the whole cookbook, to begin again"),
    "document.dropped": _("Let a Word file lie that was to become drafts"),
    "document.looked_at": _("Put in a Word file to make drafts of"),
    "document.taken_in": _("Made drafts of a Word file"),
    "entry.pictured": _("Chose a picture for a topic"),
    "features.switched": _("Switched on or off what only some need"),
    "sender.changed": _("Changed what the sender says"),
    "settings.changed": _("Changed the settings"),
    "settings.letter_tried": _("Sent an e-mail to try the mail server"),
}

THINGS: dict[str, str | Promise] = {
    "setup.backupnote": _("Backup"),
    "setup.worddocument": _("Word file"),
}
