"""Who may say what means the same, and what can go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {"synonyms.keep": (RoleName.ADMINISTRATOR, RoleName.EDITOR)}


class Refused(Exception):
    """Something could not be done; `str` says why, in words for the person who tried."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])
