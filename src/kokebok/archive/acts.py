"""What the acts of the archive are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "archive.ordered": _("Ordered an archive"),
    "archive.ready": _("An archive is ready"),
    "archive.failed": _("An archive could not be made"),
    "archive.stopped": _("Stopped the making of an archive"),
    "archive.deleted": _("Deleted an archive"),
    "archive.purged": _("An old archive was taken away"),
    "archive.exported": _("Wrote the whole cookbook to a file"),
}

THINGS: dict[str, str | Promise] = {"archive.sitearchive": _("Archive")}
