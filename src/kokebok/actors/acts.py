"""What the acts about actors are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "keeper.confirmed": _("Somebody who wants to keep an entry confirmed their address"),
    "keeper.invited": _("A body asked a colleague to keep its entry"),
    "keeper.admitted": _("Let somebody keep the entry of their body"),
    "keeper.rejected": _("Did not let somebody keep an entry"),
    "keeper.link_sent": _("Sent a link to somebody who keeps an entry"),
    "keeper.came_in": _("Somebody came in to keep an entry"),
    "keeper.went_out": _("Somebody who keeps an entry went out"),
    "keeper.ended": _("Somebody no longer keeps an entry"),
    "proposal.made": _("A body asked for a change of its entry"),
    "proposal.approved": _("Approved a change of an entry"),
    "proposal.refused": _("Did not approve a change of an entry"),
    "meet.joined": _("Somebody came on the list of those who want to talk"),
    "meet.left": _("Somebody left the list of those who want to talk"),
    "meet.removed": _("Took somebody off the list of those who want to talk"),
    "entry.confirmed": _("A body confirmed its entry"),
    "enquiry.sent": _("Somebody asked for contact"),
    "enquiry.accepted": _("Somebody who was asked for contact said yes"),
    "enquiry.declined": _("Somebody who was asked for contact said no"),
    "enquiry.reported": _("Somebody reported a request for contact as misuse"),
    "enquiry.upheld": _("Found a request for contact to be misuse"),
    "enquiry.cleared": _("Found that a request for contact was no misuse"),
}

THINGS: dict[str, str | Promise] = {
    "actors.enquiry": _("Request for contact"),
    "actors.meetentry": _("Somebody who wants to talk"),
    "actors.keeper": _("Somebody who keeps an entry"),
}
