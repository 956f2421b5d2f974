"""What the acts about actors are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "enquiry.sent": _("Somebody asked for contact"),
    "enquiry.accepted": _("Somebody who was asked for contact said yes"),
    "enquiry.declined": _("Somebody who was asked for contact said no"),
    "enquiry.reported": _("Somebody reported a request for contact as misuse"),
    "enquiry.upheld": _("Found a request for contact to be misuse"),
    "enquiry.cleared": _("Found that a request for contact was no misuse"),
}

THINGS: dict[str, str | Promise] = {
    "actors.enquiry": _("Request for contact"),
}
