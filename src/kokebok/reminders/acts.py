"""What the acts of reminders are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "letters.chosen": _("Chose how often e-mails come"),
    "digest.sent": _("Sent a digest to somebody who works here"),
    "reminder.sent": _("Reminded somebody of a deadline"),
}

THINGS: dict[str, str | Promise] = {
    "reminders.choice": _("E-mails to one who works here"),
}
