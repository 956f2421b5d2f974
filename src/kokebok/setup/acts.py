"""What the acts of setup are called in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokebok.features.models import Feature

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


def _switched(what: Mapping[str, Any]) -> str:
    ways = (
        (gettext("Switched on: %(names)s."), what["on"]),
        (gettext("Switched off: %(names)s."), what["off"]),
    )
    return " ".join(
        words % {"names": ", ".join(_called(one) for one in names)} for words, names in ways if names
    )


def _called(feature: str) -> str:
    """What it is called; one that is no more, by the name it had in the tables."""
    return str(Feature(feature).label) if feature in Feature.values else feature


DETAILS: dict[str, Callable[[Mapping[str, Any]], str]] = {"features.switched": _switched}
THINGS: dict[str, str | Promise] = {
    "setup.backupnote": _("Backup"),
    "setup.worddocument": _("Word file"),
}
