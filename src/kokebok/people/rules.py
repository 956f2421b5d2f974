"""What roles a person has, and what an app's table lets them do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kokebok.people.models import RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

Table = Mapping[str, tuple[RoleName, ...]]
"""An app's permissions: for each act, the roles of which one is needed. Each app has one, `rules.MAY`."""


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
