"""What the acts of staff are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "role.given": _("Gave a role"),
    "role.taken": _("Took a role"),
    "person.renamed": _("Changed somebody's name"),
    "person.address_changed": _("Changed somebody's e-mail address"),
    "person.body_changed": _("Changed which body somebody belongs to"),
    "person.deactivated": _("Shut somebody out"),
    "person.reactivated": _("Let somebody in again"),
    "invitation.sent": _("Invited somebody"),
    "invitation.sent_again": _("Sent an invitation again"),
    "invitation.withdrawn": _("Took an invitation back"),
    "invitation.accepted": _("Took up an invitation"),
    "signin.done": _("Signed in"),
    "signin.refused": _("Was not let in"),
    "link.made": _("Made a one-time link to sign in by"),
    "link.used": _("Signed in by a one-time link"),
    "session.ended": _("Signed out a browser"),
    "second_step.changed": _("Changed the second step of the sign-in"),
    "provider.connected": _("Connected the organisation's sign-in"),
    "provider.disconnected": _("Disconnected the organisation's sign-in"),
}

THINGS: dict[str, str | Promise] = {
    "staff.invitation": _("Invitation"),
    "people.body": _("Actor"),
    "people.person": _("Person"),
}
