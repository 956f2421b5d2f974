"""What the acts of letters are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "letter.sent_again": _("Sent an e-mail again"),
    "letter.came_back": _("An e-mail came back"),
    "address.let_be": _("Let an address be that cannot be reached"),
    "address.put_right": _("Put an address right"),
    "letter.laid_aside": _("Let an e-mail lie"),
}

THINGS: dict[str, str | Promise] = {
    "letters.letter": _("An e-mail of ours"),
    "letters.unreachable": _("An address that cannot be reached"),
}
