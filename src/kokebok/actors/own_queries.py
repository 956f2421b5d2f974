"""Entries somebody keeps, what they have asked others, and the lists they are on, for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kokebok.actors.models import Enquiry, Keeper, MeetEntry
from kokebok.people.owning import OwnThing, Whose, facts


def own_things(whose: Whose) -> list[OwnThing]:
    """What is theirs of all this; nothing without an address."""
    if not whose.email:
        return []
    kept = Keeper.objects.filter(email__iexact=whose.email).select_related("body")
    asked = Enquiry.objects.filter(email__iexact=whose.email)
    listed = MeetEntry.objects.filter(email__iexact=whose.email).select_related("round")
    return [*map(_keeper, kept), *map(_enquiry, asked), *map(_listed, listed)]


def _keeper(one: Keeper) -> OwnThing:
    new = str(one.new_body.get("name", ""))
    said = facts(
        ("actor", _("Actor"), one.body or new),
        ("name", _("Name"), one.name),
        ("role", _("Role"), one.role),
        ("email", _("E-mail address"), one.email),
    )
    return OwnThing("actor_entry", _("An entry you keep"), said, at=one.made_at)


def _enquiry(one: Enquiry) -> OwnThing:
    said = facts(
        ("message", _("What you wrote"), one.message),
        ("name", _("Name"), one.name),
        ("on_behalf_of", _("On behalf of"), one.on_behalf_of),
        ("email", _("E-mail address"), one.email),
        ("state", _("Status"), one.get_state_display()),
    )
    return OwnThing("contact", _("A request for contact"), said, at=one.made_at)


def _listed(one: MeetEntry) -> OwnThing:
    said = facts(
        ("of", _("Round or theme"), one.round or one.theme),
        ("about", _("What you want to talk about"), one.about),
        ("name", _("Name"), one.name),
        ("on_behalf_of", _("On behalf of"), one.on_behalf_of),
        ("email", _("E-mail address"), one.email),
    )
    return OwnThing("meet_entry", _("A list of who wants to talk"), said, at=one.made_at)
