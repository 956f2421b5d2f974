"""What the acts of work in the background are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "later.tried_again": _("Set work in the background going again"),
    "later.let_lie": _("Let work in the background lie"),
}

THINGS: dict[str, str | Promise] = {
    "later.queuedtask": _("Work in the background"),
}
