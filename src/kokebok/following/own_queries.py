"""What somebody follows, for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kokebok.following.models import Follow
from kokebok.people.owning import OwnThing, Whose, facts


def own_things(whose: Whose) -> list[OwnThing]:
    """What they follow; nothing without an address."""
    if not whose.email:
        return []
    mine = Follow.objects.filter(follower__email=whose.email).select_related("follower", "page")
    return [
        OwnThing(
            "follow",
            _("What you follow"),
            facts(
                ("what", _("What"), one.scope),
                ("email", _("E-mail address"), one.follower.email),
                ("how_often", _("How often"), one.follower.get_how_often_display()),
            ),
            at=one.asked_at,
        )
        for one in mine
    ]
