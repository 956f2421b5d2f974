"""What roles a person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.people.models import RoleName

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person


def has_role(person: Person | AnonymousUser, *names: RoleName) -> bool:
    """Whether somebody who is signed in and still may sign in has at least one of these roles."""
    if not person.is_authenticated or not person.is_active:
        return False
    return bool(person.role_names & set(names))
