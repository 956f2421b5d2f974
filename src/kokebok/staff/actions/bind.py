"""Tie somebody at the provider to a person here. The tie is to their subject there, which never changes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.models import Person, RoleName
from kokebok.staff.actions.invitations import make_ready
from kokebok.staff.actions.letters import tell_of_change
from kokebok.staff.actions.roles import give_role, take_role
from kokebok.staff.provider import NotBelieved, ProviderIdentity, the_provider
from kokebok.staff.rules import LastAdministrator

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONNECTED = "provider_connected"


def proved_by(told: ProviderIdentity) -> str | None:
    """The address the provider vouches for; None if it does not."""
    email, is_verified = the_provider().address_in(told.claims)
    return email if email and is_verified else None


def person_told_of(told: ProviderIdentity) -> Person:
    """Whoever the provider speaks of: tied already, or tied now because the verified address is known or invited.

    Once tied, the address the provider gives does not matter. Raises NotBelieved where nobody can be let in.
    """
    tie = _tie(told).select_related("user").first()
    if tie:
        tied: Person = tie.user
        return tied
    ours = the_provider()
    email, is_verified = ours.address_in(told.claims)
    if not email:
        raise NotBelieved(
            _(
                "%(name)s did not tell us your e-mail address. Sign in with a code by e-mail, and connect it after."
            )
            % {"name": ours.name},
            why="no address",
        )
    if not is_verified:
        raise NotBelieved(
            _("%(name)s has not made sure that %(email)s is yours. Sign in with a code by e-mail instead.")
            % {"name": ours.name, "email": email},
            why="address not verified",
        )
    person = make_ready(email)
    if person is None or not person.is_active:
        raise NotBelieved(
            _("%(email)s has not been let in here. Ask the person who administers the site to invite you.")
            % {"email": email},
            why="not known",
        )
    return connect(person, told)


@transaction.atomic
def connect(person: Person, told: ProviderIdentity) -> Person:
    """Tie this subject to this person. Raises NotBelieved if either is tied to another."""
    Person.objects.select_for_update().get(pk=person.pk)
    tie = _tie(told).first()
    if tie and tie.user_id == person.pk:
        return person
    if tie or ties_of(person).exists():
        raise NotBelieved(
            _("This address is tied to another user with %(name)s. Ask the person who administers the site.")
            % {"name": the_provider().name},
            why="tied to another",
        )
    SocialAccount.objects.create(user=person, provider=the_provider().issuer, uid=told.subject)
    record("provider.connected", by=person, about=person)
    tell_of_change(person, change=CONNECTED)
    return person


@transaction.atomic
def disconnect(person: Person, *, by: Person) -> bool:
    """Loosen the tie, so that another subject can be tied. False if there was none."""
    loosened, _rows = ties_of(person).delete()
    if loosened:
        record("provider.disconnected", by=by, about=person)
    return bool(loosened)


@transaction.atomic
def take_over_roles(person: Person, told: ProviderIdentity) -> None:
    """Give and take the roles that the settings leave to the provider; other roles stand. The last
    administrator stays one."""
    ours = the_provider()
    if not ours.roles_claim:
        return
    has = {RoleName(role) for role in ours.roles_in(told.claims)}
    for role in has:
        give_role(person, role, by=None)
    for role in {RoleName(role) for role in ours.roles.values()} - has:
        with suppress(LastAdministrator), transaction.atomic():
            take_role(person, role, by=None)


def ties_of(person: Person) -> QuerySet[SocialAccount]:
    """How a person is known at the provider of the settings."""
    issuer = the_provider().issuer
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=person, provider=issuer)
    return found


def _tie(told: ProviderIdentity) -> QuerySet[SocialAccount]:
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(
        provider=the_provider().issuer, uid=told.subject
    )
    return found
