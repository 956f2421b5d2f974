"""What the acts of outlets are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "copy.waiting": _("A file is to be made again"),
    "copy.making": _("Began to make a file"),
    "copy.ready": _("A file is ready"),
    "copy.failed": _("A file could not be made"),
    "copy.stopped": _("Stopped making a file"),
    "dispatch.prepared": _("Prepared a dispatch"),
    "dispatch.tested": _("Sent an e-mail of a dispatch as a test"),
    "dispatch.started": _("Started a dispatch"),
    "dispatch.stopped": _("Stopped a dispatch"),
    "dispatch.done": _("A dispatch is done"),
    "text.taken_out": _("Took out the text with what was said of it"),
    "recipients.kept": _("Kept a list of recipients"),
    "recipients.deleted": _("Deleted a list of recipients"),
    "letter_template.kept": _("Kept a letter template"),
    "letter_template.deleted": _("Deleted a letter template"),
    "recipient.opted_out": _("Somebody opted out of e-mails"),
    "recipient.opted_in": _("Somebody opted in to e-mails again"),
    "delivery.sent_again": _("Sent an e-mail again"),
    "delivery.confirmed": _("Confirmed that an e-mail was sent"),
    "deliveries.period_set": _("Set how long it is kept whom dispatches went to"),
    "deliveries.forgotten": _("Erased whom dispatches of long ago went to"),
}

THINGS: dict[str, str | Promise] = {
    "outlets.copy": _("File of an edition"),
    "outlets.dispatch": _("Dispatch"),
    "outlets.recipientlist": _("List of recipients"),
    "outlets.lettertemplate": _("Letter template"),
    "outlets.optedout": _("Somebody who has opted out"),
    "outlets.delivery": _("E-mail"),
}
