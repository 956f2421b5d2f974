"""What the acts of the process are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "process.announced": _("Announced a round on the front page"),
    "process.step_removed": _("Took a step out of the process"),
    "process.step_written": _("Wrote a step of the process"),
    "process.taken_down": _("Took the announcement of a round away"),
}

THINGS: dict[str, str | Promise] = {"process.step": _("Step of the process")}
