"""Who may say who works here, what must always hold of it, and who owes a second step when signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kokebok.people.models import Person

MAY: Table = {"people.manage": (RoleName.ADMINISTRATOR,)}
may = allowed_by(MAY)

WRITE = (RoleName.ADMINISTRATOR, RoleName.EDITOR)
"""The roles that may use the page editor."""

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step. Recovery codes come beside one of these, never alone."""


class LastAdministrator(Refused):
    """Nobody would be left who can let others in."""


class KnownAlready(Refused):
    """The address belongs to somebody who works here, or who is invited."""


class NotThatWay(Refused):
    """An act on oneself that another administrator must do."""


class NoLongerPending(Refused):
    """The invitation was taken up or taken back by another while one looked at it."""


class LinkIsOver(Refused):
    """A one-time link is used, or its time has run out."""


def owes_second_step(request: HttpRequest, person: Person) -> bool:
    """Whether the installation asks this person for a second step, and they have none.

    A provider that was asked for a level of assurance, and gave it, has taken the second step for us.
    """
    asked = settings.REQUIRE_MFA
    if not asked or not (asked & person.role_names):
        return False
    return not _provider_took_it(request, person) and not has_second_step(person)


def has_second_step(person: Person) -> bool:
    """Whether a person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=STRONG).exists())


def _provider_took_it(request: HttpRequest, person: Person) -> bool:
    if not settings.OIDC or not settings.OIDC.acr:
        return False
    records = get_authentication_records(request, person)
    return any(record.get("method") == "socialaccount" for record in records)
