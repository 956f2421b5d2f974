"""What somebody has registered for, for themselves."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.events.models import Registration
from kokebok.people.owning import OwnThing, Whose, facts
from kokebok.web.present import is_present


def own_things(whose: Whose) -> list[OwnThing]:
    """Their registrations; none without an address."""
    if not whose.email:
        return []
    mine = Registration.objects.filter(email__iexact=whose.email).select_related("event")
    return [
        OwnThing(
            "registration",
            _("Registration for an event"),
            facts(
                ("event", _("Event"), one.event.title),
                ("name", _("Name"), one.name),
                ("on_behalf_of", _("On behalf of"), one.on_behalf_of),
                ("email", _("E-mail address"), one.email),
                ("standing", _("Status"), one.get_standing_display()),
            ),
            path=reverse("events:event", args=[one.event_id]) if is_present("events") else "",
            at=one.made_at,
        )
        for one in mine
    ]
