"""What the acts of the other doors are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "input.typed_in": _("Typed in an input from paper or telephone"),
    "batch.looked_at": _("Put a file in to be looked at"),
    "batch.chosen": _("Chose how a file is to be read"),
    "batch.running": _("Began taking in a file"),
    "batch.done": _("Took in a file"),
    "batch.dropped": _("Let a file lie"),
    "letter.taken_in": _("An e-mail became an input"),
    "letter.set_aside": _("An e-mail was set aside"),
    "letter.words_taken_back": _("Took back words that had been left out of an e-mail"),
    "letter.closed": _("Let an e-mail that was set aside lie"),
}

THINGS: dict[str, str | Promise] = {
    "doors.batch": _("File with inputs"),
    "doors.setaside": _("E-mail that was set aside"),
}
