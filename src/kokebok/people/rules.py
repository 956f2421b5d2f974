"""What roles a person has, what an app's table lets them do, and how they are told that it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kokebok.people.models import RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

Table = Mapping[str, tuple[RoleName, ...]]
"""An app's permissions: for each act, the roles of which one is needed. Each app has one, `rules.MAY`."""


class Refused(Exception):
    """Something could not be done; `str` says why, in words for the person who tried."""


def has_role(person: Person | AnonymousUser, *names: RoleName) -> bool:
    """Whether somebody who is signed in and still may sign in has at least one of these roles."""
    if not person.is_authenticated or not person.is_active:
        return False
    return bool(person.role_names & set(names))


def allowed_by(table: Table) -> Callable[[Person | AnonymousUser, str], bool]:
    """The question that an app's rules answer, `may(person, act)`: whether a person has a role the act asks for."""

    def may(person: Person | AnonymousUser, act: str) -> bool:
        return has_role(person, *table[act])

    return may
