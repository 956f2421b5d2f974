"""What the acts of letters are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "letter.sent_again": _("Sent a letter again"),
    "letter.laid_aside": _("Let a letter lie"),
}

THINGS: dict[str, str | Promise] = {
    "letters.letter": _("A letter of ours"),
}
